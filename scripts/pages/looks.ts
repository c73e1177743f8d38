import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

import type { Announced } from '../installation/own-installation.ts';
import { signIn } from '../road/sign-in.ts';

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox', '--disable-gpu'] });
}

export const pageLocales = ['zh-CN', 'en'] as const;
export type PageLocale = (typeof pageLocales)[number];
export const widths = [360, 1280] as const;
export const schemes = ['light', 'dark'] as const;

export type Look = {
  readonly width: number;
  readonly locale: PageLocale;
  readonly scheme?: (typeof schemes)[number];
  /** Whether scripts run; they do where nothing is said. */
  readonly scripts?: boolean;
};

/** A browser that looks at one installation as its demonstration accounts, each signed in once by the code in a letter. */
export class Looker {
  readonly browser: Browser;
  readonly #announced: Announced;
  readonly #cookies = new Map<string, Promise<string>>();

  constructor(browser: Browser, announced: Announced) {
    this.browser = browser;
    this.#announced = announced;
  }

  /** A window of its own, with nothing kept from others, for anybody or for the account. */
  async window(as: string, { width, locale, scheme = 'light', scripts = true }: Look): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      viewport: { width, height: 800 },
      locale,
      colorScheme: scheme,
      // Colours that fade would be looked at half-way.
      reducedMotion: 'reduce',
      javaScriptEnabled: scripts,
      baseURL: this.#announced.siteUrl,
    });
    const session = as === 'public' ? [] : [await this.#sessionOf(as)];
    const cookies = [...session, `zhijiao.language=${locale === 'en' ? 'en' : 'zh'}`];
    await context.addCookies(
      cookies.map((cookie) => {
        const [name = '', ...value] = cookie.split('=');
        return { name, value: value.join('='), url: this.#announced.siteUrl };
      }),
    );
    return context;
  }

  async #sessionOf(email: string): Promise<string> {
    const cookie = this.#cookies.get(email) ?? this.#signIn(email);
    this.#cookies.set(email, cookie);
    return cookie;
  }

  async #signIn(email: string): Promise<string> {
    const { cookie } = await signIn(this.#announced, email, { keys: [], codes: [] });
    const session = cookie.split('; ').find((part) => part.includes('session_token='));
    if (session === undefined) throw new Error(`${email} got no session`);
    return session;
  }
}
