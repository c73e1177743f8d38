import { readFileSync } from 'node:fs';

import postgres from 'postgres';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { Looker, schemes, startBrowser, widths, type PageLocale } from '../../scripts/pages/looks.ts';
import type { Announced } from '../../scripts/installation/own-installation.ts';
import { samplesOf, type Sample } from '../../scripts/pages/samples.ts';
import { overLimit, weighVisit } from '../../scripts/pages/weight.ts';
import { axeFaults, sideways } from './browser.ts';
import { foreignWords } from './foreign-words.ts';
import { keyboardFaults } from './keyboard-walk.ts';

const pageTexts = readFileSync(new URL('page-texts.js', import.meta.url), 'utf8');
/** Which of a route's samples is looked at in a language: another one in each, where there is another; `npm run screens` and `npm run weigh` take them all. */
const placeOfSample = { 'zh-CN': 1, en: 0 } as const;
/** At which width and in which scheme axe reads the pages of a language: half of them narrow by day, the other half wide by night. */
const axeLooks = {
  'zh-CN': { width: widths[0], colorScheme: schemes[0] },
  en: { width: widths[1], colorScheme: schemes[1] },
} as const;
type AxeLook = { readonly width: number; readonly colorScheme: (typeof schemes)[number] };

/** The demonstration in a browser, page by page, in one language. */
export class EveryPage {
  readonly #locale: PageLocale;
  readonly #demonstration: Announced;
  readonly #windows = new Map<string, Promise<Page>>();
  readonly #complaints: string[] = [];
  /** Who has been led through a head and a foot already: they are the same on all of their pages. */
  readonly #walked = new Set<string>();
  #browser!: Browser;
  #looker!: Looker;
  #foreign!: readonly string[];
  #routes: readonly string[] = [];
  /** Routes with one sample. */
  #lone: ReadonlySet<string> = new Set();
  samples: readonly Sample[] = [];

  constructor(locale: PageLocale, demonstration: Announced) {
    this.#locale = locale;
    this.#demonstration = demonstration;
  }

  async begin(): Promise<void> {
    this.#browser = await startBrowser();
    const sql = postgres(this.#demonstration.databaseUrl, { max: 1, onnotice: () => undefined });
    const byRoute = Map.groupBy(await samplesOf(sql), ({ path }) => path);
    this.#routes = [...byRoute.keys()];
    this.samples = [...byRoute.values()].flatMap((samples) => samples[placeOfSample[this.#locale]] ?? samples.slice(0, 1));
    this.#lone = new Set([...byRoute.keys()].filter((route) => byRoute.get(route)?.length === 1));
    await sql.end();
    this.#looker = new Looker(this.#browser, this.#demonstration);
    this.#foreign = await foreignWords(this.#locale);
  }

  async end(): Promise<void> {
    await this.#browser.close();
  }

  /** What is wrong with a page, at every width. */
  async faultsOf(sample: Sample): Promise<string[]> {
    const { address, as } = sample;
    const faults: string[] = [];
    const note = (what: string) => faults.push(`${address} as ${as}: ${what}`);
    const page = await this.#windowOf(as);
    await page.setViewportSize({ width: widths[0], height: 800 });
    await page.emulateMedia({ colorScheme: schemes[0] });
    this.#complaints.length = 0;
    const weight = await weighVisit(page, address);
    if (weight.status >= 400 && !address.includes('no-such')) note(`answered ${weight.status}`);
    for (const limit of overLimit(weight)) note(`${limit} is ${weight[limit]}`);
    if ((await page.locator('html').getAttribute('lang')) !== this.#locale) note('in another language');
    if ((await page.locator('h1').count()) !== 1) note('not one first heading');
    for (const text of await this.#untranslated(page)) note(`not translated: ${text}`);
    for (const found of await faultsAtEveryLook(page, this.#isRead(sample) ? axeLooks[this.#locale] : undefined)) note(found);
    if (weight.status < 400) for (const complaint of this.#complaints) note(complaint);
    return faults;
  }

  /** What Tab alone does not reach, or reaches where it cannot be seen. */
  async keyboardFaultsOf({ address, as }: Sample): Promise<string[]> {
    const within = this.#walked.has(as) ? 'main' : 'body';
    this.#walked.add(as);
    const page = await this.#windowOf(as);
    await page.setViewportSize({ width: widths[1], height: 800 });
    await page.goto(address);
    return (await keyboardFaults(page, within)).map((fault) => `${address} as ${as}: ${fault}`);
  }

  /** Axe reads every sample that is looked at, once: one that is alone on its route in English or in Chinese, by turns. */
  #isRead({ path }: Sample): boolean {
    const isTurnOfEnglish = this.#routes.indexOf(path) % 2 === 1;
    return !this.#lone.has(path) || isTurnOfEnglish === (this.#locale === 'en');
  }

  /** Words of the other language that stand on the page, outside what is marked as being in it. */
  async #untranslated(page: Page): Promise<string[]> {
    const known = new Set(this.#foreign);
    const texts: string[] = await page.evaluate(pageTexts);
    return texts.filter((text) => known.has(text));
  }

  async #windowOf(as: string): Promise<Page> {
    const window = this.#windows.get(as) ?? this.#open(as);
    this.#windows.set(as, window);
    return window;
  }

  async #open(as: string): Promise<Page> {
    const context: BrowserContext = await this.#looker.window(as, { width: widths[0], locale: this.#locale });
    context.on('console', (message) => (message.type() === 'error' ? this.#complaints.push(message.text()) : undefined));
    context.on('weberror', (error) => this.#complaints.push(error.error().message));
    return context.newPage();
  }
}

/** Does it fit at every width; and what axe finds by all its rules, where it reads the page. */
async function faultsAtEveryLook(page: Page, axe: AxeLook | undefined): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await sideways(page);
    if (beyond > 0) faults.push(`${beyond} px beyond the edge at ${width} px`);
    if (width !== axe?.width) continue;
    const { colorScheme } = axe;
    await page.emulateMedia({ colorScheme });
    faults.push(...(await axeFaults(page)).map((found) => `at ${width} px, ${colorScheme}: ${found}`));
  }
  return faults;
}
