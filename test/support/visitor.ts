import type { Letter } from '../../src/mail/letter.ts';
import type { TestDatabase } from './database.ts';
import { appFor, siteUrl } from './site.ts';

type Asked = { readonly origin?: string; readonly now?: string; readonly language?: string };
type Seen = { readonly status: number; readonly location: string | null; readonly headers: Headers; readonly text: string };

/** The clock of the sign-in library is the machine's: whoever signs in does it now. */
const thisInstant = () => new Date().toISOString();

/** A browser without scripts: it keeps cookies, sends forms from our own pages, and its letters go to a list. */
export class Visitor {
  readonly posted: Letter[] = [];
  readonly cookies = new Map<string, string>();
  readonly #database: TestDatabase;
  readonly #url: string;
  readonly #address = crypto.randomUUID();

  constructor(database: TestDatabase, url = siteUrl) {
    this.#database = database;
    this.#url = url;
  }

  async get(path: string, asked: Asked = {}): Promise<Seen> {
    return this.#ask('GET', path, undefined, asked);
  }

  async send(path: string, fields: Record<string, string> = {}, asked: Asked = {}): Promise<Seen> {
    return this.#ask('POST', path, new URLSearchParams(fields), asked);
  }

  /** Asks for a letter; gives the code in it. */
  async askForCode(email: string): Promise<string> {
    await this.send('/sign-in', { email });
    return codeIn(this.posted.at(-1));
  }

  async signIn(email: string): Promise<void> {
    const done = await this.send('/sign-in/code', { code: await this.askForCode(email) });
    if (done.location !== '/start') throw new Error(`${email} was not signed in: ${done.status}`);
  }

  async #ask(
    method: string,
    path: string,
    body: URLSearchParams | undefined,
    { origin = this.#url, now, language = 'en' }: Asked,
  ): Promise<Seen> {
    const app = appFor(this.#database, { now: now ?? thisInstant(), posted: this.posted, url: this.#url });
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      Accept: 'text/html',
      'Accept-Language': language,
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'CF-Connecting-IP': this.#address,
      ...(cookie === '' ? {} : { Cookie: cookie }),
      ...(method === 'GET' ? {} : { Origin: origin }),
    };
    const response = await app.request(path, { method, headers, ...(body === undefined ? {} : { body }) });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return { status: response.status, location: response.headers.get('Location'), headers: response.headers, text: await response.text() };
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return;
    if (value === '' || /max-age=0(;|$)/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export function codeIn(letter: Letter | undefined): string {
  return /^\d{6}$/m.exec(letter?.text ?? '')?.[0] ?? '';
}

export function linkIn(letter: Letter | undefined): URL {
  return new URL(/^http\S+\/sign-in\/link\S+$/m.exec(letter?.text ?? '')?.[0] ?? '');
}
