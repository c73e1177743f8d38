import { createHash } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered, formKeyIn } from '../support/letters.ts';
import { eventsOf, itemsOf, makePerson, makeVolunteer, refusalOf, refused, type Person } from '../support/people.ts';
import { appFor, siteUrl } from '../support/site.ts';

const database = testDatabase();
let volunteer: Person;
let coordinator: Person;

beforeAll(async () => {
  volunteer = await makeVolunteer(database, '林晓');
  coordinator = await makePerson(database, 'coordinator', '协调');
});

const teacher = { name: '陈老师', relation: '班主任', email: 'Chen@School.example', locale: 'en' };
const words = 'She taught the younger ones with great patience.';

async function beginReference(person: Person, kind = 'first_reference'): Promise<string> {
  const begun = await person.site('POST', '/clearances', { kind });
  return `/clearances/${String(begun.body['id'])}`;
}

const openForm = async (key: string) => (await appFor(database).request(`/reference/${key}`)).status;

async function answerForm(key: string): Promise<number> {
  const body = new URLSearchParams({ knownSince: 'three years', wouldTrustWithChildren: 'yes', text: words });
  return (await appFor(database).request(`/reference/${key}`, { method: 'POST', body, headers: { Origin: siteUrl } })).status;
}

test('whoever is asked for a reference gets a letter with a key that opens the form; we keep only its hash', async () => {
  const path = await beginReference(volunteer);
  const asked = await volunteer.site('POST', `${path}/referee`, teacher);
  const view = {
    id: expect.any(String),
    name: '陈老师',
    relation: '班主任',
    askedAt: '2026-12-01T08:00:00.000Z',
    expiresAt: '2026-12-31T08:00:00.000Z',
    isLate: false,
    answeredAt: null,
  };
  expect([asked.status, asked.body]).toEqual([201, view]);
  expect((await volunteer.site('GET', `${path}/referee`)).body).toEqual(asked.body);
  const [letter, ...more] = await delivered(database);
  expect([letter?.to, letter?.subject, more]).toEqual(['chen@school.example', 'A reference for 林晓', []]);
  const key = formKeyIn(letter!);
  expect([await openForm(key), await openForm('k'.repeat(43))]).toEqual([200, 404]);

  const id = String(asked.body['id']);
  const [row] = await database.sql`select key_sha256, referees::text as row from referees where id = ${id}`;
  expect(row?.['key_sha256']).toEqual(createHash('sha256').update(key).digest());
  expect(String(row?.['row'])).not.toContain(Buffer.from('chen@school.example').toString('hex'));
  const told = JSON.stringify([...(await database.sql`select * from events`)]);
  expect([told.includes(key), told.includes('chen@'), told.includes('陈老师')]).toEqual([false, false, false]);
  expect(await eventsOf(database.sql, 'reference', id)).toEqual(['reference.asked']);
});

test('asking somebody else ends the form of whoever was asked before', async () => {
  const asker = await makeVolunteer(database, '王磊');
  const path = await beginReference(asker);
  await asker.site('POST', `${path}/referee`, { ...teacher, email: 'first@example.org' });
  const second = await asker.site('POST', `${path}/referee`, { ...teacher, name: '赵老师', email: 'second@example.org' });
  const letters = await delivered(database);
  const keyOf = (email: string) => formKeyIn(letters.find(({ to }) => to === email)!);
  expect([await openForm(keyOf('first@example.org')), await openForm(keyOf('second@example.org'))]).toEqual([404, 200]);
  expect(await answerForm(keyOf('first@example.org'))).toBe(404);
  expect((await asker.site('GET', `${path}/referee`)).body).toEqual(second.body);
  const [kept] =
    await database.sql`select count(*)::int as addresses from referees where account_id = ${asker.id} and sealed_email is not null`;
  expect(kept).toEqual({ addresses: 1 });
});

test('an answer hands the check in; those who verify read it, which is recorded, and the volunteer never does', async () => {
  const asker = await makeVolunteer(database, '孙悦');
  const path = await beginReference(asker);
  expect(refusalOf(await coordinator.site('GET', `${path}/reference`))).toEqual(refused(404, 'not-found'));
  const asked = await asker.site('POST', `${path}/referee`, { ...teacher, email: 'frank@example.org' });
  const id = String(asked.body['id']);
  expect(refusalOf(await coordinator.site('GET', `${path}/reference`))).toEqual(refused(404, 'not-found'));
  expect(await answerForm(formKeyIn((await delivered(database))[0]!))).toBe(200);
  expect((await asker.site('GET', path)).body['state']).toBe('submitted');

  const answered = { ...asked.body, answeredAt: '2026-12-01T08:00:00.000Z' };
  for (const role of ['coordinator', 'safeguarding']) {
    const reader = await makePerson(database, role, role);
    const read = await reader.site('GET', `${path}/reference`);
    expect([read.status, read.headers.get('Cache-Control'), read.body]).toEqual([
      200,
      'no-store',
      { referee: answered, answer: { knownSince: 'three years', wouldTrustWithChildren: 'yes', text: words } },
    ]);
  }
  expect(await eventsOf(database.sql, 'reference', id)).toEqual([
    'reference.asked',
    'reference.answered',
    'reference.read',
    'reference.read',
  ]);
  const seen = itemsOf(await asker.site('GET', '/me/events')).filter(({ event }) => event === 'reference.read');
  expect(seen.map(({ actor }) => actor)).toEqual(['safeguarding', 'coordinator']);

  expect((await asker.site('GET', `${path}/referee`)).body).toEqual(answered);
  for (const role of ['volunteer', 'county', 'admin']) {
    const stranger = role === 'volunteer' ? asker : await makePerson(database, role, role);
    expect(refusalOf(await stranger.site('GET', `${path}/reference`))).toEqual(refused(403, 'forbidden'));
  }
  for (const own of ['/me/export', '/me/events', path]) {
    const { status, body } = await asker.site('GET', own);
    expect([status, JSON.stringify(body).includes('patience')]).toEqual([200, false]);
  }
});

test('nobody reads what was written about themself, whatever else they are', async () => {
  const both = await makeVolunteer(database, '两职');
  await database.sql`insert into account_roles (account_id, role) values (${both.id}, 'coordinator')`;
  const path = await beginReference(both);
  await both.site('POST', `${path}/referee`, { ...teacher, email: 'of-both@example.org' });
  expect(await answerForm(formKeyIn((await delivered(database))[0]!))).toBe(200);
  expect(refusalOf(await both.site('GET', `${path}/reference`))).toEqual(refused(409, 'own-clearance'));
  expect((await coordinator.site('GET', `${path}/reference`)).status).toBe(200);
});

test('a referee is neither the volunteer nor the referee of the other reference', async () => {
  const asker = await makeVolunteer(database, '周舟');
  const [account] = await database.sql`select email from accounts where id = ${asker.id}`;
  const [first, second] = [await beginReference(asker), await beginReference(asker, 'second_reference')];
  const ask = async (path: string, email: string) => refusalOf(await asker.site('POST', `${path}/referee`, { ...teacher, email }));
  expect(await ask(first, String(account?.['email']).toUpperCase())).toEqual(refused(422, 'invalid', ['/email own-address']));
  expect((await asker.site('POST', `${first}/referee`, { ...teacher, email: 'one@example.org' })).status).toBe(201);
  expect(await ask(second, 'ONE@example.org')).toEqual(refused(422, 'invalid', ['/email same-referee']));
  expect((await asker.site('POST', `${second}/referee`, { ...teacher, email: 'two@example.org' })).status).toBe(201);
  // Another volunteer may name the same person.
  const friend = await makeVolunteer(database, '吴友');
  const path = await beginReference(friend);
  expect((await friend.site('POST', `${path}/referee`, { ...teacher, email: 'one@example.org' })).status).toBe(201);
});

test('only the volunteer asks, for a reference that is not handed in yet', async () => {
  const asker = await makeVolunteer(database, '郑好');
  const path = await beginReference(asker);
  const input = { ...teacher, email: 'late@example.org' };
  expect(refusalOf(await volunteer.site('POST', `${path}/referee`, input))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await volunteer.site('GET', `${path}/referee`))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await coordinator.site('POST', `${path}/referee`, input))).toEqual(refused(403, 'forbidden'));
  expect(refusalOf(await asker.site('POST', `${path}/referee`, { name: '', relation: 'x', email: 'nobody' }))).toEqual(
    refused(422, 'invalid', ['/name too-small', '/email wrong-form']),
  );
  const identity = await beginReference(asker, 'identity');
  const wrong = await asker.site('POST', `${identity}/referee`, input);
  expect([refusalOf(wrong), wrong.body['clearanceKind']]).toEqual([refused(409, 'not-a-reference'), 'identity']);
  // By hand it is not handed in: only the referee's answer does that.
  expect(refusalOf(await asker.site('POST', `${path}/submit`))).toEqual(refused(409, 'comes-by-itself'));
  await asker.site('POST', `${path}/referee`, input);
  const letters = await delivered(database);
  expect(await answerForm(formKeyIn(letters.find(({ to }) => to === 'late@example.org')!))).toBe(200);
  expect(refusalOf(await asker.site('POST', `${path}/referee`, input))).toEqual(refused(409, 'not-editable'));
});

test('a referee who has not answered is late after seven days, and never once they have', async () => {
  const asker = await makeVolunteer(database, '冯晚');
  const path = await beginReference(asker);
  await asker.site('POST', `${path}/referee`, { ...teacher, email: 'slow@example.org' });
  const isLateAt = async (now: string) => (await asker.at(now)('GET', `${path}/referee`)).body['isLate'];
  expect([await isLateAt('2026-12-08T07:59:59Z'), await isLateAt('2026-12-08T08:00:00Z')]).toEqual([false, true]);
  const letters = await delivered(database);
  expect(await answerForm(formKeyIn(letters.find(({ to }) => to === 'slow@example.org')!))).toBe(200);
  expect(await isLateAt('2026-12-20T08:00:00Z')).toBe(false);
});
