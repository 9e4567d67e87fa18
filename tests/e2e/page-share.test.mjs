// Links: they restore exactly, they are refused in plain words, and they never take work away.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { SITE, started } from "./harness.mjs";
import { board, boardChanged, boardIs, firstCard, open, toEnd } from "./page.mjs";

async function shared(t) {
  const page = await open(t);
  const before = await board(page);
  await toEnd(page, firstCard(page));
  await toEnd(page, page.locator(".lever").nth(4));
  const after = await boardChanged(page, before);
  await page.getByRole("button", { name: "分享" }).click();
  const link = await page.locator("#share-link").inputValue();
  return { page, before, after, link };
}

test("a link restores the scenario exactly, in another browser", async (t) => {
  const { after, link } = await shared(t);
  const other = await open(t, { url: link });
  await other.locator(".lever.is-changed").first().waitFor();
  await boardIs(other, after);
  assert.match(link, /#s=[A-Za-z0-9_-]+$/);
});

test("the address says a link while the screen shows what the link says, and nothing while playing", async (t) => {
  const page = await open(t);
  await toEnd(page, firstCard(page));
  assert.equal(new URL(page.url()).hash, "");
  await page.keyboard.press("s");
  const link = await page.locator("#share-link").inputValue();
  await page.waitForURL(link);
  await page.keyboard.press("Escape");
  const shared = await board(page);
  await toEnd(page, page.locator(".lever").nth(4));
  await boardChanged(page, shared);
  assert.equal(new URL(page.url()).hash, "");
  await page.keyboard.press("Control+z");
  await page.waitForURL(link);
});

const LINKS = new URL("../links/", import.meta.url);
const earlier = readdirSync(LINKS).filter((name) => /^(border-city-[12]|china-2023-1)-example\.txt$/.test(name));

for (const name of earlier) {
  test(`a link of an earlier revision opens on that revision (${name})`, async (t) => {
    const [link, ...told] = readFileSync(new URL(name, LINKS), "utf8").split("\n");
    const page = await open(t, { url: `#s=${link}` });
    await page.locator(".lever.is-changed").first().waitFor();
    assert.match(await page.locator(".sel--pack option:checked").textContent(), new RegExp(`第 ${name.match(/-(\d)-example/)[1]} 版`));
    assert.equal(new URL(page.url()).hash, `#s=${link}`);
    const settings = told.filter((line) => /^(lever|assumption) /.test(line)).length;
    await page.locator(".appbar__acts").getByRole("button", { name: "重置" }).click();
    const toBaseline = page.getByRole("menuitem").first().locator(".muted");
    assert.equal(await toBaseline.textContent(), String(settings));
  });
}

test("what chat programs do to a link does no harm", async (t) => {
  const { link, after } = await shared(t);
  const text = link.split("#s=")[1];
  for (const fragment of [`#s%3D${text}`, `#S=${text}`, `#!s=${text}`, `#/s=${text}`, `#s=${text}。请看`]) {
    const page = await open(t, { url: fragment });
    await page.locator(".lever.is-changed").first().waitFor();
    await boardIs(page, after);
    await page.waitForURL(link);
  }
});

test("an address that is no link is refused, never passed over", async (t) => {
  const page = await open(t, { url: "#plan-b" });
  await page.getByRole("alertdialog", { name: "这个链接打不开" }).waitFor();
});

test("a reload after opening a link keeps what was done since", async (t) => {
  const { link } = await shared(t);
  const page = await open(t, { url: link });
  await page.locator(".lever.is-changed").first().waitFor();
  const opened = await board(page);
  await toEnd(page, page.locator(".lever").nth(6));
  const played = await boardChanged(page, opened);
  await page.reload();
  await started(page);
  await page.locator(".lever.is-changed").first().waitFor();
  await boardIs(page, played);
});

test("a link opened over work leaves the work one undo away", async (t) => {
  const { after, link } = await shared(t);
  const page = await open(t);
  const baseline = await board(page);
  await toEnd(page, page.locator(".lever").nth(6));
  const mine = await boardChanged(page, baseline);
  await page.goto(link);
  await page.getByText("已打开链接里的方案").waitFor();
  await boardIs(page, after);
  await page.keyboard.press("Control+z");
  assert.equal(await boardChanged(page, after), mine);
});

for (const [language, words] of [
  ["zh", { title: "这个链接打不开", keep: "保留现在的方案" }],
  ["en", { title: "This link cannot be opened", keep: "Keep what is open" }],
]) {
  test(`a damaged link is refused in plain words and what was open stays (${language})`, async (t) => {
    const page = await open(t, { language });
    const before = await board(page);
    await toEnd(page, firstCard(page));
    const mine = await boardChanged(page, before);
    await page.keyboard.press("s");
    const link = await page.locator("#share-link").inputValue();
    await page.waitForURL(link);
    await page.keyboard.press("Escape");
    const damaged = link.slice(0, -3) + (link.at(-3) === "A" ? "B" : "A") + link.slice(-2);
    await page.goto(damaged);
    const dialog = page.getByRole("alertdialog", { name: words.title });
    await dialog.waitFor();
    await boardIs(page, mine);
    await dialog.getByRole("button", { name: words.keep }).click();
    await dialog.waitFor({ state: "detached" });
    await boardIs(page, mine);
  });
}

test("a damaged link on a first visit is an error, not a silent baseline", async (t) => {
  const page = await open(t, { url: `${SITE}#s=1AAAA` });
  await page.getByRole("alertdialog", { name: "这个链接打不开" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("alertdialog").count(), 0);
  assert.equal(await page.locator(".lever.is-changed").count(), 0);
});

test("the three resets say what they do, how much they change, and can be undone", async (t) => {
  const { page, before, after } = await shared(t);
  await page.keyboard.press("Escape");
  await toEnd(page, page.locator(".lever").nth(6));
  await boardChanged(page, after);
  await page.getByRole("button", { name: "重置" }).click();
  const menu = page.getByRole("menu", { name: "重置" });
  assert.match(await menu.getByRole("menuitem", { name: /回到基线/ }).innerText(), /\b3\b/);
  assert.match(await menu.getByRole("menuitem", { name: /回到上次分享/ }).innerText(), /\b1\b/);
  await menu.getByRole("menuitem", { name: /回到上次分享/ }).click();
  await boardIs(page, after);
  await page.getByRole("button", { name: "重置" }).press("Enter");
  await page.getByRole("menuitem", { name: /回到基线/ }).press("Enter");
  assert.equal(await boardChanged(page, after), before);
  await page.keyboard.press("Control+z");
  assert.equal(await boardChanged(page, before), after);
});
