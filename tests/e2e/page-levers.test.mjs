// Levers: by keyboard, by pointer, typed; undone, kept, filtered.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES, started } from "./harness.mjs";
import { board, boardChanged, boardIs, card, field, firstCard, kept, open, slider, toEnd } from "./page.mjs";

test("a lever moved by keyboard changes verdicts, and undo takes it back", async (t) => {
  const page = await open(t);
  const before = await board(page);
  const lever = firstCard(page);
  const value = await field(lever).inputValue();
  await toEnd(page, lever);
  const after = await boardChanged(page, before);
  assert.notEqual(await field(lever).inputValue(), value);
  await page.keyboard.press("Control+z");
  assert.equal(await boardChanged(page, after), before);
  assert.equal(await field(lever).inputValue(), value);
  await page.keyboard.press("Control+y");
  assert.equal(await boardChanged(page, before), after);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Shift+z");
  await boardIs(page, after);
});

test("keys of the slider: one step, ten steps, bounds, baseline", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const range = slider(lever);
  const [low, high, step, start] = await range.evaluate((input) => [input.min, input.max, input.step, input.value].map(Number));
  const now = async () => Number(await range.inputValue());
  const near = async (expected, what) => {
    const isNear = async () => Math.abs((await now()) - expected) < 1e-9;
    for (let attempt = 0; attempt < 50 && !(await isNear()); attempt++) await page.waitForTimeout(20);
    assert.ok(await isNear(), `${what}: ${await now()}, not ${expected}`);
  };
  const clamp = (value) => Math.min(high, Math.max(low, value));
  await range.focus();
  await page.keyboard.press("ArrowRight");
  await near(clamp(start + step), "one step up");
  await page.keyboard.press("ArrowLeft");
  await near(start, "one step down");
  await page.keyboard.press("PageUp");
  await near(clamp(start + 10 * step), "ten steps up");
  await page.keyboard.press("PageDown");
  await near(clamp(clamp(start + 10 * step) - 10 * step), "ten steps down");
  await page.keyboard.press("Home");
  await near(low, "lower bound");
  await page.keyboard.press("End");
  await near(high, "upper bound");
  await page.keyboard.press("Delete");
  await near(start, "baseline");
  assert.match(await range.getAttribute("aria-valuetext"), /基线.*可行范围/);
});

test("a key held down is one step of undo", async (t) => {
  const page = await open(t);
  const range = slider(firstCard(page));
  const start = await range.inputValue();
  await range.focus();
  for (let presses = 0; presses < 5; presses++) await page.keyboard.down("ArrowRight");
  await page.keyboard.up("ArrowRight");
  assert.notEqual(await range.inputValue(), start);
  assert.equal((await kept(page)).history.done.length, 1);
  await page.keyboard.press("Control+z");
  await page.waitForFunction((start) => document.querySelector(".slider__in").value === start, start);
});

test("a drag by pointer is one step of undo", async (t) => {
  const page = await open(t);
  const range = slider(firstCard(page));
  const start = await range.inputValue();
  const box = await range.boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [0.5, 0.6, 0.7, 0.8, 0.9]) await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await page.mouse.up();
  assert.notEqual(await range.inputValue(), start);
  assert.equal((await kept(page)).history.done.length, 1);
});

test("a slider that is dragged on has all draws in every step", async (t) => {
  const page = await open(t);
  const counted = page.locator('.statusbar[data-draws="10000"]');
  await counted.waitFor();
  const box = await slider(firstCard(page)).boundingBox();
  const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await to(0.4);
  await page.mouse.down();
  await to(0.5);
  await counted.waitFor();
  // From here on no step may show a sample, not even for one frame.
  await page.evaluate(() => {
    const status = document.querySelector(".statusbar");
    window.seen = [];
    new MutationObserver(() => window.seen.push(status.dataset.draws)).observe(status, { attributes: true });
  });
  const start = await slider(firstCard(page)).inputValue();
  for (let step = 1; step <= 12; step++) await to(0.5 + step / 40);
  assert.notEqual(await slider(firstCard(page)).inputValue(), start);
  assert.deepEqual(await page.evaluate(() => window.seen), []);
  await page.mouse.up();
});

test("full-width digits are understood; out of range is kept, flagged, and the nearest bound used", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const high = await slider(lever).getAttribute("max");
  const wide = [...String(Math.ceil(Number(high)) + 1)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
  await field(lever).fill(wide);
  await field(lever).press("Enter");
  const alert = lever.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /超出可行范围.*推演按/);
  assert.equal(await field(lever).getAttribute("aria-invalid"), "true");
  assert.equal(Number((await field(lever).inputValue()).replaceAll(",", "")), Math.ceil(Number(high)) + 1);
  const typed = await board(page);
  await field(lever).fill(high);
  await field(lever).press("Enter");
  await alert.waitFor({ state: "detached" });
  await boardIs(page, typed);
});

test("what is no number is flagged and not taken over", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const value = await field(lever).inputValue();
  await field(lever).fill("一点五");
  await field(lever).press("Enter");
  assert.equal(await field(lever).getAttribute("aria-invalid"), "true");
  await field(lever).press("Escape");
  assert.equal(await field(lever).inputValue(), value);
  assert.equal(await field(lever).getAttribute("aria-invalid"), "false");
});

test("work with its history survives a reload", async (t) => {
  const page = await open(t);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  const after = await boardChanged(page, before);
  await page.reload();
  await started(page);
  await page.locator(".lever.is-changed").first().waitFor();
  await boardIs(page, after);
  await page.keyboard.press("Control+z");
  assert.equal(await boardChanged(page, after), before);
});

test("lists can be filtered and searched, by key too", async (t) => {
  const page = await open(t);
  const all = await page.locator(".lever").count();
  await toEnd(page, firstCard(page));
  await page.getByRole("button", { name: "已改", exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll(".lever").length === 1);
  await page.getByRole("button", { name: "还能帮上半年" }).click();
  const half = await page.locator(".lever").count();
  assert.ok(half > 0 && half < all, `${half} of ${all} help the half-year`);
  await page.getByRole("button", { name: "全部", exact: true }).click();
  const name = await page.locator(".lever__n").nth(2).innerText();
  await page.locator("#lever-list").focus();
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement.id === "lever-search");
  await page.keyboard.type(name);
  await page.waitForFunction((all) => document.querySelectorAll(".lever").length < all, all);
  assert.equal(await page.locator(".lever__n").first().innerText(), name);
  await page.keyboard.press("Escape");
  await page.waitForFunction((all) => document.querySelectorAll(".lever").length === all, all);
});

test("assumptions are kept apart from levers", async (t) => {
  const page = await open(t);
  await page.getByRole("tab", { name: /措施/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".lever--assume").first().waitFor();
  assert.equal(await page.locator(".lever:not(.lever--assume)").count(), 0);
  const before = await board(page);
  const cards = await page.locator(".lever--assume").count();
  let now = before;
  for (let index = 0; index < cards && now === before; index++) {
    await toEnd(page, page.locator(".lever--assume").nth(index));
    await page.waitForTimeout(20);
    now = await board(page);
  }
  assert.notEqual(now, before, "some assumption moves some target");
});

test("details say range, owner, first month and source", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const button = lever.locator(".lever__n button");
  await button.click();
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  const text = await lever.locator(".lever__more").innerText();
  for (const word of ["可行范围", "责任单位", "最早", "依据"]) assert.ok(text.includes(word), word);
});

test("recording measures stand apart with a note on the law", async (t) => {
  const page = await open(t);
  const section = page.locator(".lever__sec--recording");
  await section.waitFor({ state: "attached" });
  assert.match(await section.innerText(), /统计法/);
});

test("on a phone a lever can be moved and the change taken back", async (t) => {
  const page = await open(t, { size: SIZES.phone, context: { hasTouch: true } });
  const lever = page.locator(".lever").nth(2);
  const id = await lever.getAttribute("data-item");
  const value = await field(lever).inputValue();
  await toEnd(page, lever);
  await page.locator(".mob__undo").waitFor();
  await page.locator(".mob__undo").getByRole("button").click();
  await page.locator(".mob__undo").waitFor({ state: "detached" });
  assert.equal(await field(card(page, id)).inputValue(), value);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(width <= window, `nothing sticks out: ${width} of ${window}`);
});
