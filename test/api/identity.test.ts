import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makePerson, makeVolunteer, refusalOf, refused, type Person } from '../support/people.ts';
import { residentNumber } from '../support/resident-number.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let admin: Person;
let coordinator: Person;
let safeguarding: Person;

beforeAll(async () => {
  admin = await makePerson(database, 'admin', '管理');
  coordinator = await makePerson(database, 'coordinator', '协调');
  safeguarding = await makePerson(database, 'safeguarding', '保护');
});

const number = residentNumber('53292620050101001');
const masked = `${'•'.repeat(14)}${number.slice(-4)}`;
const given = async (person: Person, input: unknown = { documentType: 'resident_id', number }) => person.site('PUT', '/me/identity', input);
const see = async (person: Person, whose: Person, what: 'identity' | 'health-note' = 'identity') =>
  person.site('POST', `/accounts/${whose.id}/${what}/see`, { reason: 'To compare it with the card' });

test('a document is shown to its owner masked, and the bytes that are kept tell nothing of it', async () => {
  const owner = await makeVolunteer(database, '林晓');
  expect(refusalOf(await owner.site('GET', '/me/identity'))).toEqual(refused(404, 'not-found'));
  const answer = await given(owner, { documentType: 'resident_id', number: `${number.slice(0, 6)} ${number.slice(6)}` });
  const view = { documentType: 'resident_id', updatedAt: '2026-12-01T08:00:00.000Z' };
  expect([answer.status, answer.headers.get('Cache-Control'), answer.body['documentType'], answer.body['updatedAt']]).toEqual([
    200,
    'no-store',
    view.documentType,
    view.updatedAt,
  ]);
  const own = await owner.site('GET', '/me/identity');
  expect([own.headers.get('Cache-Control'), own.body]).toEqual(['no-store', { ...view, maskedNumber: masked }]);
  const [row] =
    await database.sql`select sealed_number, identity_documents::text as row from identity_documents where account_id = ${owner.id}`;
  expect(Buffer.from(row?.['sealed_number'] as Uint8Array).includes(number)).toBe(false);
  expect(String(row?.['row'])).not.toContain(number);
  const told = JSON.stringify([...(await database.sql`select * from events`)]);
  expect([told.includes('identity.given'), told.includes(number), told.includes(number.slice(-8))]).toEqual([true, false, false]);
  expect(await eventsOf(database.sql, 'identity', owner.id)).toEqual(['identity.given']);
  // In the copy of everything that is held it stands in clear.
  expect((await owner.site('GET', '/me/export')).body['identity']).toEqual({ documentType: 'resident_id', number });
});

test('the same number written in two ways has the same hash, and every row its own bytes', async () => {
  const [one, two] = [await makeVolunteer(database, '甲'), await makeVolunteer(database, '乙')];
  await given(one, { documentType: 'passport', number: 'e12345678' });
  await given(two, { documentType: 'passport', number: 'Ｅ1234 5678' });
  const [row] = await database.sql`select count(distinct number_hash)::int as hashes, count(distinct sealed_number)::int as sealed
    from identity_documents where account_id in (${one.id}, ${two.id})`;
  expect(row).toEqual({ hashes: 1, sealed: 2 });
});

test('a resident’s number with another check character, or another length, is refused at its place', async () => {
  const owner = await makeVolunteer(database, '王磊');
  expect((await given(owner, { documentType: 'resident_id', number: '11010519491231002x' })).status).toBe(200);
  const fault = refused(422, 'invalid', ['/number not-a-resident-number']);
  const stem = '53292620050101001';
  for (const last of Array.from('0123456789X').filter((character) => !number.endsWith(character))) {
    expect(refusalOf(await given(owner, { documentType: 'resident_id', number: `${stem}${last}` }))).toEqual(fault);
  }
  expect(refusalOf(await given(owner, { documentType: 'resident_id', number: number.slice(1) }))).toEqual(fault);
  expect((await owner.site('GET', '/me/identity')).body['maskedNumber']).toBe(`${'•'.repeat(14)}002X`);
  expect(refusalOf(await given(owner, { documentType: 'library_card', number }))).toEqual(
    refused(422, 'invalid', ['/documentType not-one-of']),
  );
});

test('those who check it see a number with a reason, and the person sees that they did and why', async () => {
  const owner = await makeVolunteer(database, '孙悦');
  expect(refusalOf(await see(coordinator, owner))).toEqual(refused(404, 'not-found'));
  await given(owner);
  for (const verifier of [coordinator, safeguarding]) {
    const seen = await see(verifier, owner);
    expect([seen.status, seen.headers.get('Cache-Control'), seen.body]).toEqual([200, 'no-store', { documentType: 'resident_id', number }]);
  }
  const looks = itemsOf(await owner.site('GET', '/me/events')).filter(({ event }) => event === 'identity.seen');
  expect(looks.map(({ actor, reason }) => ({ actor, reason }))).toEqual([
    { actor: 'safeguarding', reason: 'To compare it with the card' },
    { actor: 'coordinator', reason: 'To compare it with the card' },
  ]);
  expect(refusalOf(await coordinator.site('POST', `/accounts/${owner.id}/identity/see`, { reason: '' }))).toEqual(
    refused(422, 'invalid', ['/reason too-small']),
  );
  expect(refusalOf(await coordinator.site('POST', `/accounts/${owner.id}/identity/see`, {}))).toEqual(
    refused(422, 'invalid', ['/reason missing']),
  );
  for (const role of ['volunteer', 'county', 'admin']) {
    expect(refusalOf(await see(await makePerson(database, role, role), owner))).toEqual(refused(403, 'forbidden'));
  }
  expect(refusalOf(await siteFor(database)('POST', `/accounts/${owner.id}/identity/see`, { reason: 'x' }))).toEqual(
    refused(401, 'not-signed-in'),
  );
  expect(await eventsOf(database.sql, 'identity', owner.id)).toEqual(['identity.given', 'identity.seen', 'identity.seen']);
});

test('what somebody says of their health is read by safeguarding alone, and goes when they take it back', async () => {
  const owner = await makeVolunteer(database, '周舟');
  expect((await owner.site('GET', '/me/health-note')).body).toEqual({ text: '' });
  const text = 'Asthma above 2500 m';
  const said = await owner.site('PUT', '/me/health-note', { text });
  expect([said.status, said.headers.get('Cache-Control'), said.body]).toEqual([200, 'no-store', { text }]);
  expect((await owner.site('GET', '/me/health-note')).body).toEqual({ text });
  const [row] = await database.sql`select sealed_text from health_notes where account_id = ${owner.id}`;
  expect(Buffer.from(row?.['sealed_text'] as Uint8Array).includes('Asthma')).toBe(false);

  const seen = await see(safeguarding, owner, 'health-note');
  expect([seen.status, seen.headers.get('Cache-Control'), seen.body]).toEqual([200, 'no-store', { text }]);
  for (const person of [coordinator, admin, owner]) {
    expect(refusalOf(await see(person, owner, 'health-note'))).toEqual(refused(403, 'forbidden'));
  }
  const looks = itemsOf(await owner.site('GET', '/me/events')).filter(({ event }) => event === 'health_note.seen');
  expect(looks.map(({ actor, reason }) => ({ actor, reason }))).toEqual([{ actor: 'safeguarding', reason: 'To compare it with the card' }]);
  expect(JSON.stringify([...(await database.sql`select * from events`)])).not.toContain('Asthma');

  expect((await owner.site('PUT', '/me/health-note', { text: '' })).body).toEqual({ text: '' });
  expect(refusalOf(await see(safeguarding, owner, 'health-note'))).toEqual(refused(404, 'not-found'));
  expect(await eventsOf(database.sql, 'health_note', owner.id)).toEqual(['health_note.given', 'health_note.seen', 'health_note.removed']);
});

test('once there is a text on sensitive data, nothing of the kind is kept without consent to it as it stands', async () => {
  const owner = await makeVolunteer(database, '吴迪');
  const wording = { zh: '我同意支教为核验身份处理我的敏感个人信息，仅供核验使用。', en: 'I agree that sensitive data is kept for checks.' };
  await admin.site('POST', '/texts/sensitive_data', wording);
  await admin.site('POST', '/texts/sensitive_data', wording);
  const note = { text: 'Short-sighted' };
  for (const answer of [await given(owner), await owner.site('PUT', '/me/health-note', note)]) {
    expect([refusalOf(answer), answer.body['texts']]).toEqual([refused(409, 'consents-missing'), [{ kind: 'sensitive_data', version: 2 }]]);
  }
  const [kept] = await database.sql`select count(*)::int as kept from identity_documents where account_id = ${owner.id}`;
  expect(kept).toEqual({ kept: 0 });
  const consent = await owner.site('POST', '/me/consents', { kind: 'sensitive_data', version: 2 });
  expect([(await given(owner)).status, (await owner.site('PUT', '/me/health-note', note)).status]).toEqual([200, 200]);

  await owner.site('POST', `/me/consents/${String(consent.body['id'])}/withdraw`);
  expect(refusalOf(await given(owner))).toEqual(refused(409, 'consents-missing'));
  // What was said of one's health can be taken back without one.
  expect((await owner.site('PUT', '/me/health-note', { text: '' })).status).toBe(200);
});
