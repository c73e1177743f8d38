import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeAccount, makeRoad, makeSignatory, makeTaught } from '../../support/rows.ts';
import { appFor, siteFor, siteUrl, tokenOf } from '../../support/site.ts';

/** Whoever checks here is no part of the product: Node's own Ed25519, and JSON read by hand. */

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
type Json = Record<string, unknown>;
let serials: string[];
let ownToken: string;
let volunteer: ReturnType<typeof siteFor>;
let coordinator: ReturnType<typeof siteFor>;
let admin: ReturnType<typeof siteFor>;

beforeAll(async () => {
  const road = await makeRoad(database.sql, { volunteers: 3, maximum: 3, stage: 'matching' });
  await makeSignatory(database.sql);
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  admin = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理')), now });
  serials = [];
  for (const index of [0, 1, 2]) {
    const id = await makeTaught(database.sql, road, index);
    await coordinator('POST', `/placements/${id}/complete`);
    serials.push(String((await coordinator('POST', `/placements/${id}/certificate`)).body['serial']));
  }
  ownToken = await tokenOf(database.sql, road.volunteers[0]!.accountId);
  volunteer = siteFor(database, { token: ownToken, now });
});

async function open(path: string): Promise<Response> {
  return appFor(database, { now }).request(path);
}

const json = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;

/** What a signed credential says, where one of the published keys signed it. */
async function checked(jwt: string): Promise<{ header: Json; payload: Json } | undefined> {
  const [head, body, signature] = jwt.split('.');
  const document = (await (await open('/.well-known/did.json')).json()) as {
    id: string;
    verificationMethod: { id: string; controller: string; publicKeyJwk: JsonWebKey }[];
    assertionMethod: string[];
  };
  const header = json(head);
  const method = document.verificationMethod.find(({ id }) => id === header['kid']);
  if (method === undefined || !document.assertionMethod.includes(method.id) || method.controller !== document.id) return undefined;
  const key = createPublicKey({ key: method.publicKeyJwk, format: 'jwk' });
  const isSigned = verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature ?? '', 'base64url'));
  return isSigned ? { header, payload: json(body) } : undefined;
}

async function credentialOf(serial: string): Promise<string> {
  return String((await coordinator('GET', `/certificates/${serial}/credential`)).body['credential']);
}

/** Whether the status list says that the credential holds no longer. */
async function isRevoked({ credentialStatus }: Json): Promise<boolean> {
  const { statusListCredential, statusListIndex, statusPurpose, type } = credentialStatus as Record<string, string>;
  expect([type, statusPurpose]).toEqual(['BitstringStatusListEntry', 'revocation']);
  const answer = await open(new URL(statusListCredential ?? '').pathname);
  expect(answer.headers.get('Content-Type')).toBe('application/vc+jwt');
  const list = (await checked(await answer.text()))?.payload;
  expect([list?.['id'], list?.['type']]).toEqual([statusListCredential, ['VerifiableCredential', 'BitstringStatusListCredential']]);
  const { encodedList = '' } = (list?.['credentialSubject'] ?? {}) as Record<string, string>;
  expect(encodedList[0]).toBe('u');
  const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  expect(bits.length).toBe(16 * 1024);
  const index = Number(statusListIndex);
  return ((bits[Math.floor(index / 8)] ?? 0) >> (7 - (index % 8))) % 2 === 1;
}

test('a certificate is an Open Badge 3.0 that anybody’s program can check with the keys of the site', async () => {
  const answer = await appFor(database, { now }).request(`/me/certificates/${serials[0]}/credential.jwt`, {
    headers: { Authorization: `Bearer ${ownToken}` },
  });
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/vc+jwt']);
  const { header, payload } = (await checked(await answer.text())) ?? {};
  expect(header).toMatchObject({ alg: 'EdDSA', typ: 'vc+jwt' });
  expect(payload).toMatchObject({
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `${siteUrl}/certificates/${serials[0]}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: 'did:web:localhost%3A8787', type: ['Profile'] },
    iss: 'did:web:localhost%3A8787',
    validFrom: '2027-08-01T08:00:00.000Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: '志愿者 0' }],
      creditsEarned: 4.5,
      achievement: { type: ['Achievement'] },
    },
  });
});

test('a credential in which one number was edited is signed by nobody', async () => {
  const jwt = await credentialOf(serials[0]!);
  const [head, body, signature] = jwt.split('.');
  const payload = json(body);
  (payload['credentialSubject'] as Json)['creditsEarned'] = 94.5;
  const edited = Buffer.from(JSON.stringify(payload)).toString('base64url');
  expect(await checked(jwt)).toBeDefined();
  expect(await checked(`${head}.${edited}.${signature}`)).toBeUndefined();
});

test('superseded and revoked certificates are in the status list, and no other', async () => {
  const payloads: Json[] = [];
  for (const serial of serials) payloads.push((await checked(await credentialOf(serial)))?.payload ?? {});
  const states = async () => {
    const told: boolean[] = [];
    for (const payload of payloads) told.push(await isRevoked(payload));
    return told;
  };
  expect(await states()).toEqual([false, false, false]);
  await coordinator('POST', `/certificates/${serials[1]}/revoke`, { reason: 'x' });
  const { body } = await coordinator('POST', `/certificates/${serials[2]}/reissue`, { reason: 'x' });
  expect(await states()).toEqual([false, true, true]);
  expect(await isRevoked((await checked(await credentialOf(String(body['serial']))))?.payload ?? {})).toBe(false);
  expect((await open('/status-lists/2/list.jwt')).status).toBe(404);
  // The page that a superseded credential refers to leads on to the one in its place.
  const { statusReference } = payloads[2]!['credentialStatus'] as { statusReference: string };
  const page = await open(new URL(statusReference).pathname);
  expect(await page.text()).toContain(`/certificates/${String(body['serial'])}`);
});

test('a new key signs from now on; what an older one signed still checks', async () => {
  const before = await credentialOf(serials[0]!);
  expect((await volunteer('POST', '/signing-keys')).status).toBe(403);
  const later = siteFor(database, {
    token: await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理二')),
    now: '2027-09-01T08:00:00Z',
  });
  const rotated = await later('POST', '/signing-keys');
  expect([rotated.status, (rotated.body['items'] as Json[]).length]).toEqual([201, 2]);
  const after = await credentialOf(serials[0]!);
  const [old, fresh] = [await checked(before), await checked(after)];
  expect(old?.header['kid']).not.toBe(fresh?.header['kid']);
  expect(String(fresh?.header['kid'])).toContain(String((rotated.body['items'] as Json[])[0]?.['kid']));
  const { keys } = (await (await open('/.well-known/jwks.json')).json()) as { keys: Json[] };
  expect(keys.map(({ kty, crv, d }) => [kty, crv, d])).toEqual([
    ['OKP', 'Ed25519', undefined],
    ['OKP', 'Ed25519', undefined],
  ]);
  expect((await admin('GET', '/signing-keys')).status).toBe(200);
});

test('nobody takes another’s credential', async () => {
  expect((await volunteer('GET', `/certificates/${serials[1]}/credential`)).status).toBe(404);
  expect((await siteFor(database, { now })('GET', `/certificates/${serials[0]}/credential`)).status).toBe(401);
});

test('an admin sees which key signed how much, and is asked before it is changed', async () => {
  const [token, volunteersToken] = [await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理三')), ownToken];
  const ask = async (method: string, path: string, as = token) =>
    appFor(database, { now: '2027-10-01T08:00:00Z' }).request(path, {
      method,
      headers: { Authorization: `Bearer ${as}`, 'Accept-Language': 'en' },
    });
  const keys = async () => (await siteFor(database, { token, now })('GET', '/signing-keys')).body['items'] as Json[];
  const before = await keys();
  // The first signed all four, the reissued among them; the second one of them again, and once though it was asked for twice.
  expect(before.map(({ credentials, until }) => [credentials, until])).toEqual([
    [1, null],
    [4, before[0]?.['createdAt']],
  ]);
  await credentialOf(serials[0]!);
  expect((await keys())[0]?.['credentials']).toBe(1);
  const asked = await (await ask('GET', '/admin/signing-keys/rotate')).text();
  expect(asked).toContain('The present key signed 1 credential.');
  expect((await keys()).length).toBe(2);
  expect((await ask('POST', '/admin/signing-keys')).status).toBe(303);
  const page = await (await ask('GET', '/admin/signing-keys?done=rotated')).text();
  expect([page.split('Earlier').length - 1, page.split('In force').length - 1]).toEqual([2, 1]);
  expect((await ask('POST', '/admin/signing-keys', volunteersToken)).status).toBe(403);
});
