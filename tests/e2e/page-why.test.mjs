// Why and trace: contributions add up to the difference on the board, and every figure leads to its sources.

import assert from "node:assert/strict";
import { test } from "node:test";

import { board, boardChanged, open, slider } from "./page.mjs";

/** In units of the last digit shown, so that sums are exact. */
const units = (text) => BigInt(text.replaceAll(",", "").replace("−", "-").replace("+", "").replace(".", ""));

async function waterfall(page) {
  const rows = page.locator("#why .wf tbody tr");
  await rows.first().waitFor();
  return rows.evaluateAll((all) =>
    all.map((row) => ({ name: row.querySelector("th").textContent, amount: row.querySelector("td.n").textContent })),
  );
}

function addsUp(rows) {
  const [first, last] = [rows[0], rows.at(-1)];
  const parts = rows.slice(1, -1);
  const sum = parts.reduce((sum, row) => sum + units(row.amount), units(first.amount));
  assert.equal(sum, units(last.amount), JSON.stringify(rows));
  return parts;
}

/** Whether a row shows a figure, or the figure as published where the panel has one more decimal. */
function agrees(shown, figure) {
  const plain = (text) => text.replaceAll(",", "").replaceAll("−", "-");
  const decimals = plain(figure).split(".")[1]?.length ?? 0;
  const figures = plain(shown).match(/-?\d+(\.\d+)?/g) ?? [];
  return figures.some((other) => {
    const fewer = decimals - (other.split(".")[1]?.length ?? 0);
    const most = fewer === 0 ? 0 : fewer === 1 ? 0.5 * 10 ** -(decimals - 1) : -1;
    return Math.abs(Number(other) - Number(plain(figure))) <= most + 1e-9;
  });
}

async function change(page, count) {
  const before = await board(page);
  for (let index = 0; index < count; index++) {
    const handle = slider(page.locator(".lever").nth(index));
    if (await handle.isDisabled()) continue;
    await handle.focus();
    await page.keyboard.press(index % 3 === 2 ? "Home" : "End");
  }
  await boardChanged(page, before);
}

test("nothing changed: the panel says so", async (t) => {
  const page = await open(t);
  assert.match(await page.locator("#why").innerText(), /还没有改动/);
});

test("contributions add up to the difference the board shows, for half-year and year", async (t) => {
  const page = await open(t);
  await change(page, 8);
  const buttons = page.locator(".tt [data-row]");
  let told = 0;
  for (let row = 0; row < Math.min(await buttons.count(), 12); row++) {
    await buttons.nth(row).click();
    for (const period of ["上半年", "全年"]) {
      await page.locator("#why").getByRole("button", { name: period }).click();
      const rows = await waterfall(page);
      told += addsUp(rows).length;
      assert.equal(await page.locator("#why .wf").getAttribute("data-exact"), "true");
      const shown = await page.locator(".tt tr.is-sel, .tt tr[aria-selected=true], .tt tr:has([data-row][aria-pressed=true])").first().innerText();
      assert.ok(agrees(shown, rows.at(-1).amount), `${shown} | ${rows.at(-1).amount}`);
    }
  }
  assert.ok(told > 5, `only ${told} contributions in twelve targets`);
});

test("more than ten changes are sampled, say so, and still add up", async (t) => {
  const page = await open(t);
  await change(page, 22);
  await page.locator('#why .wf[data-exact="false"]').waitFor();
  assert.ok(addsUp(await waterfall(page)).length > 0);
  assert.match(await page.locator("#why").innerText(), /抽样估计/);
});

test("a figure leads to a lever and to the line of the pack it is written in", async (t) => {
  const page = await open(t, { pack: "border-city" });
  const found = { lever: false, known: false };
  const buttons = page.locator(".tt [data-row]");
  for (let row = 0; row < Math.min(await buttons.count(), 10) && !(found.lever && found.known); row++) {
    await buttons.nth(row).click();
    await page.getByRole("button", { name: "溯源：上半年" }).click();
    const window = page.getByRole("dialog", { name: "溯源" });
    for (let depth = 0; depth < 9; depth++) {
      const lever = window.locator('[data-kind="lever"]').first();
      const known = window.locator('[data-kind="known"]').first();
      const next = (await lever.count()) ? lever : !found.known && (await known.count()) ? known : window.locator('[data-kind="computed"]').last();
      if (!(await next.count())) break;
      const kind = await next.getAttribute("data-kind");
      await next.click();
      await page.waitForFunction((depth) => document.querySelectorAll(".trace__p li").length === depth, depth + 1);
      if (kind !== "computed") {
        assert.match(await window.locator(".trace__l").innerText(), /border-city@3 第 \d+ 行/);
        assert.ok((await window.locator(".trace__s").innerText()).length > 2);
        found[kind] = true;
        break;
      }
      assert.ok(await window.locator("code.formula").first().innerText());
    }
    await page.keyboard.press("Escape");
    await window.waitFor({ state: "detached" });
  }
  assert.deepEqual(found, { lever: true, known: true });
});

test("the trace is walked by the keyboard, and Escape gives the focus back", async (t) => {
  const page = await open(t, { language: "en" });
  const opener = page.locator(".trace__b").first();
  await opener.focus();
  await page.keyboard.press("Enter");
  const window = page.getByRole("dialog", { name: "Trace" });
  await window.waitFor();
  await window.locator(".trace__i .link").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".trace__p").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "trace-here");
  await window.getByRole("button", { name: "Back" }).click();
  await page.locator(".trace__p").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.id === "trace-here");
  await page.keyboard.press("Escape");
  await window.waitFor({ state: "detached" });
  assert.ok(await opener.evaluate((button) => button === document.activeElement));
});
