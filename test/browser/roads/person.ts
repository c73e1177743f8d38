import type { Browser, Locator, Page } from 'playwright-core';

import type { Locale } from '../../../src/domain/account.ts';
import { wordsIn } from '../../../src/pages/words/words.ts';
import { axeFaults } from '../../support/browser.ts';
import { keyboardOn, pointerOn, type Hand } from '../../support/hands.ts';

/** How the pages are walked: in which language, on how wide a screen, with or without scripts, with a pointer or the keyboard alone. */
export type Way = {
  readonly locale: Locale;
  readonly width: number;
  readonly scripts: boolean;
  readonly hand: 'pointer' | 'keyboard';
};

export type Site = { readonly url: string; readonly mailbox: string };
type Name = string | RegExp;

/** Somebody at a browser of their own, who sees pages as people do: by the words on them. */
export class Person {
  readonly page: Page;
  readonly way: Way;
  /** What the browser said was wrong, and what pages asked of anybody else. */
  readonly complaints: string[] = [];
  readonly #site: Site;
  readonly #hand: Hand;

  private constructor(page: Page, way: Way, site: Site) {
    this.page = page;
    this.way = way;
    this.#site = site;
    this.#hand = way.hand === 'keyboard' ? keyboardOn(page) : pointerOn(page);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A form that is sent back says so with a status that browsers note.
      const isRefusal = /status of 422/.test(message.text());
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url)) this.complaints.push(request.url());
    });
  }

  static async sitDown(browser: Browser, site: Site, way: Way): Promise<Person> {
    const { locale, width, scripts } = way;
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: locale === 'en' ? 'en' : 'zh-CN',
      javaScriptEnabled: scripts,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    return new Person(await context.newPage(), way, site);
  }

  get #main(): Locator {
    return this.page.getByRole('main');
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.#site.url + path);
  }

  /** Follows a link of the content to another page. */
  async follow(name: Name): Promise<void> {
    await this.#turn(this.#main.getByRole('link', { name, exact: true }).first());
  }

  /** Opens what a line of a list is about. */
  async openLine(text: string): Promise<void> {
    await this.#turn(this.#main.locator('tbody tr').filter({ hasText: text }).getByRole('link').first());
  }

  /** Goes to a section of one's own. */
  async go(name: string): Promise<void> {
    const sections = this.page.getByRole('navigation', { name: wordsIn(this.way.locale).sections });
    await this.#turn(sections.getByRole('link', { name, exact: true }));
  }

  /** Presses a button that leads to the next page. */
  async press(name: Name): Promise<void> {
    await this.#turn(this.#main.getByRole('button', { name, exact: true }).first());
  }

  /** Follows a link to a field of this page, as from what is wrong: the field has the focus then. */
  async jump(name: string): Promise<void> {
    const link = this.#main.getByRole('link', { name, exact: true }).first();
    const field = (await link.getAttribute('href'))?.slice(1);
    await this.#hand.use(link);
    const on = await this.page.evaluate('document.activeElement?.id');
    if (on !== field) throw new Error(`the focus is on "${String(on)}" and not on "${field}"`);
  }

  /** Moves a line of a ranking to the place before it. */
  async lift(handle: string): Promise<void> {
    await this.#hand.lift(this.#main.getByRole('button', { name: handle, exact: true }));
  }

  async write(label: string, text: string): Promise<void> {
    await this.#hand.write(this.#field(label), text);
  }

  async choose(label: string, option: string): Promise<void> {
    await this.#hand.choose(this.#field(label), option);
  }

  async mark(label: Name): Promise<void> {
    await this.#hand.mark(this.#field(label));
  }

  async date(label: string, value: string): Promise<void> {
    await this.#hand.date(this.#field(label), value);
  }

  /** The field under a label, however many hints stand below it. */
  #field(label: Name): Locator {
    return this.#main.getByLabel(label, { exact: typeof label === 'string' });
  }

  /** What was sent is wrong: what and where stands first, has the focus, and leads to the fields. */
  async expectFaults(): Promise<void> {
    await this.page.locator('.faults').waitFor();
    const on = await this.page.evaluate('document.activeElement?.className');
    const faults = this.way.scripts ? await axeFaults(this.page) : [];
    if (on !== 'faults' || faults.length > 0) throw new Error(`the focus is on "${String(on)}"; ${faults.join('; ')}`);
  }

  async reads(text: Name): Promise<void> {
    await this.#main.getByText(text).first().waitFor();
  }

  /** What is under way tells by itself when it is done. */
  async untilReads(text: Name): Promise<void> {
    await this.#main.getByText(text).first().waitFor({ timeout: 60_000 });
  }

  async signIn(email: string): Promise<void> {
    const words = wordsIn(this.way.locale);
    await this.#turn(this.page.getByRole('link', { name: words.signIn, exact: true }));
    const before = (await this.#lettersTo(email)).length;
    await this.write(words.email, email);
    await this.press(words.sendLetter);
    await this.write(words.code, await this.#codeFor(email, before));
    await this.press(words.useCode);
    await this.page.locator('header a[href="/me"]').waitFor();
  }

  /** The code of the letter that has just come, as its reader sees it in a second window. */
  async #codeFor(email: string, before: number): Promise<string> {
    for (const end = Date.now() + 15_000; Date.now() < end;) {
      const newest = (await this.#lettersTo(email)).slice(before).findLast(({ text }) => /^\d{6}$/m.test(text));
      if (newest === undefined) continue;
      const window = await this.page.context().newPage();
      await window.goto(`${this.#site.mailbox}${newest.id}`);
      const code = /^\d{6}$/m.exec(await window.locator('main').innerText())?.[0];
      await window.close();
      return code ?? '';
    }
    throw new Error(`no letter came to ${email}`);
  }

  async #lettersTo(email: string): Promise<{ id: number; text: string }[]> {
    const asked = new URLSearchParams({ to: email }).toString();
    const answer = await this.page.request.get(`${this.#site.mailbox}letters?${asked}`);
    return (await answer.json()) as { id: number; text: string }[];
  }

  async #turn(thing: Locator): Promise<void> {
    const turned = this.page.waitForEvent('load');
    // What cannot be used says so better than the page that did not come.
    turned.catch(() => undefined);
    await this.#hand.use(thing);
    await turned;
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
