// Takes pictures of the page for people to judge: node e2e/look.mjs FOLDER [URL]

import { mkdirSync } from 'node:fs';

import { startMock } from '../mock/server.mjs';
import { ask, launch, openPage } from './browser.mjs';

const folder = process.argv[2] ?? 'pictures';
mkdirSync(folder, { recursive: true });
const mock = process.argv[3] ? null : await startMock({ speed: 0.2 });
const url = process.argv[3] ?? mock.url;
const browser = await launch();
const chart = process.env['CHART'] ?? 'What is the average salary per department?';
const broken = process.env['BROKEN'] ?? 'Show the broken table';

for (const [size, width, height] of [
  ['1440', 1440, 900],
  ['390', 390, 844],
]) {
  for (const dark of [false, true]) {
    const name = (what) => `${folder}/${what}-${size}-${dark ? 'dark' : 'light'}.png`;
    const { page, context, complaints } = await openPage(browser, url, { width, height, dark });
    const shot = async (what) => {
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: name(what) });
    };
    await page
      .getByRole('button', { name: /customers|accounts|loan/i })
      .first()
      .waitFor();
    await shot('empty');
    await ask(page, chart);
    await page.locator('.chart canvas').waitFor({ timeout: 30_000 });
    await page.locator('.reply-bar').first().waitFor();
    await shot('answer');
    if (process.env['MORE']) {
      await page.getByRole('button', { name: 'What this rests on' }).click();
      await shot('rests');
      await page.getByRole('button', { name: 'SQL', exact: true }).click();
      await shot('sql');
      await ask(page, 'How many accounts were opened per month?');
      await page.locator('.chart canvas').nth(1).waitFor({ timeout: 30_000 });
      await page.locator('.reply-live').waitFor({ state: 'detached' });
      await shot('line');
      await page.getByRole('button', { name: 'SQL, 3 steps' }).click();
      await shot('plan');
      await ask(page, 'Which loan payments are overdue?');
      await page.getByRole('region', { name: 'Rows' }).waitFor();
      await page.locator('.reply-live').waitFor({ state: 'detached' });
      await shot('table');
      await ask(page, 'How many customers do we have?');
      await page.locator('.figure').waitFor();
      await page.locator('.reply-live').waitFor({ state: 'detached' });
      await shot('number');
      await ask(page, 'Who are the best ones?');
      await page.getByRole('group', { name: 'Possible answers' }).waitFor();
      await shot('clarify');
      await page.getByRole('button', { name: 'Show databases' }).click();
      await page
        .getByRole('button', { name: /customer_db/ })
        .last()
        .click();
      await page.waitForTimeout(300);
      await shot('schema');
      await page.keyboard.press('Escape');
      if (size === '1440') await page.getByRole('button', { name: 'Hide databases' }).click();
    }
    await ask(page, broken);
    await page.locator('.failure').waitFor({ timeout: 30_000 });
    await shot('error');
    await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
    await page.goto(url);
    await ask(page, chart);
    await page.getByRole('button', { name: /Approve/ }).waitFor({ timeout: 30_000 });
    await shot('approval');
    await page.getByRole('button', { name: /Reject/ }).click();
    if (complaints.length > 0) console.log(size, dark, complaints);
    await context.close();
  }
}
await browser.close();
await mock?.close();
