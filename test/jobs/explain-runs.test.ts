import { beforeAll, expect, test } from 'vitest';

import { explainRuns } from '../../src/jobs/explain-runs.ts';
import { runMatching } from '../../src/jobs/run-matching.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, type Road } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
const job = () => jobFor(database, '2027-05-10T08:01:00Z');
let road: Road;
let coordinator: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 205, stage: 'matching' });
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: '2027-05-10T08:00:00Z' });
});

const written = async () => (await database.sql`select count(*)::int as count from run_reasons`)[0]?.['count'] as unknown;

test('reasons are written down of a published match alone, some at a time, and once', async () => {
  const { body } = await coordinator('POST', `/seasons/${road.seasonId}/runs`, {});
  await runMatching(job());
  expect(await explainRuns(job())).toBe(false);
  const runId = String(body['id']);
  await coordinator('POST', `/runs/${runId}/publish`);
  // While another works at it there is nothing to do.
  await database.sql.begin(async (other) => {
    await other`select from runs where id = ${runId} for no key update`;
    expect(await explainRuns(job())).toBe(false);
  });
  expect(await explainRuns(job())).toBe(true);
  expect(await written()).toBe(200);
  expect([await explainRuns(job()), await explainRuns(job())]).toEqual([true, false]);
  expect(await written()).toBe(205);
});

test('whose data is erased has no reasons written of them', async () => {
  const { sql } = database;
  await sql`delete from run_reasons`;
  await sql`update runs set explained_at = null`;
  await sql`update accounts set erased_at = now() where id = ${road.volunteers[0]!.accountId}`;
  while (await explainRuns(job()));
  expect(await written()).toBe(204);
});
