// Plans side by side: each says what it says alone, at once or after a change, on a desk and on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES, open as start, picture } from "./harness.mjs";
import { board, boardChanged, firstCard, open, toEnd } from "./page.mjs";

/** A page with the baseline and two plans that differ in a lever each. */
async function twoPlans(t, options) {
  const page = await open(t, options);
  const plain = await board(page);
  await toEnd(page, firstCard(page));
  const first = await boardChanged(page, plain);
  await page.locator(".ctx__scn").click();
  await page.getByRole("menuitem", { name: "方案与记录" }).click();
  const dialog = page.getByRole("dialog", { name: "方案与记录" });
  await dialog.getByLabel("的名称").first().fill("稳产");
  await dialog.getByLabel("的名称").first().press("Tab");
  await dialog.getByRole("button", { name: "新建方案" }).click();
  await dialog.locator(".plans__i").nth(1).waitFor();
  await page.keyboard.press("Escape");
  await board(page);
  await toEnd(page, page.locator(".lever").nth(4));
  const second = await boardChanged(page, plain);
  return { page, first, second };
}

/** The chances of each target as the board of one plan says them: half-year and full year. */
const chances = (board) => board.split("\n").map((row) => row.match(/[<>]?\d+%/g) ?? []);

test("a plan says beside others what it says alone", async (t) => {
  const { page, first, second } = await twoPlans(t);
  await page.getByRole("navigation", { name: "屏幕" }).getByRole("button", { name: "方案比较" }).click();
  await page.locator(".cmp__x").first().waitFor();
  await picture(page, "compare");
  const rows = await page.locator(".cmp__x").first().locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td.muted")].slice(1).map((cell) => cell.textContent.trim())),
  );
  const of = (side) => rows.map((row) => row.slice(2 * side, 2 * side + 2).filter(Boolean).sort().join());
  const alone = (text) => chances(text).map((found) => [...found].sort().join());
  const sorted = (list) => [...list].sort();
  assert.deepEqual(sorted(of(1)), sorted(alone(first)));
  assert.deepEqual(sorted(of(2)), sorted(alone(second)));
  assert.notDeepEqual(of(1), of(2));

  const measures = page.getByRole("region", { name: "措施差别" });
  assert.equal(await measures.locator("tbody tr").count(), 2);
  assert.equal(await page.locator(".cmp__l li").count(), 2);
  await page.getByRole("button", { name: "只看有差别的行" }).click();
  const fewer = await page.locator(".cmp__x").first().locator("tbody tr").count();
  assert.ok(fewer > 0 && fewer < rows.length, `${fewer} of ${rows.length}`);
  await page.getByRole("button", { name: "● 稳产" }).or(page.getByRole("button", { name: "稳产", exact: true })).click();
  await measures.locator("tbody tr").nth(1).waitFor({ state: "detached" });
  // A step taken back is seen here too.
  await page.keyboard.press("Control+z");
  await page.getByText("各方案的措施与假设都相同").waitFor();
});

test("on a phone each target lists its plans below each other, and nothing is wider than the page", async (t) => {
  const page = await open(t, { size: SIZES.phone });
  await toEnd(page, firstCard(page));
  await page.getByRole("button", { name: "更多" }).click();
  await page.getByRole("menuitem", { name: "方案比较" }).click();
  await page.locator(".cmp__x").first().waitFor();
  await picture(page, "compare-phone", { fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false);
  assert.equal(await page.locator(".cmp__x").first().locator("tbody").first().locator("tr").count(), 3);
});

test("plans that are compared go out as one link, and come back side by side in another browser", async (t) => {
  const { page } = await twoPlans(t);
  await page.keyboard.press("c");
  await page.locator(".cmp__x").first().waitFor();
  await page.keyboard.press("s");
  const link = await page.locator("#compared-link").inputValue();
  // A press on the drawing of a button is a press on the button.
  await page.locator("#compared .dialog__h svg").last().click();
  await page.locator("#compared").waitFor({ state: "detached" });
  await page.waitForURL(link);
  const shown = await page.locator(".cmp__x").first().innerText();

  // The page opens on the comparison, where there is no tally.
  const other = await start(t, { url: link });
  await other.locator(".cmp__x").first().waitFor();
  assert.equal(await other.locator(".cmp__x").first().innerText(), shown);
  await other.waitForURL(link);
  await other.keyboard.press("1");
  await other.waitForFunction((text) => !location.hash.includes(text), link.split("#s=")[1]);
});
