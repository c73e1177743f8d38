import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { axeFaults, locales, shoot, sideways, startBrowser, widths, type PageLocale } from '../support/browser.ts';
import { Installations, untilReady, type Started } from '../support/installation.ts';

const installations = new Installations();
let browser: Browser;
let site: Started;

beforeAll(async () => {
  browser = await startBrowser();
  site = await installations.start();
  await untilReady(site);
});
afterAll(async () => {
  await browser.close();
  await installations.end();
});

type Look = { readonly width: number; readonly locale: PageLocale; readonly scripts: boolean };

/** Opens a page, has the work done, and holds that nothing came from elsewhere and nothing was complained about. */
async function look(at: string, { width, locale, scripts }: Look, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale, javaScriptEnabled: scripts });
  const page = await context.newPage();
  const origin = `http://localhost:${site.port}`;
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

const pages = [
  '/',
  '/needs',
  '/needs/for-me',
  '/counties',
  '/counties/532926',
  '/stations',
  '/record',
  '/record?by=county',
  '/matching',
  '/seasons',
  '/texts/agreement',
  '/privacy',
  '/accessibility',
  '/problems',
  '/problems/line-full',
];
const looks = pages.flatMap((at) => widths.flatMap((width) => locales.map((locale) => ({ at, width, locale }))));

test.each(looks)('$at at $width px in $locale has no fault that axe finds and does not scroll sideways', async ({ at, width, locale }) => {
  await look(at, { width, locale, scripts: true }, async (page) => {
    expect(await axeFaults(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
  });
});

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
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(60);
  });
  await look('/api/v1/docs', { ...wide, scripts: false }, async (page) => {
    expect(await page.locator('#operations dt').count()).toBeGreaterThan(60);
  });
});

test('the first page weighs less than 30 KB over the wire, for a slow line', async () => {
  await look('/', { width: 360, locale: 'en', scripts: true }, async (page) => {
    const weight = await page.evaluate(
      'performance.getEntries().filter((e) => "transferSize" in e).reduce((sum, e) => sum + e.encodedBodySize, 0)',
    );
    expect(weight).toBeGreaterThan(1000);
    expect(weight).toBeLessThan(30_000);
  });
});
