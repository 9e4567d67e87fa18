// Ten minutes of somebody new: a form filled in becomes a place, a bulletin is pasted, the plan is handed on as a file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { board, boardChanged, boardIs, drop, firstCard, open, saved, toEnd } from "./page.mjs";

const form = (name) => readFileSync(fileURLToPath(new URL(`../../crates/intake/tests/forms/${name}`, import.meta.url)));

async function packs(page) {
  await page.getByRole("button", { name: "自己的底册" }).click();
  const dialog = page.locator("#packs");
  await dialog.getByLabel("已存的底册").waitFor();
  return dialog;
}

test("a filled form, a bulletin and a plan: the same digits in a fresh browser", async (t) => {
  const page = await open(t);
  const dialog = page.locator("#packs");
  await drop(page, "county.xlsx", form("county.xlsx"));
  await dialog.getByText("已建成并打开").waitFor();
  await dialog.getByText("没填的用默认值").waitFor();
  await page.keyboard.press("Escape");
  const first = await board(page);
  assert.ok(first.split("\n").length >= 6, first);
  await toEnd(page, firstCard(page));
  const planned = await boardChanged(page, first);

  await packs(page);
  await dialog.getByRole("button", { name: "粘贴公报" }).click();
  const text = "1—4月，一般公共预算收入9.1亿元，同比下降3.2%；4月末，金融机构贷款余额221.0亿元；\n工业总产量 很好";
  await dialog.getByLabel("公报里的表或文字").fill(text);
  await dialog.getByRole("button", { name: "预览" }).click();
  const row = dialog.getByRole("row", { name: /一般公共预算收入.*1—4月.*9\.1 亿元/ });
  await row.waitFor();
  // Looked at, nothing has changed.
  await boardIs(page, planned);
  await dialog.getByRole("button", { name: /^采用 \d+ 个数/ }).click();
  await dialog.getByText(/已采用 \d+ 个数，数据截至/).waitFor();
  await dialog.getByRole("button", { name: "看同一方案换了数据有什么变化" }).click();
  await dialog.getByText(/方案不变，数据由截至 2026-04-20 换成截至 2026-05/).waitFor();
  await dialog.getByRole("row", { name: /一般公共预算收入/ }).first().waitFor();
  await page.keyboard.press("Escape");
  // The plan went along.
  await page.locator(".lever.is-changed").first().waitFor();
  const later = await board(page);
  assert.notEqual(later, planned);

  await packs(page);
  assert.equal(await dialog.locator(".own__i").count(), 1);
  const file = await saved(page, dialog.getByRole("button", { name: "连同方案存为文件" }));
  const fresh = await open(t);
  await board(fresh);
  await drop(fresh, file.name, file.bytes);
  await fresh.locator(".lever.is-changed").first().waitFor();
  await boardIs(fresh, later);
});

test("a development zone opens too, and what is a default is listed by its cell", async (t) => {
  const page = await open(t);
  await drop(page, "zone.xlsx", form("zone.xlsx"));
  const dialog = page.locator("#packs");
  await dialog.getByText("已建成并打开").waitFor();
  await dialog.locator(".issue code").first().waitFor();
});

test("the empty form comes as a file and is refused as a place in words, as is a broken workbook", async (t) => {
  const page = await open(t);
  const dialog = await packs(page);
  const blank = await saved(page, dialog.getByRole("button", { name: "下载空表" }));
  assert.equal(blank.name, "新建本地.xlsx");
  const before = await board(page);
  for (const bytes of [blank.bytes, blank.bytes.subarray(0, 4_000), Buffer.from("PK\u0003\u0004 nothing")]) {
    await drop(page, "form.xlsx", bytes);
    await dialog.getByText(/表里有 \d+ 处要改/).waitFor();
    await page.keyboard.press("Escape");
  }
  await boardIs(page, before);
});

test("an empty form that does not arrive is told of, and can be asked for again", async (t) => {
  let broken = true;
  const page = await open(t, {
    allow: (line) => /forms\/form-zh|Failed to fetch|ERR_FAILED/.test(line),
    before: (page) => page.route(/forms\//, (route) => (broken ? route.abort() : route.continue())),
  });
  const dialog = await packs(page);
  const button = dialog.getByRole("button", { name: "下载空表" });
  await button.click();
  await dialog.getByText("空白表没有取到").waitFor();
  broken = false;
  assert.equal((await saved(page, button)).bytes.subarray(0, 2).toString(), "PK");
});

test("figures pasted into a shipped pack make a copy of one's own", async (t) => {
  const page = await open(t);
  await board(page);
  const dialog = await packs(page);
  await dialog.getByRole("button", { name: "粘贴公报" }).click();
  await dialog.getByLabel("公报里的表或文字").fill("1—4月，社会消费品零售总额95.8亿元");
  await dialog.getByRole("button", { name: "预览" }).click();
  const apply = dialog.getByRole("button", { name: /^采用 \d+ 个数/ });
  await dialog.getByText(/没看懂 \d+ 处/).waitFor();
  if (await apply.isVisible()) {
    await apply.click();
    await dialog.getByText(/已采用 \d+ 个数/).waitFor();
    const chosen = await page.locator(".sel--pack").inputValue();
    assert.match(chosen, /^border-city~[0-9a-f]{8}$/);
  } else {
    assert.fail(await dialog.innerText());
  }
});
