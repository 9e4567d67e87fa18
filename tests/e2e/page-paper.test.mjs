// Printed documents: pages that hold what they say, the code of the link, and whole screens on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { OUTPUT } from "./harness.mjs";
import { board, boardChanged, firstCard, open, toEnd } from "./page.mjs";

const PACKS = ["border-city", "urban-district", "renewal-district", "china-2023"];

/** Words of a PDF, page by page, as they lie on it or (`raw`) as they were written; nothing where the machine has no pdftotext. */
function textOf(pdf, name, order = "layout") {
  mkdirSync(OUTPUT, { recursive: true });
  const file = join(OUTPUT, `${name}.pdf`);
  writeFileSync(file, pdf);
  try {
    return execFileSync("pdftotext", [`-${order}`, file, "-"], { encoding: "utf8" }).split("\f").slice(0, -1);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Pages of a PDF. */
function pagesOf(pdf) {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;
}

async function papers(page) {
  await page.keyboard.press("p");
  await page.locator(".gw").first().waitFor();
  return page.locator(".paper__bar .seg__b");
}

/** What does not fit its page: the last line of the type area, in millimetres, and anything wider than its place. */
function overfull(page) {
  return page.evaluate(() => {
    const found = [];
    for (const [index, body] of [...document.querySelectorAll(".gw__b")].entries()) {
      const area = body.getBoundingClientRect();
      const closing = body.querySelector(".gw__colo")?.getBoundingClientRect().top ?? area.bottom;
      for (const block of body.children) {
        if (block.className === "gw__colo") continue;
        const place = block.getBoundingClientRect();
        if (place.bottom > closing + 1) found.push(`page ${index + 1}: ${block.className} ends ${place.bottom - closing} px too low`);
        if (block.scrollWidth > block.clientWidth + 1) found.push(`page ${index + 1}: ${block.className} is too wide`);
      }
      for (const cell of body.querySelectorAll("td, th")) {
        if (cell.scrollWidth > cell.clientWidth + 2) found.push(`page ${index + 1}: “${cell.textContent}” is wider than its cell`);
      }
    }
    return found;
  });
}

for (const pack of PACKS) {
  for (const language of ["zh", "en"]) {
    test(`every document of ${pack} fits its pages (${language})`, async (t) => {
      const page = await open(t, { language, storage: { "guoban.pack": pack } });
      await toEnd(page, firstCard(page));
      await toEnd(page, page.locator(".lever").nth(3));
      const kinds = await papers(page);
      const count = await kinds.count();
      assert.equal(count, 5);
      for (let kind = 0; kind < count; kind++) {
        await kinds.nth(kind).click();
        await page.locator('.paper__bar .seg__b[aria-pressed="true"]').nth(0).waitFor();
        assert.deepEqual(await overfull(page), [], `document ${kind}`);
        const shown = await page.locator(".gw").count();
        const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
        assert.equal(pagesOf(pdf), shown, `document ${kind}`);
        if (kind > 0) continue;
        assert.equal(shown, 4);
        const words = textOf(pdf, `brief-${pack}-${language}`);
        if (words === undefined) continue;
        const mark = (await page.locator(".gw__meta").first().innerText()).match(/[0-9a-f]{4}-[0-9a-f]{4}/)[0];
        words.forEach((text, index) => {
          assert.match(text, new RegExp(`—\\s*${index + 1}\\s*—`));
          assert.ok(text.includes(mark) && text.includes(`${pack}@`), `page ${index + 1} says what it stands on`);
        });
      }
    });
  }
}

test("the code on every page is the plan's link", async (t) => {
  const page = await open(t);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  await boardChanged(page, before);
  await page.keyboard.press("s");
  const link = await page.locator("#share-link").inputValue();
  await page.keyboard.press("Escape");
  await papers(page);
  const codes = await page.locator(".gw__qr svg").evaluateAll((drawings) => drawings.map((one) => one.outerHTML));
  assert.equal(codes.length, await page.locator(".gw").count());
  assert.equal(new Set(codes).size, 1);
  const picture = join(OUTPUT, "code.png");
  mkdirSync(OUTPUT, { recursive: true });
  await page.locator(".gw__qr svg").first().evaluate((drawing) => {
    drawing.setAttribute("width", "600");
    drawing.setAttribute("height", "600");
  });
  writeFileSync(picture, await page.locator(".gw__qr").first().screenshot());
  try {
    assert.equal(execFileSync("zbarimg", ["--quiet", "--raw", picture], { encoding: "utf8" }).trim(), link);
  } catch (error) {
    // Natively another decoder reads it in any case: crates/planning/src/paper/code.rs.
    if (error.code !== "ENOENT") throw error;
  }
});

test("a screen is printed whole, not what was in sight", async (t) => {
  const page = await open(t);
  for (const key of ["1", "2", "3", "c", "4", "t"]) {
    await page.keyboard.press(key);
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
    const names = await page.locator("main tbody th[scope=row]").evaluateAll((heads) =>
      heads.map((head) => document.createTreeWalker(head, NodeFilter.SHOW_TEXT).nextNode()?.data ?? ""),
    );
    assert.ok(names.length > 10, `screen ${key}`);
    // A name of two lines stands between the cells of its row where words are read as they lie.
    const words = textOf(await page.pdf(), `screen-${key}`, "raw");
    if (words === undefined) return;
    const printed = words.join("").replace(/\s/g, "");
    const lost = names.filter((name) => !printed.includes(name.replace(/\s/g, "")));
    assert.deepEqual(lost, [], `screen ${key}`);
  }
});
