import { DateTime } from 'luxon';
import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, recordMove, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let site: ReturnType<typeof siteFor>;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 3, maximum: 2 });
  for (const { accountId, applicationId } of road.volunteers) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await sql.begin(async (transaction) => {
      const tx = transaction as unknown as typeof sql;
      const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, 'identity') returning id`;
      await recordMove(tx, 'clearance', String(row?.['id']), null, 'requested');
      await tx`update clearances set state = 'submitted' where id = ${row?.['id']}`;
      await recordMove(tx, 'clearance', String(row?.['id']), 'requested', 'submitted');
      await tx`update clearances set state = 'cleared', valid_through_day = '2027-12-31', verified_by = ${road.coordinatorId}, verified_at = now()
        where id = ${row?.['id']}`;
      await recordMove(tx, 'clearance', String(row?.['id']), 'submitted', 'cleared');
    });
  }
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    for (const [from, to] of [
      ['planned', 'open'],
      ['open', 'matching'],
    ] as const) {
      await tx`update seasons set state = ${to} where id = ${road.seasonId}`;
      await recordMove(tx, 'season', road.seasonId, from, to);
    }
  });
  site = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now: '2027-05-10T08:00:00Z' });
});

const work = () => runDueJobs({ db: database.db, now: () => DateTime.fromISO('2027-05-10T08:01:00Z', { zone: 'utc' }) });

test('a run fills the seats, is proven by its files, and becomes proposed placements when it is published', async () => {
  const asked = await site('POST', `/seasons/${road.seasonId}/runs`, {});
  expect(asked.status).toBe(202);
  const id = String(asked.body['id']);
  expect(asked.body).toMatchObject({ state: 'queued', lotterySeed: null });
  await work();
  const done = await site('GET', `/runs/${id}`);
  expect(done.body).toMatchObject({
    state: 'done',
    progress: 1,
    summary: { status: 'optimal', placed: 2, applications: 3 },
    lotterySeed: null,
  });

  const snapshot = snapshotSchema.parse((await site('GET', `/runs/${id}/snapshot`)).body);
  const proof = resultSchema.parse((await site('GET', `/runs/${id}/proof`)).body);
  expect(proof.snapshotSha256).toBe(done.body['snapshotSha256']);
  expect(checkMatch(snapshot, proof)).toEqual({ optimal: true });
  expect((await site('GET', `/runs/${id}/placements`)).body['items']).toHaveLength(2);
  expect((await site('GET', `/runs/${id}/unplaced`)).body['items']).toHaveLength(1);
  expect((await site('GET', `/runs/${id}/shortages`)).body['items']).toEqual([]);

  const published = await site('POST', `/runs/${id}/publish`);
  expect(published.body).toMatchObject({ state: 'published', lotterySeed: '00'.repeat(32) });
  const [count] = await database.sql`select count(*)::int as n from placements where run_id = ${id} and state = 'proposed'`;
  expect(count?.['n']).toBe(2);
});

test('a run whose job died is taken up again and done', async () => {
  const { sql } = database;
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  const die = (attempts: number) => sql`update runs set heartbeat_at = '2027-05-10T07:00:00Z', attempts = ${attempts} where id = ${id}`;
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    await tx`update runs set state = 'running' where id = ${id}`;
    await recordMove(tx, 'run', id, 'queued', 'running');
  });
  await die(1);
  await work();
  expect((await site('GET', `/runs/${id}`)).body).toMatchObject({ state: 'done', summary: { status: 'optimal' } });
});

test('a run that dies each time fails in words', async () => {
  const { sql } = database;
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    await tx`update runs set state = 'running' where id = ${id}`;
    await recordMove(tx, 'run', id, 'queued', 'running');
  });
  await sql`update runs set heartbeat_at = '2027-05-10T07:00:00Z', attempts = 3 where id = ${id}`;
  await work();
  expect((await site('GET', `/runs/${id}`)).body).toMatchObject({ state: 'failed', failure: 'its job died 3 times' });
});

test('a waiting run is stopped at once, and a stopped one cannot be published', async () => {
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  expect((await site('POST', `/runs/${id}/stop`)).body).toMatchObject({ state: 'stopped' });
  expect(await site('POST', `/runs/${id}/publish`)).toMatchObject({ status: 409, body: { state: 'stopped', allowed: [] } });
});

test('only a coordinator asks for a run or reads one', async () => {
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId) });
  expect((await volunteer('POST', `/seasons/${road.seasonId}/runs`, {})).status).toBe(403);
  expect((await volunteer('GET', `/runs/${crypto.randomUUID()}/proof`)).status).toBe(403);
  expect((await site('GET', '/runs/nothing/snapshot')).status).toBe(404);
});
