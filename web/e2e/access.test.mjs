// The page without a mouse, and under axe in every state that people see, by day and by night.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startMock } from '../mock/server.mjs';
import { ask, launch, openPage, seriousFindings } from './browser.mjs';

const wait = { timeout: 30_000 };

describe('the page for everyone', { skip: Boolean(process.env['ASKDB_URL']) }, () => {
  let mock;
  let browser;
  before(async () => {
    mock = await startMock({ speed: 0.2 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await mock?.close();
  });

  async function on(options, steps) {
    const { page, context, complaints } = await openPage(browser, mock.url, options);
    await steps(page);
    assert.deepEqual(complaints, []);
    await context.close();
  }
  const button = (page, name) => page.getByRole('button', { name, exact: true });
  const answered = async (page, question, sign) => {
    await ask(page, question);
    await page.locator(sign).first().waitFor(wait);
    await page.locator('.reply-live').waitFor({ state: 'detached', ...wait });
  };
  const focused = (page) =>
    page.evaluate(() => {
      const one = document.activeElement;
      return `${one?.className ?? ''} ${one?.getAttribute('aria-label') ?? one?.textContent ?? ''}`;
    });

  it('is asked, answered back and stopped from the keyboard alone', () =>
    on({}, async (page) => {
      await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
      await page.locator('.starter').first().waitFor(wait);
      await page.keyboard.press('Tab');
      assert.match(await focused(page), /Skip to the conversation/);
      await page.keyboard.press('Control+j');
      await page.keyboard.type('What is the average salary per department?');
      await page.keyboard.press('Enter');
      await page.locator('.approval:focus').waitFor(wait);
      await page.keyboard.press('e');
      await page.locator('.approval .cm-content:focus').waitFor(wait);
      await page.keyboard.press('Escape');
      await page.locator('.approval:focus').waitFor(wait);
      // Nothing but the card asks for a decision while it is open.
      assert.equal(await button(page, 'Stop').count(), 0);
      assert.match(await page.locator('.stage').last().getAttribute('class'), /stage-waiting/);
      await page.keyboard.press('r');
      await page.getByText('was not run, as you decided').waitFor(wait);
    }));

  it('says what each of several databases gave, and runs its part alone', () =>
    on({}, async (page) => {
      await answered(page, 'Total loan amount by customer segment', '.chart canvas');
      await button(page, 'SQL').click();
      await page.locator('.part summary').last().click();
      await page.getByText('/* and 1,422 more */').waitFor(wait);
      await button(page, 'Run').last().click();
      await page.locator('.step-parts .sql-result, .step-parts .failure').first().waitFor(wait);
      await button(page, 'What this rests on').click();
      await page.getByText('12 of 1,427 keys of loans_db.loans have no match').waitFor(wait);
    }));

  it('completes the tables of all databases that a statement joins', () =>
    on({}, async (page) => {
      await answered(page, 'Total loan amount by customer segment', '.chart canvas');
      await button(page, 'SQL').click();
      await button(page, 'Edit').first().click();
      const editor = page.locator('.sql-editor .cm-content');
      await editor.waitFor(wait);
      await editor.fill('SELECT * FROM loans_db.');
      await page.keyboard.press('Control+Space');
      const choices = page.locator('.cm-tooltip-autocomplete');
      await choices.getByText('loans', { exact: true }).waitFor(wait);
    }));

  it('says under the answer what it did not understand', () =>
    on({}, async (page) => {
      await answered(page, 'List complaints', '.rows');
      await page.getByText('Not understood: “this week”').waitFor(wait);
    }));

  it('lists a conversation as soon as it is opened', () =>
    on({}, async (page) => {
      await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
      await ask(page, 'How many customers do we have, all told?');
      await page.locator('.approval').waitFor(wait);
      await page
        .getByRole('link', { name: 'How many customers do we have, all told?' })
        .waitFor(wait);
    }));

  for (const dark of [false, true]) {
    it(`has no serious finding in any state, ${dark ? 'dark' : 'light'}`, () =>
      on({ dark }, async (page) => {
        const segments = 'Total loan amount by customer segment';
        await answered(page, segments, '.chart canvas');
        await button(page, 'SQL').click();
        await page.locator('.part summary').last().click();
        await answered(page, 'List complaints', '.rows');
        await button(page, 'What this rests on').last().click();
        await answered(page, 'Show the broken table', '.failure');
        await button(page, 'How it was made').last().click();
        await answered(page, 'Who are the best customers?', '.option');
        await page.evaluate(() => localStorage.setItem('askdb.approval', 'on'));
        await button(page, 'Ask something else').click();
        await ask(page, 'What is the average salary per department?');
        await page.locator('.approval').waitFor(wait);
        await button(page, 'Show databases').click();
        await page.locator('.node-head').first().click();
        await page.locator('.node-table').first().waitFor(wait);
        assert.deepEqual(await seriousFindings(page), []);
      }));
  }

  for (const width of [320, 1024, 2560]) {
    it(`fits ${width} px`, () =>
      on({ width, height: 900 }, async (page) => {
        await answered(page, 'List complaints', '.rows');
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} px wide`);
      }));
  }
});
