// The screens 榜单与责任 and 数据: lists, tasks that add up, who has to start by when, and every indicator.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES } from "./harness.mjs";
import { card, open, ready, toEnd } from "./page.mjs";

async function ledger(t, options) {
  const page = await open(t, options);
  await page.keyboard.press("2");
  await page.locator(".led-top").waitFor();
  return page;
}

/** Numbers of a row's cells: the bold one, or the only one. */
function numbers(row, selector) {
  return row.locator(selector).evaluateAll((cells) =>
    cells.map((cell) => Number((cell.querySelector("b") ?? cell).innerText.replace("−", "-").replaceAll(",", "")))
  );
}

test("industrial investment is on the black list, with its months", async (t) => {
  const page = await ledger(t);
  const row = page.locator(".led-l tbody tr", { hasText: "工业投资增速" });
  assert.match((await row.innerText()).replace(/\s+/g, " "), /−2\.4 \/ 7\.0 3月 −9\.4 点/);
  assert.deepEqual(await row.locator(".mhist .sr").allTextContents(), ["2月黑榜", "3月黑榜"]);
});

test("months add up to the quarter, in every row", async (t) => {
  const page = await ledger(t);
  const rows = await page.locator(".resp tbody tr").all();
  assert.ok(rows.length >= 12, `${rows.length}`);
  for (const row of rows) {
    const [, quarter, ...months] = await numbers(row, "td.n");
    assert.equal(months.length, 3);
    const sum = months.reduce((sum, month) => sum + month, 0);
    assert.ok(Math.abs(sum - quarter) < 1e-6, `${await row.innerText()}: ${sum}`);
  }
});

test("a lever that is moved becomes somebody's duty, with its latest start", async (t) => {
  const page = await open(t);
  await toEnd(page, card(page, "early_rice_area"));
  await page.getByRole("button", { name: "榜单与责任" }).click();
  const row = page.locator(".led-duty tbody tr");
  const text = (await row.innerText()).replace(/\s+/g, " ");
  assert.match(text, /农业农村局 早稻种植面积 66\.4 → 70\.0 万亩 \+3\.6 5月 不影响 5月/);
  await page.keyboard.press("Control+z");
  await page.getByText("没有新的措施要落实").waitFor();
  await page.keyboard.press("1");
  await card(page, "early_rice_area").waitFor();
});

test("a name on a list leads to its target", async (t) => {
  const page = await ledger(t);
  await page.locator(".led-l tbody tr", { hasText: "工业投资增速" }).getByRole("button").click();
  await page.locator(".tt tr.is-sel", { hasText: "工业投资增速" }).waitFor();
});

test("the lists follow the as-of date", async (t) => {
  const page = await ledger(t);
  const months = () => page.locator(".led-l .mhist").first().locator("li").count();
  assert.equal(await months(), 3);
  await page.locator("#as-of").fill("2026-03-20");
  await page.waitForFunction(() => document.querySelector(".led .mhist")?.childElementCount < 3);
  assert.match(await page.locator(".resp thead").innerText(), /1季度/);
});

test("the ledger fits every size and says what it is on a phone", async (t) => {
  for (const size of [SIZES.laptop, { width: 900, height: 700 }, { width: 720, height: 450 }]) {
    const page = await ledger(t, { size, language: "en" });
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= window, `${size.width}: ${width}`);
    await page.close();
  }
  const page = await open(t, { size: SIZES.phone });
  await page.locator("#phone-data").click();
  await page.locator(".dat").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), SIZES.phone.width);
  await page.locator("#phone-ledger").click();
  await page.locator(".led-top").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), SIZES.phone.width);
  await page.locator("#phone-levers").click();
  await page.locator(".lever").first().waitFor();
});

test("every indicator stands on the data screen, with its change from the baseline", async (t) => {
  const page = await open(t);
  await toEnd(page, card(page, "early_rice_area"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "数据", exact: true }).click();
  await page.locator(".dat").first().waitFor();
  // A section has its rows once it is open.
  await page.evaluate(() => document.querySelectorAll("details.dat").forEach((section) => (section.open = true)));
  await page.waitForFunction(() => document.querySelectorAll(".dat tbody tr").length > 300);
  const row = page.locator(".dat tbody tr", { hasText: /^粮食产量/ }).first();
  const cells = (await row.locator("td").allTextContents()).map((text) => text.trim());
  assert.match(cells[4], /^\+\d/, `${cells}`);
  const projects = page.locator("details.dat", { hasText: "项目" }).last();
  assert.ok(await projects.locator("tbody tr").first().isVisible());
});

test("weeks go on to the end of the half-year, also from the end of a quarter", async (t) => {
  const page = await ledger(t);
  const weeks = page.locator(".resp thead .wk");
  assert.equal(await weeks.count(), 10);
  assert.equal((await weeks.last().innerText()).trim(), "6.29—30");
});

test("a problem is written down, given away, solved and taken back", async (t) => {
  const page = await ledger(t);
  await page.getByLabel("写下一个问题").fill("用地未批");
  await page.getByRole("button", { name: "登记" }).click();
  const row = page.locator(".led-log tbody tr");
  await row.waitFor();
  await page.getByLabel("编号 1: 责任单位").selectOption("agri");
  await page.getByLabel("编号 1: 责任人").fill("甲");
  await page.getByLabel("编号 1: 时限").fill("2026-04-10");
  await page.getByLabel("编号 1: 时限").blur();
  await page.locator(".led-log__late").waitFor();
  // What is typed stays while the page is drawn anew around it, and is one undo away once it is left.
  await page.getByLabel("编号 1: 责任人").fill("乙");
  await page.getByLabel("编号 1: 责任单位").evaluate((select) => {
    select.value = "commerce";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.waitForTimeout(200);
  assert.equal(await page.getByLabel("编号 1: 责任人").inputValue(), "乙");
  await page.getByLabel("编号 1: 责任人").blur();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.waitForTimeout(200);
  assert.equal(await page.getByLabel("编号 1: 责任人").inputValue(), "甲");
  const owner = page.locator(".led-page", { hasText: "农业农村局" }).first();
  assert.match(await owner.locator("summary").innerText(), /问题 1/);
  await page.getByLabel("编号 1: 进度").selectOption("solved");
  assert.equal(await page.locator(".led-log__late").count(), 0);
  // It is still there after a reload, and in no link.
  await page.reload();
  await ready(page);
  await page.keyboard.press("2");
  assert.equal(await page.getByLabel("编号 1: 问题").inputValue(), "用地未批");
  assert.equal(await page.getByLabel("编号 1: 责任人").inputValue(), "甲");
  await page.getByRole("button", { name: "编号 1: 删去" }).click();
  await page.getByText("还没有登记问题").waitFor();
});

test("every task stands in the matrix, led by one owner", async (t) => {
  const page = await ledger(t);
  const rows = page.locator(".led-mx tbody tr");
  assert.ok((await rows.count()) >= 40);
  for (const row of await rows.all()) {
    assert.equal((await row.innerText()).split("●").length - 1, 1, await row.innerText());
  }
});
