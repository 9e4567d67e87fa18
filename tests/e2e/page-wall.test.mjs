// The wall chart: projects of the pack over the months, moved by pointer and by key as levers are, on a desk, a phone and on paper.

import assert from "node:assert/strict";
import { test } from "node:test";

import { picture, SIZES } from "./harness.mjs";
import { board, dragFinish, kept, open } from "./page.mjs";

/** Opens the wall chart of a pack. */
async function wall(t, pack, options = {}) {
  const page = await open(t, { storage: { "guoban.pack": pack }, ...options });
  if (options.size === SIZES.phone) await page.locator("#phone-wall").click();
  else await page.keyboard.press("4");
  await page.locator(".wl").first().waitFor();
  return page;
}

/** The row of a project, by a part of its name. */
const row = (page, name) => page.locator(".wl__r").filter({ hasText: name });

/** Waits until draws are of the plan as it is. */
const counted = (page) => page.waitForFunction(() => !document.querySelector(".wl__old"));

test("every pack with projects has them in groups, with plan, projection and chance", async (t) => {
  for (const [pack, projects, funnels] of [["border-city", 27, 0], ["urban-district", 16, 1], ["renewal-district", 18, 1]]) {
    const page = await wall(t, pack);
    assert.equal(await page.locator(".wl__r").count(), projects, pack);
    assert.equal(await page.locator(".wl__fu").count(), funnels, pack);
    const told = await page.locator(".wl__r .wl__td .sr").allInnerTexts();
    assert.ok(told.every((text) => /^计划.*月开工、.*月竣工；推演竣工：/.test(text)), `${pack}: ${told[0]}`);
    const headings = await page.locator(".wl__tt .tt__grp th").allInnerTexts();
    assert.ok(headings.length > 1 && headings.every((text) => !/[a-z]{3}/.test(text)), `${pack}: ${headings}`);
    const inside = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(inside, `${pack} is wider than the page`);
    await picture(page, `wall-${pack}`, { fullPage: true });
    await page.context().close();
  }
});

test("a pack without projects says so, and what to do", async (t) => {
  const page = await open(t, { storage: { "guoban.pack": "china-2023" } });
  await page.keyboard.press("4");
  await page.getByText("本底册没有逐项的项目").waitFor();
});

test("a finish is moved by keys: one step, labelled, with the targets that move in sight", async (t) => {
  const page = await wall(t, "border-city");
  await counted(page);
  const plant = row(page, "氧化铝项目");
  const handle = plant.getByRole("slider");
  assert.equal(await handle.getAttribute("aria-valuetext").then((text) => text.startsWith("5月")), true);
  const before = await plant.innerText();
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#done .done__c"));
  await page.waitForTimeout(1600);
  await counted(page);
  assert.match(await handle.getAttribute("aria-valuetext"), /^7月/);
  assert.notEqual(await plant.innerText(), before);
  assert.match(await plant.innerText(), /\+2个月/);
  const top = await page.locator("#done").boundingBox();
  assert.ok(top.y >= 0 && top.y < 900, "what moved is in sight");
  const undo = page.getByRole("button", { name: /^撤销/ });
  assert.match(await undo.getAttribute("aria-label"), /氧化铝项目·竣工月/);
  await page.keyboard.press("Control+z");
  await page.waitForFunction((text) => [...document.querySelectorAll(".wl__r")].some((row) => row.innerText === text), before);
  assert.equal(await page.getByRole("button", { name: /^撤销/ }).isDisabled(), true, "the keys were one step");
});

test("a finish is dragged by the pointer; the targets follow before it is let go", async (t) => {
  const page = await wall(t, "border-city");
  await counted(page);
  const handle = row(page, "氧化铝项目").getByRole("slider");
  const { from, to } = await dragFinish(page, handle, 2);
  await page.locator(".wl__old").first().waitFor();
  await picture(page, "wall-dragged");
  await to(3, 4);
  await page.mouse.up();
  await counted(page);
  assert.equal(await handle.inputValue(), String(from + 3));
  // The same digits as the lever list gives.
  await page.keyboard.press("1");
  const dragged = await board(page);
  await page.locator("#lever-search").fill("氧化铝");
  const card = page.locator('.lever[data-item="project.alumina.finish"]');
  assert.equal(await card.getByRole("slider").inputValue(), String(from + 3));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^撤销/ }).click();
  assert.notEqual(await board(page), dragged);
  const document = await kept(page);
  assert.equal(JSON.stringify(document).includes("project.alumina.finish"), true, "the step is kept");
});

test("stages are scheduled back from a wanted finish", async (t) => {
  const page = await wall(t, "renewal-district");
  await row(page, "先进膜材料基地").getByRole("button").first().click();
  const back = page.getByRole("region", { name: "倒排工期" });
  await back.waitFor();
  const stages = () => back.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  const june = await stages();
  const find = (rows, name) => rows.find(([stage]) => stage.includes(name));
  assert.equal(find(june, "竣工")[3], "6月");
  assert.match(find(june, "设备联调")[4], /−|个月/);
  await back.getByRole("combobox").selectOption({ label: "10月" });
  await page.waitForFunction(() => [...document.querySelectorAll(".wl__st th")].some((cell) => cell.innerText === "竣工" && cell.parentElement.cells[3].innerText === "10月"));
  const planned = await stages();
  assert.equal(find(planned, "设备联调")[3], find(planned, "设备联调")[1], "the planned finish gives the plan");
  await picture(page, "wall-back");
});

test("on a phone projects are cards; a swipe over a finish scrolls and edits nothing", async (t) => {
  const page = await wall(t, "border-city", { size: SIZES.phone, context: { hasTouch: true, isMobile: true } });
  const inside = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(inside, "nothing is wider than the page");
  await picture(page, "wall-phone");
  const session = await page.context().newCDPSession(page);
  const handle = row(page, "氧化铝项目").getByRole("slider");
  await handle.scrollIntoViewIfNeeded();
  const before = await handle.inputValue();
  const box = await handle.boundingBox();
  const [low, high, value] = await handle.evaluate((input) => [input.min, input.max, input.value].map(Number));
  const x = box.x + 12 + ((box.width - 24) * (value - low)) / (high - low);
  const touch = (type, x, y) => session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const swipe = async (dx, dy) => {
    const y = (await handle.boundingBox()).y + box.height / 2;
    await touch("touchStart", x, y);
    for (let step = 1; step <= 12; step++) await touch("touchMove", x + (dx * step) / 12, y + (dy * step) / 12);
    await touch("touchEnd");
    await page.waitForTimeout(100);
  };
  const scrolled = await page.evaluate(() => scrollY);
  for (const dy of [-160, -120, 140]) await swipe(18, dy);
  assert.notEqual(await page.evaluate(() => scrollY), scrolled, "it scrolled");
  assert.equal(await handle.inputValue(), before);
  await handle.scrollIntoViewIfNeeded();
  // A touch on a page that still rolls only stops it.
  let [last, now] = [NaN, await page.evaluate(() => scrollY)];
  while (now !== last) {
    await page.waitForTimeout(200);
    [last, now] = [now, await page.evaluate(() => scrollY)];
  }
  await swipe(90, 2);
  assert.notEqual(await handle.inputValue(), before, "along the months it moves");
});

test("printing shows the whole chart on A3", async (t) => {
  const page = await wall(t, "border-city");
  await counted(page);
  await page.emulateMedia({ media: "print" });
  const hidden = await page.locator(".wl__r").evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().width === 0).length);
  assert.equal(hidden, 0);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map((found) => found[1].trim().split(/\s+/).map(Number));
  // A3 lying: 420 × 297 mm in points; the whole chart on one.
  assert.ok(boxes.every(([, , width, height]) => Math.abs(width - 1191) < 3 && Math.abs(height - 842) < 3), `${boxes}`);
  assert.equal(boxes.length, 1);
});
