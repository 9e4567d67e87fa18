// Every table of the page as an Excel workbook: what stands in its CSV file, numbers as numbers, nothing a formula.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cells } from "./cells.mjs";
import { board, firstCard, open, saved, toEnd } from "./page.mjs";

const NAMES = { zh: { csv: "把这张表存为 CSV 文件", xlsx: "把这张表存为 XLSX 工作簿" }, en: { csv: "Save this table as a CSV file", xlsx: "Save this table as an XLSX workbook" } };

/** The values of a CSV file. */
function values(bytes) {
  const text = bytes.toString("utf8").replace("\ufeff", "").replace(/\r\n$/, "");
  const line = (row) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g).slice(0, -1).map((cell) => cell.replace(/,$/, ""));
  return text.split("\r\n").map((row) => line(`${row},`).map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)));
}

const isNumber = (text) => /^-?\d+(\.\d+)?%?$/.test(text);

/** Milliseconds between two files: Chromium drops, without a word, what a page saves beyond ten files a second. */
const BETWEEN = 120;

async function savedInTime(page, button) {
  await page.waitForTimeout(BETWEEN);
  return saved(page, button);
}

/** Saves every table that can be saved on the screen in both ways. */
async function takeAll(page, names, taken) {
  const csv = page.getByRole("button", { name: names.csv });
  await csv.first().waitFor();
  const count = await csv.count();
  assert.equal(await page.getByRole("button", { name: names.xlsx }).count(), count, "a table has one way out only");
  for (let index = 0; index < count; index += 1) {
    if (!(await csv.nth(index).isVisible())) continue;
    const table = await savedInTime(page, csv.nth(index));
    const book = await savedInTime(page, page.getByRole("button", { name: names.xlsx }).nth(index));
    assert.equal(book.name, table.name.replace(/csv$/, "xlsx"));
    taken.push({ name: book.name, rows: values(table.bytes), bytes: book.bytes });
  }
}

/** Compares workbooks with what their tables say, and gives the lines that say where they come from. */
function compare(t, taken) {
  const books = cells(t, taken.map((one) => one.bytes));
  let numbers = 0;
  const origins = books.map((sheets, index) => {
    const { name, rows } = taken[index];
    assert.equal(Object.keys(sheets).length, 1, name);
    const found = Object.values(sheets)[0];
    const at = new Map(found.map((cell) => [`${cell.row} ${cell.column}`, cell]));
    assert.ok(found.every((cell) => cell.kind !== "formula"), `${name} has a formula`);
    rows.forEach((row, line) => {
      row.forEach((value, column) => {
        const cell = at.get(`${line + 1} ${column + 1}`);
        const told = `${name}, row ${line + 1}, column ${column + 1}: ${value}`;
        if (value === "") return assert.equal(cell, undefined, told);
        if (!isNumber(value)) return assert.deepEqual([cell?.kind, cell?.value], ["text", value.replace(/^'/, "")], told);
        const expected = value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : Number(value);
        assert.equal(cell?.kind, "number", told);
        assert.ok(Math.abs(Number(cell.value) - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), told);
        numbers += 1;
      });
    });
    return found.filter((cell) => cell.row > rows.length).map((cell) => cell.value);
  });
  assert.ok(numbers > 5 * taken.length, `${numbers} numbers in ${taken.length} tables`);
  return origins;
}

test("every table of every screen is saved as a workbook of the same figures", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  await board(page);
  const taken = [];
  await page.keyboard.press("w");
  await page.locator("#why table").first().waitFor();
  await takeAll(page, NAMES.zh, taken);
  for (const [key, there] of [["2", ".led table"], ["3", ".dat table"], ["4", ".wl__r"], ["c", ".cmp__v"], ["t", ".tor"]]) {
    await page.keyboard.press(key);
    await page.locator(there).first().waitFor();
    await takeAll(page, NAMES.zh, taken);
  }
  // The targets that are asked for are chosen in a table as well.
  await page.locator(".ans__tabs").getByRole("button", { name: "补缺口" }).click();
  await page.locator(".ans__t").waitFor();
  await takeAll(page, NAMES.zh, taken);
  await page.keyboard.press("F9");
  await page.locator(".meet__t").hover();
  await takeAll(page, NAMES.zh, taken);
  assert.ok(new Set(taken.map((one) => one.name)).size >= 6, taken.map((one) => one.name).join(", "));
  const origins = compare(t, taken);
  for (const lines of origins) {
    assert.equal(lines.length, 3, lines.join("\n"));
    assert.match(lines[1], /^数据到 .+ · 截至 .+ · 底册 border-city@\d+$/);
    assert.match(lines[2], /指纹 [0-9a-f]{4}-[0-9a-f]{4}/);
  }
});

test("what writes a table is all that is fetched for it", async (t) => {
  const fetched = [];
  const page = await open(t, { before: (page) => page.on("request", (request) => fetched.push(new URL(request.url()).pathname)) });
  await board(page);
  const before = new Set(fetched);
  const { bytes } = await saved(page, page.locator(".sim-tt").getByRole("button", { name: NAMES.zh.xlsx }));
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  const parts = fetched.filter((path) => !before.has(path) && path.includes("part-"));
  assert.ok(parts.some((path) => path.includes("part-workbook-")), parts.join(", "));
  for (const part of ["part-own-", "part-reader-"]) assert.ok(!parts.some((path) => path.includes(part)), parts.join(", "));
});

test("in English, of the plan that is on screen", async (t) => {
  const page = await open(t, { language: "en", storage: { "guoban.pack": "china-2023" } });
  const taken = [];
  await page.keyboard.press("3");
  await page.locator(".dat table").first().waitFor();
  await takeAll(page, NAMES.en, taken);
  const [lines] = compare(t, taken);
  assert.match(lines[1], /^Data to .+ · as of .+ · pack china-2023@\d+$/);
});
