import type postgres from 'postgres';
import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeRoad, moveRow, type Road } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

const database = testDatabase();
const site = siteFor(database);
let road: Road;

const filled = (seats: number, taken: number) => ({ seats, filled: taken });
const summary = {
  applications: 16,
  requests: 1,
  lines: 1,
  pairs: 16,
  placed: 14,
  locksKept: 0,
  tiers: [{ tier: 1, minimum: filled(5, 5), ideal: filled(15, 14), maximum: filled(15, 14) }],
  choices: [{ rank: 1, placed: 8 }],
  unranked: 6,
  unplaced: 2,
  linesShort: 0,
  seatsShort: 0,
  blockingPairs: 0,
  status: 'optimal',
  goals: [],
};

const inTransaction = async (work: (tx: postgres.Sql) => Promise<unknown>) =>
  database.sql.begin(async (transaction) => work(transaction as unknown as postgres.Sql));

/** Sixteen applicants: three of another university, two of whom get nothing. Eight get their first choice, six another place. */
beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 16, stage: 'matching' });
  const runId = crypto.randomUUID();
  await inTransaction(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const others = road.volunteers.slice(13).map(({ accountId }) => accountId);
    await tx`update volunteers set home_institution = '别处大学' where account_id in ${tx(others)}`;
    await tx`insert into runs (id, season_id, state, policy, locks, snapshot_sha256, summary)
      values (${runId}, ${road.seasonId}, 'done', 'need-first', '{"keep":[],"exclude":[]}', 'x', ${tx.json(summary)})`;
    const applications = road.volunteers.map(({ applicationId }) => ({ id: applicationId, kind: 'student', completions: 0 }));
    await tx`insert into run_files (run_id, snapshot, result) values (${runId}, ${JSON.stringify({ applications })}, '{}')`;
    await tx`insert into run_matches ${tx(
      road.volunteers
        .slice(0, 14)
        .map(({ applicationId }, i) => ({ run_id: runId, application_id: applicationId, line_id: road.lineId, rank: i < 8 ? 1 : null })),
    )}`;
  });
  await inTransaction(async (tx) => moveRow(tx, 'run', runId, 'done', 'published', { published_at: '2027-05-12T02:00:00Z' }));
});

const ask = async () => site('GET', `/statistics/equity?season=${road.seasonId}`);

test('nothing is told of a match before its season teaches', async () => {
  expect((await ask()).status).toBe(404);
  await inTransaction(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update seasons set state = 'teaching' where id = ${road.seasonId}`;
  });
  expect((await ask()).status).toBe(200);
});

const kept = (seats: number) => ({ seats, filled: null });

test('what groups of applicants got is told, but of no group of fewer than five, nor what gives it away', async () => {
  const { body } = await ask();
  // Two got nothing: so it is not told how many got another place, nor who sits in the seats, which is everybody but these two.
  expect(body['all']).toMatchObject({ applicants: 16, outcomes: { first: 8, second: 0, unranked: null, nothing: null } });
  expect(body['tiers']).toEqual([{ tier: 1, minimum: kept(5), ideal: kept(15), maximum: kept(15) }]);
  // Three are of another university, so neither is told; two got nothing, so no group says what became of it.
  const by = body['by'] as Record<string, { applicants: number; outcomes: Record<string, number | null> }[]>;
  expect(by['institution']).toEqual([]);
  for (const dimension of ['homeRegion', 'firstTimer', 'volunteerKind'])
    expect(by[dimension]?.map(({ applicants, outcomes }) => [applicants, outcomes['nothing']])).toEqual([[16, null]]);
  expect(JSON.stringify(body)).not.toContain('别处大学');
});

test('a person reads the same on the page, in both languages', async () => {
  const visitor = new Visitor(database);
  for (const [language, words] of [
    ['zh', '全部申请人'],
    ['en', 'All applicants'],
  ] as const) {
    const { status, text } = await visitor.get('/record/equity', { language });
    expect([status, text.includes(words), text.includes('别处大学')]).toEqual([200, true, false]);
  }
});
