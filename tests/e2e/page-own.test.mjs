// Packs of a person's own: given, refused in words, kept, named, changed, exported, handed on with plans, deleted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { started } from "./harness.mjs";
import { board, boardChanged, boardIs, drop, firstCard, open, saved, toEnd } from "./page.mjs";

const TINY = readFileSync(fileURLToPath(new URL("../../crates/model/tests/packs/tiny.toml", import.meta.url)), "utf8");

/** The window of own packs. */
async function packs(page) {
  const dialog = page.locator("#packs");
  if (!(await dialog.isVisible())) await page.getByRole("button", { name: "自己的底册" }).click();
  await dialog.getByLabel("已存的底册").waitFor();
  return dialog;
}

/** Waits until the tiny pack, or what became of it, is open. */
async function isOpen(page, name = "小县 2026") {
  await page.waitForFunction((name) => document.title.includes(name), name);
}

test("a pack that is dropped opens, stays after a reload and is there in a second window", async (t) => {
  const page = await open(t);
  await drop(page, "tiny.toml", TINY);
  await isOpen(page);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  const changed = await boardChanged(page, before);
  await page.reload();
  await started(page);
  await isOpen(page);
  await boardIs(page, changed);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await started(second);
  await isOpen(second);
  await boardIs(second, changed);
  // It is listed with the shipped ones.
  const listed = await second.locator(".sel--pack option").allInnerTexts();
  assert.ok(listed.includes("小县 2026") && listed.length > 4, listed.join());
});

test("a pack with an error is told by line and column, the line is jumped to, and what was open stays", async (t) => {
  const page = await open(t);
  const before = await board(page);
  const broken = TINY.replace("year = 2026", "year = 20260");
  const line = broken.split("\n").findIndex((text) => text.startsWith("year = ")) + 1;
  await drop(page, "broken.toml", broken);
  const dialog = page.locator("#packs");
  const at = dialog.getByRole("button", { name: new RegExp(`第 ?${line} ?行`) }).first();
  await at.click();
  const area = dialog.getByRole("textbox", { name: "底册文本" });
  const chosen = await area.evaluate((area) => area.value.slice(0, area.selectionStart).split("\n").length);
  assert.equal(chosen, line);
  // Mended in the page, it opens.
  await area.fill(TINY);
  await dialog.getByRole("button", { name: "检查", exact: true }).click();
  await dialog.getByText("没有错误").waitFor();
  // What is typed and not kept is there again when the window is.
  await area.fill(`${TINY}\n# 我的记号\n`);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "自己的底册" }).click();
  assert.match(await area.inputValue(), /我的记号/);
  await page.keyboard.press("Escape");
  await boardIs(page, before);
  assert.doesNotMatch(await page.title(), /小县/);
});

test("what is no pack is refused in words", async (t) => {
  const page = await open(t);
  for (const [name, text] of [["a.toml", "<h1>你好</h1>"], ["b.bin", "\u0000\u0001"], ["c.toml", ""]]) {
    await drop(page, name, text);
    await page.getByRole("alert").getByText("这个文件不是底册").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#packs").waitFor({ state: "detached" });
  }
});

test("a pack is named, changed with its plans, compared with the data before, exported, deleted and put back", async (t) => {
  const page = await open(t);
  await drop(page, "tiny.toml", TINY);
  await isOpen(page);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  await boardChanged(page, before);
  let dialog = await packs(page);
  await dialog.getByLabel("底册名称：小县 2026").fill("<b>我们县</b>");
  await page.keyboard.press("Tab");
  await dialog.getByLabel("底册名称：<b>我们县</b>").waitFor();
  assert.equal(await page.locator(".sel--pack option b").count(), 0);
  // Changed: another harvest.
  await dialog.getByRole("button", { name: "改文本" }).click();
  const area = dialog.getByRole("textbox", { name: "底册文本" });
  const text = await area.inputValue();
  assert.equal(text, TINY);
  await area.fill(TINY.replace("value = 400", "value = 380"));
  await dialog.getByRole("button", { name: "检查并存为新的一版" }).click();
  await dialog.getByText("已存为新的一版并打开").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".lever.is-changed").first().waitFor();
  dialog = await packs(page);
  assert.equal(await dialog.locator(".own__i").count(), 1);
  await dialog.getByRole("button", { name: "与上一版数据比较" }).click();
  await dialog.getByText("方案不变，数据由截至").waitFor();
  await dialog.getByRole("button", { name: "回到清单" }).click();
  const exported = await saved(page, dialog.getByRole("button", { name: "导出为 .toml 文件" }));
  assert.equal(exported.name, "tiny.toml");
  assert.equal(exported.bytes.toString(), TINY.replace("value = 400", "value = 380"));
  await dialog.getByRole("button", { name: "删除" }).click();
  await dialog.getByText("还没有自己的底册").waitFor();
  await dialog.getByRole("button", { name: "撤销删除" }).click();
  await dialog.locator(".own__i").waitFor();
});

test("a plan on an own pack goes as a file and gives the same digits in a fresh browser", async (t) => {
  const page = await open(t);
  await drop(page, "tiny.toml", TINY);
  await isOpen(page);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  const changed = await boardChanged(page, before);
  const dialog = await packs(page);
  const file = await saved(page, dialog.getByRole("button", { name: "连同方案存为文件" }));
  assert.equal(file.name, "guoban-tiny.guoban");
  const fresh = await open(t);
  await board(fresh);
  await drop(fresh, file.name, file.bytes);
  await isOpen(fresh);
  await fresh.locator(".lever.is-changed").first().waitFor();
  await boardIs(fresh, changed);
  // A damaged file is refused as a whole.
  await drop(fresh, file.name, file.bytes.toString().replace("小县", "大县"));
  await fresh.getByRole("alertdialog").getByText("校验不符").waitFor();
});

test("sharing a plan on an own pack tells what the link and the file hold, and each holds just that", async (t) => {
  const page = await open(t);
  const elsewhere = await board(page);
  await toEnd(page, firstCard(page));
  await boardChanged(page, elsewhere);
  await drop(page, "tiny.toml", TINY);
  await isOpen(page);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  const changed = await boardChanged(page, before);
  await page.keyboard.press("s");
  const dialog = page.locator("#share");
  const link = await dialog.getByLabel("链接").inputValue();
  const plan = link.split("#s=")[1];
  assert.ok(plan.length <= 200, `${plan.length} characters`);
  await dialog.getByText(`方案部分 ${plan.length} 个字符`).waitFor();
  await dialog.getByText("改动的措施 1 项、假设 0 项").waitFor();
  await dialog.getByText("不含底册数据本身").waitFor();
  await dialog.getByText("文件里有底册全文和它的 1 个方案").waitFor();
  const file = await saved(page, dialog.getByRole("button", { name: "把底册和方案存成一个文件" }));
  assert.equal(file.name, "guoban-tiny.guoban");
  const text = file.bytes.toString();
  assert.ok(text.includes("小县 2026"), "the pack is in it");
  assert.ok(!text.includes("border-city"), "and no plan of another");
  // The link alone opens where the pack is, and says what is missing where it is not.
  const second = await page.context().newPage();
  await second.goto(link);
  await started(second);
  await isOpen(second);
  await boardIs(second, changed);
  const fresh = await open(t, { url: link });
  const refused = fresh.getByRole("alertdialog", { name: "这个链接打不开" });
  await refused.getByText("tiny").waitFor();
  await fresh.keyboard.press("Escape");
  await drop(fresh, file.name, file.bytes);
  await isOpen(fresh);
  await fresh.locator(".lever.is-changed").first().waitFor();
  await boardIs(fresh, changed);
});

test("where nothing can be kept the pack opens for this window, and the page says so", async (t) => {
  const blocked = () => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  };
  const page = await open(t, { before: (page) => page.addInitScript(blocked), allow: () => true });
  await drop(page, "tiny.toml", TINY);
  await isOpen(page);
  await page.locator("#packs").getByRole("alert").getByText("浏览器不许本页保存").waitFor();
});
