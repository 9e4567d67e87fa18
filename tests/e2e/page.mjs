// What the tests of the page share: where things are, and how its figures are read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { open as start } from "./harness.mjs";

/** Opens the site as {@link start} does, and waits until the board is there. */
export async function open(t, options) {
  const page = await start(t, options);
  await ready(page);
  return page;
}

/** Waits until the board is there, and what follows the first verdict: the lever list, the panels, menus and keys. */
export async function ready(page) {
  await page.locator("#app .tally").first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .menubox [aria-disabled="true"]'));
}

/** For `before`: a host that has packs as texts only. */
export async function textOnly(page) {
  await page.route(/packs\/index\.json$/, async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    await route.fulfill({ response, json: { packs: list.packs.map(({ packed, ...entry }) => entry) } });
  });
}

/** The card of a lever or an assumption, by its id in the pack. */
export function card(page, id) {
  return page.locator(`.lever[data-item="${id}"]`);
}

/** The first card that is listed. */
export function firstCard(page) {
  return page.locator(".lever").first();
}

/** The slider of a card. */
export function slider(card) {
  return card.getByRole("slider");
}

/** The field of a card. */
export function field(card) {
  return card.getByRole("textbox");
}

/** Every figure and verdict of the board, as text, once all draws are counted. */
export async function board(page) {
  await page.locator('.statusbar[data-draws="10000"]').waitFor();
  const rows = await page.locator(".tt tbody tr:not(.tt__grp)").allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, " ").trim()).join("\n");
}

/** Waits until the board says something else than `before`, and has said it for a while. */
export async function boardChanged(page, before) {
  let last = before;
  for (let attempt = 0; attempt < 100; attempt++) {
    const now = await board(page);
    if (now !== before && now === last) return now;
    last = now;
    await page.waitForTimeout(40);
  }
  throw new Error("the board did not change");
}

/** Waits until the board says `expected`. */
export async function boardIs(page, expected) {
  let now;
  for (let attempt = 0; attempt < 100; attempt++) {
    now = await board(page);
    if (now === expected) return;
    await page.waitForTimeout(20);
  }
  assert.equal(now, expected);
}

/** Moves a slider to its upper end by the keyboard. */
export async function toEnd(page, card) {
  await slider(card).focus();
  await page.keyboard.press("End");
}

/** What the browser keeps of the open pack's plans for all windows: the document below its first line. */
export function kept(page) {
  return page.evaluate(() => {
    const [pack, revision = "\\d+"] = (localStorage.getItem("guoban.pack") ?? "[^.]+").split("@");
    const key = Object.keys(localStorage).find((key) => new RegExp(`^guoban\\.document\\.${pack}\\.${revision}$`).test(key));
    return key && JSON.parse(localStorage.getItem(key).split("\n")[1]);
  });
}

/** Presses what saves a file, and reads the file. */
export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Drops a file onto the page. */
export async function drop(page, name, content) {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (mark) => mark.charCodeAt(0))], name));
      return data;
    },
    [name, Buffer.from(content).toString("base64")],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

/** Opens the window of the plans and their record. */
export async function plans(page) {
  await page.locator(".ctx__scn").click();
  await page.getByRole("menuitem", { name: "方案与记录" }).click();
  const dialog = page.getByRole("dialog", { name: "方案与记录" });
  await dialog.locator(".plans__i").first().waitFor();
  return dialog;
}

/**
 * Takes the finish of a project on the wall and drags it, until what moves is told. Gives the month it stood at, and what
 * drags it on; it is let go by `page.mouse.up()`.
 */
export async function dragFinish(page, handle, months) {
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  const [low, high, from] = await handle.evaluate((input) => [input.min, input.max, input.value].map(Number));
  const at = (month) => box.x + 8 + ((box.width - 16) * (month - low)) / (high - low);
  const to = (months, steps) => page.mouse.move(at(from + months), box.y + box.height / 2, { steps });
  await to(0);
  await page.mouse.down();
  await to(months, 6);
  await page.locator("#done .done__c").first().waitFor();
  return { from, to };
}

/** Keeps files from arriving until `release` is called. */
export function held(wanted) {
  let release;
  const free = new Promise((resolve) => (release = resolve));
  const before = (page) =>
    page.route(wanted, async (route) => {
      await free;
      await route.continue();
    });
  return { before, release: () => release() };
}
