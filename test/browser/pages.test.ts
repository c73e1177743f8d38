import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { Installations, untilReady, type Started } from '../support/installation.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const installations = new Installations();
/** Where screenshots are kept, for people to look at, when they ask for them. */
const shots = process.env['SCREENSHOTS'];
let browser: Browser;
let site: Started;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox', '--disable-gpu'] });
  site = await installations.start();
  await untilReady(site);
});
afterAll(async () => {
  await browser.close();
  await installations.end();
});

type Look = { readonly width: number; readonly locale: 'zh-CN' | 'en'; readonly scripts: boolean };

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
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${at.replaceAll('/', '_')}-${locale}-${width}.png`), fullPage: true });
  }
  await work(page);
  expect([...new Set(asked)]).toEqual([origin]);
  expect(complaints).toEqual([]);
  await context.close();
}

const widths = [360, 1280];
const locales = ['zh-CN', 'en'] as const;
const pages = ['/', '/problems', '/problems/line-full'];
const looks = pages.flatMap((at) => widths.flatMap((width) => locales.map((locale) => ({ at, width, locale }))));

test.each(looks)('$at at $width px in $locale has no fault that axe finds and does not scroll sideways', async ({ at, width, locale }) => {
  await look(at, { width, locale, scripts: true }, async (page) => {
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const loaded = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await loaded.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(sideways)).toBe(0);
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

test('the first page weighs less than 30 KB in all, for a slow line', async () => {
  await look('/', { width: 360, locale: 'en', scripts: true }, async (page) => {
    const weight = await page.evaluate(
      'performance.getEntries().filter((e) => "transferSize" in e).reduce((sum, e) => sum + e.decodedBodySize, 0)',
    );
    expect(weight).toBeGreaterThan(1000);
    expect(weight).toBeLessThan(30_000);
  });
});
