import type { Key } from './client.ts';
import type { Secrets } from './copy-of-database.ts';

type Site = { readonly siteUrl: string; readonly mailboxUrl: string };

/**
 * Signs in as a browser does: asks for the letter, reads it in the mailbox, types its code. Gives the session's cookie.
 *
 * @param secrets takes the letter's code and link, and the session's key
 */
export async function signIn({ siteUrl, mailboxUrl }: Site, email: string, secrets: Secrets): Promise<Extract<Key, { cookie: string }>> {
  const headers = { Origin: siteUrl, 'Accept-Language': 'en' };
  const before = (await codesTo(mailboxUrl, email)).length;
  const asked = await fetch(`${siteUrl}/sign-in`, { method: 'POST', headers, body: new URLSearchParams({ email }), redirect: 'manual' });
  if (asked.status !== 303) throw new Error(`asking for the letter gave ${asked.status}`);
  const text = await letterTo(mailboxUrl, email, before);
  const code = /^\d{6}$/m.exec(text)?.[0];
  const link = /token=([\w-]+)/.exec(text)?.[1];
  if (code === undefined || link === undefined) throw new Error('the letter holds no code or no link');
  const given = await fetch(`${siteUrl}/sign-in/code`, {
    method: 'POST',
    headers: { ...headers, Cookie: cookiesOf(asked) },
    body: new URLSearchParams({ code }),
    redirect: 'manual',
  });
  const cookie = cookiesOf(given);
  const session = /session_token=([^.;]+)/.exec(decodeURIComponent(cookie))?.[1];
  if (given.status !== 303 || session === undefined) throw new Error(`the code gave ${given.status}`);
  secrets.keys.push(link, session);
  secrets.codes.push(code);
  return { cookie, origin: siteUrl };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
    .join('; ');
}

/** The letters with codes that came to an address, the newest last; others arrive too, of what is under way. */
async function codesTo(mailboxUrl: string, email: string): Promise<readonly string[]> {
  const answer = await fetch(`${mailboxUrl}letters?to=${encodeURIComponent(email)}`);
  const letters = (await answer.json()) as { text: string }[];
  return letters.map(({ text }) => text).filter((text) => /^\d{6}$/m.test(text));
}

async function letterTo(mailboxUrl: string, email: string, before: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const newest = (await codesTo(mailboxUrl, email))[before];
    if (newest !== undefined) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter came to ${email}`);
}
