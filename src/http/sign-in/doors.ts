import type { Context } from 'hono';
import { z } from 'zod';

import { asConsequence } from '../../db/acting.ts';
import type { ActionContext } from '../../actions/context.ts';
import { endSession } from '../../actions/sign-in/end-session.ts';
import { signInLetter } from '../../mail/sign-in-letter.ts';
import { actionContext, type AppEnv } from '../context.ts';
import { clientOf, TooManyKnocks } from '../session.ts';
import { sessionCookieName } from './cookie.ts';
import { isItself } from './provider.ts';
import { providerId, signInPath, type Issued, type SignInSettings } from './settings.ts';

type Call = Context<AppEnv>;
type Way = 'code' | 'link' | 'passkey' | 'provider';

const windowSeconds = 15 * 60;
/** How often each door may be knocked at in a quarter of an hour: by one address of the network, and for one person. */
const mostByClient = 60;
const mostForPerson = 10;

async function passDoor(c: Call, door: string, person?: string): Promise<void> {
  const waits = [await c.var.knock(`${door} by client`, clientOf(c), mostByClient, windowSeconds)];
  if (person !== undefined) waits.push(await c.var.knock(`${door} for person`, person, mostForPerson, windowSeconds));
  const wait = Math.max(...waits);
  if (wait > 0) throw new TooManyKnocks(wait);
}

/** Asks the sign-in library something in this browser's name. */
async function ask(c: Call, path: string, init: { method: 'GET' | 'POST'; body?: unknown }, issued: Issued = {}): Promise<Response> {
  const signIn = settingsFor(c, path);
  const headers = new Headers({ Origin: new URL(signIn.siteUrl).origin, 'Content-Type': 'application/json' });
  for (const name of ['Cookie', 'User-Agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
  const request = new Request(new URL(signInPath + path, signIn.siteUrl), { method: init.method, headers, ...body });
  const answer = await answerOf(c, request, signIn, issued);
  if (answer.status >= 500) throw new Error('the sign-in library failed; its words stand above');
  return answer;
}

/** The library is large, and loaded only where somebody signs in: every other call begins without it. */
async function answerOf(c: Call, request: Request, signIn: SignInSettings, issued: Issued = {}): Promise<Response> {
  const { signInLibrary } = await import('./auth.ts');
  return asSignIn(c, async (context) => signInLibrary(context, signIn, issued).handler(request));
}

const asksProvider = new Set(['/sign-in/social', `/callback/${providerId}`]);

/** The library asks the provider who it is whenever it is built with one: a provider that is down keeps nobody from the other ways in. */
function settingsFor(c: Call, path: string): SignInSettings {
  const { signIn } = c.var.settings;
  return asksProvider.has(path) ? signIn : { ...signIn, provider: undefined };
}

/** The sign-in acts as the system: nobody is anybody yet. */
async function asSignIn<T>(c: Call, work: (context: ActionContext) => Promise<T>): Promise<T> {
  const context: ActionContext = { ...actionContext(c), actor: { kind: 'system', job: 'sign-in' } };
  return asConsequence(c.var.db, c.var.actor, async () => work(context));
}

/**
 * Sends a link and a code to the address. The same is done, and takes as long, whether or not there is an account: one is
 * made when the link or the code is used.
 */
export async function sendSignInLetter(c: Call, email: string): Promise<void> {
  await passDoor(c, 'sign-in letter', email);
  const issued: Issued = {};
  await ask(c, '/sign-in/magic-link', { method: 'POST', body: { email } }, issued);
  await ask(c, '/email-otp/send-verification-otp', { method: 'POST', body: { email, type: 'sign-in' } }, issued);
  const { link, code } = issued;
  if (link === undefined || code === undefined) throw new Error('the sign-in library issued nothing');
  const address = new URL('/sign-in/link', c.var.settings.signIn.siteUrl);
  address.searchParams.set('token', link);
  address.searchParams.set('lang', c.var.locale);
  c.var.post(signInLetter({ to: email, locale: c.var.locale, link: address.href, code }));
}

/** Signs in by the code; gives the cookies, or nothing where it is wrong or too old. */
export async function signInByCode(c: Call, email: string, code: string): Promise<string[] | undefined> {
  await passDoor(c, 'sign-in code', email);
  const answer = await ask(c, '/sign-in/email-otp', { method: 'POST', body: { email, otp: code } });
  return (await arrive(c, 'code', answer)) ? answer.headers.getSetCookie() : undefined;
}

/** Signs in by the link's token; gives the cookies, or nothing where it was used or is too old. */
export async function signInByLink(c: Call, token: string): Promise<string[] | undefined> {
  await passDoor(c, 'sign-in link');
  const answer = await ask(c, `/magic-link/verify?${new URLSearchParams({ token }).toString()}`, { method: 'GET' });
  return (await arrive(c, 'link', answer)) ? answer.headers.getSetCookie() : undefined;
}

/** Whether the answer lets its browser in; what it was signed in as before ends then, so that no key is left behind. */
async function arrive(c: Call, way: Way, answer: Response): Promise<boolean> {
  const name = sessionCookieName(c.var.settings.signIn.siteUrl);
  const isIn = answer.headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=`) && !cookie.startsWith(`${name}=;`));
  c.var.tell({ event: 'sign-in', way, outcome: isIn ? 'in' : 'refused' });
  const { actor } = c.var;
  if (isIn && actor.kind === 'account' && actor.sessionId !== undefined) await endSession(actionContext(c), actor.sessionId);
  return isIn;
}

/** Begins signing in at the university or ministry: where to go, with the cookie that ties the way back to this browser. */
export async function beginProvider(c: Call): Promise<{ url: string; cookies: string[] } | undefined> {
  await passDoor(c, 'provider');
  if (!(await hasProvider(c))) return undefined;
  const body = { provider: providerId, callbackURL: '/start', errorCallbackURL: '/sign-in?failed=provider', disableRedirect: true };
  const answer = await ask(c, '/sign-in/social', { method: 'POST', body });
  if (!answer.ok) return undefined;
  const begun = z.object({ url: z.url() }).safeParse(await answer.json());
  return begun.success ? { url: begun.data.url, cookies: answer.headers.getSetCookie() } : undefined;
}

export async function signOut(c: Call): Promise<string[]> {
  const answer = await ask(c, '/sign-out', { method: 'POST', body: {} });
  return answer.headers.getSetCookie();
}

/** What browsers ask of the library themselves; everything else it could do is closed. */
const open = new Set([
  `GET /callback/${providerId}`,
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
]);
/** Those that let somebody in. */
const ways: ReadonlyMap<string, Way> = new Map([
  [`/callback/${providerId}`, 'provider'],
  ['/passkey/verify-authentication', 'passkey'],
]);

/** Is there a provider, and is it who the operator named? One that hangs or has moved sends its people to the other ways in. */
async function hasProvider(c: Call): Promise<boolean> {
  const { provider } = c.var.settings.signIn;
  return provider !== undefined && (await isItself(provider));
}

/** Answers what a browser may ask of the sign-in library itself; nothing for the rest. */
export async function answerBrowser(c: Call): Promise<Response | undefined> {
  const path = c.req.path.slice(signInPath.length);
  if (!open.has(`${c.req.method} ${path}`)) return undefined;
  await passDoor(c, path);
  if (asksProvider.has(path) && !(await hasProvider(c))) return c.redirect('/sign-in?failed=provider', 303);
  const answer = await answerOf(c, c.req.raw, settingsFor(c, path));
  const way = ways.get(path);
  if (way !== undefined) await arrive(c, way, answer);
  return answer;
}
