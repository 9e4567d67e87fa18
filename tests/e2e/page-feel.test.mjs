// What moves when a slider moves: figures, once a frame, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SIZES } from "./harness.mjs";
import { card, field, firstCard, open, slider } from "./page.mjs";

const counted = (page) => page.locator('.statusbar[data-draws="10000"]').waitFor();

/** Notes every change of the page from now on: what it was in, and whether it made a difference. */
function note(page) {
  return page.evaluate(() => {
    window.noted = [];
    const place = (node) => {
      const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      const row = element?.closest(".tt tbody tr");
      const lever = element?.closest(".lever");
      return {
        row: row?.querySelector("[data-row]")?.dataset.row,
        cell: row && [...row.children].indexOf(element.closest("td, th")),
        lever: lever?.dataset.item,
        within: element?.closest("header, .ctx, .sim__lh, .sim__lk, thead, .legend")?.className,
      };
    };
    window.watching = new MutationObserver((records) => {
      window.noted.push(
        records.map((record) => {
          const was = record.oldValue;
          const is = record.type === "attributes" ? record.target.getAttribute(record.attributeName) : record.target.data;
          return { type: record.type, name: record.attributeName, same: record.type !== "childList" && was === is, ...place(record.target) };
        }),
      );
    });
    window.watching.observe(document.querySelector("#app"), {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
    });
  });
}

/** Text of every cell of the board, by row. */
const cells = (page) =>
  page.locator(".tt tbody tr:has([data-row])").evaluateAll((rows) =>
    rows.map((row) => ({ row: row.querySelector("[data-row]").dataset.row, cells: [...row.children].map((cell) => cell.innerHTML) })),
  );

/** Holds the slider of a card and moves it to a share of its track. */
async function grip(page, lever) {
  const range = slider(lever);
  // Cards have their real height once they are in sight, which moves what lies below them.
  const scrolled = async () => {
    await range.scrollIntoViewIfNeeded();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return range.boundingBox();
  };
  let box = await scrolled();
  for (let before; before?.y !== box.y; ) [before, box] = [box, await scrolled()];
  const to = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await to(0.4);
  await page.mouse.down();
  return to;
}

const frame = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

test("a move touches only cells whose text changes, and no other card", async (t) => {
  const page = await open(t);
  await counted(page);
  const lever = firstCard(page);
  const id = await lever.getAttribute("data-item");
  const to = await grip(page, lever);
  await to(0.5);
  await page.waitForTimeout(1500);
  const before = await cells(page);
  await note(page);
  await to(0.6);
  await page.waitForTimeout(1500);
  const after = await cells(page);
  const noted = (await page.evaluate(() => window.noted)).flat();
  await page.mouse.up();
  assert.ok(noted.some((change) => change.row !== undefined), "the board changed");
  const changed = new Set();
  after.forEach(({ row, cells }, index) =>
    cells.forEach((text, cell) => {
      if (text !== before[index].cells[cell]) changed.add(`${row}/${cell}`);
    }),
  );
  // Chances and verdicts may go there and back between the figures and their draws; a row without any change may not.
  const rows = new Set([...changed].map((place) => place.split("/")[0]));
  const still = noted.filter((change) => change.row !== undefined && !rows.has(change.row));
  assert.deepEqual(still, [], "rows that show the same");
  assert.ok(rows.size < after.length, "some rows stay as they are");
  assert.deepEqual(noted.filter((change) => change.lever && change.lever !== id), [], "other cards");
  assert.deepEqual(noted.filter((change) => change.within && change.same), [], "bars and headings");
  assert.deepEqual(noted.filter((change) => change.type === "characterData" && change.same), [], "text written again");
});

test("of many moves within a frame only the last is worked out", async (t) => {
  const page = await open(t);
  await counted(page);
  const lever = firstCard(page);
  const to = await grip(page, lever);
  await to(0.5);
  await page.waitForTimeout(1000);
  await note(page);
  const [last, early, updates] = await slider(lever).evaluate(async (input) => {
    // Draws of the place before may still arrive: the card itself changes with the figures only.
    window.noted.length = 0;
    const figures = () => window.noted.filter((batch) => batch.some((change) => change.lever !== undefined)).length;
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    for (const share of [0.2, 0.3, 0.7, 0.8]) {
      setter.call(input, String(Number(input.min) + share * (Number(input.max) - Number(input.min))));
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    await new Promise((resolve) => queueMicrotask(resolve));
    const early = figures();
    // What the page does in this frame comes before: it asked for the frame first.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return [input.value, early, figures()];
  });
  assert.equal(early, 0, "nothing is worked out before the frame");
  // On a busy machine Yew may put the screen off to a task of its own; two in a frame it never makes.
  assert.ok(updates <= 1, `${updates} updates in the frame`);
  await page.waitForFunction(() => window.noted.flat().some((change) => change.lever !== undefined));
  assert.equal(Number((await field(lever).inputValue()).replaceAll(",", "")), Number(last));
  await page.mouse.up();
});

test("a key right after a move does not overtake it", async (t) => {
  const page = await open(t);
  await counted(page);
  const lever = firstCard(page);
  const start = await field(lever).inputValue();
  await slider(lever).focus();
  await slider(lever).evaluate((input) => {
    input.value = input.max;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
  });
  await frame(page);
  assert.equal(await field(lever).inputValue(), start, "the move is taken back");
});

for (const [name, size] of Object.entries({ desktop: SIZES.desktop, laptop: SIZES.laptop })) {
  test(`nothing is pushed aside while a slider moves, nor when the page opens (${name})`, async (t) => {
    const page = await open(t, {
      size,
      before: (page) =>
        page.addInitScript(() => {
          window.shifts = [];
          const rounded = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              // What moved most is told in a line whose entries come, go and change places.
              const isTold = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(".done");
              const meant = entry.sources.filter((source) => !isTold(source.node) && rounded(source.previousRect) !== rounded(source.currentRect));
              const sources = meant.map((source) => `${source.node?.className ?? source.node?.nodeName}: ${rounded(source.previousRect)} → ${rounded(source.currentRect)}`);
              // The handle of a slider is a part of the browser, without a name: it is meant to move.
              if (sources.length > 0) window.shifts.push({ value: entry.value, sources });
            }
          }).observe({ type: "layout-shift", buffered: true });
        }),
    });
    await counted(page);
    await page.waitForTimeout(500);
    const shifts = () => page.evaluate(() => window.shifts.splice(0));
    assert.deepEqual(await shifts(), [], "while the page opens");
    for (const index of [0, 5]) {
      const to = await grip(page, page.locator(".lever").nth(index));
      // The first move may open what tells of it.
      await to(0.45);
      await page.waitForTimeout(700);
      await shifts();
      for (const share of [0.5, 0.6, 0.7, 0.8, 0.9, 0.3, 0.1]) {
        await to(share);
        await page.waitForTimeout(60);
      }
      await page.waitForTimeout(500);
      await page.mouse.up();
      await page.waitForTimeout(300);
      assert.deepEqual(await shifts(), [], `slider ${index}`);
    }
  });
}

test("a window that stands open keeps what is typed while draws go on", async (t) => {
  const page = await open(t);
  await page.evaluate(() => document.querySelector(".ctx__scn").click());
  await page.getByRole("menuitem").first().click();
  const name = page.locator("#rename-name");
  await name.fill("会商第一稿");
  await counted(page);
  await page.waitForTimeout(500);
  assert.equal(await name.inputValue(), "会商第一稿");
});

test("why stays in sight while a slider moves on", async (t) => {
  const page = await open(t);
  await counted(page);
  const found = card(page, "hot_spots");
  const lever = (await found.count()) > 0 ? found : firstCard(page);
  const to = await grip(page, lever);
  await to(0.5);
  await page.mouse.up();
  await page.locator("#why .wf").waitFor();
  await page.evaluate(() => {
    window.blank = 0;
    new MutationObserver(() => (window.blank += document.querySelector("#why .wf") ? 0 : 1)).observe(document.querySelector("#why"), { subtree: true, childList: true });
  });
  const again = await grip(page, lever);
  for (const share of [0.6, 0.7, 0.8]) await again(share);
  await page.mouse.up();
  await page.locator("#why .wf:not([aria-busy])").waitFor();
  assert.equal(await page.evaluate(() => window.blank), 0);
});
