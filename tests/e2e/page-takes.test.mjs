// What is taken out of the page: tables as numbers, drawings as pictures.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { firstCard, open, toEnd } from "./page.mjs";

/** Presses a button that saves a file, and reads the file. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What the page puts on the clipboard when a button is pressed. */
async function copied(page, button) {
  await page.evaluate(() => {
    window.copies = [];
    window.addEventListener("copy", () => window.copies.push("missed"));
    const set = DataTransfer.prototype.setData;
    DataTransfer.prototype.setData = function (kind, text) {
      window.copies.push([kind, text]);
      return set.call(this, kind, text);
    };
  });
  await button.click();
  return Object.fromEntries(await page.evaluate(() => window.copies));
}

test("the board is copied as numbers, as text and as a table", async (t) => {
  const page = await open(t);
  const copies = await copied(page, page.locator(".sim-tt").getByRole("button", { name: "复制这张表，可贴进电子表格" }));
  const rows = copies["text/plain"].split("\n").map((row) => row.split("\t"));
  assert.equal(new Set(rows.slice(2).map((row) => row.length)).size, 1, "as many values in every row");
  const targets = await page.locator(".tt tbody tr:not(.tt__grp)").count();
  assert.ok(rows.length >= targets);
  assert.doesNotMatch(copies["text/plain"], /\u2212|\d,\d{3}/);
  assert.ok(rows.flat().some((value) => /^-\d/.test(value)), "a minus a spreadsheet reads");
  assert.match(copies["text/html"], /^<table><tr>/);
});

test("a table is saved as CSV that spreadsheets read as UTF-8", async (t) => {
  const page = await open(t);
  await page.keyboard.press("3");
  const { name, bytes } = await saved(page, page.getByRole("button", { name: "把这张表存为 CSV 文件" }).first());
  assert.match(name, /^guoban-.*\.csv$/);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = bytes.toString("utf8").trim().split("\r\n");
  assert.ok(lines.length > 2);
  assert.doesNotMatch(bytes.toString("utf8"), /\u2212/);
});

test("drawings are saved as SVG that stands alone, and as PNG", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  await page.keyboard.press("c");
  await page.locator(".cmp__v").first().waitFor();
  const svg = await saved(page, page.getByRole("button", { name: "把这张图存为 SVG（矢量）" }).first());
  const text = svg.bytes.toString("utf8");
  const problem = await page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
    return drawing.querySelector("parsererror")?.textContent ?? (drawing.querySelector("[class]") ? "classes" : "");
  }, text);
  assert.equal(problem, "");
  assert.match(text, /stroke="rgb\(/);
  const png = await saved(page, page.getByRole("button", { name: "把这张图存为 PNG（图片）" }).first());
  assert.equal(png.bytes.subarray(1, 4).toString("latin1"), "PNG");
  await page.keyboard.press("1");
  const chart = await saved(page, page.locator(".sim-bot").getByRole("button", { name: "把这张图存为 PNG（图片）" }).first());
  assert.ok(chart.bytes.length > 2_000);
});
