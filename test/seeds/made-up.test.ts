import type postgres from 'postgres';
import { beforeAll, expect, test } from 'vitest';

import { seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { comingYear, loadMadeUp } from '../../seeds/made-up/load.ts';
import { firstYear, sizes } from '../../seeds/made-up/sizes.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { loadSnapshot } from '../../src/db/queries/snapshot.ts';
import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { snapshotSchema, type Snapshot } from '../../src/matching/snapshot.ts';
import { actingAs } from '../../src/db/acting.ts';
import type { Transaction } from '../../src/db/client.ts';
import { testDatabase } from '../support/database.ts';
import { siteFor, testKeys } from '../support/site.ts';

const database = testDatabase();
const twin = testDatabase();
const steps: [string, number][] = [];
const today = new Date('2026-11-26T02:00:00Z');

beforeAll(async () => {
  for (const { sql, ownerUrl } of [database, twin]) {
    await seedReference(sql);
    await seedAccounts(sql);
    await loadMadeUp(ownerUrl, 'demo', { today, keys: testKeys, progress: (what, done) => steps.push([what, done]) });
  }
});

test('the demonstration has a coming season and a closed one for every year from 2019, all of them marked as made up', async () => {
  const seasons = await database.sql`select teaching_start_day, state, made_up from seasons order by teaching_start_day`;
  expect(seasons.map(({ state, made_up }) => [state, made_up])).toEqual([
    ...Array.from({ length: 2027 - firstYear }, () => ['closed', true]),
    ['placing', true],
    ['open', true],
  ]);
  const [counted] =
    await database.sql`select (select count(*)::int from requests r join seasons s on s.id = r.season_id where s.state = 'open' and r.state = 'approved') as requests,
    (select count(*)::int from lines l join requests r on r.id = l.request_id join seasons s on s.id = l.season_id
      where s.state = 'open' and r.state = 'approved') as lines,
    (select count(*)::int from applications a join seasons s on s.id = a.season_id where s.state = 'open' and a.state = 'approved') as applications,
    (select count(*)::int from stations) as stations, (select bool_and(made_up) from accounts) as accounts_made_up,
    (select bool_and(made_up) from completions) as completions_made_up, (select min(completed_at) from completions) as first_completion`;
  const { lines, applications, counties } = sizes.demo;
  expect(counted).toMatchObject({
    requests: 20,
    lines,
    applications,
    // Nanjian has two more.
    stations: counties + 4,
    accounts_made_up: true,
    completions_made_up: true,
  });
  expect(new Date(String(counted?.['first_completion'])).getUTCFullYear()).toBe(firstYear);
});

test('made-up completions are counted, beside the reported totals and never in them', async () => {
  const statistics = await siteFor(database)('GET', '/statistics?by=season');
  const { recorded, reported } = statistics.body as {
    recorded: { rows: { completions: number; madeUp: number }[] };
    reported: { volunteers: number };
  };
  const completions = recorded.rows.reduce((sum, row) => sum + row.completions, 0);
  expect(completions).toBeGreaterThan((2027 - firstYear) * sizes.demo.completionsASeason * 0.8);
  expect(recorded.rows.every((row) => row.madeUp === row.completions)).toBe(true);
  expect(reported.volunteers).toBe(3865);
});

test('its events make one unbroken chain', async () => {
  const [chain] =
    await database.sql`select first_broken_event() as broken, (select count(*)::int from events where sequence is null) as unsealed`;
  expect(chain).toEqual({ broken: null, unsealed: 0 });
});

test('its coming season can be matched, and the match is proven', async () => {
  const snapshot = await snapshotOf(database.sql);
  const result = match(snapshot);
  expect(result.matches.length).toBeGreaterThan(20);
  expect(snapshot.applications.some(({ completions }) => completions > 0)).toBe(true);
  expect(checkMatch(snapshot, result)).toEqual({ optimal: true });
});

test('the same size and year make the same data, ids included', async () => {
  expect(await snapshotOf(twin.sql, twin)).toEqual(await snapshotOf(database.sql));
});

test('loading tells how far it is, up to the end, and a second time changes nothing', async () => {
  const shares = steps.slice(0, steps.length / 2).map(([, done]) => done);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  const before = await database.sql`select count(*)::int as events from events`;
  expect(await loadMadeUp(database.ownerUrl, 'demo', { today, keys: testKeys, progress: () => undefined })).toBe(false);
  expect(await database.sql`select count(*)::int as events from events`).toEqual(before);
});

test('the coming summer is one that people can still apply to', () => {
  expect(comingYear(new Date('2026-11-24'))).toBe(2027);
  expect(comingYear(new Date('2027-04-30'))).toBe(2027);
  expect(comingYear(new Date('2027-05-01'))).toBe(2028);
});

async function snapshotOf(sql: postgres.Sql, { db } = database): Promise<Snapshot> {
  const [season] = await sql`select id from seasons where state = 'open'`;
  const locks = { keep: [], exclude: [] };
  const load = async (tx: Transaction) => loadSnapshot(tx, String(season?.['id']), { policy: 'need-first', locks });
  return snapshotSchema.parse(await actingAs(db, { kind: 'system', job: 'test' }, load));
}
