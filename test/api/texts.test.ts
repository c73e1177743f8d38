import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makePerson, refusalOf, refused, type Person } from '../support/people.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let admin: Person;

beforeAll(async () => {
  admin = await makePerson(database, 'admin', '管理');
});

const wording = (mark: string) => ({ zh: `${mark}：志愿者须遵守以下守则，保护未成年人。`, en: `${mark}: volunteers keep to these rules.` });
const publish = async (kind: string, mark: string) => admin.site('POST', `/texts/${kind}`, wording(mark));
const checksOf = async (person: Person) =>
  itemsOf(await person.site('GET', '/clearances?sort=created')).map(({ kind, state, validThroughDay, verifiedBy, verifiedAt }) => ({
    kind,
    state,
    validThroughDay,
    verifiedBy,
    verifiedAt,
  }));

test('an admin publishes versions; everybody reads the newest, and nobody else publishes', async () => {
  const first = await publish('transfer_abroad', 'First');
  expect([first.status, first.body]).toEqual([
    201,
    { kind: 'transfer_abroad', version: 1, ...wording('First'), publishedAt: '2026-12-01T08:00:00.000Z' },
  ]);
  expect((await publish('transfer_abroad', 'Second')).body).toEqual({ ...first.body, version: 2, ...wording('Second') });
  await publish('pass_to_county', 'Other');
  const open = await siteFor(database)('GET', '/texts');
  expect(itemsOf(open).map(({ kind, version, en }) => ({ kind, version, en }))).toEqual([
    { kind: 'pass_to_county', version: 1, en: wording('Other').en },
    { kind: 'transfer_abroad', version: 2, en: wording('Second').en },
  ]);
  expect(await eventsOf(database.sql, 'text', 'transfer_abroad/2')).toEqual(['text.published']);

  for (const role of ['volunteer', 'county', 'coordinator', 'safeguarding']) {
    const person = await makePerson(database, role, role);
    expect(refusalOf(await person.site('POST', '/texts/transfer_abroad', wording('Mine')))).toEqual(refused(403, 'forbidden'));
  }
  expect(refusalOf(await admin.site('POST', '/texts/transfer_abroad', { zh: '短', en: 'short' }))).toEqual(
    refused(422, 'invalid', ['/zh too-small', '/en too-small']),
  );
  expect(refusalOf(await publish('poetry', 'None'))).toEqual(refused(404, 'not-found'));
});

test('agreeing to the code of conduct clears that check for twelve months, and is written down', async () => {
  const { version } = (await publish('code_of_conduct', 'Conduct')).body;
  const person = await makePerson(database, 'volunteer', '林');
  const agreed = await person.site('POST', '/me/consents', { kind: 'code_of_conduct', version });
  const consent = { id: expect.any(String), kind: 'code_of_conduct', version, givenAt: '2026-12-01T08:00:00.000Z', withdrawnAt: null };
  expect([agreed.status, agreed.body]).toEqual([201, consent]);
  expect((await person.site('GET', '/me/consents')).body).toEqual({ items: [agreed.body] });
  const cleared = { kind: 'code_of_conduct', state: 'cleared', verifiedBy: null };
  expect(await checksOf(person)).toEqual([{ ...cleared, validThroughDay: '2027-12-01', verifiedAt: '2026-12-01T08:00:00.000Z' }]);
  const told = itemsOf(await person.site('GET', '/me/events')).map(({ event, toState }) => [event, toState]);
  expect(told).toEqual([
    ['clearance.cleared', 'cleared'],
    ['clearance.submitted', 'submitted'],
    ['clearance.requested', 'requested'],
    ['consent.given', null],
  ]);

  // A year on the same text is agreed to again: the consent stands, the check is renewed.
  const again = await person.at('2027-11-20T08:00:00Z')('POST', '/me/consents', { kind: 'code_of_conduct', version });
  expect([again.status, again.body]).toEqual([201, agreed.body]);
  expect((await checksOf(person)).at(-1)).toEqual({
    ...cleared,
    validThroughDay: '2028-11-20',
    verifiedAt: '2027-11-20T08:00:00.000Z',
  });
});

test('a new version ends the checks that rest on an older one, and only that version can be agreed to', async () => {
  const { version } = (await publish('agreement', 'Old')).body as { version: number };
  const person = await makePerson(database, 'volunteer', '王');
  await person.site('POST', '/me/consents', { kind: 'agreement', version });
  await publish('code_of_conduct', 'Another text');
  expect((await checksOf(person)).map(({ state }) => state)).toEqual(['cleared']);
  await publish('agreement', 'New');
  expect((await checksOf(person)).map(({ state }) => state)).toEqual(['expired']);
  const [latest] = itemsOf(await person.site('GET', '/me/events'));
  expect(latest).toMatchObject({ event: 'clearance.expired', actor: 'admin', reason: `the text changed to version ${version + 1}` });

  const late = await person.site('POST', '/me/consents', { kind: 'agreement', version });
  expect(refusalOf(late)).toEqual(refused(409, 'text-changed'));
  expect(late.body).toMatchObject({ text: 'agreement', version: version + 1 });
  expect(itemsOf(await person.site('GET', '/me/consents')).map((consent) => consent['version'])).toEqual([version]);
  expect((await person.site('POST', '/me/consents', { kind: 'agreement', version: version + 1 })).status).toBe(201);
  expect((await checksOf(person)).map(({ state }) => state)).toEqual(['expired', 'cleared']);
});

test('what has no text cannot be agreed to', async () => {
  const person = await makePerson(database, 'volunteer', '赵');
  const answer = await person.site('POST', '/me/consents', { kind: 'sensitive_data', version: 1 });
  expect(refusalOf(answer)).toEqual(refused(409, 'text-changed'));
  expect(answer.body).toMatchObject({ text: 'sensitive_data', version: null });
});

test('a consent is taken back by whoever gave it; it clears no check and stays on record', async () => {
  await publish('sensitive_data', 'Sensitive');
  const [giver, other] = [await makePerson(database, 'volunteer', '钱'), await makePerson(database, 'volunteer', '孙')];
  const given = await giver.site('POST', '/me/consents', { kind: 'sensitive_data', version: 1 });
  expect(await checksOf(giver)).toEqual([]);
  const path = `/me/consents/${String(given.body['id'])}/withdraw`;
  expect(refusalOf(await other.site('POST', path))).toEqual(refused(404, 'not-found'));
  const later = giver.at('2026-12-02T08:00:00Z');
  const withdrawn = await later('POST', path);
  expect([withdrawn.status, withdrawn.body]).toEqual([200, { ...given.body, withdrawnAt: '2026-12-02T08:00:00.000Z' }]);
  expect((await giver.at('2026-12-03T08:00:00Z')('POST', path)).body).toEqual(withdrawn.body);
  expect((await giver.site('GET', '/me/consents')).body).toEqual({ items: [withdrawn.body] });
  expect(await eventsOf(database.sql, 'consent', String(given.body['id']))).toEqual(['consent.given', 'consent.withdrawn']);
});

test('whoever takes the code of conduct back is cleared by it no longer', async () => {
  const { version } = (await publish('code_of_conduct', 'Kept or not')).body;
  const [giver, other] = [await makePerson(database, 'volunteer', '李'), await makePerson(database, 'volunteer', '周')];
  await other.site('POST', '/me/consents', { kind: 'code_of_conduct', version });
  const given = await giver.site('POST', '/me/consents', { kind: 'code_of_conduct', version });
  await giver.site('POST', `/me/consents/${String(given.body['id'])}/withdraw`);
  expect((await checksOf(giver)).map(({ state }) => state)).toEqual(['revoked']);
  expect((await checksOf(other)).map(({ state }) => state)).toEqual(['cleared']);
  const [latest] = itemsOf(await giver.site('GET', '/me/events'));
  expect(latest).toMatchObject({ event: 'clearance.revoked', fromState: 'cleared', toState: 'revoked' });
});
