// Seeing the effect: after a move the answer is in sight; targets are ordered, narrowed and pinned; every figure is traced;
// levers are found by any words; the keyboard gets everywhere; what is copied is a table of numbers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES, started } from "./harness.mjs";
import { board, boardChanged, card, firstCard, open, slider, toEnd } from "./page.mjs";

const ROW = ".tt tbody tr:not(.tt__grp)";

/** Rows that are wholly in sight: in the table's window, below its head, inside the page. */
function rowsInSight(page) {
  return page.locator(ROW).evaluateAll((rows) => {
    const scroll = document.querySelector("#board-table").getBoundingClientRect();
    const head = document.querySelector(".tt thead").getBoundingClientRect();
    return rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top >= head.bottom - 0.5 && box.bottom <= Math.min(scroll.bottom, innerHeight) + 0.5;
    }).length;
  });
}

const drawn = (page) => page.locator('.statusbar[data-draws="10000"]').waitFor();
const names = (page) => page.locator(`${ROW} .tt__pick`).allInnerTexts();
const inSight = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
  });

test("fifteen rows are in sight at 1366×768, and in English too", async (t) => {
  for (const language of ["zh", "en"]) {
    const page = await open(t, { size: SIZES.laptop, language });
    await drawn(page);
    const rows = await rowsInSight(page);
    assert.ok(rows >= 15, `${language}: ${rows} rows`);
  }
});

test("after a move what moved and which verdicts turned is in sight without scrolling", async (t) => {
  const page = await open(t, { size: SIZES.laptop, pack: "border-city" });
  const before = await board(page);
  const done = page.locator("#done");
  assert.match(await done.innerText(), /移动一项措施/);
  await slider(card(page, "hog_early_sale")).focus();
  await page.keyboard.press("End");
  await boardChanged(page, before);
  const first = done.locator(".done__c").first();
  assert.match(await first.innerText(), /生猪出栏 上半年 \+[\d.]+ → [\d.]+/);
  assert.ok(await inSight(first));
  const turned = done.locator(".done__c--flip");
  if (await turned.count()) assert.match(await turned.first().innerText(), /(上半年|全年) .+ → .+/);
  else assert.match(await done.innerText(), /没有判定翻转/);
  // What moved most is one press away from the top of the table.
  await done.getByRole("button", { name: /^全部 \d+ 项/ }).click();
  const list = await names(page);
  assert.equal(list[0], "生猪出栏");
  assert.ok(await inSight(page.locator(`${ROW} .tt__pick`).first()));
});

test("what is said aloud is what moved most for its size, in the period in which it did", async (t) => {
  const page = await open(t, { pack: "border-city" });
  const said = () => page.locator(".after [aria-live]").textContent();
  for (const [lever, expected] of [["early_rice_area", /^粮食产量全年/], ["hog_restock", /^生猪出栏全年/]]) {
    const before = await board(page);
    await slider(card(page, lever)).focus();
    await page.keyboard.press("End");
    await boardChanged(page, before);
    for (let attempt = 0; attempt < 50 && !expected.test(await said()); attempt++) await page.waitForTimeout(50);
    assert.match(await said(), expected);
    await page.keyboard.press("Control+z");
  }
});

test("nothing shifts while a slider is dragged, and no row changes its place", async (t) => {
  for (const size of [SIZES.laptop, SIZES.desktop]) {
    const page = await open(t, { size, pack: "border-city" });
    await drawn(page);
    await page.locator('[data-choice="order"]').selectOption("change");
    await page.evaluate(() => {
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shifts.push(entry.value))).observe({ type: "layout-shift" });
    });
    const places = () =>
      page.evaluate(() =>
        ["#headline", "#done", ".strip", "#board-table", ".tt tbody tr:nth-child(3)", "#panels"].map((part) => {
          const box = document.querySelector(part).getBoundingClientRect();
          return [box.top, box.height].join();
        })
      );
    const range = slider(card(page, "hog_early_sale"));
    await range.scrollIntoViewIfNeeded();
    const box = await range.boundingBox();
    const before = [await places(), await names(page)];
    const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await to(0.1);
    await page.mouse.down();
    for (let step = 1; step <= 8; step++) {
      await to(0.1 + step / 10);
      await page.waitForTimeout(60);
      assert.deepEqual([await places(), await names(page)], before, `step ${step}`);
    }
    assert.ok(await page.locator("#done .done__c").count(), "what moves is told while it moves");
    assert.deepEqual(await page.evaluate(() => window.shifts), [], "layout shifts");
    // Let go, the rows take the places the step gave them.
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector(".tt tbody .tt__pick").innerText.includes("生猪出栏"));
  }
});

test("targets are narrowed by verdict, owner and section, and ordered by chance", async (t) => {
  const page = await open(t);
  await drawn(page);
  const all = await names(page);
  const choose = (choice, option) => page.locator(`[data-choice="${choice}"]`).selectOption(option);
  await choose("verdict", { label: "有缺口" });
  const rows = await page.locator(ROW).allInnerTexts();
  assert.ok(rows.length > 0 && rows.length < all.length);
  for (const row of rows) assert.match(row, /有缺口/);
  assert.match(await page.locator(".tt-tools__n").innerText(), new RegExp(`^${rows.length} / ${all.length} 项$`));
  await page.getByRole("button", { name: "清除" }).click();
  const owner = await page.locator(`${ROW} .tt__o`).first().innerText();
  await choose("owner", { label: owner });
  const owners = await page.locator(`${ROW} .tt__o`).allInnerTexts();
  assert.ok(owners.length > 0 && owners.every((other) => other === owner), owners.join());
  await page.getByRole("button", { name: "清除" }).click();
  await choose("part", { index: 1 });
  assert.ok((await names(page)).length < all.length);
  await page.getByRole("button", { name: "清除" }).click();
  await choose("order", "chance");
  const chances = await page.locator(`${ROW} td:nth-of-type(9)`).allInnerTexts();
  const numbers = chances.filter((text) => text !== "—").map((text) => (text[0] === "<" ? 0 : Number(text.replace(/[>%]/g, ""))));
  assert.ok(numbers.length > 5);
  assert.deepEqual(numbers, [...numbers].sort((left, right) => left - right));
});

test("a pinned target stands on top, whatever is listed, and is kept with its pack", async (t) => {
  const page = await open(t);
  const list = await names(page);
  const row = page.locator(ROW).nth(5);
  await row.hover();
  await row.locator(".tt__pin").click();
  await page.locator(".tt tbody").first().locator(".tt__pin.is-on").waitFor();
  assert.equal((await names(page))[0], list[5]);
  await page.locator('[data-choice="verdict"]').selectOption("turned");
  assert.deepEqual(await names(page), [list[5]]);
  await page.reload();
  await started(page);
  await page.locator(".tt__pin.is-on").waitFor();
  assert.equal((await names(page))[0], list[5]);
  const select = page.getByRole("combobox", { name: "底册" });
  const first = await select.inputValue();
  const options = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
  await select.selectOption(options.find((id) => id !== first));
  await page.locator(".tt__pin.is-on").waitFor({ state: "detached" });
  await select.selectOption(first);
  await page.locator(".tt__pin.is-on").waitFor();
});

test("rows show how far they may lie apart", async (t) => {
  const page = await open(t);
  await drawn(page);
  const rows = page.locator(ROW);
  const bands = await rows.locator(".bullet .bl-out").count();
  assert.ok(bands > 10, `${bands} rows have a range`);
  const titles = await rows.locator("td.strong[title]").evaluateAll((cells) => cells.map((cell) => [cell.title, cell.innerText]));
  const number = (text) => Number(text.replaceAll(",", "").replace("−", "-"));
  for (const [title, value] of titles.slice(0, 10)) {
    const [, low, high] = title.match(/80%区间 (.+)—(.+)/);
    assert.ok(number(low) <= number(value) && number(value) <= number(high), `${value} in ${title}`);
  }
});

test("the panels give way in a low window, and come when they are asked for", async (t) => {
  const page = await open(t, { size: SIZES.laptop });
  assert.equal(await page.locator(".plot").count(), 0);
  // The panels are fetched after the first verdict; before they are there W opens their place.
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("w");
  await page.waitForFunction(() => document.activeElement.id === "why");
  await page.locator(".plot").waitFor();
  await page.getByRole("button", { name: "收起" }).click();
  await page.locator(".plot").waitFor({ state: "detached" });
  const large = await open(t);
  await large.locator(".plot").waitFor();
});

test("a figure's making opens beside it, with names in its formula, and the page stays usable", async (t) => {
  for (const [language, name] of [["zh", /[\u4e00-\u9fff]/], ["en", /[A-Z][a-z]/]]) {
    const page = await open(t, { size: SIZES.laptop, language, pack: "border-city" });
    await drawn(page);
    const drawer = page.locator("#trace");
    for (const place of ["td.bl .fig", "td.strong .fig", "td.strong.bl .fig"]) {
      const figure = page.locator(ROW).nth(6).locator(place).first();
      await figure.click();
      await drawer.waitFor();
      const [covered, width] = await figure.evaluate((figure) => {
        const [own, drawer] = [figure, document.querySelector("#trace")].map((element) => element.getBoundingClientRect());
        return [own.left < drawer.right && own.right > drawer.left, drawer.width];
      });
      assert.equal(covered, false, `${place} is covered`);
      assert.equal(width, 480);
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });
    }
    await page.locator(ROW).nth(0).locator("td.strong .fig").first().click();
    const formula = drawer.locator("code.formula").first();
    await formula.waitFor();
    assert.match(await formula.locator(".formula__n").first().innerText(), name);
    assert.doesNotMatch(await formula.innerText(), /[a-z]+_[a-z]+_/, "no ids");
    // Not a window over the page: levers move, and the figure with them.
    await page.locator(".tt-tools select").first().selectOption("chance");
    await drawer.waitFor();
  }
});

test("every figure of the screen 数据 is traced, months are shown, and indicators are found", async (t) => {
  const page = await open(t, { pack: "border-city" });
  await page.keyboard.press("3");
  const section = page.locator(".dat[open]").first();
  await section.waitFor();
  const rows = await section.locator("tbody tr").count();
  assert.ok((await section.locator("tbody .fig").count()) >= rows * 2);
  const figure = section.locator("tbody td.strong .fig").first();
  const value = await figure.innerText();
  await figure.click();
  assert.ok((await page.locator("#trace .trace__h b").innerText()).includes(value));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "逐月" }).click();
  await section.getByRole("columnheader", { name: "12月" }).waitFor();
  assert.ok((await section.locator("tbody td.is-known .fig").count()) > 0, "known months are told from projected ones");
  await page.locator("#data-search").fill("出栏 生猪");
  await page.waitForFunction(() => [...document.querySelectorAll(".dat th[scope=row]")].some((head) => head.innerText.includes("生猪出栏")));
  const found = await page.locator(".dat th[scope=row]").allInnerTexts();
  assert.ok(found.length > 0 && found.length < 60, `${found.length} found`);
  await page.locator("#data-search").fill("没有这样的指标");
  await page.getByText("没有找到").waitFor();
});

test("levers are found by name, owner, section, and by the targets they move, in any order", async (t) => {
  const page = await open(t, { pack: "border-city" });
  const search = page.locator("#lever-search");
  const found = async (words) => {
    await search.fill(words);
    await page.waitForTimeout(80);
    return page.locator(".lever").evaluateAll((cards) => cards.map((card) => card.dataset.item));
  };
  const all = await found("");
  for (const words of ["早稻面积", "面积 早稻"]) {
    assert.ok((await found(words)).includes("early_rice_area"), words);
  }
  const owner = await found("农业农村局");
  assert.ok(owner.length > 3 && owner.length < all.length && owner.includes("hog_restock"), owner.join());
  assert.ok((await found("外贸")).length > 5, "by section and target");
  assert.ok((await found("生猪出栏")).includes("hog_early_sale"), "by the target it moves");
  assert.deepEqual(await found("没有这样的措施"), []);
  // The Chinese page fetches English names with the first letter; until they are there nothing is found by them.
  for (const language of ["zh", "en"]) {
    const fresh = await open(t, { pack: "border-city", language });
    for (const words of ["rice area", "ＲＩＣＥ　ａｒｅａ"]) {
      await fresh.locator("#lever-search").fill(words);
      await card(fresh, "early_rice_area").waitFor();
      await fresh.waitForFunction((all) => document.querySelectorAll(".lever").length < all, all.length);
    }
  }
});

test("the list of levers is one stop of the keyboard, walked by arrows; parts of the page have a key", async (t) => {
  const page = await open(t);
  const where = () => page.evaluate(() => document.activeElement.closest(".lever")?.dataset.item);
  const reachable = await page
    .locator(".lever button, .lever input")
    .evaluateAll((stops) => new Set(stops.filter((stop) => stop.tabIndex === 0).map((stop) => stop.closest(".lever"))).size);
  assert.equal(reachable, 1, "cards the Tab key reaches");
  await firstCard(page).locator(".lever__n button").focus();
  const first = await where();
  await page.keyboard.press("ArrowDown");
  const second = await where();
  assert.notEqual(second, first);
  await page.keyboard.press("End");
  assert.notEqual(await where(), second);
  await page.keyboard.press("Home");
  assert.equal(await where(), first);
  // From the list to the results in few steps.
  let presses = 0;
  while (presses < 12 && (await page.evaluate(() => !document.activeElement.closest(".board")))) {
    await page.keyboard.press("Tab");
    presses += 1;
  }
  assert.ok(presses <= 8, `${presses} stops between a lever and the board`);
  await page.keyboard.press("b");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".tt__pick")), "a key reaches the table");
  await page.keyboard.press("ArrowRight");
  assert.ok(await page.evaluate(() => !!document.activeElement.closest("tr") && !document.activeElement.matches(".tt__pick")));
  const parts = new Set();
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press("F6");
    parts.add(await page.evaluate(() => document.activeElement.closest("#levers, #headline, #done, #board-table, #panels")?.id));
  }
  assert.deepEqual([...parts].sort(), ["board-table", "done", "headline", "levers", "panels"]);
});

test("a copy of the table is a table of numbers", async (t) => {
  const page = await open(t);
  await drawn(page);
  const copied = await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".tt"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const data = new DataTransfer();
    document.querySelector(".tt").dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return [data.getData("text/plain"), data.getData("text/html")];
  });
  const lines = copied[0].split("\n").map((line) => line.split("\t"));
  assert.equal(new Set(lines.map((line) => line.length)).size, 1, "rows are as wide as the head");
  const rows = await page.locator(ROW).count();
  const heads = lines.filter((line) => line.filter(Boolean).length > 4);
  assert.equal(heads.length, rows + 1);
  assert.doesNotMatch(copied[0], /\u2212/);
  const numbers = heads.slice(1).flat().filter((value) => /^-?\d/.test(value));
  assert.ok(numbers.length > rows * 3);
  const broken = heads.slice(1).flat().filter((value) => /\d\s+\d+月$|\d,\d{3}/.test(value));
  assert.deepEqual(broken, [], "one value a cell, no commas");
  assert.match(copied[1], /^<table><tr><td>/);
});

test("an English browser starts in English, and nothing it reads counts in ten thousands", async (t) => {
  const page = await open(t, { context: { locale: "en-GB" }, size: SIZES.desktop, pack: "border-city" });
  await page.getByRole("button", { name: "Share", exact: true }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.ok(await page.locator(".tt__o").first().isVisible(), "owners are shown at 1440");
  const before = await board(page);
  await toEnd(page, card(page, "hog_policy"));
  await boardChanged(page, before);
  const words = await page.locator(".lever__facts, .headline, .detail").allInnerTexts();
  assert.doesNotMatch(words.join("\n"), /×10|10k yuan|100m yuan/);
  const french = await open(t, { context: { locale: "fr-FR" } });
  assert.equal(await french.locator("html").getAttribute("lang"), "en");
});

test("the console stays empty, and names hold what is read", async (t) => {
  const lines = [];
  const page = await open(t, {
    before: (page) => page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`)),
  });
  await drawn(page);
  await page.getByRole("button", { name: "表", exact: true }).click();
  const mismatched = await page.locator("button:visible").evaluateAll((buttons) =>
    buttons
      .filter((button) => button.getAttribute("aria-label") && button.innerText.trim())
      .filter((button) => !button.getAttribute("aria-label").includes(button.innerText.trim()))
      .map((button) => `${button.innerText} | ${button.getAttribute("aria-label")}`)
  );
  assert.deepEqual(mismatched, []);
  await page.waitForTimeout(4000);
  // Playwright says itself that it keeps the service worker out.
  assert.deepEqual(lines.filter((line) => /warning|preload/.test(line) && !line.includes("Playwright")), []);
});

test("on a phone targets have their chance, pins are chosen, names are read, and little sticks when enlarged", async (t) => {
  const page = await open(t, { size: SIZES.phone, pack: "border-city" });
  await page.locator("#phone-targets").click();
  const card = page.locator(".mcard").nth(6);
  await page.waitForFunction(() => /\d%/.test(document.querySelector(".mcard").innerText));
  assert.match(await card.innerText(), /概率\s*(\d+%|<1%|>99%|—)/);
  const name = await card.locator(".mcard__n").innerText();
  await card.locator(".mcard__p").click();
  await page.waitForFunction((name) => document.querySelector(".pinc__w").innerText === name, name);
  await page.locator("#phone-data").click();
  const lines = await page.locator(".dat[open] th[scope=row]").first().evaluate((head) => head.getBoundingClientRect().height / parseFloat(getComputedStyle(head).lineHeight));
  assert.ok(lines <= 4, `${lines} lines`);
  // 1280×720 at 400%.
  const enlarged = await open(t, { size: { width: 320, height: 180 } });
  await enlarged.evaluate(() => scrollTo(0, 900));
  const stuck = await enlarged.evaluate(() => {
    const boxes = [...document.querySelectorAll(".app *")].filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position));
    return boxes.map((element) => element.getBoundingClientRect()).filter((box) => box.width > 100 && box.top < 60 && box.bottom > 0).reduce((sum, box) => sum + box.height, 0);
  });
  assert.ok(stuck <= 60, `${stuck} pixels stick`);
});
