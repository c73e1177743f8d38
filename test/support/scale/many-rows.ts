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

/** Names of made things by their number, in the order in which they are made; county and season number 0 are those that are there. */
async function makeNames(tx: postgres.Sql, { seasonId, countyCode }: Known): Promise<void> {
  await tx.unsafe(`
    create function pg_temp.made(kind text, n bigint) returns uuid language sql immutable as $$
      select (lpad(to_hex(hashtext(kind) & 16777215), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    create function pg_temp.season(n bigint) returns uuid language sql immutable as $$
      select case when n % 40 = 0 then '${seasonId}'::uuid else pg_temp.made('season', n % 40) end $$;
    create function pg_temp.county(n bigint) returns text language sql immutable as $$
      select case when n % 1000 = 0 then '${countyCode}' else ((11 + n % 30) * 10000 + 1000 + n % 1000)::text end $$;
    create function pg_temp.request(n bigint) returns bigint language sql immutable as $$ select 1 + (n - 1) % 8000 $$;
    create function pg_temp.day(n bigint) returns date language sql immutable as $$ select '2027-07-12'::date - (n % 40)::int * 180 $$`);
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
