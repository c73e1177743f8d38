import { randomUUID } from 'node:crypto';

import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, recordMove, type Road } from '../support/rows.ts';
import { jobFor, siteFor } from '../support/site.ts';

const database = testDatabase();
let road: Road;
const runId = randomUUID();

beforeAll(async () => {
  road = await makeRoad(database.sql);
});

type Told = { status: string; at: string; parts: { part: string; state: string }[]; gaps: { fromAt: string; untilAt: string }[] };
const work = async (at: string) => runDueJobs(jobFor(database, at));
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- held against the document by the site of the tests
const statusAt = async (now: string) => (await siteFor(database, { now })('GET', '/status')).body as Told;
const gapsAt = async (now: string) => (await statusAt(now)).gaps.filter(({ fromAt }) => fromAt > '2026-12-02T01');
const lateAt = async (now: string) => (await statusAt(now)).parts.flatMap(({ part, state }) => (state === 'late' ? [part] : []));

test('anybody is told how each part is, and of nobody’s letters or matches anything but that they are late', async () => {
  await work('2026-12-01T07:00:00Z');
  expect(await statusAt('2026-12-01T07:01:00Z')).toEqual({
    status: 'works',
    at: '2026-12-01T07:01:00.000Z',
    parts: ['site', 'clock', 'letters', 'matches', 'exchange'].map((part) => ({ part, state: 'works' })),
    gaps: [],
  });
  const { sql } = database;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    await tx`insert into runs (id, season_id, policy, locks, created_at)
      values (${runId}, ${road.seasonId}, 'need-first', ${tx.json({ keep: [], exclude: [] })}, '2026-12-01T06:40:00Z')`;
    await recordMove(tx, 'run', runId, null, 'queued');
    const [event] = await tx`insert into events (at, actor_name, thing, thing_id, event)
      values (now(), 'test', 'clearance', 'x', 'clearance.reminded') returning id`;
    await tx`insert into messages (event_id, account_id, template, sealed_letter, next_attempt_at)
      values (${event?.['id']}, ${road.volunteers[0]!.accountId}, 'expiry', '', '2026-12-01T06:50:00Z')`;
  });
  expect(await lateAt('2026-12-01T07:04:00Z')).toEqual(['matches']);
  expect(await lateAt('2026-12-01T07:05:01Z')).toEqual(['clock', 'letters', 'matches', 'exchange']);
});

test('a match at work is a sign of life, however long it takes', async () => {
  const { sql } = database;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    await tx`update runs set state = 'running', started_at = '2026-12-01T07:00:00Z', heartbeat_at = '2026-12-01T07:29:00Z' where id = ${runId}`;
    await recordMove(tx, 'run', runId, 'queued', 'running');
  });
  expect(await lateAt('2026-12-01T07:30:00Z')).toEqual(['letters']);
});

test('when the clock stood still that is told for thirty days, once, and a late minute is not', async () => {
  await work('2026-12-02T07:00:00Z');
  await work('2026-12-02T07:05:00Z');
  await Promise.all([work('2026-12-02T07:25:00Z'), work('2026-12-02T07:25:00Z')]);
  const gap = { fromAt: '2026-12-02T07:05:00.000Z', untilAt: '2026-12-02T07:25:00.000Z' };
  expect(await gapsAt('2026-12-02T07:26:00Z')).toEqual([gap]);
  expect(await gapsAt('2027-01-01T07:24:00Z')).toEqual([gap]);
  expect(await gapsAt('2027-01-01T07:26:00Z')).toEqual([]);
});
