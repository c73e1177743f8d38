import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { pageLocales as locales, startBrowser, widths, type PageLocale } from '../../scripts/pages/looks.ts';

export { locales, startBrowser, widths, type PageLocale };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where screenshots are kept, for people to look at, when they ask for them. */
const shots = process.env['SCREENSHOTS'];

const tellViolations = '({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)';

/** No page has sound or pictures that move, which is all that axe would fetch more for; of what it finds, only the violations are told. */
const axeOptions = JSON.stringify({ resultTypes: ['violations'], preload: false, selectors: false });

/** What axe finds on the page as it stands, by every rule. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  return page.evaluate(`axe.run(${axeOptions}).then(${tellViolations})`);
}

/** By how many pixels the page scrolls sideways. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

export async function shoot(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name.replaceAll('/', '_')}.png`), fullPage: true });
}
