// Pictures of the page in every language, theme and size; `cargo xtask shots` runs this.

import { closeBrowser, open, picture, SIZES } from "./harness.mjs";

const failures = [];
for (const language of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    for (const size of Object.values(SIZES)) {
      const name = `${size.width}x${size.height}-${language}-${theme}`;
      const ends = [];
      try {
        const page = await open({ after: (end) => ends.push(end) }, { language, theme, size });
        // A phone shows the number of draws on another part.
        const drawn = page.locator('.statusbar[data-draws="10000"]');
        await (size === SIZES.phone ? page.waitForTimeout(1500) : drawn.waitFor());
        console.log(await picture(page, name));
        if (size === SIZES.laptop) {
          // What a move does is in sight without scrolling.
          await page.locator('.lever[data-item="hog_early_sale"]').getByRole("slider").focus();
          await page.keyboard.press("End");
          await page.locator("#done .done__c").first().waitFor();
          await drawn.waitFor();
          console.log(await picture(page, `${name}-moved`));
          await page.keyboard.press("Control+z");
        }
        if (size === SIZES.phone) {
          await page.locator("#phone-ledger").click();
        } else {
          await page.locator(".ctx__scn").click();
          await page.getByRole("menuitem").nth(2).click();
          await page.keyboard.press("2");
        }
        await page.locator(".led-top").waitFor();
        console.log(await picture(page, `${name}-ledger`));
        await (size === SIZES.phone ? page.locator("#phone-data").click() : page.keyboard.press("3"));
        await page.locator(".dat").first().waitFor();
        console.log(await picture(page, `${name}-data`));
        for (const end of ends) await end();
      } catch (error) {
        failures.push(`${name}: ${error.message}`);
      }
    }
  }
}
await closeBrowser();
if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exitCode = 1;
}
