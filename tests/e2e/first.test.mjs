// The board that comes with the page: what a newcomer sees before the program is there, and nobody else.

import assert from "node:assert/strict";
import test from "node:test";

import { open as start, SIZES, started } from "./harness.mjs";
import { held } from "./page.mjs";

/** What stands on a board, by what it is: texts, and where they are. Chances come later, so both are taken before them. */
function seen(root) {
  const place = document.querySelector(root);
  const texts = (selector) =>
    [...place.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map((one) => {
      const { top, left } = one.getBoundingClientRect();
      return [one.textContent.replace(/\s+/g, " ").trim(), Math.round(top), Math.round(left)];
    });
  const inSight = ([, top]) => top < window.innerHeight;
  const columns = [...place.querySelectorAll(".tt tbody tr:nth-child(2)")].slice(0, 1).flatMap((row) =>
    [...row.cells].map((cell) => cell.getBoundingClientRect().left),
  );
  const rows = texts(".tt tbody tr").filter(inSight);
  return { tally: texts(".tally"), headline: texts(".headline p"), rows, columns, cards: texts(".mcard") };
}

/** Draws, lists of levers and menus change the board after its first moment. */
const PARTS = /\/part-[^/]*\.wasm$/;

for (const [name, size] of Object.entries(SIZES)) {
  test(`before the program is there a newcomer sees the board it will draw (${name})`, async (t) => {
    const program = held(/\/guoban-[^/]*\.wasm$/);
    const parts = held(PARTS);
    const page = await start(t, {
      size,
      start: false,
      before: async (page) => {
        await program.before(page);
        await parts.before(page);
      },
    });
    await page.locator(".first .app").waitFor();
    await page.evaluate(() => document.fonts.ready);
    const before = await page.evaluate(seen, ".first");
    assert.ok(before.tally.length > 0 && (before.rows.length > 15 || size === SIZES.phone), JSON.stringify(before));
    assert.ok(await page.locator(".first").evaluate((one) => one.inert), "nothing on it takes a press");
    program.release();
    await page.locator("#app .app").waitFor();
    assert.equal(await page.locator(".first").count(), 0);
    assert.deepEqual(await page.evaluate(seen, "#app"), before);
    parts.release();
    await started(page);
  });
}

test("who kept or chose something, or came by a link, does not see it", async (t) => {
  const cases = [
    { storage: { "guoban.pack": "urban-district" } },
    { theme: "dark" },
    { language: "en" },
    { url: "#s=abc" },
    { context: { locale: "en-US" } },
  ];
  for (const options of cases) {
    const program = held(/\/guoban-[^/]*\.wasm$/);
    const page = await start(t, { ...options, start: false, before: program.before });
    await page.locator(".boot-wait").waitFor();
    assert.equal(await page.locator(".first").count(), 0, JSON.stringify(options));
    program.release();
    await page.locator("#app > *").first().waitFor({ state: "attached" });
  }
});

test("where the program does not come, the board gives way to the reason", async (t) => {
  const page = await start(t, {
    start: false,
    allow: () => true,
    before: (page) => page.route(/\/guoban-[^/]*\.wasm$/, (route) => route.abort()),
  });
  await page.locator("#boot[data-cause]").waitFor();
  assert.equal(await page.locator(".first").count(), 0);
});
