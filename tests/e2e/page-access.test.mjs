// For everybody: axe, keyboard, size of targets.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./axe.mjs";
import { SIZES } from "./harness.mjs";
import { open } from "./page.mjs";

for (const theme of ["light", "dark"]) {
  for (const [name, size] of Object.entries({ desktop: SIZES.desktop, phone: SIZES.phone, drawer: { width: 900, height: 800 } })) {
    test(`axe finds nothing (${name}, ${theme})`, async (t) => {
      const page = await open(t, { theme, size, language: theme === "dark" ? "en" : "zh" });
      assert.deepEqual(await violations(page), []);
      if (name === "phone") {
        for (const part of ["#phone-targets", "#phone-why", "#phone-wall", "#phone-ledger", "#phone-data"]) {
          await page.locator(part).click();
          assert.deepEqual(await violations(page), [], part);
        }
      } else {
        await page.keyboard.press("s");
        await page.locator("#share-link").waitFor();
        assert.deepEqual(await violations(page), [], "share");
        await page.keyboard.press("Escape");
        await page.keyboard.press("?");
        await page.locator("#keys").waitFor();
        assert.deepEqual(await violations(page), [], "keys");
        await page.keyboard.press("Escape");
        await page.locator("#keys").waitFor({ state: "detached" });
        await page.keyboard.press("2");
        await page.locator(".led-top").waitFor();
        assert.deepEqual(await violations(page), [], "ledger");
        await page.keyboard.press("3");
        await page.locator(".dat").first().waitFor();
        assert.deepEqual(await violations(page), [], "data");
        await page.keyboard.press("4");
        await page.locator(".wl__r .wl__n").first().click();
        await page.locator(".wl__de").waitFor();
        assert.deepEqual(await violations(page), [], "wall");
        await page.keyboard.press("c");
        await page.locator(".cmp__x").first().waitFor();
        assert.deepEqual(await violations(page), [], "compare");
        await page.locator(".cmp__c .btn--quiet").click();
        await page.locator("#plans .plans__i").first().waitFor();
        assert.deepEqual(await violations(page), [], "plans");
      }
    });
  }
}

test("a window takes the keyboard, keeps it and gives it back", async (t) => {
  const page = await open(t);
  const button = page.getByRole("button", { name: "分享" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.locator("#share-link").waitFor();
  const inside = () => page.evaluate(() => !!document.activeElement.closest("[role=dialog]"));
  assert.ok(await inside());
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press("Tab");
    assert.ok(await inside(), `after ${presses + 1} tabs`);
  }
  await page.keyboard.press("Shift+Tab");
  assert.ok(await inside());
  await page.keyboard.press("Escape");
  await page.locator("#share-link").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.innerText.trim()), "分享");
});

test("the first stop is the way past everything, and leaves the address alone", async (t) => {
  const page = await open(t);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.equal(new URL(page.url()).hash, "");
});

test("menus are walked by arrows and closed by Escape", async (t) => {
  const page = await open(t);
  const button = page.locator(".ctx__scn");
  await button.focus();
  await page.keyboard.press("ArrowDown");
  const menu = page.getByRole("menu", { name: "方案" });
  await menu.waitFor();
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("role"));
  assert.equal(await focused(), "menuitem");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "menuitem");
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  assert.ok(await button.evaluate((button) => button === document.activeElement));
});

test("single keys can be switched off", async (t) => {
  const page = await open(t);
  await page.keyboard.press("?");
  await page.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await page.waitForTimeout(100);
  assert.equal(await page.getByRole("dialog").count(), 0);
});

for (const [name, size, least] of [["desktop", SIZES.desktop, 24], ["phone", SIZES.phone, 40]]) {
  test(`targets are at least ${least} pixels high (${name})`, async (t) => {
    const page = await open(t, { size });
    const small = await page.locator("button:visible, select:visible, input:visible, summary:visible").evaluateAll(
      (all, least) =>
        all
          .map((element) => [element, element.getBoundingClientRect()])
          .filter(([element, box]) => box.height < least && box.height > 0 && !element.closest(".sr"))
          .map(([element, box]) => `${element.className || element.tagName} ${Math.round(box.width)}×${Math.round(box.height)}`),
      least - 0.5
    );
    assert.deepEqual([...new Set(small)], []);
  });
}
