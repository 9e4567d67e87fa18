// The board: verdicts in words, the chosen row and its chart, pass line, packs, language, theme.

import assert from "node:assert/strict";
import { test } from "node:test";

import { open as start, SIZES, started } from "./harness.mjs";
import { board, boardChanged, firstCard, open, textOnly, toEnd } from "./page.mjs";

test("every verdict has a word and a shape at mid-year and at the year's end", async (t) => {
  const page = await open(t);
  const rows = page.locator(".tt tbody tr:not(.tt__grp)");
  const count = await rows.count();
  assert.ok(count >= 12, `${count} targets`);
  const chips = await rows.locator(".chip").evaluateAll((chips) => chips.map((chip) => [chip.innerText.trim(), !!chip.querySelector("use")]));
  assert.equal(chips.length, count * 2);
  for (const [word, shape] of chips) assert.ok(word && shape, word);
});

test("rows are chosen by keyboard, and chart and words follow", async (t) => {
  const page = await open(t);
  const chosen = page.locator(".tt tr.is-sel .tt__pick");
  await chosen.focus();
  const title = page.locator(".sim-bot .panel").first().getByRole("heading");
  const first = await title.innerText();
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction((first) => document.querySelector(".sim-bot .panel h2").innerText !== first, first);
  assert.equal(await title.innerText(), await page.evaluate(() => document.activeElement.innerText));
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((first) => document.querySelector(".sim-bot .panel h2").innerText === first, first);
});

test("the chart is drawn at the density of the screen and again in another theme", async (t) => {
  const page = await open(t, { context: { deviceScaleFactor: 2 } });
  const canvas = page.locator(".plot canvas");
  await canvas.waitFor();
  const measure = () =>
    canvas.evaluate((canvas) => {
      const box = canvas.getBoundingClientRect();
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      let ink = 0;
      let sum = 0;
      for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] > 0) (ink += 1), (sum += pixels[at]);
      return { ratio: canvas.width / box.width, ink, mean: sum / ink };
    });
  await page.waitForFunction(() => document.querySelector(".plot canvas").width > 300);
  // The fan opens once all draws are counted.
  await page.locator('.statusbar[data-draws="10000"]').waitFor();
  const light = await measure();
  assert.ok(Math.abs(light.ratio - 2) < 0.02, `${light.ratio} device pixels a pixel`);
  assert.ok(light.ink > 1000, "something is drawn");
  await page.getByRole("button", { name: "切换到深色" }).click();
  await page.waitForTimeout(200);
  // The fan is most of the ink: pale on light, deep on dark.
  const dark = await measure();
  assert.ok(dark.mean < light.mean - 30, `${dark.mean} in the dark, ${light.mean} in the light`);
  assert.equal(dark.ink, light.ink, "the same things are drawn");
});

test("the layer over the chart names the values of a month", async (t) => {
  const page = await open(t);
  const plot = page.locator(".plot");
  await plot.focus();
  await page.keyboard.press("End");
  assert.match(await plot.getByRole("status").innerText(), /12月.*预计/);
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.locator(".plot__x").waitFor({ state: "attached" });
  assert.match(await page.locator(".plot__l").textContent(), /月/);
});

test("the table says what the chart shows", async (t) => {
  const page = await open(t);
  const projected = await page.locator(".tt tr.is-sel td.strong").first().innerText();
  await page.getByRole("button", { name: "表", exact: true }).click();
  const rows = page.locator(".figures tbody tr");
  assert.equal(await rows.count(), 12);
  assert.ok((await rows.nth(5).innerText()).includes(projected.trim()), "June has the projected figure");
  await page.getByRole("button", { name: "图", exact: true }).click();
  await page.locator(".plot canvas").waitFor();
});

test("the pass line judges, and both marks stay", async (t) => {
  const page = await open(t);
  const line = page.getByRole("button", { name: "线性50%" });
  if ((await line.count()) === 0) {
    // Where no line judges, what does is said in the place of the switch.
    assert.match(await page.locator(".ctx").innerText(), /半年任务/);
    return;
  }
  const before = await board(page);
  const marks = () => page.locator(".tt .lp").count();
  const shown = await marks();
  await line.click();
  const after = await boardChanged(page, before);
  assert.equal(await marks(), shown);
  await page.getByRole("button", { name: "序时", exact: true }).click();
  assert.equal(await boardChanged(page, after), before);
});

test("the as-of date moves what is known", async (t) => {
  const page = await open(t);
  const before = await board(page);
  await page.locator("#as-of").fill("2026-02-10");
  await page.locator("#as-of").dispatchEvent("change");
  const after = await boardChanged(page, before);
  assert.notEqual(after, before);
  assert.equal(await page.locator(".asof__m.is-now").innerText(), "2");
  await page.locator("#as-of").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await boardChanged(page, after), before);
});

test("packs are switched, and each keeps its own work", async (t) => {
  const page = await open(t);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  const mine = await boardChanged(page, before);
  const select = page.getByRole("combobox", { name: "底册" });
  const options = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
  assert.ok(options.length >= 2);
  const first = await select.inputValue();
  await select.selectOption("china-2023");
  await boardChanged(page, mine);
  assert.equal(await page.locator(".tag--demo").count(), 0, "published figures are no demonstration");
  await page.reload();
  await started(page);
  await page.locator(".tt tbody").first().waitFor();
  assert.notEqual(await page.getByRole("combobox", { name: "底册" }).inputValue(), first, "the pack open last is opened again");
  await page.getByRole("combobox", { name: "底册" }).selectOption(first);
  await page.locator(".lever.is-changed").first().waitFor();
  assert.equal(await board(page), mine);
});

test("every column of the board is in sight in the windows it is made for", async (t) => {
  for (const pack of ["border-city", "urban-district", "renewal-district", "china-2023"]) {
    for (const language of ["zh", "en"]) {
      for (const size of [SIZES.desktop, SIZES.laptop]) {
        const page = await open(t, { size, language, storage: { "guoban.pack": pack } });
        await board(page);
        const [inside, width] = await page.locator("#board-table").evaluate((one) => [one.scrollWidth, one.clientWidth]);
        assert.ok(inside <= width, `${pack}, ${language}, ${size.width}: ${inside} in ${width}`);
        await page.close();
      }
    }
  }
});

test("every pack of the list opens, in both languages", async (t) => {
  for (const language of ["zh", "en"]) {
    const page = await open(t, { language });
    const select = page.locator(".sel--pack");
    const options = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
    assert.ok(options.length >= 4, options.join(" "));
    for (const id of options) {
      await select.selectOption(id);
      await page.locator(".statusbar").getByText(`${id.split("@")[0]}@`).waitFor();
      await board(page);
    }
  }
});

test("language and theme are kept", async (t) => {
  const page = await open(t);
  await page.getByRole("button", { name: /switch to English/ }).click();
  await page.getByRole("button", { name: "Switch to dark" }).click();
  await page.reload();
  await started(page);
  await page.getByRole("button", { name: "Share", exact: true }).waitFor();
  const root = page.locator("html");
  assert.equal(await root.getAttribute("lang"), "en");
  assert.equal(await root.getAttribute("data-theme"), "dark");
  // Units and formulas are the pack's own words.
  const chinese = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector(".app"), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = !node.parentElement.closest(".lever__u, .tt__u, .panel__s, .formula, .brand, [lang]:not(html)");
      if (own && /[\u4e00-\u9fff]/.test(node.data)) found.push(node.data);
    }
    return found;
  });
  assert.deepEqual(chinese, [], "nothing is left in Chinese");
});

test("a change is said aloud once, as a sentence", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  await page.waitForFunction(() => document.querySelector(".after [aria-live]").textContent.length > 0);
  assert.match(await page.locator(".after [aria-live]").textContent(), /(上半年|全年).*(达标|有缺口|临界|本期不计)/);
});

test("a name and a note can be given and are undone", async (t) => {
  const page = await open(t);
  await page.locator(".ctx__scn").click();
  await page.getByRole("menuitem", { name: "名称与说明" }).click();
  await page.getByLabel("方案名称").fill("方案甲");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".ctx__scn", { hasText: "方案甲" }).waitFor();
  assert.match(await page.title(), /^方案甲/);
  await page.keyboard.press("Control+z");
  await page.locator(".ctx__scn", { hasText: "方案甲" }).waitFor({ state: "detached" });
});

test("a pack with errors is shown with line, column, message and hint", async (t) => {
  const page = await start(t, {
    before: async (page) => {
      await textOnly(page);
      await page.route("**/packs/*.toml", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace('format = 1', 'format = 1\nformta = 2') });
      });
    },
  });
  await page.getByRole("heading", { name: "底册打不开" }).waitFor();
  assert.match(await page.locator(".issue").first().innerText(), /第 \d+ 行第 \d+ 字/);
});

test("a pack that does not arrive is named", async (t) => {
  const page = await start(t, {
    allow: () => true,
    before: (page) => page.route(/packs\/.*\.(toml|bin)$/, (route) => route.fulfill({ status: 404, body: "" })),
  });
  await page.getByText(/没有取到 .*\.toml（HTTP 404）/).waitFor();
});

test("between phone and desktop the levers are a drawer", async (t) => {
  const page = await open(t, { size: { width: 900, height: 800 } });
  assert.equal(await page.locator(".lever").count(), 0);
  const button = page.getByRole("button", { name: "措施与假设" });
  await button.click();
  await firstCard(page).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.id === "drawer-button");
  assert.equal(await page.locator(".lever").count(), 0);
});

test("nothing sticks out of the page at any size", async (t) => {
  for (const size of [...Object.values(SIZES), { width: 1100, height: 700 }, { width: 720, height: 450 }, { width: 320, height: 640 }]) {
    const page = await open(t, { size });
    const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= window, `${size.width}: ${width}`);
    await page.close();
  }
});

for (const language of ["zh", "en"]) {
  test(`on a phone the parts stand in one row (${language})`, async (t) => {
    const page = await open(t, { size: SIZES.phone, language, context: { hasTouch: true, isMobile: true } });
    const parts = await page.locator(".mob__seg .seg__b").evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().top, one.scrollWidth - one.clientWidth]));
    assert.ok(parts.length >= 6);
    assert.ok(parts.every(([top, over]) => top === parts[0][0] && over <= 0), JSON.stringify(parts));
  });
}
