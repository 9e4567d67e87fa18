// Meeting mode: one key, figures that are read from afar; a second window that follows, and outlives the first.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { picture, SIZES, started } from "./harness.mjs";
import { firstCard, kept, open, ready, toEnd } from "./page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROJECTOR = { width: 1920, height: 1080 };

/** Every verdict that meeting mode shows, as text. */
const shown = (page) => page.locator(".meet__t tbody tr").allInnerTexts().then((rows) => rows.map((row) => row.replace(/\s+/g, " ").trim()).join("\n"));

/** Opens meeting mode. */
async function meeting(t, options = {}) {
  const page = await open(t, { size: PROJECTOR, ...options });
  await page.locator('.statusbar[data-draws="10000"]').waitFor();
  await page.keyboard.press("F9");
  await page.locator(".meet__t tbody tr").first().waitFor();
  return page;
}

/** Opens the second window by the button. */
async function second(page) {
  const [other] = await Promise.all([page.waitForEvent("popup"), page.getByRole("button", { name: "打开第二个窗口" }).click()]);
  await started(other);
  await other.getByText("本窗口跟随主窗口").waitFor();
  return other;
}

/** Waits until both windows show the same, and gives it. */
async function alike(page, other) {
  let pair;
  for (let attempt = 0; attempt < 100; attempt++) {
    pair = await Promise.all([shown(page), shown(other)]);
    if (pair[0] === pair[1]) return pair[0];
    await page.waitForTimeout(50);
  }
  assert.equal(pair[1], pair[0]);
}

for (const theme of ["light", "dark"]) {
  test(`nothing on a projector is smaller than 18 pixels or cut off, and axe finds nothing (${theme})`, async (t) => {
    const page = await meeting(t, { theme, language: theme === "dark" ? "en" : "zh" });
    await picture(page, `meeting-${theme}`);
    const sizes = await page.locator(".meet *").evaluateAll((all) =>
      all
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && one.getClientRects().length > 0 && !one.closest(".sr"))
        .map((one) => [parseFloat(getComputedStyle(one).fontSize), one.textContent.trim()]),
    );
    const least = sizes.reduce((least, one) => (one[0] < least[0] ? one : least));
    assert.ok(least[0] >= 18, `${least}`);
    const room = await page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, ...[...document.querySelectorAll(".meet__col")].map((one) => one.scrollHeight - one.clientHeight), ...[...document.querySelectorAll(".meet__tt")].map((one) => one.scrollWidth - one.clientWidth)]);
    assert.ok(room.every((over) => over <= 1), `${room}`);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), []);
  });
}

test("pages turn, B blanks, Escape leaves and the page is as before", async (t) => {
  const page = await meeting(t);
  const first = await shown(page);
  await page.keyboard.press("PageDown");
  await page.waitForFunction((text) => document.querySelector(".meet__t tbody tr").innerText.replace(/\s+/g, " ").trim() !== text, first.split("\n")[0]);
  await page.keyboard.press("PageUp");
  await page.waitForFunction((text) => document.querySelector(".meet__t tbody tr").innerText.replace(/\s+/g, " ").trim() === text, first.split("\n")[0]);
  await page.keyboard.press("b");
  await page.locator(".meet--blank").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".meet__t").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".sim").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.mode), undefined);
});

/** Leaves meeting mode, and waits until the page behind it has the keyboard again. */
async function left(page) {
  await page.keyboard.press("Escape");
  await ready(page);
  await page.waitForTimeout(1000);
}

test("levers are moved in meeting mode, and what moved is told", async (t) => {
  const page = await meeting(t);
  const before = await shown(page);
  const line = page.locator(".meet__l").first();
  await line.getByRole("slider").focus();
  await page.keyboard.press("End");
  await page.locator(".meet__mv li").first().waitFor();
  assert.notEqual(await shown(page), before);
  assert.match(await page.locator(".meet__l.is-changed").first().innerText(), /→/);
});

test("a second window follows, says so, keeps nothing, and stays when the first is closed", async (t) => {
  const page = await meeting(t);
  const other = await second(page);
  await other.setViewportSize(PROJECTOR);
  const plain = await alike(page, other);
  // The first shows the levers, the second the board.
  await left(page);
  await toEnd(page, firstCard(page));
  await other.waitForFunction((text) => document.querySelector(".meet__t tbody").innerText.replace(/\s+/g, " ").trim() !== text.replace(/\s+/g, " ").trim(), plain);
  await page.keyboard.press("F9");
  await page.locator(".meet__t tbody tr").first().waitFor();
  const moved = await alike(page, other);
  assert.notEqual(moved, plain);
  assert.ok((await other.locator(".meet__mv li").count()) > 0, "the second window tells what moved");
  await picture(other, "meeting-follows");
  // Another date, then another pack.
  await page.keyboard.press("Escape");
  await page.locator(".packs select").selectOption("renewal-district");
  await page.locator(".packs select").evaluate((select) => select.value === "renewal-district");
  await other.getByRole("heading", { level: 1, name: /临埠区/ }).waitFor();
  await page.keyboard.press("F9");
  await page.locator(".meet__t tbody tr").first().waitFor();
  await alike(page, other);
  const stored = await kept(page);
  await page.close({ runBeforeUnload: false });
  await other.getByText("主窗口已关闭").waitFor();
  assert.ok((await other.locator(".meet__t tbody tr").count()) > 0, "what it said last stays");
  await other.getByRole("button", { name: "不再跟随" }).click();
  await other.locator(".sim").waitFor();
  assert.equal(new URL(other.url()).search, "");
  await toEnd(other, firstCard(other));
  await other.locator("#done .done__c").first().waitFor();
  // What is told is kept a moment later.
  for (let attempt = 0; attempt < 100 && isDeepStrictEqual(await kept(other), stored); attempt++) await other.waitForTimeout(50);
  assert.notDeepEqual(await kept(other), stored, "a window of its own keeps what is done in it");
});

test("the first goes on when the second is closed; a reload of the second follows again", async (t) => {
  const page = await meeting(t);
  const other = await second(page);
  await other.reload();
  await started(other);
  await other.getByText("本窗口跟随主窗口").waitFor();
  await other.close();
  await left(page);
  await toEnd(page, firstCard(page));
  await page.locator("#done .done__c").first().waitFor();
});

test("on a phone the pinned targets stay in sight while levers scroll", async (t) => {
  const page = await open(t, { size: SIZES.phone, context: { hasTouch: true, isMobile: true } });
  await page.mouse.move(200, 600);
  await page.evaluate(() => window.scrollTo(0, 3000));
  const pins = await page.locator(".pins .pinc").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
  assert.equal(pins.length, 3);
  assert.ok(pins.every(([top, bottom]) => top >= 0 && bottom < 844), `${pins}`);
});
