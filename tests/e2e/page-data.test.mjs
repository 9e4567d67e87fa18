// The screen of all data, with a pack whose rows point to rows and whose months lie in three years.

import assert from "node:assert/strict";
import { test } from "node:test";

import { open } from "./page.mjs";

/** The cells of a row of a table of the pack, by its heads. */
async function cells(page, table, row) {
  await page.keyboard.press("3");
  const section = page.locator(".dat", { has: page.locator("summary", { hasText: table }) });
  await section.waitFor();
  if (!(await section.evaluate((section) => section.open))) await section.locator("summary").click();
  const found = section.locator("tbody tr", { has: page.getByRole("rowheader", { name: row, exact: true }) });
  await found.waitFor();
  return found.locator("td").allInnerTexts();
}

test("a cell that points to a row shows its name, in both languages", async (t) => {
  const chinese = await open(t, { storage: { "guoban.pack": "renewal-district" } });
  const [kind, , street] = await cells(chinese, "市、区级重点项目", "先进膜材料基地");
  assert.deepEqual([kind, street], ["产业", "新垦镇"]);
  const english = await open(t, { language: "en", storage: { "guoban.pack": "renewal-district" } });
  const there = await cells(english, "Key projects", "Membrane materials base");
  assert.deepEqual([there[0], there[2]], ["Industry", "Xinken"]);
  assert.ok(!there.join().match(/[\u4e00-\u9fff]/), there.join());
});

test("a month of another year says so", async (t) => {
  const page = await open(t, { storage: { "guoban.pack": "renewal-district" } });
  const base = await cells(page, "市、区级重点项目", "先进膜材料基地");
  assert.ok(base.includes("25年3月") && base.includes("10月"), base.join());
  const road = await cells(page, "市、区级重点项目", "滨河快速路");
  assert.ok(road.includes("27年9月"), road.join());
});
