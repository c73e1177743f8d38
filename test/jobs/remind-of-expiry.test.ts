import { beforeAll, expect, test } from 'vitest';

import { remindOfExpiry } from '../../src/jobs/remind-of-expiry.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { clearedCheck, makePerson, makeVolunteer, type Person } from '../support/people.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
let verifiedBy: string;

beforeAll(async () => {
  verifiedBy = (await makePerson(database, 'coordinator', '协调')).id;
});

const remindAt = async (now: string) => remindOfExpiry(jobFor(database, now));
const identity = async (person: Person, validThroughDay: string) =>
  clearedCheck(database.sql, { accountId: person.id, kind: 'identity', validThroughDay, verifiedBy });

async function emailOf(person: Person): Promise<string> {
  const [row] = await database.sql`select email from accounts where id = ${person.id}`;
  return String(row?.['email']);
}

async function told(id: string) {
  const rows =
    await database.sql`select details, subject_id, actor_name from events where event = 'clearance.reminded' and thing_id = ${id} order by sequence`;
  return [...rows];
}

test('a holder is told sixty, thirty and seven days before a check ends, each once', async () => {
  const person = await makeVolunteer(database, '林晓');
  const id = await identity(person, '2027-06-30');
  // The day is Shanghai's.
  expect(await remindAt('2027-04-30T15:59:59Z')).toBe(0);
  expect(await remindAt('2027-04-30T16:00:00Z')).toBe(1);
  expect([await remindAt('2027-05-01T08:00:00Z'), await remindAt('2027-05-30T15:59:59Z')]).toEqual([0, 0]);
  expect([await remindAt('2027-05-30T16:00:00Z'), await remindAt('2027-06-22T15:59:59Z')]).toEqual([1, 0]);
  expect([await remindAt('2027-06-22T16:00:00Z'), await remindAt('2027-06-30T08:00:00Z')]).toEqual([1, 0]);
  const event = { subject_id: person.id, actor_name: 'remind-of-expiry' };
  expect(await told(id)).toEqual([60, 30, 7].map((days) => ({ details: { days }, ...event })));
  const letters = await delivered(database);
  expect(letters.map(({ to, subject }) => ({ to, subject }))).toEqual(
    [1, 2, 3].map(() => ({ to: expect.stringContaining('@'), subject: '您的身份核验将于 2027-06-30 到期' })),
  );
  expect(new Set(letters.map(({ to }) => to))).toEqual(new Set([await emailOf(person)]));
  expect(letters[0]?.text).toContain('http://localhost:8787/clearances/');
});

test('after the clock stood still only the latest notice is sent, and none once the check is over', async () => {
  const person = await makeVolunteer(database, 'Wang Lei');
  await database.sql`update accounts set locale = 'en' where id = ${person.id}`;
  const id = await identity(person, '2028-06-30');
  expect(await remindAt('2028-06-25T08:00:00Z')).toBe(1);
  expect((await told(id)).map((row) => row['details'])).toEqual([{ days: 7 }]);
  expect((await delivered(database)).map(({ subject }) => subject)).toEqual(['Your identity check ends on 2028-06-30']);
  await identity(await makeVolunteer(database, '过期'), '2028-06-29');
  expect(await remindAt('2028-06-30T08:00:00Z')).toBe(0);
});

test('nobody is told where a longer check stands or the next one is handed in', async () => {
  const [longer, under, revoked, asked] = [
    await makeVolunteer(database, '长'),
    await makeVolunteer(database, '交'),
    await makeVolunteer(database, '撤'),
    await makeVolunteer(database, '未交'),
  ] as const;
  await identity(longer, '2029-06-30');
  await identity(longer, '2030-06-30');
  await identity(under, '2029-06-30');
  const next = await under.site('POST', '/clearances', { kind: 'identity' });
  await under.site('POST', `/clearances/${String(next.body['id'])}/submit`);
  const ending = [await identity(revoked, '2029-06-30'), await identity(asked, '2029-06-30')];
  const coordinator = await makePerson(database, 'coordinator', '撤销');
  await coordinator.site('POST', `/clearances/${await identity(revoked, '2030-06-30')}/revoke`, { reason: 'A mistake' });
  await asked.site('POST', '/clearances', { kind: 'identity' });
  // A longer check of another kind is no help.
  await clearedCheck(database.sql, { accountId: asked.id, kind: 'health', validThroughDay: '2035-06-30', verifiedBy });

  expect(await remindAt('2029-05-31T08:00:00Z')).toBe(2);
  expect(await Promise.all(ending.map(async (id) => (await told(id)).length))).toEqual([1, 1]);
  expect((await delivered(database)).map(({ to }) => to).toSorted()).toEqual([await emailOf(revoked), await emailOf(asked)].toSorted());
});

test('whose data is frozen, or gone, is told nothing', async () => {
  const [frozen, erased, other] = [
    await makeVolunteer(database, '冻'),
    await makeVolunteer(database, '删'),
    await makeVolunteer(database, '在'),
  ] as const;
  for (const person of [frozen, erased, other]) await identity(person, '2031-06-30');
  await database.sql`update accounts set frozen_at = now() where id = ${frozen.id}`;
  await database.sql`update accounts set erased_at = now() where id = ${erased.id}`;
  expect(await remindAt('2031-06-25T08:00:00Z')).toBe(1);
  expect((await delivered(database)).map(({ to }) => to)).toEqual([await emailOf(other)]);
});
