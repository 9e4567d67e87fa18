// Pictures of every screen in both languages, both themes and four sizes, each looked at by axe; `cargo xtask shots` runs this.
// `--pack ID` takes one pack, `--screen NAME` one screen; without them the first pack has all screens, the others their board.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { violations } from "./axe.mjs";
import { closeBrowser, open, picture, SIZES } from "./harness.mjs";

const options = process.argv.slice(2);
const asked = (name) => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
const { packs } = JSON.parse(readFileSync(join(import.meta.dirname, "../../www/packs/index.json"), "utf8"));
const ids = packs.filter((pack) => !pack.revision).map((pack) => pack.id);

const press = (key) => (page) => page.keyboard.press(key);
const tab = (name) => (page) => page.locator(`#phone-${name}`).click();

/** How each screen is reached from the first one, on a wide screen and on a phone, and what shows that it is there. */
const SCREENS = {
  simulate: { there: ".lever" },
  moved: { wide: moveFirst, there: "#done .done__c" },
  compare: { wide: press("c"), phone: tab("compare"), there: ".cmp__c" },
  ledger: { wide: press("2"), phone: tab("ledger"), there: ".led-top" },
  data: { wide: press("3"), phone: tab("data"), there: ".dat" },
  wall: { wide: press("4"), phone: tab("wall"), there: ".wl__r" },
  matters: { wide: press("t"), phone: press("t"), there: ".tor" },
  gap: { wide: gapClosed, phone: gapClosed, there: ".ans__mix" },
  stress: { wide: question(2), phone: question(2), there: ".ans__ca" },
  prices: { wide: question(3), phone: question(3), there: ".ans__f" },
  warning: { wide: question(4), phone: question(4), there: ".ans__wa" },
  project: { wide: project, phone: project, there: ".wl__de" },
  paper: { wide: press("p"), phone: press("p"), there: ".gw" },
  minutes: { wide: minutes, there: ".gw" },
  trace: { wide: traced, there: "#trace .trace__i" },
  plans: { wide: plans, phone: plans, there: "#plans .plans__i" },
  own: { wide: own, phone: own, there: "#packs" },
  bulletin: { wide: bulletin, there: "#packs textarea" },
  meeting: { wide: press("F9"), there: ".meet__t tbody tr" },
  share: { wide: press("s"), phone: press("s"), there: "#share-link" },
  keys: { wide: press("?"), there: "#keys" },
};

/** A project of the wall chart, opened. */
async function project(page) {
  await page.keyboard.press("4");
  await page.locator(".wl__n").nth(1).click();
}

/** The last of the documents. */
async function minutes(page) {
  await page.keyboard.press("p");
  await page.locator(".gw").first().waitFor();
  await page.locator(".paper__bar .seg__b").last().click();
}

/** What a figure is made of. */
async function traced(page) {
  await page.locator('.tt button[aria-label*="溯源"], .panel button:has-text("溯源"), .panel button:has-text("Trace")').first().click();
}

/** The plans with their record. */
async function plans(page) {
  await page.locator(".ctx__scn, .btn--more").first().click();
  await page.getByRole("menuitem", { name: /^(方案与记录|Plans and records)$/ }).click();
}

/** The window of own packs. */
async function own(page) {
  const button = page.getByRole("button", { name: /^(自己的底册|Your own packs)$/ });
  if (await button.count()) return button.first().click();
  await page.locator(".btn--more").click();
  await page.getByRole("menuitem", { name: /自己的底册|Your own packs/ }).click();
}

/** Where a bulletin is pasted. */
async function bulletin(page) {
  await own(page);
  await page.getByRole("button", { name: /^(粘贴公报|Paste a bulletin)$/ }).click();
}

/** Another question of the screen 求解. */
function question(place) {
  return async (page) => {
    await page.keyboard.press("t");
    await page.locator(".ans__tabs button").nth(place).click();
  };
}

async function gapClosed(page) {
  await page.keyboard.press("g");
  await page.locator(".ans__go .btn--primary").click();
}

async function moveFirst(page) {
  await page.locator(".lever").first().getByRole("slider").focus();
  await page.keyboard.press("End");
}

const failures = [];

async function shot(pack, name, language, theme, [size, viewport]) {
  const { wide, phone, there } = SCREENS[name];
  const reach = size === "phone" ? phone : wide;
  if (size === "phone" && name !== "simulate" && !phone) return;
  const ends = [];
  const file = `${pack}-${name}-${size}-${language}-${theme}`;
  try {
    const page = await open({ after: (end) => ends.push(end) }, { language, theme, size: viewport, storage: { "guoban.pack": pack } });
    await page.locator(".lever").first().waitFor();
    await reach?.(page);
    await page.locator(there).first().waitFor();
    // A phone shows the number of draws on another part.
    await (size === "phone" ? page.waitForTimeout(1500) : page.locator('[data-draws="10000"]').waitFor());
    console.log(await picture(page, file));
    const found = await violations(page);
    if (found.length > 0) failures.push(`${file}: ${found.join("; ")}`);
  } catch (error) {
    failures.push(`${file}: ${error.message}`);
  } finally {
    for (const end of ends) await end();
  }
}

for (const pack of asked("--pack") ? [asked("--pack")] : ids) {
  const names = asked("--screen") ? [asked("--screen")] : pack === ids[0] || asked("--pack") ? Object.keys(SCREENS) : ["simulate"];
  for (const name of names) {
    for (const language of ["zh", "en"]) {
      for (const theme of ["light", "dark"]) {
        for (const size of Object.entries(SIZES)) await shot(pack, name, language, theme, size);
      }
    }
  }
}
await closeBrowser();
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}
