import { beforeAll, expect, test } from 'vitest';

import type { Letter } from '../../src/mail/letter.ts';
import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { loadMadeUp } from '../../seeds/made-up/load.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { actingAs } from '../../src/db/acting.ts';
import { sealedColumns } from '../../src/db/queries/sealed-columns.ts';
import { placementStates } from '../../src/domain/placement.ts';
import { clearanceStates } from '../../src/domain/clearance.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { resultSchema } from '../../src/matching/result.ts';
import { snapshotSchema } from '../../src/matching/snapshot.ts';
import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { jobFor, testKeys } from '../support/site.ts';

/** A day on which the coming summer is far, one on which the last has just begun, and one on which the coming one is near. */
const [far, begun, near] = ['2026-11-26T02:00:00Z', '2027-07-10T15:30:00Z', '2028-04-29T20:00:00Z'] as const;
const database = testDatabase();
const others = [testDatabase(), testDatabase()];

async function load({ sql, ownerUrl }: TestDatabase, today: string): Promise<void> {
  await seedReference(sql);
  await seedAccounts(sql);
  await loadMadeUp(ownerUrl, 'demo', { today: new Date(today), keys: testKeys, progress: () => undefined });
}

beforeAll(async () => load(database, far));

const statesOf = async (query: string): Promise<string[]> => {
  const rows = await database.sql.unsafe<{ state: string }[]>(query);
  return rows.map(({ state }) => state);
};
const volunteer = "(select id from accounts where email = 'volunteer@example.org')";

test('the demonstration volunteer has completed, teaches, is offered a place with time to answer, and writes an application', async () => {
  const placements = await database.sql.unsafe(`select p.state, s.state as season, p.county_code, p.reply_by_at > '${far}' as in_time,
    (select count(*)::int from lessons where placement_id = p.id) as lessons from placements p join seasons s on s.id = p.season_id
    where p.account_id = ${volunteer} order by p.id`);
  expect(placements).toMatchObject([
    { state: 'completed', season: 'closed', county_code: '532926' },
    { state: 'started', season: 'placing' },
    { state: 'offered', season: 'placing', lessons: 0, in_time: true },
  ]);
  expect(placements[1]?.['lessons']).toBeGreaterThan(3);
  expect(await statesOf(`select state from applications where account_id = ${volunteer} order by 1`)).toEqual([
    'approved',
    'approved',
    'draft',
  ]);
  const checks = await statesOf(`select distinct state from clearances where account_id = ${volunteer}`);
  expect(checks.toSorted()).toEqual([...clearanceStates].toSorted());
  const [consents] = await database.sql.unsafe(`select count(distinct kind)::int as kinds from consents where account_id = ${volunteer}`);
  expect(consents).toEqual({ kinds: 5 });
});

test('the running season has placements in every state, and runs whose files hold their proof', async () => {
  const running = "(select id from seasons where state = 'placing')";
  const placements = await statesOf(`select distinct state from placements where season_id = ${running}`);
  expect(placements.toSorted()).toEqual([...placementStates].toSorted());
  expect(await statesOf(`select state from runs where season_id = ${running} order by id`)).toEqual([
    'stopped',
    'failed',
    'published',
    'done',
    'published',
    'done',
  ]);
  const files = await database.sql.unsafe(
    `select snapshot, result from run_files f join runs r on r.id = f.run_id where r.season_id = ${running}`,
  );
  expect(files).toHaveLength(4);
  for (const { snapshot, result } of files) {
    const verdict = checkMatch(snapshotSchema.parse(JSON.parse(String(snapshot))), resultSchema.parse(JSON.parse(String(result))));
    expect(verdict).not.toHaveProperty('wrong');
  }
  const [short] = await database.sql.unsafe(`select bool_and((summary ->> 'linesShort')::int > 0) as short from runs
    where season_id = ${running} and summary is not null`);
  expect(short).toEqual({ short: true });
});

test('every past season was matched and published, so that its results by choice are there', async () => {
  const [counted] = await database.sql`select count(*)::int as seasons, count(r.id)::int as runs,
    (select count(*)::int from placements p join seasons c on c.id = p.season_id where c.state = 'closed' and p.run_id is null) as unmatched
    from seasons s left join runs r on r.season_id = s.id and r.state = 'published' where s.state = 'closed'`;
  expect(counted).toMatchObject({ runs: counted?.['seasons'], unmatched: 0 });
});

test('whoever was in a published match has its reasons, and the demonstration volunteer reads why not their first choice', async () => {
  const [counted] = await database.sql`select count(*)::int as runs, count(*) filter (where exists (select from run_reasons m
    where m.run_id = r.id))::int as explained from runs r where state = 'published'`;
  expect(counted?.['explained']).toBe(counted?.['runs']);
  const told = await actingAs(database.db, { kind: 'system', job: 'test' }, async (tx) =>
    tx.execute(`select told_reason(id) -> 'missed' as missed from applications where account_id = ${volunteer}
      and season_id in (select id from seasons where state = 'placing')`),
  );
  expect([...told]).toMatchObject([{ missed: [{ rank: 1, because: { kind: 'rules' } }] }]);
});

test('what is encrypted opens with the keys of the installation', async () => {
  let opened = 0;
  for (const { table, column, key, place } of sealedColumns) {
    const told = key === 'key_sha256' ? "encode(key_sha256, 'hex')" : `(${key})::text`;
    const rows = await database.sql.unsafe(`select ${told} as key, ${column} as value from ${table} where length(${column}) > 0`);
    for (const row of rows) {
      expect((await testKeys.open(row['value'] as Uint8Array, place(String(row['key'])))).length).toBeGreaterThan(0);
      opened += 1;
    }
  }
  expect(opened).toBeGreaterThan(12);
});

test('the clock finds it in order: it sends no letter twice and lets no offer lapse before its time', async () => {
  const letters: Letter[] = [];
  const job = jobFor(database, far, letters);
  await runDueJobs(job);
  const sent = letters.length;
  await runDueJobs(job);
  expect(letters).toHaveLength(sent);
  expect(await statesOf(`select state from placements where account_id = ${volunteer} order by id`)).toEqual([
    'completed',
    'started',
    'offered',
  ]);
});

test('it can be made on any day, and on every day of a year with the same ids', async () => {
  const made = [];
  for (const [i, today] of [begun, near].entries()) {
    const other = others[i] as TestDatabase;
    await load(other, today);
    const [states] = await other.sql.unsafe(`select array_agg(p.state order by p.id) as own, first_broken_event() as broken,
      (select count(*)::int from seasons where state = 'placing' and '${today}' between teaching_start_day and teaching_end_day) as running
      from placements p where p.account_id = ${volunteer}`);
    expect(states).toEqual({ own: ['completed', 'started', 'offered'], running: 1, broken: null });
    made.push(
      await other.sql`select id from placements union all select id from applications union all select id from clearances
      union all select id from requests union all select id from runs union all select id from incidents order by 1`,
    );
  }
  expect(made[1]).toEqual(made[0]);
});
