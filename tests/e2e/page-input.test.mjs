// What people type, press and swipe: taken over where it is clear, asked back where it is not, and never an edit that
// nobody meant.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES } from "./harness.mjs";
import { board, boardChanged, boardIs, card, field, firstCard, kept, open, slider, toEnd } from "./page.mjs";

const steps = async (page) => (await kept(page))?.history.done.length ?? 0;

async function type(lever, text) {
  await field(lever).fill(text);
  await field(lever).press("Enter");
}

async function reads(page, lever, expected) {
  for (let attempt = 0; attempt < 50; attempt++) {
    if ((await field(lever).inputValue()) === expected) return;
    await page.waitForTimeout(20);
  }
  assert.equal(await field(lever).inputValue(), expected);
}

test("the lever's own unit, brackets, full-width and unseen characters are understood", async (t) => {
  const page = await open(t);
  const rice = card(page, "early_rice_area");
  for (const [text, shown] of [["68万亩", "68.0"], ["（67.5）", "67.5"], ["６９", "69.0"], ["\u200b6\u200b8.2", "68.2"]]) {
    await type(rice, text);
    await reads(page, rice, shown);
  }
  const percent = card(page, "local_finishing");
  await type(percent, "79.5％");
  await reads(page, percent, "79.5");
});

test("what has two readings is asked back, and nothing moves until one is chosen", async (t) => {
  const page = await open(t);
  const before = await board(page);
  const vegetables = card(page, "leafy_area");
  for (const [text, first, second] of [["1,5", "1.5", "15"], ["3，8", "3.8", "38"]]) {
    await type(vegetables, text);
    const alert = vegetables.getByRole("alert");
    const said = await alert.innerText();
    for (const word of [text, `读作 ${first}`, `读作 ${second}`, "推演仍按 1.0 万亩"]) assert.ok(said.includes(word), said);
    assert.equal(await field(vegetables).inputValue(), text, "what was typed stays");
    assert.equal(await field(vegetables).getAttribute("aria-invalid"), "true");
    assert.equal(await field(vegetables).getAttribute("aria-describedby"), await alert.getAttribute("id"));
    await boardIs(page, before);
  }
  await vegetables.getByRole("button", { name: "填 3.8 万亩" }).click();
  await reads(page, vegetables, "3.8");
  await vegetables.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await steps(page), 1);
});

test("what is unclear stays in the field when it is left, with the reason; Escape restores", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const value = await field(lever).inputValue();
  for (const [text, reason] of [["abc", "不是数"], ["68亩", "不是“亩”"], ["1,23,4", "分节不清楚"], ["9".repeat(20), "位数太多"], ["", "没有填数"]]) {
    await field(lever).fill(text);
    await page.locator("#lever-list").focus();
    await lever.getByRole("alert").filter({ hasText: reason }).waitFor();
    assert.equal(await field(lever).inputValue(), text);
    const [width, inside] = await lever.evaluate((card) => [card.clientWidth, card.scrollWidth]);
    assert.ok(inside <= width, `the card bursts: ${inside} of ${width}`);
    await field(lever).focus();
    await page.keyboard.press("Escape");
    assert.equal(await field(lever).inputValue(), value);
    await lever.getByRole("alert").waitFor({ state: "detached" });
  }
  assert.equal(await steps(page), 0);
});

test("months are typed and shown as months", async (t) => {
  const page = await open(t);
  const project = page.locator('.lever[data-item$=".finish"]').first();
  const start = await field(project).inputValue();
  assert.match(start, /^(\d\d年)?\d{1,2}月$/);
  assert.match(await slider(project).getAttribute("aria-valuetext"), /月，基线 .*月，可行范围 .*月 至 .*月/);
  for (const [text, shown] of [["2026-11", "11月"], ["10月", "10月"], ["12", "12月"], ["26年11月", "11月"], ["明年1月", "27年1月"]]) {
    await type(project, text);
    await reads(page, project, shown);
  }
  await type(project, "14");
  await project.getByRole("alert").filter({ hasText: "“14”不是月份，请填 6月、2026-06 或 27年1月" }).waitFor();
  await field(project).press("Escape");
  await type(project, "29年1月");
  await project.getByRole("alert").filter({ hasText: /输入的 29年1月 超出可行范围 .*月—.*月，推演按 .*月 计算/ }).waitFor();
});

test("while a text is written Ctrl+Z is its own; afterwards it is the plan's", async (t) => {
  const page = await open(t);
  const [first, second] = [firstCard(page), page.locator(".lever").nth(1)];
  await toEnd(page, first);
  const moved = await field(first).inputValue();
  await field(second).focus();
  await page.keyboard.type("12");
  await page.keyboard.press("Control+z");
  await reads(page, first, moved);
  assert.equal(await steps(page), 1);
  await page.keyboard.press("Escape");
  await page.locator("#lever-search").focus();
  await page.keyboard.type("x");
  await page.keyboard.press("Control+z");
  await reads(page, first, moved);
  await page.keyboard.press("Escape");
  await field(second).focus();
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll(".lever.is-changed").length === 0);
});

test("ten presses of an arrow are one step, in the field, on the slider and by the buttons", async (t) => {
  const page = await open(t);
  const [first, second, third] = [0, 1, 2].map((index) => page.locator(".lever").nth(index));
  await field(first).focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowUp");
  assert.equal(await steps(page), 1);
  await slider(second).focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowRight");
  assert.equal(await steps(page), 2);
  const more = third.getByRole("button", { name: /^增加/ });
  await more.evaluate(async (button) => {
    for (let press = 0; press < 4; press++) {
      button.click();
      await new Promise((done) => setTimeout(done, 100));
    }
  });
  assert.equal(await steps(page), 3);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll(".lever.is-changed").length === 0);
});

test("keys belong to an input method while it composes", async (t) => {
  const page = await open(t);
  const lever = firstCard(page);
  const value = await field(lever).inputValue();
  await field(lever).focus();
  await page.evaluate(() => {
    for (const [key, isComposing] of [["ArrowUp", true], ["Enter", true], ["PageUp", false], ["2", false]]) {
      const event = new KeyboardEvent("keydown", { key, isComposing, keyCode: 229, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
      if (event.defaultPrevented) throw new Error(`${key} was taken from the input method`);
    }
  });
  assert.equal(await field(lever).inputValue(), value);
  assert.equal(await steps(page), 0);
  await lever.waitFor();
});

test("a window keeps the keyboard: by a click on its text, beside it, or a second click on the button", async (t) => {
  const page = await open(t);
  const inside = () => page.evaluate(() => document.activeElement.closest("[role=dialog]") !== null);
  await page.getByRole("button", { name: "分享" }).dblclick();
  await page.locator("#share").waitFor();
  for (const press of [
    () => Promise.resolve(),
    () => page.locator("#share .note").click(),
    () => page.locator("#share-title").click(),
    () => page.mouse.click(5, 400),
  ]) {
    await press();
    assert.ok(await inside());
    await page.keyboard.press("2");
    await page.keyboard.press("w");
    assert.equal(await page.locator(".sim").count(), 1, "keys do nothing behind the window");
  }
  await page.keyboard.press("Escape");
  await page.locator("#share").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "分享");
});

test("keys that come before a window has the keyboard close it or do nothing, and nothing behind it", async (t) => {
  const page = await open(t);
  const before = await board(page);
  const pressed = async (...keys) => {
    await page.evaluate((keys) => {
      const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      keys.forEach(press);
    }, keys);
  };
  await page.keyboard.press("s");
  await page.locator("#share").waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await pressed("c", "4", "g");
  assert.equal(await page.locator("#share").count(), 1);
  await pressed("Escape");
  await page.locator("#share").waitFor({ state: "detached" });
  assert.equal(await page.locator(".cmp, .wl, .ans").count(), 0, "the screen is the one before");
  await boardIs(page, before);
});

test("the share dialog lists everything that is in the link, name and note included", async (t) => {
  const page = await open(t);
  await page.locator(".ctx__scn").click();
  await page.getByRole("menuitem", { name: /名称/ }).click();
  await page.locator("#rename-name").fill("保粮方案");
  await page.locator("#rename-note").fill("只在会上说");
  await page.getByRole("button", { name: "保存" }).click();
  await page.keyboard.press("s");
  const said = await page.locator("#share").innerText();
  for (const word of ["保粮方案", "只在会上说", "2026-04-28", "20260430"]) assert.ok(said.includes(word), `${word}: ${said}`);
  assert.ok(!said.includes("个人信息"));
});

test("the page is not to be translated", async (t) => {
  const page = await open(t);
  for (const language of ["zh-CN", "en"]) {
    const root = page.locator(`html[lang="${language}"]`);
    assert.equal(await root.getAttribute("translate"), "no");
    assert.match(await root.getAttribute("class"), /\bnotranslate\b/);
    if (language === "zh-CN") await page.getByRole("button", { name: /English/ }).click();
  }
});

test("a word and its printed probability agree on every row", async (t) => {
  const page = await open(t);
  await board(page);
  const pairs = await page.locator(".tt tbody tr:not(.tt__grp)").evaluateAll((rows) =>
    rows.flatMap((row) => {
      const words = [...row.querySelectorAll(".chip")].map((chip) => chip.innerText.trim());
      const figures = [...row.querySelectorAll("b")].map((figure) => figure.innerText).filter((text) => text.endsWith("%"));
      return words.length === figures.length ? words.map((word, index) => [word, figures[index]]) : [];
    }),
  );
  assert.ok(pairs.length > 40, `${pairs.length} pairs`);
  for (const [word, figure] of pairs) {
    const percent = figure === "<1%" ? 0 : figure === ">99%" ? 100 : Number.parseInt(figure, 10);
    assert.equal(word, percent >= 80 ? "达标" : percent >= 40 ? "临界" : "有缺口", figure);
  }
});

test("a swipe over the levers scrolls and edits nothing; a drag along a slider edits", async (t) => {
  const page = await open(t, { size: SIZES.phone, context: { hasTouch: true, isMobile: true } });
  const before = await page.locator(".slider__in").evaluateAll((inputs) => inputs.map((input) => input.value));
  const session = await page.context().newCDPSession(page);
  const swipe = async (x, y, dx, dy, count = 12) => {
    const touch = (type, x, y) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await touch("touchStart", x, y);
    for (let step = 1; step <= count; step++) await touch("touchMove", x + (dx * step) / count, y + (dy * step) / count);
    await touch("touchEnd");
    await page.waitForTimeout(60);
  };
  for (let attempt = 0; attempt < 10; attempt++) {
    const box = await slider(page.locator(".lever").nth(attempt % 6)).boundingBox();
    const y = box && box.y > 300 && box.y < 800 ? box.y + box.height / 2 : 600;
    // Fingers do not go straight: the first pixels lean to the side.
    await swipe(150 + attempt * 10, y, attempt % 2 ? 30 : -30, attempt % 3 ? -220 : 200);
  }
  assert.equal(await page.locator(".lever.is-changed").count(), 0);
  const after = await page.locator(".slider__in").evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(after, before);
  const lever = page.locator(".lever").nth(2);
  // In the middle: at an edge what stays on top may cover it.
  await slider(lever).evaluate((input) => input.scrollIntoView({ block: "center" }));
  await page.waitForTimeout(200);
  const box = await slider(lever).boundingBox();
  await swipe(box.x + box.width * 0.3, box.y + box.height / 2, box.width * 0.5, 4);
  await page.locator(".lever.is-changed").first().waitFor();
  assert.equal(await steps(page), 1);
});

test("an as-of date is taken over once, when it is finished, and one step is undone", async (t) => {
  const page = await open(t);
  const date = page.locator("#as-of");
  const before = await board(page);
  await date.focus();
  await page.keyboard.type("05202026");
  assert.equal(await steps(page), 0, "nothing is taken over while it is typed");
  await boardIs(page, before);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".asof .is-now").textContent === "5");
  assert.equal(await steps(page), 1);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector(".asof .is-now").textContent === "4");
  assert.equal(await date.inputValue(), "2026-04-28");
  await date.fill("2026-07-20");
  await page.waitForFunction(() => document.querySelector(".asof .is-now").textContent === "7");
  assert.equal(await steps(page), 1);
});

test("a date that cannot be is refused in words at the field, and the page stays", async (t) => {
  const page = await open(t);
  const before = await board(page);
  const date = page.locator("#as-of");
  const message = page.locator("#as-of-wrong");
  for (const [typed, reason] of [
    ["2026-01-05", /2026-01-05 推演不了.*最早可填 2026-01-\d\d/],
    ["2026-01-01", /2026-01-01 推演不了.*最早可填 2026-01-\d\d/],
    ["2025-12-31", /不在计划年度 2026 年内/],
    ["0026-05-20", /不在计划年度 2026 年内/],
  ]) {
    await date.fill(typed);
    await message.filter({ hasText: reason }).waitFor();
    assert.equal(await date.inputValue(), typed, "what was typed stays");
    assert.equal(await date.getAttribute("aria-invalid"), "true");
    await boardIs(page, before);
    await date.press("Escape");
    await message.waitFor({ state: "detached" });
    assert.equal(await date.inputValue(), "2026-04-28");
  }
  await date.focus();
  await page.keyboard.press("Backspace");
  await page.locator("#lever-list").focus();
  await message.filter({ hasText: "日期没有填完整，仍按 2026-04-28 推演" }).waitFor();
  assert.equal(await steps(page), 0);
  assert.equal(await page.locator(".failure").count(), 0);
});

test("an as-of date beyond the figures says so, and what nobody published is not called published", async (t) => {
  const page = await open(t);
  assert.equal(await page.locator(".ctx .tag--warn").count(), 0);
  await page.locator("#as-of").fill("2026-07-20");
  await page.locator(".ctx .tag--warn", { hasText: /公布数止于\d+月/ }).waitFor();
  assert.match(await page.locator(".ctx__left").innerText(), /距12月31日 164 天/);
  await board(page);
  const row = page.locator(".tt tbody tr", { has: page.getByRole("button", { name: "新增蔬菜面积", exact: true }) });
  assert.equal((await row.locator("td.bl").first().innerText()).trim(), "—");
});

test("what judges a row is said, with the value of both lines", async (t) => {
  const page = await open(t);
  await board(page);
  const row = page.locator(".tt tbody tr", { has: page.getByRole("button", { name: "新增蔬菜面积", exact: true }) });
  assert.match(await row.locator(".lp").first().getAttribute("title"), /线性线 [\d.,]+ (已过|未过)/);
  await row.locator(".tt__pick").click();
  const said = page.locator(".detail").filter({ hasText: "判定" });
  assert.match(await said.innerText(), /按半年任务 .*判定；线性线 .*[未已]过、序时线 .*[未已]过，只作对照/);
  // Where no line judges anything, none is offered.
  assert.match(await page.locator(".ctx").innerText(), /按半年任务/);
  assert.equal(await page.locator(".ctx .seg__b:disabled").count(), 0);
});

test("a month that is past cannot be set: typed it is refused at the field, and the slider does not reach it", async (t) => {
  const page = await open(t);
  const project = page.locator('.lever[data-item$=".finish"]', { has: page.locator('.slider__in[min="5"]') }).first();
  const start = await field(project).inputValue();
  await type(project, "3月");
  await project.getByRole("alert").filter({ hasText: /最早可定为 5月：到截至日为止的月份已成事实.*推演仍按 / }).waitFor();
  assert.equal(await field(project).inputValue(), "3月", "what was typed stays");
  await field(project).press("Escape");
  await reads(page, project, start);
  await slider(project).focus();
  await page.keyboard.press("Home");
  await reads(page, project, "5月");
});

test("a lever says what it costs by itself, the list what the plan costs more", async (t) => {
  const page = await open(t);
  const amount = (text) => /\+([\d,]+) 万元/.exec(text)?.[1];
  assert.equal(await page.locator(".sim__lk .strong").count(), 0);
  const hogs = card(page, "hog_early_sale");
  await type(hogs, "2.5");
  await hogs.getByText(/本项 \+[\d,]+ 万元/).waitFor();
  const total = page.locator(".sim__lk .strong");
  await total.waitFor();
  assert.equal(amount(await total.innerText()), amount(await hogs.innerText()));
  for (const other of ["hog_restock", "hog_policy"]) assert.doesNotMatch(await card(page, other).innerText(), /本项 \+/);
});

test("a lever that moves nothing by itself says what holds it back", async (t) => {
  const page = await open(t);
  // A card out of sight is not laid out, but its words are there.
  assert.match(await card(page, "wood_inputs").textContent(), /单独调动不见效：它与“.+”取最小/);
  assert.match(await card(page, "energy_quota").textContent(), /不直接改变任务：只改变“能耗指标”够不够用/);
});
