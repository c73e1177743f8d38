import { readFileSync } from 'node:fs';

import postgres from 'postgres';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Looker, pageLocales, schemes, startBrowser, widths, type PageLocale } from '../../scripts/pages/looks.ts';
import { samplesOf, shownDoors, type Sample } from '../../scripts/pages/samples.ts';
import { overLimit, weighVisit } from '../../scripts/pages/weight.ts';
import { axeFaults, sideways } from '../support/browser.ts';
import { foreignWords } from '../support/foreign-words.ts';
import { Installations, untilReady } from '../support/installation.ts';

const pageTexts = readFileSync(new URL('../support/page-texts.js', import.meta.url), 'utf8');

const installations = new Installations();
let browser: Browser;
let sql: postgres.Sql;
let looker: Looker;
let samples: Sample[];

beforeAll(async () => {
  browser = await startBrowser();
  const site = await installations.start();
  await untilReady(site);
  const { announced } = installations;
  sql = postgres(announced.databaseUrl, { max: 1, onnotice: () => undefined });
  looker = new Looker(browser, announced);
  samples = await samplesOf(sql);
});
afterAll(async () => {
  await browser.close();
  await sql.end();
  await installations.end();
});

test('every page that the router serves is looked at', () => {
  const looked = new Set(samples.map(({ path }) => path));
  const served = shownDoors.map(({ path }) => path);
  expect(served.filter((path) => !looked.has(path))).toEqual([]);
  expect(served.length).toBeGreaterThan(50);
});

/** Words of the other language that stand on the page, outside what is marked as being in it. */
async function untranslated(page: Page, foreign: readonly string[]): Promise<string[]> {
  const texts: string[] = await page.evaluate(pageTexts);
  const known = new Set(foreign);
  return texts.filter((text) => known.has(text));
}

/** What is wrong with a page in a language, at every width and in light and dark. */
async function faultsOf({ address, as }: Sample, locale: PageLocale, foreign: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const context = await looker.window(as, { width: widths[0], locale });
  const complaints: string[] = [];
  context.on('console', (message) => (message.type() === 'error' ? complaints.push(message.text()) : undefined));
  context.on('weberror', (error) => complaints.push(error.error().message));
  const weight = await weighVisit(context, address);
  const page = context.pages()[0]!;
  const note = (what: string) => faults.push(`${address} as ${as} in ${locale}: ${what}`);
  if (weight.status >= 400) note(`answered ${weight.status}`);
  for (const limit of overLimit(weight)) note(`${limit} is ${weight[limit]}`);
  if ((await page.locator('html').getAttribute('lang')) !== locale) note('in another language');
  if ((await page.locator('h1').count()) !== 1) note('not one first heading');
  for (const text of await untranslated(page, foreign)) note(`not translated: ${text}`);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await sideways(page);
    if (beyond > 0) note(`${beyond} px beyond the edge at ${width} px`);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      for (const found of await axeFaults(page)) note(`at ${width} px, ${colorScheme}: ${found}`);
    }
  }
  for (const complaint of complaints) note(complaint);
  await context.close();
  return faults;
}

describe.each(pageLocales)('in %s', (locale) => {
  test('no page has a fault that axe finds, scrolls sideways, is too heavy, asks too much or speaks the other language', async () => {
    const foreign = await foreignWords(locale);
    const faults: string[] = [];
    for (const sample of samples) faults.push(...(await faultsOf(sample, locale, foreign)));
    expect(faults).toEqual([]);
  }, 600_000);
});
