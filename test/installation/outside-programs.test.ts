import { Bitstring } from '@digitalbazaar/bitstring';
import type { DIDDocument } from 'did-resolver';
import { decodeJWT, verifyJWS } from 'did-jwt';
import ICAL from 'ical.js';
import { beforeAll, expect, test } from 'vitest';

import { signIn } from '../../scripts/road/sign-in.ts';
import { testDemonstration } from '../support/demonstrations.ts';

/** Programs of others read what an installation that runs gives away: none of these libraries is part of the product. */

const demonstration = testDemonstration();
let site: string;
let cookie: string;

beforeAll(async () => {
  site = demonstration.siteUrl;
  ({ cookie } = await signIn(demonstration, 'volunteer@example.org', { keys: [], codes: [] }));
});

async function textAt(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(new URL(path, site), { headers });
  expect(answer.status, path).toBe(200);
  return answer.text();
}

/** Serials of the volunteer's certificates: the one in force and the one that it superseded. */
async function serialsByState(): Promise<Record<string, string>> {
  const { items } = JSON.parse(await textAt('/api/v1/certificates', { Cookie: cookie })) as {
    items: { serial: string; state: string }[];
  };
  return Object.fromEntries(items.map(({ serial, state }) => [state, serial]));
}

const credentialOf = async (serial = '') => textAt(`/me/certificates/${serial}/credential.jwt`, { Cookie: cookie });

/** What the token says, where the key that it names is among the site's own and signed it. */
async function checked(jwt: string) {
  const { verificationMethod = [] } = JSON.parse(await textAt('/.well-known/did.json')) as DIDDocument;
  const { header, payload } = decodeJWT(jwt);
  verifyJWS(
    jwt,
    verificationMethod.filter(({ id }) => id === header['kid']),
  );
  return payload;
}

type Status = { readonly statusListIndex: string; readonly statusListCredential: string };

/** Whether the bit of the credential is set in the list of those that hold no longer, read after the list's own signature. */
async function isRevoked(jwt: string): Promise<boolean> {
  const { statusListCredential, statusListIndex } = (await checked(jwt))['credentialStatus'] as Status;
  const list = await checked(await textAt(new URL(statusListCredential).pathname));
  const { encodedList } = list['credentialSubject'] as { encodedList: string };
  // Multibase says by its first letter that base64url follows.
  const bits = new Bitstring({ buffer: await Bitstring.decodeBits({ encoded: encodedList.slice(1) }) });
  return bits.get(Number(statusListIndex));
}

test('a credential is signed by the site’s key, an edited one by nobody, and the status list knows which one holds', async () => {
  const serials = await serialsByState();
  const [inForce, superseded] = [await credentialOf(serials['issued']), await credentialOf(serials['superseded'])];
  expect((await checked(inForce))['id']).toBe(`${site}/certificates/${serials['issued']}`);
  const [head, body = '', signature] = inForce.split('.');
  const edited = Buffer.from(body, 'base64url')
    .toString()
    .replace(/"creditsEarned":[\d.]+/, '"creditsEarned":900');
  expect(edited).toContain('"creditsEarned":900');
  const forged = `${head}.${Buffer.from(edited).toString('base64url')}.${signature}`;
  await expect(checked(forged)).rejects.toThrow('invalid_signature');
  expect([await isRevoked(inForce), await isRevoked(superseded)]).toEqual([false, true]);
});

test('a calendar is read whole by a parser of others, its time zones as the file describes them', async () => {
  const made = await fetch(new URL('/api/v1/me/calendar', site), { method: 'POST', headers: { Cookie: cookie, Origin: site } });
  const { url } = (await made.json()) as { url: string };
  const text = await textAt(new URL(url).pathname);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  const zones = new Set(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid')));
  const used = events.flatMap((event) => [event.getFirstProperty('dtstart')?.getParameter('tzid') ?? []].flat());
  expect(events.length).toBeGreaterThan(1);
  expect(used.filter((zone) => !zones.has(zone))).toEqual([]);
  expect(events.map((event) => new ICAL.Event(event)).filter(({ startDate, endDate }) => endDate.compare(startDate) < 0)).toEqual([]);
  expect(new Set(events.map((event) => event.getFirstPropertyValue('uid'))).size).toBe(events.length);
  expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
});
