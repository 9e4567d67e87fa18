// What is kept: every window shows its own plan, nothing is written over, and where nothing can be kept the page says so.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SITE, started } from "./harness.mjs";
import { board, boardChanged, boardIs, firstCard, kept, open, plans, saved, toEnd } from "./page.mjs";

/** The link of a plan in which the levers at these places are at their upper ends, and its board. */
async function linkOf(t, places) {
  const page = await open(t);
  const before = await board(page);
  for (const place of places) await toEnd(page, page.locator(".lever").nth(place));
  const shown = await boardChanged(page, before);
  await page.getByRole("button", { name: "分享" }).click();
  return { link: await page.locator("#share-link").inputValue(), board: shown };
}

/** Another tab of the same browser. */
async function tab(page, url) {
  const other = await page.context().newPage();
  await other.goto(url);
  await started(other);
  await other.locator(".lever").first().waitFor();
  return other;
}

const trouble = (page) => page.locator(".toast--warn[role=alert]");

/** Waits until the page has kept what it shows. */
async function settled(page) {
  await page.waitForFunction(() => document.documentElement.dataset.kept !== undefined);
}

test("a reload shows the link of that tab, whatever another tab shows", async (t) => {
  const [a, b] = [await linkOf(t, [0]), await linkOf(t, [4])];
  const first = await open(t, { url: a.link });
  await boardIs(first, a.board);
  const second = await tab(first, b.link);
  await boardIs(second, b.board);
  await first.reload();
  await started(first);
  await boardIs(first, a.board);
  assert.equal(first.url(), a.link);
  assert.equal(await trouble(second).count(), 0);
});

test("a link opened again is the link; what was changed since is another plan, and named", async (t) => {
  const a = await linkOf(t, [0]);
  const page = await open(t, { url: a.link });
  await boardIs(page, a.board);
  await toEnd(page, page.locator(".lever").nth(4));
  const changed = await boardChanged(page, a.board);
  await page.reload();
  await started(page);
  await boardIs(page, changed);
  await page.goto(a.link);
  await boardIs(page, a.board);
  assert.equal(page.url(), a.link);
  const dialog = await plans(page);
  assert.equal(await dialog.locator(".plans__i").count(), 2);
  await dialog.getByText("在链接上又改 1 项").waitFor();
  await page.keyboard.press("Escape");
  await page.goBack();
  await boardIs(page, changed);
  await page.goForward();
  await boardIs(page, a.board);
});

test("two tabs never write over each other: the later one is told, and both can stay", async (t) => {
  const first = await open(t);
  const second = await tab(first, SITE);
  const plain = await board(first);
  await toEnd(second, second.locator(".lever").nth(4));
  const theirs = await boardChanged(second, plain);
  await settled(second);
  await toEnd(first, firstCard(first));
  const mine = await boardChanged(first, plain);
  await trouble(first).getByText("另一个窗口").waitFor();
  assert.equal((await kept(first)).plans.length, 1);
  await first.reload();
  await started(first);
  await boardIs(first, mine);
  await second.reload();
  await started(second);
  await boardIs(second, theirs);

  await toEnd(first, first.locator(".lever").nth(6));
  const more = await boardChanged(first, mine);
  await trouble(first).getByRole("button", { name: "两边都留" }).click();
  await trouble(first).waitFor({ state: "detached" });
  await boardIs(first, more);
  const dialog = await plans(first);
  await dialog.getByRole("button", { name: "打开“另一窗口的方案”" }).click();
  await first.keyboard.press("Escape");
  await boardIs(first, theirs);
  assert.equal((await kept(first)).plans.length, 2);
});

const BLOCKED = () => {
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  }
};

const FULL = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

for (const [what, script, words] of [
  ["blocked", BLOCKED, "浏览器不让本页保存"],
  ["full", FULL, "存储已满"],
]) {
  test(`storage that is ${what} is told at once, and the work can be saved as a file`, async (t) => {
    const page = await open(t, { before: (page) => page.addInitScript(script) });
    const before = await board(page);
    await toEnd(page, firstCard(page));
    const mine = await boardChanged(page, before);
    await trouble(page).getByText(words).waitFor();
    const file = await saved(page, trouble(page).getByRole("button", { name: "存为文件" }));
    assert.match(file.name, /\.guoban$/);

    await page.evaluate(() => window.guobanPanic("panicked"));
    await page.getByText("没有保存下来").waitFor();
    assert.equal(await page.getByText("已保存在本机").count(), 0);

    const other = await open(t);
    const dialog = await plans(other);
    await dialog.locator("input[type=file]").setInputFiles({ name: file.name, mimeType: "text/plain", buffer: file.bytes });
    await other.getByText("读入 1 个方案").waitFor();
    await dialog.locator(".plans__i").nth(1).getByRole("button", { name: "打开" }).click();
    await other.keyboard.press("Escape");
    await boardIs(other, mine);
  });
}

for (const [what, text, words] of [
  ["of a newer version", "guoban-plans 9 5 00000000\n{}", "较新版本"],
  ["damaged", "guoban-plans 2 5 00000000\n{}", "校验不符"],
]) {
  test(`plans that are ${what} are told, and never lost`, async (t) => {
    const page = await open(t);
    await toEnd(page, firstCard(page));
    await settled(page);
    const key = await page.evaluate((text) => {
      sessionStorage.clear();
      const key = Object.keys(localStorage).find((key) => key.startsWith("guoban.document."));
      localStorage.setItem(key, text);
      return key;
    }, text);
    await page.reload();
    await started(page);
    await trouble(page).getByText(words).waitFor();
    const before = await board(page);
    await toEnd(page, firstCard(page));
    await boardChanged(page, before);
    await settled(page);
    const held = await page.evaluate((key) => [localStorage[key], localStorage[`${key}.unreadable`]], key);
    assert.ok(held.includes(text));
    // The work goes on in this window, whatever lies in the way.
    const mine = await board(page);
    await page.reload();
    await started(page);
    await boardIs(page, mine);
  });
}

test("plans are made, named, copied, ordered, deleted and recorded, and every step can be gone back to", async (t) => {
  const page = await open(t);
  const plain = await board(page);
  await toEnd(page, firstCard(page));
  const first = await boardChanged(page, plain);
  let dialog = await plans(page);
  await dialog.getByLabel("的名称").first().fill("稳产");
  await dialog.getByLabel("的名称").first().press("Tab");
  await dialog.getByRole("button", { name: "新建方案" }).click();
  await dialog.getByRole("button", { name: "当前“方案甲”" }).waitFor();
  await dialog.getByRole("button", { name: "复制“稳产”" }).click();
  await dialog.getByRole("button", { name: "“稳产 副本”上移" }).click();
  const names = () => dialog.locator(".plans__n").evaluateAll((fields) => fields.map((field) => field.value));
  assert.deepEqual(await names(), ["稳产 副本", "稳产", "方案甲"]);
  await dialog.getByLabel("决定", { exact: true }).fill("先保粮食");
  await dialog.getByLabel("由谁决定").fill("专班");
  await dialog.getByRole("button", { name: "打开“方案甲”" }).click();
  await dialog.getByRole("button", { name: "打开“稳产 副本”" }).click();
  assert.equal(await dialog.getByLabel("决定", { exact: true }).inputValue(), "先保粮食");
  await dialog.getByRole("button", { name: "删除“方案甲”" }).click();
  assert.deepEqual(await names(), ["稳产 副本", "稳产"]);
  await page.keyboard.press("Escape");
  await boardIs(page, first);
  await page.reload();
  await started(page);
  await boardIs(page, first);

  dialog = await plans(page);
  await dialog.getByText(/步骤（\d+）/).click();
  await dialog.getByRole("button", { name: /→/ }).click();
  assert.deepEqual(await names(), [""]);
  await dialog.getByRole("button", { name: /删除方案“方案甲”/ }).click();
  assert.deepEqual(await names(), ["稳产 副本", "稳产"]);
  await dialog.getByRole("button", { name: "开始时" }).click();
  await page.keyboard.press("Escape");
  await boardIs(page, plain);
});

test("everything goes out as one file, comes in by dropping it, and can be cleared", async (t) => {
  const page = await open(t);
  const plain = await board(page);
  await toEnd(page, firstCard(page));
  const mine = await boardChanged(page, plain);
  let dialog = await plans(page);
  const text = (await saved(page, dialog.getByRole("button", { name: "存为文件" }))).bytes.toString();
  await dialog.getByRole("button", { name: "清空本机保存的内容" }).click();
  await dialog.getByRole("button", { name: "确认清空" }).click();
  await dialog.waitFor({ state: "detached" });
  await boardIs(page, plain);
  const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("guoban.document")));
  assert.deepEqual(left, []);

  const drop = (text) =>
    page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "plans.guoban", { type: "text/plain" }));
      for (const kind of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
      }
    }, text);
  await drop(text.replace("plans", "plums"));
  await page.getByRole("alertdialog", { name: "这个文件读不了" }).waitFor();
  await page.keyboard.press("Escape");
  await drop(text);
  await page.getByText("读入 1 个方案").waitFor();
  dialog = await plans(page);
  await dialog.locator(".plans__i").nth(1).getByRole("button", { name: "打开" }).click();
  await page.keyboard.press("Escape");
  await boardIs(page, mine);
});
