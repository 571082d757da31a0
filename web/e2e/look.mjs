// Takes the pictures of the docs, for people to judge:
//   node e2e/look.mjs FOLDER [URL [URL_OF_A_SERVER_WHOSE_insurance_db_IS_LOST]]
// Without addresses the stand-in server is asked. ONLY=empty,answer takes those alone.

import { mkdirSync } from 'node:fs';

import { startMock } from '../mock/server.mjs';
import { ask, launch, openPage } from './browser.mjs';

const [, , folder = 'pictures', given, lost] = process.argv;
const only = process.env['ONLY']?.split(',');
mkdirSync(folder, { recursive: true });
const mock = given ? null : await startMock({ speed: 0.3 });
const url = given ?? mock.url;
const browser = await launch();
const wait = { timeout: 30_000 };
const salaries = 'What is the average salary per department?';

const button = (page, name) => page.getByRole('button', { name, exact: true });
async function answered(page, question, until = '.chart canvas') {
  await ask(page, question);
  await page.locator(until).first().waitFor(wait);
  await page.locator('.reply-live').waitFor({ state: 'detached', ...wait });
}

const pictures = {
  empty: (page) => page.locator('.starter').first().waitFor(wait),
  answer: (page) => answered(page, salaries),
  line: (page) => answered(page, 'How many accounts were opened per month?'),
  cross: async (page) => {
    await answered(page, 'Total loan amount by customer segment');
    await page.getByRole('button', { name: 'What this rests on' }).click();
    await page.locator('.rests').scrollIntoViewIfNeeded();
  },
  parts: async (page) => {
    await answered(page, 'Total loan amount by customer segment');
    await button(page, 'SQL').click();
    await page.locator('.part summary').last().click();
    await page.locator('.panel').scrollIntoViewIfNeeded();
  },
  table: (page) => answered(page, 'Which loan payments are overdue?', '.rows'),
  wide: (page) => answered(page, 'List complaints', '.rows'),
  error: async (page) => {
    if (lost) {
      await button(page, 'All databases').click();
      await page.getByRole('menuitemcheckbox', { name: /insurance/i }).click();
      await page.keyboard.press('Escape');
    }
    await ask(page, given ? 'How many claims were rejected this year?' : 'Show the broken table');
    await page.locator('.failure').waitFor(wait);
  },
  approval: async (page) => {
    await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
    await ask(page, 'Top 5 customers by account balance');
    await page.getByRole('button', { name: /Approve/ }).waitFor(wait);
  },
  clarification: async (page) => {
    await ask(page, given ? 'Show the best ones' : 'Who are the best customers?');
    await page.locator('.option').first().waitFor(wait);
  },
  debug: async (page) => {
    await page.evaluate(() => localStorage.setItem('askdb.debug', 'on'));
    await answered(page, salaries);
    await button(page, 'How it was made').click();
    await page.locator('.debug').scrollIntoViewIfNeeded();
  },
  schema: async (page) => {
    await button(page, 'Show databases').click();
    const schema = page.getByRole('region', { name: 'Databases and tables' });
    await schema.getByRole('button', { name: /customer_db/ }).click();
    const tables = schema.locator('.node-table .node-head');
    await tables.first().waitFor(wait);
    await tables.last().click();
  },
};

/** What only a stand-in can be made to do; each has a server of its own. */
const staged = {
  running: async (look) => {
    const slow = await startMock({ speed: 40 });
    await look('running', slow.url, async (page) => {
      await ask(page, 'How many accounts were opened per month?');
      await page.waitForTimeout(16_000);
    });
    await slow.close();
  },
  offline: async (look) => {
    const gone = await startMock();
    await look('offline', gone.url, async (page) => {
      await page.locator('.starter').first().waitFor(wait);
      await gone.close();
      await ask(page, salaries);
      await page.getByText('askdb does not answer').waitFor(wait);
    });
  },
  reconnecting: async (look) => {
    const dropping = await startMock({ speed: 8 });
    await look('reconnecting', dropping.url, async (page) => {
      await ask(page, salaries);
      await page.locator('.stage').nth(1).waitFor(wait);
      await dropping.close();
      await page.getByText('Reconnecting').waitFor(wait);
    });
  },
};

const views = [
  ['1440', 1440, 900, [false, true]],
  ['390', 390, 844, [false, true]],
  ['1920', 1920, 1080, [false], /^(empty|answer|cross)$/],
  ['2560', 2560, 1440, [false], /^(empty|answer)$/],
];
for (const [size, width, height, themes, wanted] of views) {
  for (const dark of themes) {
    const look = async (what, address, steps) => {
      if ((only && !only.includes(what)) || (wanted && !wanted.test(what))) return;
      const { page, context } = await openPage(browser, address, { width, height, dark });
      try {
        await steps(page);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(400);
      } catch (error) {
        console.log(what, size, dark, String(error).slice(0, 300));
      }
      await page.screenshot({ path: `${folder}/${what}-${size}-${dark ? 'dark' : 'light'}.png` });
      await context.close();
    };
    for (const [what, steps] of Object.entries(pictures)) {
      await look(what, what === 'error' ? (lost ?? url) : url, steps);
    }
    if (given) continue;
    for (const [what, stage] of Object.entries(staged)) {
      if ((only && !only.includes(what)) || wanted) continue;
      await stage(look);
    }
  }
}
await browser.close();
await mock?.close();
