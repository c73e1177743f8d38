import type { TestDatabase } from './database.ts';
import { appFor, siteUrl, tokenOf } from './site.ts';

type Seen = { readonly status: number; readonly location: string | null; readonly text: string };

/** Fields by name; one that is chosen many times is a list. */
type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Somebody who reads pages and sends forms at an instant of the test's choosing: signed in by a token, which knows no clock but the test's. */
export class PageReader {
  readonly #database: TestDatabase;
  readonly #token: string;
  readonly #now: string;

  private constructor(database: TestDatabase, token: string, now: string) {
    this.#database = database;
    this.#token = token;
    this.#now = now;
  }

  static async of(database: TestDatabase, accountId: string, now = '2026-12-01T08:00:00Z'): Promise<PageReader> {
    return new PageReader(database, await tokenOf(database.sql, accountId), now);
  }

  at(now: string): PageReader {
    return new PageReader(this.#database, this.#token, now);
  }

  async get(path: string, language = 'en'): Promise<Seen> {
    return this.#ask(path, { method: 'GET', headers: { 'Accept-Language': language } });
  }

  async send(path: string, fields: Fields = {}): Promise<Seen> {
    const body = new URLSearchParams(Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])));
    return this.#ask(path, { method: 'POST', headers: { 'Accept-Language': 'en', Origin: siteUrl }, body });
  }

  /** A form with a file. */
  async sendFile(path: string, file: File, fields: Readonly<Record<string, string>>): Promise<Seen> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    body.set('file', file);
    return this.#ask(path, { method: 'POST', headers: { 'Accept-Language': 'en', Origin: siteUrl }, body });
  }

  async #ask(path: string, asked: RequestInit): Promise<Seen> {
    const app = appFor(this.#database, { now: this.#now });
    const headers = new Headers(asked.headers);
    headers.set('Accept', 'text/html');
    headers.set('Authorization', `Bearer ${this.#token}`);
    const response = await app.request(path, { ...asked, headers });
    return { status: response.status, location: response.headers.get('Location'), text: await response.text() };
  }
}

/** What stands in a hidden or other field of a page. */
export function valueIn(page: { readonly text: string }, name: string): string {
  const input = new RegExp(`<input[^>]*name="${name.replaceAll('.', '\\.')}"[^>]*>`).exec(page.text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(input)?.[1] ?? '';
}

/** The words of a page without its tags, a space for each. */
export function wordsOf(page: { readonly text: string }): string {
  const [, main = page.text] = /<main[^>]*>([\s\S]*)<\/main>/.exec(page.text) ?? [];
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
