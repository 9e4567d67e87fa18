// The plan for other programs: what the page saves is byte by byte what `guoban workbook` and `guoban xmile` write.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { cells } from "./cells.mjs";
import { SIZES } from "./harness.mjs";
import { board, boardChanged, field, firstCard, open, saved, toEnd } from "./page.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the command line writes for a plan. */
function written(t, pack, words, command = "workbook") {
  const folder = mkdtempSync(join(tmpdir(), "guoban-workbook-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "plan.xlsx");
  const run = ["run", "--quiet", "--locked", "--package", "guoban", "--", command, `www/packs/${pack}.toml`, "-o", file];
  execFileSync("cargo", [...run, ...words], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  return readFileSync(file);
}

/** An item of an open menu. */
const item = (page, name) => page.getByRole("menuitem", { name });

test("the plans' menu saves the workbook that the command line writes", async (t) => {
  const page = await open(t);
  await page.locator("button.ctx__scn").click();
  const { name, bytes } = await saved(page, item(page, "公式工作簿"));
  assert.equal(name, "guoban-border-city.xlsx");
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  assert.ok(bytes.equals(written(t, "border-city", [])), "the page's bytes are not the command line's");
  const [sheets] = cells(t, [bytes]);
  const count = (sheet, kind) => sheets[sheet].filter((cell) => cell.kind === kind).length;
  assert.ok(count("逐月", "formula") > 20_000 && count("逐月", "number") > 3_000, "figures known, and formulas");
  assert.ok(count("措施", "number") > 100, "levers are numbers to change");
  assert.ok(count("看板", "formula") > 200, "verdicts and gaps are formulas");
});

test("the plan is saved in XMILE as the command line writes it", async (t) => {
  const page = await open(t, { storage: { "guoban.pack": "china-2023" } });
  await page.locator("button.ctx__scn").click();
  const { name, bytes } = await saved(page, item(page, "系统动力学模型 .xmile"));
  assert.equal(name, "guoban-china-2023.xmile");
  assert.ok(bytes.equals(written(t, "china-2023", [], "xmile")), "the page's text is not the command line's");
  assert.match(bytes.toString("utf8"), /^<\?xml version="1\.0" encoding="utf-8"\?>\n<xmile version="1\.0"/);
});

test("a plan is saved as it is on screen, in the language of the page", async (t) => {
  const page = await open(t, { language: "en", storage: { "guoban.pack": "china-2023" } });
  const before = await board(page);
  const card = firstCard(page);
  const lever = await card.getAttribute("data-item");
  await toEnd(page, card);
  await boardChanged(page, before);
  const value = await field(card).inputValue();
  await page.locator("button.ctx__scn").click();
  const { bytes } = await saved(page, item(page, "Workbook of formulas"));
  assert.ok(bytes.equals(written(t, "china-2023", ["--lang", "en", "--set", `${lever}=${value}`])));
});

test("on a phone it is in the menu of everything else", async (t) => {
  const page = await open(t, { size: SIZES.phone, storage: { "guoban.pack": "china-2023" } });
  await page.getByRole("button", { name: "更多" }).click();
  const { name } = await saved(page, item(page, "公式工作簿"));
  assert.equal(name, "guoban-china-2023.xlsx");
});
