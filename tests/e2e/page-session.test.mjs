// A whole session, as it is held: three measures, a second plan, both beside each other, a project dragged on the wall, the decision written
// down, the brief printed, the plan shared; another browser shows the same digits. And for every pack: what is shared opens the same.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { open as start, OUTPUT } from "./harness.mjs";
import { board, boardChanged, boardIs, card, dragFinish, drop, open, plans, saved, slider, toEnd } from "./page.mjs";

const { packs } = JSON.parse(readFileSync(join(import.meta.dirname, "../../www/packs/index.json"), "utf8"));

const DECISION = "早稻补种按上限下达，氧化铝项目竣工推迟两个月，六月底前复核。";

/** Words of a PDF without spaces; nothing where the machine has no pdftotext. */
function wordsOf(pdf, name) {
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, `${name}.pdf`);
  writeFileSync(file, pdf);
  try {
    return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s/g, "");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Moves three levers that are on, each to its end. */
async function measures(page, places) {
  let shown = await board(page);
  for (const place of places) {
    await toEnd(page, page.locator(".lever").nth(place));
    shown = await boardChanged(page, shown);
  }
  return shown;
}

/** Closes the window that is open; the keyboard is the page's again afterwards. */
async function shut(page) {
  await page.keyboard.press("Escape");
  await page.locator('.dialog[aria-modal="true"]').waitFor({ state: "detached" });
}

test("a session from the first measure to the same digits in another browser", async (t) => {
  const page = await open(t);
  const plain = await board(page);

  // Three measures.
  const first = await measures(page, [0, 2, 4]);
  assert.notEqual(first, plain);
  assert.equal(await page.locator(".lever.is-changed").count(), 3);

  // A second plan, from the first.
  let dialog = await plans(page);
  await dialog.getByLabel("的名称").first().fill("稳产保供");
  await dialog.getByLabel("的名称").first().press("Tab");
  await dialog.getByRole("button", { name: "复制“稳产保供”" }).click();
  await dialog.locator(".plans__i").nth(1).waitFor();
  await dialog.getByLabel("的名称").nth(1).fill("项目缓一缓");
  await dialog.getByLabel("的名称").nth(1).press("Tab");
  await shut(page);
  await boardIs(page, first);

  // A project is dragged on the wall, in the second plan.
  await page.keyboard.press("4");
  const project = page.locator(".wl__r").filter({ hasText: "氧化铝项目" });
  const handle = project.getByRole("slider");
  const { from } = await dragFinish(page, handle, 2);
  await page.mouse.up();
  await page.waitForFunction(() => !document.querySelector(".wl__old"));
  assert.match(await project.innerText(), /\+2个月/);
  await page.keyboard.press("1");
  const second = await boardChanged(page, first);
  assert.equal(await slider(card(page, "project.alumina.finish")).inputValue(), String(from + 2));

  // Both beside each other.
  await page.keyboard.press("c");
  await page.locator(".cmp__x").first().waitFor();
  const names = await page.locator(".cmp__x").first().locator("thead").innerText();
  assert.ok(names.includes("稳产保供") && names.includes("项目缓一缓"), names);
  const compared = await page.locator(".cmp__x").first().innerText();

  // What was decided.
  await page.keyboard.press("1");
  dialog = await plans(page);
  await dialog.getByLabel("决定", { exact: true }).fill(DECISION);
  await dialog.getByLabel("由谁决定").fill("常务会");
  await dialog.getByLabel("由谁决定").press("Tab");
  await shut(page);

  // On paper: the brief on four pages, and the minutes, with the decision.
  await page.keyboard.press("p");
  await page.locator(".gw").first().waitFor();
  assert.equal(await page.locator(".gw").count(), 4);
  const mark = (await page.locator(".gw__meta").first().innerText()).match(/[0-9a-f]{4}-[0-9a-f]{4}/)[0];
  const brief = wordsOf(await page.pdf({ preferCSSPageSize: true, printBackground: false }), "session-brief");
  await page.getByRole("button", { name: "会议纪要" }).click();
  await page.locator(".gw").getByText(DECISION).waitFor();
  if (brief !== undefined) assert.ok(brief.includes(mark) && brief.includes(DECISION) && brief.includes("项目缓一缓"), "the brief");

  // Out of the room: the plan, and both plans.
  await page.keyboard.press("1");
  await boardIs(page, second);
  await page.keyboard.press("s");
  const link = await page.locator("#share-link").inputValue();
  assert.ok(link.split("#s=")[1].length <= 200, link);
  await shut(page);
  await page.keyboard.press("c");
  await page.locator(".cmp__x").first().waitFor();
  await page.keyboard.press("s");
  const both = await page.locator("#compared-link").inputValue();
  await shut(page);
  await page.keyboard.press("1");
  dialog = await plans(page);
  const file = await saved(page, dialog.getByRole("button", { name: "存为文件" }));
  await shut(page);

  // In other browsers: the same digits, and with the file the decision too.
  const other = await open(t, { url: link });
  await boardIs(other, second);
  await other.keyboard.press("p");
  await other.locator(".gw").first().waitFor();
  assert.ok((await other.locator(".gw__meta").first().innerText()).includes(mark), "the same run");

  const beside = await start(t, { url: both });
  await beside.locator(".cmp__x").first().waitFor();
  assert.equal(await beside.locator(".cmp__x").first().innerText(), compared);

  const colleague = await open(t);
  await boardIs(colleague, plain);
  await drop(colleague, file.name, file.bytes);
  dialog = await plans(colleague);
  await dialog.getByRole("button", { name: "打开“项目缓一缓”" }).click();
  await dialog.getByLabel("决定", { exact: true }).and(colleague.locator("textarea")).waitFor();
  assert.equal(await dialog.getByLabel("决定", { exact: true }).inputValue(), DECISION);
  await shut(colleague);
  await boardIs(colleague, second);
});

for (const { id, revision } of packs) {
  const pack = revision === undefined ? id : `${id}@${revision}`;
  test(`what is shared of ${pack} opens to the same digits in another browser`, async (t) => {
    const page = await open(t, { storage: { "guoban.pack": pack } });
    const before = await board(page);
    const sliders = page.locator(".lever:not(.is-shut)").getByRole("slider");
    const count = Math.min(3, await sliders.count());
    for (let place = 0; place < count; place++) {
      await sliders.nth(place).focus();
      await page.keyboard.press("End");
    }
    const shown = await boardChanged(page, before);
    await page.keyboard.press("s");
    const link = await page.locator("#share-link").inputValue();
    const other = await open(t, { url: link });
    await boardIs(other, shown);
    assert.equal(await other.locator(".sel--pack option:checked").textContent(), await page.locator(".sel--pack option:checked").textContent());
  });
}
