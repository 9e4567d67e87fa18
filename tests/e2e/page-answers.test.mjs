// Questions about the plan that is open: what is answered on screen is what the command line answers, no answer changes the
// plan, and a plan that changes stops the search.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { violations } from "./axe.mjs";
import { SIZES, picture } from "./harness.mjs";
import { board, kept, open } from "./page.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the command line answers, from the program that the build has made already. */
function asked(...args) {
  const cargo = ["run", "--quiet", "--locked", "--package", "guoban", "--", ...args, "--json"];
  return JSON.parse(execFileSync("cargo", cargo, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 }));
}

const PACK = "www/packs/border-city.toml";

/** Opens the screen at one of its questions. */
async function ask(page, question) {
  if ((await page.locator(".ans").count()) === 0) await page.keyboard.press("t");
  await page.locator(".ans__tabs").getByRole("button", { name: question }).click();
  await settled(page);
}

const settled = (page) => page.waitForFunction(() => !document.querySelector('.ans[aria-busy="true"], .ans [aria-busy="true"]') && document.querySelector(".ans"));

/** A figure of the page as a number. */
const number = (text) => Number(text.trim().replace("−", "-").replaceAll(",", "").replace("+", ""));

/** Ticks one target in one period, and nothing else. */
async function choose(page, name) {
  await page.getByRole("button", { name: "全不选" }).click();
  await page.locator(".ans__t").getByRole("checkbox", { name }).check();
}

async function solve(page) {
  await page.locator(".ans__go .btn--primary").click();
  await page.locator(".ans__mix").first().waitFor();
  await settled(page);
}

test("what matters is what the command line says matters", async (t) => {
  const page = await open(t);
  await ask(page, "什么最要紧");
  await page.locator('[data-choice="target"]').selectOption({ label: "社会消费品零售总额" });
  await settled(page);
  for (const all of await page.locator(".panel__f .link").all()) await all.click().catch(() => {});
  await picture(page, "answers-matters");
  const shown = await page.locator(".tor tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const figure = (cell) => cell.firstChild.textContent;
      return [row.dataset.item, figure(row.cells[1]), figure(row.cells[3])];
    }),
  );
  const told = asked("tornado", PACK, "--target", "retail", "--period", "half");
  const moving = told.bars.filter((bar) => Number(bar.low.effect) !== 0 || Number(bar.high.effect) !== 0);
  const seen = new Map(shown.map(([id, low, high]) => [id, [number(low), number(high)]]));
  for (const bar of moving) {
    assert.deepEqual(seen.get(bar.id), [Number(bar.low.effect), Number(bar.high.effect)], bar.id);
  }
  assert.ok(moving.length > 5);
  // A name leads to its card.
  const first = page.locator(".tor .link").first();
  const name = await first.innerText();
  await first.click();
  await page.waitForFunction((name) => document.activeElement?.textContent === name, name);
});

test("a gap is closed as on the command line, into a plan of its own", async (t) => {
  const page = await open(t);
  const before = await board(page);
  await page.keyboard.press("g");
  await settled(page);
  await choose(page, /^社会消费品零售总额 上半年/);
  await solve(page);
  await picture(page, "answers-gap");
  const told = asked("solve", PACK, "--target", "retail:half");
  const cheapest = page.locator('.ans__mix[data-reading="Cheapest"]');
  const steps = await cheapest.locator("tbody tr[data-item]").evaluateAll((rows) => rows.map((row) => row.dataset.item));
  assert.deepEqual(steps, told.proposals[0].steps.map((step) => step.lever));
  const reached = await cheapest.locator(".ans__r li b").first().innerText();
  assert.equal(number(reached), Number(told.proposals[0].reached[0].after));
  assert.match(await page.locator(".ans__b > .help").last().innerText(), new RegExp(` ${told.runs} `));

  // Nothing was applied; the mix becomes another plan, and the one before is as it was.
  const plans = async () => (await kept(page))?.plans ?? [];
  await cheapest.getByRole("button", { name: "另存为新方案" }).click();
  await page.locator("#board-table, .board").first().waitFor();
  assert.notEqual(await board(page), before);
  assert.equal((await plans()).length, 2);
  await page.keyboard.press("Control+z");
  assert.equal(await board(page), before);
});

test("what cannot be had says what binds, and recording measures are used only when asked for", async (t) => {
  const page = await open(t);
  await ask(page, "补缺口");
  await choose(page, /^“四上”企业净增 上半年/);
  await solve(page);
  assert.equal(await page.locator("[data-reachable]").getAttribute("data-reachable"), "false");
  assert.ok((await page.locator(".ans__bs li").count()) > 0);
  const told = asked("solve", PACK, "--target", "register:half");
  assert.deepEqual(
    await page.locator(".ans__bs li span").allInnerTexts(),
    told.binds.map((bind) => bind.sentence),
  );
  const all = asked("solve", PACK, "--target", "register:half", "--recording");
  await page.getByLabel("可以动用入统类措施").check();
  await page.getByText("方案或问题已变").waitFor();
  await solve(page);
  await page.waitForFunction((runs) => document.querySelector(".ans")?.textContent.includes(` ${runs} `), all.runs);
  const steps = await page.locator(".ans__mix").first().locator("tbody tr[data-item]").evaluateAll((rows) => rows.map((row) => row.dataset.item));
  assert.deepEqual(steps, all.proposals[0].steps.map((step) => step.lever));
});

test("a search shows how far it is, stops when it is told to, and when the plan changes", async (t) => {
  const page = await open(t);
  await ask(page, "补缺口");
  await page.getByRole("button", { name: "两期尽量多" }).click();
  await page.locator(".ans__go .btn--primary").click();
  await page.locator(".ans__p progress").waitFor();
  await page.locator(".ans__go").getByRole("button", { name: "停止" }).click();
  await page.getByText("已停下，没有求完").waitFor();
  assert.equal(await page.locator(".ans__mix").count(), 0);

  await page.locator(".ans__go .btn--primary").click();
  await page.locator(".ans__p progress").waitFor();
  await page.locator(".ctx__scn").click();
  await page.getByRole("menuitem").filter({ hasText: "·" }).or(page.getByRole("menuitem")).last().click();
  await page.getByText("求解时方案有改动，已停下").waitFor();
  await page.getByRole("button", { name: "重新求解" }).click();
  await page.locator(".ans__mix").first().waitFor();
});

test("bad cases, prices and warnings say what the command line says", async (t) => {
  const page = await open(t);
  await ask(page, "经得住吗");
  await picture(page, "answers-stress");
  // The plan, then the pack's examples, each against every case.
  const told = asked("stress", PACK);
  const rows = await page.locator(".ans__ca tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.querySelector(".ans__hits").textContent)));
  for (const [place, plan] of told.plans.entries()) {
    assert.deepEqual(
      rows.map((row) => row[place].match(/\d+/g).map(Number)),
      plan.cases.map((one) => [one.hits_half, one.counted_half, one.hits_year, one.counted_year]),
      plan.plan,
    );
  }
  assert.equal(rows[0].length, told.plans.length);
  const best = await page.locator(".ans__ca thead th").evaluateAll((heads) => heads.slice(1).findIndex((head) => head.textContent.includes("最经得住")));
  assert.equal(told.plans[best].plan, told.best);
  assert.equal(await page.locator(".pic").count(), 81);

  await ask(page, "预警");
  const leads = asked("warning", PACK, "--period", "half");
  const shown = await page.locator(".ans__wa tbody tr").evaluateAll((rows) => rows.map((row) => [row.dataset.target, [...row.querySelectorAll("td b")].map((cell) => cell.textContent)]));
  assert.deepEqual(shown.map(([id]) => id), leads.map((lead) => lead.target));
  for (const [place, [, cells]] of shown.entries()) {
    assert.deepEqual(cells.map((cell) => number(cell.slice(1))), leads[place].months.map((lead) => Number(lead.needed)));
  }

  await ask(page, "先舍哪项");
  await choose(page, /^社会消费品零售总额 上半年/);
  await page.locator(".ans__t").getByRole("checkbox", { name: /^外贸进出口总额 上半年/ }).check();
  await page.locator(".ans__go .btn--primary").click();
  await page.locator(".ans__pr").first().waitFor();
  const prices = asked("prices", PACK, "--target", "retail:half", "--target", "trade:half");
  assert.equal(await page.locator(".ans__pr").first().locator("tbody tr").count(), prices.tasks.length);
});

test("an open card shows where the verdict turns", async (t) => {
  const page = await open(t);
  await page.locator(".tt tbody tr").filter({ hasText: "社会消费品零售总额" }).first().click();
  await page.locator("#lever-search").fill("消费券");
  const card = page.locator(".lever").first();
  const id = await card.getAttribute("data-item");
  await card.locator("h3 button").click();
  await card.locator(".lever__turns").waitFor();
  const told = asked("break-even", PACK, "--target", "retail", "--of", id)[0];
  const turns = told.periods.flatMap((period) => period.turns);
  assert.equal(await card.locator(".slider__turn").count(), turns.length);
  assert.equal(await card.locator(".lever__turns span").count(), told.periods.length);
});

for (const [name, options] of Object.entries({
  desk: { size: SIZES.desktop },
  "dark, in English": { size: SIZES.laptop, theme: "dark", language: "en" },
  phone: { size: SIZES.phone },
})) {
  test(`every question is accessible and no wider than the page: ${name}`, async (t) => {
    const page = await open(t, options);
    await page.keyboard.press("g");
    await settled(page);
    await solve(page);
    for (const tab of await page.locator(".ans__tabs button").all()) {
      await tab.click();
      await settled(page);
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    }
  });
}
