import type postgres from 'postgres';

import type { Filling } from './fillings/numbered.ts';
import { people } from './fillings/people.ts';
import { programme } from './fillings/programme.ts';
import { running } from './fillings/running.ts';
import { service } from './fillings/service.ts';

/** What is there already, and what much of the rest is made to belong to: one season and one county. */
export type Known = { readonly seasonId: string; readonly countyCode: string };

/**
 * Fills every table that grows with as many rows as many years bring, past the triggers: what a row is not told it takes from one that
 * is there. Then the planner is told what there is.
 */
export async function makeManyRows(sql: postgres.Sql, { seasonId, countyCode }: Known): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`alter table completions disable trigger user`;
    await makeNames(tx, { seasonId, countyCode });
    for (const filling of [...people, ...programme, ...service, ...running]) await fill(tx, filling);
    await tx`alter table completions enable trigger user`;
    await tx`alter table completions enable always trigger note_written, enable always trigger note_changed, enable always trigger note_deleted`;
    await tx`update event_chain set sequence = (select max(sequence) from events)`;
    await tx`select rebuild_tallies()`;
  });
  await sql`vacuum analyze`;
}

/** Names of made things by their number, in the order in which they are made; county 0 and the last season are those that are there. */
async function makeNames(tx: postgres.Sql, { seasonId, countyCode }: Known): Promise<void> {
  await tx.unsafe(`
    create function pg_temp.made(kind text, n bigint) returns uuid language sql immutable as $$
      select (lpad(to_hex(hashtext(kind) & 16777215), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    create function pg_temp.season(n bigint) returns uuid language sql immutable as $$
      select case when n = 39 then '${seasonId}'::uuid else pg_temp.made('season', n) end $$;
    create function pg_temp.county(n bigint) returns text language sql immutable as $$
      select case when n % 1000 = 0 then '${countyCode}' else ((11 + n % 1000 % 30) * 10000 + 1000 + n % 1000)::text end $$;
    create function pg_temp.day(n bigint) returns date language sql immutable as $$ select '2027-07-12'::date - (39 - n)::int * 180 $$`);
}

type Column = { readonly name: string; readonly isGenerated: boolean };

async function fill(tx: postgres.Sql, { table, rows, set, where = 'true' }: Filling): Promise<void> {
  const columns = await tx<Column[]>`select attname as name, attgenerated <> '' or attidentity <> '' as "isGenerated" from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`;
  const unknown = Object.keys(set).filter((name) => !columns.some((column) => column.name === name));
  if (unknown.length > 0) throw new Error(`${table} has no ${unknown.join(', ')}`);
  const [there] = await tx`select 1 from ${tx(table)} limit 1`;
  const taken = columns.filter(({ name, isGenerated }) => !isGenerated && (there !== undefined || set[name] !== undefined));
  const names = taken.map(({ name }) => `"${name}"`).join(', ');
  const values = taken.map(({ name }) => set[name] ?? `first."${name}"`).join(', ');
  const first = there === undefined ? '' : `cross join (select * from ${table} limit 1) first`;
  await tx.unsafe(`insert into ${table} (${names}) select ${values} from generate_series(1, ${rows}::bigint) n ${first} where ${where}`);
}

/** One of each thing that the clock looks for is due; the season's seats that fall free are to be given. */
export async function makeDue(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`update messages set sent_at = '2027-03-31' where sent_at is null and failed_at is null`;
    await tx`update webhook_deliveries set state = 'delivered', ended_at = '2027-03-31' where state = 'waiting'`;
    await tx`update runs set published_at = '2027-03-01' where state = 'published'`;
    await tx`update seasons set state = 'placing' where state = 'open'`;
    const offers = await tx<{ id: string }[]>`select id from placements where state = 'offered' order by id desc limit 2`;
    const [lapsed, reminded] = offers.map(({ id }) => id);
    await tx`update placements set reply_by_at = '2027-03-31' where id = ${lapsed ?? null}`;
    await tx`update placements set remind_at = '2027-03-31' where id = ${reminded ?? null}`;
    await tx`update placements set feedback_asked_at = null, start_day = '2027-03-10', end_day = '2027-03-25'
      where id = (select id from placements where state = 'completed' order by id desc limit 1)`;
    for (const [nth, day] of [
      [0, '2027-03-30'],
      [15_000, '2027-04-20'],
    ] as const) {
      await tx`update clearances set valid_through_day = ${day} where id = (select id from clearances where state = 'cleared' order by id offset ${nth} limit 1)`;
    }
    await tx`update station_liaisons set confirmed_day = '2026-04-01' where station_id = (select station_id from station_liaisons order by station_id limit 1)`;
  });
}
