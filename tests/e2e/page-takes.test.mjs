// What is taken out of the page: tables as numbers, drawings as pictures.

import assert from "node:assert/strict";
import { test } from "node:test";

import { board, firstCard, open, saved, toEnd } from "./page.mjs";

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

const SVG = "把这张图存为 SVG（矢量）";
const PNG = "把这张图存为 PNG（图片）";
const CSV = "把这张表存为 CSV 文件";

/** What is wrong with an SVG that is to stand alone. */
function faults(page, text) {
  return page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
    const error = drawing.querySelector("parsererror");
    if (error) return [error.textContent];
    const found = drawing.querySelector("[class]") ? ["classes"] : [];
    const named = [...text.matchAll(/(?:url\(#|href="#)([^)"]+)/g)].map(([, name]) => name);
    return [...found, ...named.filter((name) => !drawing.getElementById(name)).map((name) => `no ${name}`)];
  }, text);
}

/** Saves a drawing in both ways, and gives its lines. */
async function pictures(page, place, drawn = /stroke="(rgb\(|#)|fill="(rgb\(|#)/) {
  const svg = await saved(page, place.getByRole("button", { name: SVG }).first());
  const text = svg.bytes.toString("utf8");
  assert.deepEqual(await faults(page, text), [], svg.name);
  assert.match(text, drawn);
  const png = await saved(page, place.getByRole("button", { name: PNG }).first());
  assert.equal(png.bytes.subarray(1, 4).toString("latin1"), "PNG");
  // Its head says how large it is: twice as many points as the page has.
  const wide = Number(text.match(/ width="([\d.]+)"/)[1]);
  assert.ok(Math.abs(png.bytes.readUInt32BE(16) - 2 * wide) <= 1, `${png.name} is ${png.bytes.readUInt32BE(16)} wide`);
  return text;
}

test("drawings are saved as SVG that stands alone, and as PNG", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  await board(page);
  // The chart of a target is on a canvas, its SVG is drawn anew: lines, words and bands.
  const chart = await pictures(page, page.locator(".sim-bot"));
  assert.match(chart, /<polyline[^>]*stroke="#/);
  assert.match(chart, /<polygon/);
  assert.match(chart, />\s*6月30日/);
  await page.keyboard.press("w");
  const why = await pictures(page, page.locator("#why"));
  assert.match(why, />基线</);
  await page.keyboard.press("c");
  await page.locator(".cmp__v").first().waitFor();
  await pictures(page, page.locator(".cmp__g > *").first());
  await page.keyboard.press("4");
  await page.locator(".wl__r").first().waitFor();
  const wall = await pictures(page, page.locator(".wl").first());
  for (const project of await page.locator(".wl__r .wl__n").allInnerTexts()) assert.ok(wall.includes(project.trim()), project);
  await page.keyboard.press("t");
  await page.locator(".tor").first().waitFor();
  await pictures(page, page.locator(".ans .taken").first());
});

test("why, the trace, the wall and the answers are saved as numbers", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  await board(page);
  const rows = async (place) => {
    const { bytes } = await saved(page, place.getByRole("button", { name: CSV }).first());
    const text = bytes.toString("utf8").replace("\ufeff", "").trim();
    assert.doesNotMatch(text, /\u2212/);
    return text.split("\r\n").map((row) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, "")));
  };
  const numbers = (cells) => cells.filter((cell) => /^-?\d+(\.\d+)?%?$/.test(cell)).length;
  const why = await rows(page.locator("#why"));
  assert.equal(why[0][0], "基线");
  assert.ok(why.every((row) => numbers(row) > 0), JSON.stringify(why));
  await page.keyboard.press("4");
  await page.locator(".wl__r").first().waitFor();
  const wall = await rows(page.locator(".wl").first());
  assert.equal(wall.filter((row) => numbers(row) > 0).length, await page.locator(".wl__r").count());
  // What is opened below a project is a table of its own.
  await page.locator(".wl__n").nth(1).click();
  assert.deepEqual(await rows(page.locator(".wl").first()), wall);
  const stages = await rows(page.locator(".wl__de"));
  assert.deepEqual(stages[0].slice(0, 2), ["环节", "计划"]);
  await page.keyboard.press("t");
  await page.locator(".tor").first().waitFor();
  const matters = await rows(page.locator(".ans .taken").first());
  assert.ok(matters.length > 5 && matters.slice(1).every((row) => numbers(row) >= 2), JSON.stringify(matters.slice(0, 3)));
});

test("the targets of a question and the board of the meeting are saved as numbers", async (t) => {
  const page = await open(t);
  await board(page);
  const rows = async (place) => {
    const { bytes } = await saved(page, place.getByRole("button", { name: CSV }));
    return bytes.toString("utf8").replace("\ufeff", "").trim().split("\r\n").map((row) => row.split(","));
  };
  const isNumber = (cell) => /^-?\d+(\.\d+)?%?$/.test(cell);
  await page.keyboard.press("t");
  await page.locator(".ans__tabs").getByRole("button", { name: "补缺口" }).click();
  const asked = page.locator(".ans__t");
  await asked.waitFor();
  const gaps = await rows(page.locator(".taken", { has: asked }));
  assert.deepEqual(gaps[0], ["任务", "上半年", "全年"]);
  assert.equal(gaps.length, 1 + (await asked.locator("tbody tr").count()));
  assert.ok(gaps.slice(1).every((row) => row.slice(1).some(isNumber)), JSON.stringify(gaps.slice(0, 4)));
  await page.keyboard.press("F9");
  const wall = page.locator(".meet__tt");
  const seen = () => wall.locator(".takes").evaluate((takes) => getComputedStyle(takes).opacity);
  await page.locator(".meet__foot").hover();
  assert.equal(await seen(), "0", "nothing on the wall that is not for the room");
  await wall.getByRole("button").first().focus();
  assert.equal(await seen(), "1", "where the keyboard is");
  await wall.hover();
  const meeting = await rows(wall);
  assert.equal(meeting.length, 1 + (await wall.locator("tbody tr").count()));
  // What is projected and what is due are two figures.
  assert.ok(meeting.slice(1).every((row) => row.filter(isNumber).length >= 4), JSON.stringify(meeting.slice(0, 4)));
});

test("figures that make up a traced one are saved as numbers", async (t) => {
  const page = await open(t);
  await page.locator(".tt [data-row]").first().click();
  await page.getByRole("button", { name: "溯源：上半年" }).click();
  await page.locator("#trace .trace__i").waitFor();
  const { bytes } = await saved(page, page.locator("#trace").getByRole("button", { name: CSV }));
  const lines = bytes.toString("utf8").trim().split("\r\n");
  assert.equal(lines.length, 1 + (await page.locator("#trace .trace__i tbody tr").count()));
});
