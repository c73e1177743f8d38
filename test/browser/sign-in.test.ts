import { once } from 'node:events';
import { createServer } from 'node:net';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from '../../scripts/installation/ports.ts';
import { terms } from '../../src/pages/words/terms.ts';
import { wordsIn } from '../../src/pages/words/words.ts';
import { axeFaults, locales, shoot, sideways, startBrowser, widths, type PageLocale } from '../support/browser.ts';
import { Installations, untilReady, type Started } from '../support/installation.ts';
import { startOpenIdProvider, type Known } from '../support/openid-provider.ts';

const people: Record<string, Known> = {
  lin: { name: '林老师', email: 'lin@university.example', email_verified: true, picture: 'https://university.example/lin.jpg' },
  county: { name: 'Vouched for', email: 'county@example.org', email_verified: true },
  thief: { name: 'Not vouched for', email: 'admin@example.org', email_verified: 'false' },
  stranger: { name: 'Nobody vouches', email: 'stranger@example.org', email_verified: false },
};
const client = { clientId: 'zhijiao', clientSecret: 'a secret: of the tests+alone' };

const installations = new Installations();
let browser: Browser;
let started: Started;
let site: string;
let mailbox: string;
let providerPort: number;
let issuer: string;
let stopProvider: (() => Promise<void>) | undefined;

beforeAll(async () => {
  providerPort = await freePort();
  issuer = `http://127.0.0.1:${providerPort}`;
  browser = await startBrowser();
  started = await installations.start(['--empty'], {
    OPENID_ISSUER: issuer,
    OPENID_CLIENT_ID: client.clientId,
    OPENID_CLIENT_SECRET: client.clientSecret,
    OPENID_NAME: '示范大学',
  });
  site = `http://localhost:${started.port}`;
  stopProvider = await startOpenIdProvider({ port: providerPort, ...client, redirectUri: `${site}/auth/callback/openid`, people });
  await untilReady(started);
  mailbox = /The mailbox +(http:\S+)\//.exec(started.said())?.[1] ?? '';
});
afterAll(async () => {
  await browser.close();
  await stopProvider?.();
  await installations.end();
});

type Look = { readonly width?: number; readonly locale?: PageLocale; readonly scripts?: boolean; readonly state?: State };
type State = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** A browser of its own, in which the site's pages ask nothing of anybody else and complain of nothing. */
async function visit<T>({ width = 1280, locale = 'en', scripts = true, state }: Look, work: (page: Page) => Promise<T>): Promise<T> {
  const own = state === undefined ? {} : { storageState: state };
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale, javaScriptEnabled: scripts, ...own });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const askedElsewhere: string[] = [];
  const complaints: string[] = [];
  // The provider's page would fetch a font from the internet.
  await context.route('https://**', async (route) => route.abort());
  context.on('request', (request) => {
    // What the site's service worker asks is asked by the site.
    const isWorkers = request.serviceWorker() !== null;
    const from = isWorkers ? site : request.isNavigationRequest() ? '' : new URL(request.frame().url()).origin;
    if (from === site && new URL(request.url()).origin !== site) askedElsewhere.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isRefusal = /status of 4(01|22)/.test(message.text());
    if (message.type() === 'error' && message.location().url.startsWith(site) && !isRefusal) complaints.push(message.text());
  });
  const done = await work(page);
  expect({ askedElsewhere, complaints }).toEqual({ askedElsewhere: [], complaints: [] });
  await context.close();
  return done;
}

type Arrived = { readonly id: number; readonly text: string };

async function lettersTo(email: string): Promise<Arrived[]> {
  const answer = await fetch(`${mailbox}/letters?${new URLSearchParams({ to: email }).toString()}`);
  return (await answer.json()) as Arrived[];
}

const wordsOf = (locale: PageLocale = 'en') => wordsIn(locale === 'en' ? 'en' : 'zh');
const press = async (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Asks for a letter on the page; gives where in the mailbox it arrived. */
async function askForLetter(page: Page, email: string, locale?: PageLocale): Promise<string> {
  const words = wordsOf(locale);
  const before = (await lettersTo(email)).length;
  await page.goto(`${site}/sign-in`);
  await page.getByLabel(words.email).fill(email);
  await press(page, words.sendLetter);
  expect(await page.locator('h1').innerText()).toBe(words.codeTitle);
  await expect.poll(async () => (await lettersTo(email)).length, { timeout: 10_000 }).toBe(before + 1);
  return `${mailbox}/${(await lettersTo(email)).at(-1)?.id}`;
}

/** The code, as the letter's reader sees it in a second window. */
async function readCode(page: Page, letter: string): Promise<string> {
  const window = await page.context().newPage();
  await window.goto(letter);
  const text = await window.locator('main').innerText();
  await window.close();
  return /^\d{6}$/m.exec(text)?.[0] ?? '';
}

async function typeCode(page: Page, code: string, locale?: PageLocale): Promise<void> {
  await page.getByLabel(wordsOf(locale).code).fill(code);
  await press(page, wordsOf(locale).useCode);
}

/** Whoever has signed in is led to where their work begins; who they are stands at /me. */
async function untilSignedIn(page: Page): Promise<void> {
  await page.waitForURL((url) => !/^\/(sign-in|start)/.test(url.pathname));
  await page.goto(`${site}/me`);
}

async function signInByCode(page: Page, email: string, locale?: PageLocale): Promise<void> {
  await typeCode(page, await readCode(page, await askForLetter(page, email, locale)), locale);
  await untilSignedIn(page);
}

/** Opens the letter in the mailbox and follows its link. */
async function followLink(page: Page, letter: string): Promise<void> {
  await page.goto(letter);
  await page.locator('main a').click();
  await page.waitForURL(`${site}/sign-in/link**`);
}

/** Who the page says is signed in: name, address and roles; nothing where it asks to sign in. */
async function whoAmI(page: Page): Promise<string | undefined> {
  await page.goto(`${site}/me`);
  if (page.url() === `${site}/sign-in`) return undefined;
  return whoIsShown(page);
}

async function whoIsShown(page: Page): Promise<string> {
  return (await page.locator('main section').first().locator('p').allInnerTexts()).join(' · ');
}

const summary = (page: Page) => page.getByRole('alert');

const ways = [
  { locale: 'zh-CN', scripts: false },
  { locale: 'en', scripts: true },
] as const;

test.each(ways)('the letter’s link, and only once, signs in whom it was sent to ($locale, scripts: $scripts)', async (look) => {
  const words = wordsOf(look.locale);
  await visit(look, async (page) => {
    const letter = await askForLetter(page, 'coordinator@example.org', look.locale);
    await shoot(page, `code-${look.locale}`);
    await page.goto(mailbox);
    await shoot(page, `mailbox-${look.locale}`);
    await followLink(page, letter);
    await press(page, words.useLink);
    await untilSignedIn(page);
    const role = terms[look.locale === 'en' ? 'en' : 'zh'].roles.coordinator;
    expect(await whoIsShown(page)).toBe(`演示协调员 · ${words.signedInAs('coordinator@example.org')} ${role}`);

    await press(page, words.signOut);
    await page.waitForURL(`${site}/`);
    expect(await whoAmI(page)).toBeUndefined();
    await followLink(page, letter);
    await press(page, words.useLink);
    expect(await summary(page).innerText()).toContain(words.linkSpent);
    await shoot(page, `link-spent-${look.locale}`);
    expect(await whoAmI(page)).toBeUndefined();
  });
});

test.each(ways)('the letter’s code makes a volunteer of a new address ($locale, scripts: $scripts)', async (look) => {
  const name = `new-${look.locale.toLowerCase()}-${look.scripts}`;
  const words = wordsOf(look.locale);
  await visit(look, async (page) => {
    await signInByCode(page, `${name}@example.org`, look.locale);
    expect(await whoIsShown(page)).toBe(
      `${name} · ${words.signedInAs(`${name}@example.org`)} ${terms[look.locale === 'en' ? 'en' : 'zh'].roles.volunteer}`,
    );
  });
});

test('a wrong code gets a summary of what is wrong, which has the focus, and nothing else; the right one still works', async () => {
  await visit({ width: 360 }, async (page) => {
    const code = await readCode(page, await askForLetter(page, 'safeguarding@example.org'));
    const cookies = await page.context().cookies();
    await typeCode(page, String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    expect(await summary(page).innerText()).toContain(wordsOf().codeFault);
    await expect.poll(async () => page.evaluate('document.activeElement.className')).toBe('faults');
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, 'code-wrong-en-360');
    expect(await page.context().cookies()).toEqual(cookies);
    const other = await page.context().newPage();
    expect(await whoAmI(other)).toBeUndefined();
    await typeCode(page, code);
    await untilSignedIn(page);
  });
});

test('what is no address is kept as it was typed, with what is wrong about it', async () => {
  await visit({ locale: 'zh-CN', width: 360 }, async (page) => {
    const words = wordsOf('zh-CN');
    await page.goto(`${site}/sign-in`);
    await page.getByLabel(words.email).fill('xiaoming@');
    await press(page, words.sendLetter);
    expect(await summary(page).innerText()).toContain(words.emailFault);
    expect(await page.getByLabel(words.email).inputValue()).toBe('xiaoming@');
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, 'sign-in-wrong-zh-CN-360');
  });
});

test('a passkey signs in its owner until it is removed', async () => {
  const words = wordsOf();
  await visit({}, async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signInByCode(page, 'volunteer@example.org');
    await page.goto(`${site}/me/sign-in`);
    await press(page, words.addPasskey);
    const remove = page.getByRole('button', { name: /^Remove the / });
    await remove.waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await shoot(page, 'me-passkey-en');

    await page.goto(`${site}/me`);
    await press(page, words.signOut);
    await page.waitForURL(`${site}/`);
    await page.goto(`${site}/sign-in`);
    await press(page, words.passkeySignIn);
    await untilSignedIn(page);
    expect(await whoIsShown(page)).toContain('volunteer@example.org');

    await page.goto(`${site}/me/sign-in`);
    await remove.click();
    await page.getByText(words.noPasskeys).waitFor();
    await page.goto(`${site}/me`);
    await press(page, words.signOut);
    await page.waitForURL(`${site}/`);
    await page.goto(`${site}/sign-in`);
    await press(page, words.passkeySignIn);
    await page.getByText(words.passkeyFailed).waitFor();
    expect(await whoAmI(page)).toBeUndefined();
  });
});

/** From the site's button through the provider's own pages, until the site has its answer. */
async function signInAtProvider(page: Page, login: string): Promise<void> {
  await page.goto(`${site}/sign-in`);
  await page.getByRole('link', { name: wordsOf().providerSignIn('示范大学') }).click();
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await press(page, 'Sign-in');
  await press(page, 'Continue');
  await page.waitForURL(`${site}/**`);
}

test('somebody new comes in by their university, with the name and address that it gives, and again the next day', async () => {
  const lin = `林老师 · ${wordsOf().signedInAs('lin@university.example')} ${terms.en.roles.volunteer}`;
  for (const scripts of [true, false]) {
    await visit({ scripts }, async (page) => {
      await signInAtProvider(page, 'lin');
      await untilSignedIn(page);
      expect(await whoIsShown(page)).toBe(lin);
    });
  }
});

test('an address that the university vouches for is the account that was there, under its own name', async () => {
  await visit({}, async (page) => signInByCode(page, 'county@example.org'));
  await visit({}, async (page) => {
    await signInAtProvider(page, 'county');
    await untilSignedIn(page);
    expect(await whoIsShown(page)).toBe(`演示县联络员 · ${wordsOf().signedInAs('county@example.org')} ${terms.en.roles.county}`);
  });
});

test('an address that the university does not vouch for gets into no account, and makes none', async () => {
  await visit({}, async (page) => signInByCode(page, 'admin@example.org'));
  for (const login of ['thief', 'stranger']) {
    await visit({ width: 360 }, async (page) => {
      await signInAtProvider(page, login);
      expect(await summary(page).innerText()).toContain(wordsOf().providerFailed);
      expect(await axeFaults(page)).toEqual([]);
      await shoot(page, 'provider-failed-en-360');
      expect(await whoAmI(page)).toBeUndefined();
    });
  }
  await visit({}, async (page) => {
    await signInByCode(page, 'stranger@example.org');
    expect(await whoIsShown(page)).toContain('stranger · ');
  });
});

test('who is signed in twice sees both, and ends the other from here', async () => {
  const words = wordsOf();
  await visit({}, async (here) => {
    await signInByCode(here, 'twice@example.org');
    await visit({ width: 360 }, async (there) => {
      await signInByCode(there, 'twice@example.org');
      await here.goto(`${site}/me/sign-in`);
      expect(await here.locator('tbody tr').count()).toBe(2);
      const other = here.locator('tbody tr').filter({ hasNotText: words.thisSession });
      await other.getByRole('button').click();
      await expect.poll(async () => here.locator('tbody tr').count()).toBe(1);
      expect(await whoAmI(there)).toBeUndefined();
      expect(await whoAmI(here)).toContain('twice@example.org');
    });
  });
});

test('the pages of signing in have no fault that axe finds and do not scroll sideways', async () => {
  const nobody = { cookies: [], origins: [] };
  const email = `somebody-with-a-long-name@${'department'.repeat(5)}.university.example`;
  const asked = await visit({}, async (page) => {
    await askForLetter(page, email);
    return page.context().storageState();
  });
  const signedIn = await visit({}, async (page) => {
    await signInByCode(page, email);
    return page.context().storageState();
  });
  const pages: [string, State][] = [
    ['/sign-in', nobody],
    ['/sign-in/code', asked],
    ['/sign-in/link?token=x', nobody],
    ['/me', signedIn],
  ];
  const found: string[] = [];
  for (const [at, state] of pages)
    for (const locale of locales)
      await visit({ locale, state }, async (page) => {
        await page.goto(site + at);
        expect(page.url()).toBe(site + at);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 800 });
          const faults = await axeFaults(page);
          const pixels = await sideways(page);
          if (faults.length > 0 || pixels > 0) found.push(`${at} ${locale} ${width}: ${pixels} px sideways, ${faults.join('; ')}`);
          await shoot(page, `${at.split('?')[0]}-${locale}-${width}`);
        }
      });
  expect(found).toEqual([]);
});

test('while the university’s provider does not answer, the letter still lets people in', async () => {
  await stopProvider?.();
  const silent = createServer((socket) => silenced.add(socket));
  const silenced = new Set<{ destroy(): unknown }>();
  silent.listen(providerPort, '127.0.0.1');
  await once(silent, 'listening');
  stopProvider = async () => {
    for (const socket of silenced) socket.destroy();
    await new Promise<void>((resolve) => silent.close(() => resolve()));
  };
  await visit({ scripts: false }, async (page) => {
    await signInByCode(page, 'county@example.org');
    await press(page, wordsOf().signOut);
    await page.waitForURL(`${site}/`);
  });
});
