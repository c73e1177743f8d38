import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { makeRoad, recordMove, type Road } from '../support/rows.ts';
import { siteFor, testKeys } from '../support/site.ts';
import { clockJobs } from '../../src/domain/job.ts';
import { letterPlace } from '../../src/db/queries/messages.ts';

const database = testDatabase();
let road: Road;
let admin: Person;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  admin = await makePerson(database, 'admin', '管理');
});

const words = 'only-for-whoever-it-goes-to';

type Wanted = { readonly template?: string; readonly attempts?: number; readonly set?: 'sent_at' | 'failed_at' };

/** A letter in the outbox, to the road's volunteer. */
async function letter({ template = 'expiry', attempts = 0, set }: Wanted = {}): Promise<string> {
  const { sql } = database;
  return sql.begin(async (tx) => {
    const [event] =
      await tx`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'clearance', 'x', 'clearance.reminded') returning id`;
    const eventId = String(event?.['id']);
    const sealed = await testKeys.seal(JSON.stringify({ to: `${words}@example.org`, subject: words }), letterPlace(eventId, template));
    const [row] = await tx`insert into messages (event_id, account_id, template, sealed_letter, attempts, next_attempt_at)
      values (${eventId}, ${road.volunteers[0]!.accountId}, ${template}, ${sealed}, ${attempts}, '2026-12-01T12:00:00Z') returning id`;
    const id = String(row?.['id']);
    if (set !== undefined) await tx`update messages set ${tx(set)} = '2026-12-01T07:00:00Z', sealed_letter = null where id = ${id}`;
    return id;
  });
}

const listed = async (query = '') => itemsOf(await admin.site('GET', `/jobs/letters?limit=200${query}`));
const nextOf = async (id: string) =>
  (await database.sql`select next_attempt_at from messages where id = ${id}`)[0]?.['next_attempt_at'] as Date;

test('letters are counted and listed by how far they are, never with what they say or where they go', async () => {
  const [waiting, retrying, givenUp] = [await letter(), await letter({ attempts: 3 }), await letter({ attempts: 8, set: 'failed_at' })];
  const sent = await letter({ attempts: 1, set: 'sent_at' });
  const { body, text } = await admin.site('GET', '/jobs').then((answer) => ({ ...answer, text: JSON.stringify(answer.body) }));
  expect(body['letters']).toEqual({ waiting: 1, retrying: 1, held: 0, suppressed: 0, unconfirmed: 0, givenUp: 1, sent: 1, sentLately: 1 });
  const all = await listed();
  expect(all.map(({ id, state }) => [id, state])).toEqual([
    [givenUp, 'given_up'],
    [retrying, 'retrying'],
    [waiting, 'waiting'],
  ]);
  expect(all.some(({ id }) => id === sent)).toBe(false);
  expect((await listed('&state=retrying')).map(({ id }) => id)).toEqual([retrying]);
  expect(all[1]).toEqual({
    id: retrying,
    template: 'expiry',
    accountId: road.volunteers[0]!.accountId,
    state: 'retrying',
    createdAt: expect.any(String),
    attempts: 3,
    nextAttemptAt: '2026-12-01T12:00:00.000Z',
    failedAt: null,
    failure: null,
  });
  expect([text.includes(words), JSON.stringify(all).includes(words)]).toEqual([false, false]);
  const first = await admin.site('GET', '/jobs/letters?limit=2');
  expect(itemsOf(first).map(({ id }) => id)).toEqual([givenUp, retrying]);
  expect((await listed(`&cursor=${String(first.body['nextCursor'])}`)).map(({ id }) => id)).toEqual([waiting]);
});

test('of a letter about an incident an admin sees that a letter waits, and not to whom nor what about', async () => {
  const id = await letter({ template: 'incident', attempts: 2 });
  const [seen] = await listed();
  expect(seen).toMatchObject({ id, template: null, accountId: null });
  expect((await admin.site('POST', `/jobs/letters/${id}/retry`)).status).toBe(202);
});

test('a letter is tried again at once, which is recorded; one that went out or was given up is not', async () => {
  const id = await letter({ attempts: 5 });
  const retried = await admin.site('POST', `/jobs/letters/${id}/retry`);
  expect([retried.status, retried.body]).toEqual([202, { id }]);
  expect((await nextOf(id)).toISOString()).toBe('2026-12-01T08:00:00.000Z');
  expect(await eventsOf(database.sql, 'message', id)).toEqual(['message.retried']);
  for (const [set, state] of [
    ['sent_at', 'sent'],
    ['failed_at', 'given_up'],
  ] as const) {
    const gone = await letter({ attempts: 8, set });
    const answer = await admin.site('POST', `/jobs/letters/${gone}/retry`);
    expect([refusalOf(answer), answer.body['state']]).toEqual([refused(409, 'letter-not-waiting'), state]);
    expect(await eventsOf(database.sql, 'message', gone)).toEqual([]);
  }
  for (const unknown of ['00000000-0000-7000-8000-000000000000', 'x'])
    expect(refusalOf(await admin.site('POST', `/jobs/letters/${unknown}/retry`))).toEqual(refused(404, 'not-found'));
});

test('a run is seen with its last sign of life and why it failed', async () => {
  const { sql } = database;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    for (const [state, failure] of [
      ['failed', 'the snapshot is not sound'],
      ['running', null],
    ] as const) {
      const [row] = await tx`insert into runs (season_id, policy, locks, heartbeat_at)
        values (${road.seasonId}, 'need-first', ${tx.json({ keep: [], exclude: [] })}, '2026-12-01T07:59:00Z') returning id`;
      const id = String(row?.['id']);
      await recordMove(tx, 'run', id, null, 'queued');
      await tx`update runs set state = 'running', attempts = 1 where id = ${id}`;
      await recordMove(tx, 'run', id, 'queued', 'running');
      if (state !== 'failed') continue;
      await tx`update runs set state = 'failed', failure = ${failure}, finished_at = '2026-12-01T07:59:30Z' where id = ${id}`;
      await recordMove(tx, 'run', id, 'running', 'failed');
    }
  });
  const runs = (await admin.site('GET', '/jobs')).body['runs'] as Record<string, unknown>[];
  expect(runs.map(({ state, failure, heartbeatAt, season }) => ({ state, failure, heartbeatAt, season }))).toEqual([
    { state: 'running', failure: null, heartbeatAt: '2026-12-01T07:59:00.000Z', season: { zh: '2027 年暑期', en: 'Summer 2027' } },
    {
      state: 'failed',
      failure: 'the snapshot is not sound',
      heartbeatAt: '2026-12-01T07:59:00.000Z',
      season: { zh: '2027 年暑期', en: 'Summer 2027' },
    },
  ]);
});

const clock = async () =>
  new Map(((await admin.site('GET', '/jobs')).body['clock'] as Record<string, unknown>[]).map(({ job, ...line }) => [job, line]));

const noTurn = { endedAt: null, failingSince: null, fault: null };

test('the clock says of each of its works what is due and when the next is', async () => {
  const { sql } = database;
  await sql`delete from job_days`;
  expect([...(await clock()).keys()]).toEqual([...clockJobs]);
  expect((await clock()).get('clean-up')).toEqual({ due: 1, nextAt: '2026-11-30T16:00:00.000Z', lastAt: null, lastDay: null, ...noTurn });
  await sql`insert into job_days (job, day) values ('clean-up', '2026-12-01')`;
  expect((await clock()).get('clean-up')).toEqual({
    due: 0,
    nextAt: '2026-12-01T16:00:00.000Z',
    lastAt: null,
    lastDay: '2026-12-01',
    ...noTurn,
  });
});

test('nobody but an admin sees or does any of it', async () => {
  const id = await letter({ attempts: 1 });
  const others = [
    await personOf(database, road.coordinatorId),
    await personOf(database, road.volunteers[0]!.accountId),
    await makePerson(database, 'safeguarding', '保护'),
    await makeOfficer(database, '532926'),
  ];
  for (const { site } of others) {
    const answers = [await site('GET', '/jobs'), await site('GET', '/jobs/letters'), await site('POST', `/jobs/letters/${id}/retry`)];
    expect(answers.map(refusalOf)).toEqual(answers.map(() => refused(403, 'forbidden')));
  }
  expect(refusalOf(await siteFor(database)('GET', '/jobs'))).toEqual(refused(401, 'not-signed-in'));
  expect((await nextOf(id)).toISOString()).toBe('2026-12-01T12:00:00.000Z');
});
