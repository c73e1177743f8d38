import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { wordsByLocale } from '../../src/pages/words/words.ts';
import { shoot, startBrowser, type PageLocale } from '../support/browser.ts';
import { testDemonstration } from '../support/demonstrations.ts';

const demonstration = testDemonstration();
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});

type Look = { readonly width: number; readonly locale: PageLocale; readonly scripts: boolean };

/** Opens a page, has the work done, and holds that nothing came from elsewhere and nothing was complained about. */
async function look(at: string, { width, locale, scripts }: Look, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale, javaScriptEnabled: scripts });
  // Swagger UI is two megabytes of script.
  context.setDefaultNavigationTimeout(120_000);
  const page = await context.newPage();
  const origin = new URL(demonstration.siteUrl).origin;
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).protocol === 'data:' ? origin : new URL(request.url()).origin));
  page.on('console', (message) => (message.type() === 'error' ? complaints.push(message.text()) : undefined));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(origin + at, { waitUntil: 'networkidle' });
  await shoot(page, `${at}-${locale}-${width}`);
  await work(page);
  expect([...new Set(asked)]).toEqual([origin]);
  expect(complaints).toEqual([]);
  await context.close();
}

test('the first page shows the figures, open needs that say they are made up, and the way to the other language', async () => {
  await look('/', { width: 360, locale: 'zh-CN', scripts: false }, async (page) => {
    const text = await page.locator('main').innerText();
    for (const words of ['3,865', '2,333', '383', '1,149', '演示数据', '来源']) expect(text).toContain(words);
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').innerText()).toBe('Teach where you are needed');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to the content');
  });
});

test('the API’s page becomes Swagger UI where scripts run, and is a list of operations where they do not', async () => {
  const wide = { width: 1280, locale: 'en' as const };
  await look('/api/v1/docs', { ...wide, scripts: true }, async (page) => {
    await page.getByRole('button', { name: 'Try it out in this browser' }).click();
    // It draws what is in sight, and more as one scrolls.
    await page.locator('.opblock', { hasText: '/api/v1/health' }).waitFor();
    expect(await page.locator('#operations dt').count()).toBe(0);
  });
  await look('/api/v1/docs', { ...wide, scripts: false }, async (page) => {
    expect(await page.locator('#operations dt').count()).toBeGreaterThan(60);
  });
});

test('in a table arrows go from row to row and / to the search; elsewhere they do nothing', async () => {
  await look('/counties', { width: 1280, locale: 'en', scripts: true }, async (page) => {
    const links = page.locator('tbody tr').getByRole('link');
    const focused = async () => page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    await page.keyboard.press('/');
    expect(await focused()).not.toBe('name');
    const [first, second] = await links.allInnerTexts();
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(second);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await page.keyboard.press('/');
    expect(await focused()).toBe('name');
  });
});

test('without a network a page of ours says so, in the language that was read', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const { origin } = new URL(demonstration.siteUrl);
  await page.goto(origin);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await context.setOffline(true);
  await page.goto(`${origin}/needs`);
  expect(await page.locator('h1').innerText()).toBe(wordsByLocale.zh.offline);
  await context.close();
});
