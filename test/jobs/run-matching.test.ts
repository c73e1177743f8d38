import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { testDatabase } from '../support/database.ts';
import { makeRoad, recordMove, type Road } from '../support/rows.ts';
import { losing } from '../support/losing.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let site: ReturnType<typeof siteFor>;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 3, maximum: 2, stage: 'matching' });
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
  site = siteFor(database, { token: await tokenOf(sql, road.coordinatorId), now: '2027-05-10T08:00:00Z' });
});

const work = () => runDueJobs(jobFor(database, '2027-05-10T08:01:00Z'));

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

test('a database that is gone for a moment fails no run: it is taken up again', async () => {
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  await losing(database.sql, 'run_matches', async () => expect(work()).rejects.toThrow());
  expect((await site('GET', `/runs/${id}`)).body).toMatchObject({ state: 'running' });
  await runDueJobs(jobFor(database, '2027-05-10T08:03:00Z'));
  expect((await site('GET', `/runs/${id}`)).body).toMatchObject({ state: 'done' });
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

const done = async () => {
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  await work();
  return id;
};
const changedIn = async (id: string) => {
  const { status, body } = await site('POST', `/runs/${id}/publish`);
  return [status, body['isDrawnAnew'], ((body['changed'] ?? []) as { why: string }[]).map(({ why }) => why)];
};

test('a stop that comes while the job works is not overrun by its end', async () => {
  const id = String((await site('POST', `/seasons/${road.seasonId}/runs`, {})).body['id']);
  // Asked at a moment when the job looks up no more: just after its snapshot, in a match too small to have steps.
  await database.sql.unsafe(`
    create function ask_to_stop() returns trigger language plpgsql as
      $$ begin update runs set stop_requested_at = now() where id = new.run_id; return new; end $$;
    create trigger ask_to_stop after insert on run_files for each row execute function ask_to_stop()`);
  await work();
  await database.sql.unsafe('drop trigger ask_to_stop on run_files; drop function ask_to_stop');
  expect((await site('GET', `/runs/${id}`)).body['state']).toBe('stopped');
});

test('what no longer holds at the moment of publishing is named, and nothing is proposed', async () => {
  const { sql } = database;
  const id = await done();
  await sql`update application_windows set days = '[2027-07-01,2027-07-20]'`;
  expect(await changedIn(id)).toEqual([409, false, ['dates', 'dates']]);
  await sql`update application_windows set days = '[2027-07-01,2027-08-31]'`;
  await sql`update clearances set valid_through_day = '2027-07-20'`;
  expect(await changedIn(id)).toEqual([409, false, ['clearance', 'clearance']]);
  await sql`update clearances set valid_through_day = '2027-12-31'`;
  await sql`update counties set beds = 1`;
  expect(await changedIn(id)).toEqual([409, false, ['beds', 'beds']]);
  await sql`update counties set beds = 20`;
  const [before] = await sql`select count(*)::int as n from placements where run_id = ${id}`;
  expect(before?.['n']).toBe(0);
  expect(await changedIn(id)).toEqual([200, undefined, []]);
});

test('a season that goes back to open draws another lottery, and runs of the old one are outdated', async () => {
  const id = await done();
  const hash = async () => (await site('GET', `/seasons/${road.seasonId}`)).body['lotterySeedSha256'];
  const before = await hash();
  await site('POST', `/seasons/${road.seasonId}/back`, { reason: 'A county asked late' });
  expect(await hash()).not.toBe(before);
  await site('POST', `/seasons/${road.seasonId}/advance`);
  expect(await changedIn(id)).toEqual([409, true, []]);
});

test('a lock that leads nowhere, or contradicts another, is refused where it stands', async () => {
  const [volunteer] = road.volunteers;
  const pair = { applicationId: volunteer!.applicationId, lineId: road.lineId };
  const turned = { applicationId: pair.lineId, lineId: pair.applicationId };
  const { status, body } = await site('POST', `/seasons/${road.seasonId}/runs`, { locks: { keep: [pair, turned], exclude: [pair] } });
  expect([status, (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
    422,
    ['/locks/exclude/0', '/locks/keep/1/applicationId', '/locks/keep/1/lineId'],
  ]);
});
