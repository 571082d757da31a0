// Takes the pictures of the docs, for people to judge:
//   node e2e/look.mjs FOLDER [URL [URL_OF_A_SERVER_WHOSE_insurance_db_IS_LOST]]
// Without addresses the stand-in server is asked.

import { mkdirSync } from 'node:fs';

import { startMock } from '../mock/server.mjs';
import { ask, launch, openPage } from './browser.mjs';

const [, , folder = 'pictures', given, lost] = process.argv;
mkdirSync(folder, { recursive: true });
const mock = given ? null : await startMock({ speed: 0.3 });
const url = given ?? mock.url;
const broken = given ? 'How many claims were rejected this year?' : 'Show the broken table';
const browser = await launch();
const wait = { timeout: 30_000 };

for (const [size, width, height] of [
  ['1440', 1440, 900],
  ['390', 390, 844],
]) {
  for (const dark of [false, true]) {
    const view = { width, height, dark };
    const look = async (what, address, steps) => {
      const { page, context, complaints } = await openPage(browser, address, view);
      await steps(page);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${what}-${size}-${dark ? 'dark' : 'light'}.png` });
      if (complaints.length > 0) console.log(what, size, dark, complaints);
      await context.close();
    };
    await look('empty', url, (page) => page.locator('.starter').first().waitFor(wait));
    await look('answer', url, async (page) => {
      await ask(page, 'What is the average salary per department?');
      await page.locator('.chart canvas').waitFor(wait);
      await page.locator('.reply-live').waitFor({ state: 'detached', ...wait });
    });
    await look('line', url, async (page) => {
      await ask(page, 'How many accounts were opened per month?');
      await page.locator('.chart canvas').waitFor(wait);
      await page.locator('.reply-live').waitFor({ state: 'detached', ...wait });
    });
    await look('error', lost ?? url, async (page) => {
      if (lost) {
        await page.getByRole('button', { name: 'All databases' }).click();
        await page.getByRole('menuitemcheckbox', { name: /insurance/i }).click();
        await page.keyboard.press('Escape');
      }
      await ask(page, broken);
      await page.locator('.failure').waitFor(wait);
    });
    await look('approval', url, async (page) => {
      await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
      await ask(page, 'Top 5 customers by account balance');
      await page.getByRole('button', { name: /Approve/ }).waitFor(wait);
    });
  }
}
await browser.close();
await mock?.close();
