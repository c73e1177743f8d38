import fc from 'fast-check';
import type postgres from 'postgres';

import { healthPlace, numberPlace } from '../../src/db/queries/identity.ts';
import { advance, makeAccount, makeRoad, moveRow, recordMove, type Road } from './rows.ts';
import { testKeys } from './site.ts';

/** How far somebody got in a season. */
const stages = ['nothing', 'applied', 'withdrawn', 'accepted', 'taught'] as const;
/** What else is held of them. */
const belongings = [
  'profile',
  'document',
  'health',
  'token',
  'passkey',
  'consent',
  'barred',
  'calendar',
  'training',
  'check',
  'bounce',
  'letter',
] as const;

export type History = { readonly seasons: readonly (typeof stages)[number][]; readonly holds: readonly (typeof belongings)[number][] };

/** What one account holds, over two seasons. */
export const history: fc.Arbitrary<History> = fc.record({
  seasons: fc.array(fc.constantFrom(...stages), { minLength: 2, maxLength: 2 }),
  holds: fc.subarray([...belongings]),
});

/** Two seasons a year apart, with seats for everybody. */
export async function makeSeasons(sql: postgres.Sql): Promise<readonly Road[]> {
  const roads = [await makeRoad(sql, { maximum: 900, stage: 'matching' }), await makeRoad(sql, { maximum: 900, stage: 'matching' })];
  await sql`delete from season_checks`;
  await sql`update requests set start_day = '2028-07-12', end_day = '2028-07-26' where id = ${roads[1]?.requestId ?? ''}`;
  await sql`insert into texts (kind, version, zh, en, published_at) values ('agreement', 1, '文字', 'text', now())`;
  return roads;
}

/** An account with this history. */
export async function live(sql: postgres.Sql, roads: readonly Road[], { seasons, holds }: History): Promise<string> {
  const accountId = await makeAccount(sql, 'volunteer', '双号');
  for (const [i, stage] of seasons.entries()) {
    const road = roads[i];
    if (road !== undefined && stage !== 'nothing') await serve(sql, { ...road, year: 2027 + i, accountId }, stage);
  }
  for (const held of holds) await have[held](sql, accountId, roads[0]?.seasonId ?? '');
  return accountId;
}

type Place = Road & { readonly year: number; readonly accountId: string };

async function serve(sql: postgres.Sql, place: Place, stage: (typeof stages)[number]): Promise<void> {
  const { seasonId, accountId, year } = place;
  const applicationId = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into applications (season_id, account_id, statement) values (${seasonId}, ${accountId}, 'x') returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'application', id, null, 'draft');
    if (stage === 'withdrawn') await moveRow(tx, 'application', id, 'draft', 'withdrawn');
    return id;
  });
  if (stage === 'applied' || stage === 'withdrawn') return;
  const placementId = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      values (${applicationId}, ${accountId}, ${seasonId}, ${place.lineId}, ${place.requestId}, '532926', ${`${year}-07-12`}, ${`${year}-07-26`}) returning id`;
    await recordMove(tx, 'placement', String(row?.['id']), null, 'proposed');
    return String(row?.['id']);
  });
  await advance(sql, placementId, 'offered', 'accepted');
  if (stage === 'taught') await teach(sql, place, placementId);
}

/** Taught, completed, and certified. */
async function teach(sql: postgres.Sql, { accountId, seasonId, year }: Place, placementId: string): Promise<void> {
  await advance(sql, placementId, 'started');
  await sql`insert into lessons (placement_id, account_id, during, subject_code, learners)
    values (${placementId}, ${accountId}, ${`[${year}-07-13 09:00+08,${year}-07-13 10:30+08)`}::text::tstzrange, 'english', 31)`;
  await sql`insert into reports (placement_id, days_served, text, submitted_at) values (${placementId}, 15, 'x', now())`;
  await sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${placementId}, 15, 'x', now())`;
  await sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
      home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
    values (${placementId}, ${accountId}, ${seasonId}, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 1, 90, 31, now())`;
  await advance(sql, placementId, 'completed');
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const serial = `ZJ-${year}-${placementId.slice(-7).toUpperCase()}-0000000`;
    await tx`insert into certificates (serial, placement_id, account_id, holder_name, facts, issued_at)
      values (${serial}, ${placementId}, ${accountId}, '双号', '{}', now())`;
    await recordMove(tx, 'certificate', serial, null, 'issued');
  });
}

type Having = (sql: postgres.Sql, accountId: string, seasonId: string) => Promise<unknown>;

/** The number is the person's, so both accounts have the same. */
const have: Readonly<Record<(typeof belongings)[number], Having>> = {
  profile: async (
    sql,
    accountId,
  ) => sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    values (${accountId}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN']})`,
  document: async (sql, accountId) => sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at)
    values (${accountId}, 'passport', ${await testKeys.seal('P1', numberPlace(accountId))}, 'hash of P1', now())`,
  health: async (sql, accountId) => sql`insert into health_notes (account_id, sealed_text, updated_at)
    values (${accountId}, ${await testKeys.seal('nuts', healthPlace(accountId))}, now())`,
  token: async (sql, accountId) => sql`insert into tokens (account_id, sha256, label, expires_at)
    values (${accountId}, sha256(convert_to(${accountId}, 'UTF8')), 'x', '2030-01-01')`,
  passkey: async (sql, accountId) => sql`insert into passkeys (account_id, public_key, credential_id, counter, device_type, backed_up)
    values (${accountId}, 'x', ${accountId}, 0, 'multiDevice', true)`,
  consent: async (sql, accountId) =>
    sql`insert into consents (account_id, kind, version, given_at) values (${accountId}, 'agreement', 1, now())`,
  barred: async (
    sql,
    accountId,
  ) => sql`insert into barred_pairs (account_id, county_code, barred_by, reason) select ${accountId}, '532926', 'county', 'x'
    where not exists (select from placements where account_id = ${accountId} and state = 'accepted')`,
  calendar: async (sql, accountId) =>
    sql`insert into calendar_addresses (account_id, key_sha256) values (${accountId}, sha256(convert_to(${accountId}, 'UTF8')))`,
  training: async (
    sql,
    accountId,
    seasonId,
  ) => sql`insert into training_attendances (account_id, season_id, held_day, attended_whole, recorded_by, recorded_at)
    select ${accountId}, ${seasonId}, '2027-06-01', true, a.id, now() from accounts a where a.name = '云南省' limit 1`,
  check: async (sql, accountId) =>
    sql.begin(async (transaction) => {
      const tx = transaction as unknown as postgres.Sql;
      const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, 'health') returning id`;
      await recordMove(tx, 'clearance', String(row?.['id']), null, 'requested');
    }),
  bounce: async (sql, accountId) =>
    sql`insert into bounces (account_id, in_a_row, last_at, last_answer) values (${accountId}, 1, now(), '550')`,
  letter: async (sql, accountId) =>
    sql.begin(async (tx) => {
      const [event] =
        await tx`insert into events (at, actor_name, subject_id, thing, thing_id, event) values (now(), 'test', ${accountId}, 'account', ${accountId}, 'x') returning id`;
      await tx`insert into messages (event_id, account_id, template, sealed_letter) values (${String(event?.['id'])}, ${accountId}, 'x', ${Buffer.from('x')})`;
    }),
};

/** Every row of every table, but of those that only ever grow, and of what a merge writes of itself. */
export async function dump(sql: postgres.Sql): Promise<Readonly<Record<string, readonly string[]>>> {
  const grows = new Set([
    'events',
    'event_chain',
    'messages',
    'account_merges',
    'merge_moves',
    'idempotency_keys',
    'knocks',
    'tally_changes',
  ]);
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const rows: Record<string, readonly string[]> = {};
  for (const { name } of tables.filter((table) => !grows.has(table.name))) {
    const found = await sql<{ row: string }[]>`select (to_jsonb(t) - 'last_used_at')::text as row from ${sql(name)} t order by 1`;
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}
