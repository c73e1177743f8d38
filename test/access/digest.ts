import { sql } from 'drizzle-orm';

import { actingAs } from '../../src/db/acting.ts';
import type { Transaction } from '../../src/db/client.ts';

/** Everything but what asking itself leaves: that a token was used, and how often a door was knocked at. */
export async function digestOf(tx: Transaction): Promise<string> {
  const digest = await actingAs(tx, { kind: 'system', job: 'test' }, async (inside) => {
    const [row] = await inside.execute<{ digest: string }>(sql`select md5(string_agg(part, ',')) as digest from (
      select (query_to_xml(format('select md5(coalesce(string_agg(t::text, %L order by t::text), %L)) as d from %I as t', '|', '', tablename), true, false, ''))::text as part
      from pg_tables where schemaname = 'public' and tablename not in ('tokens', 'knocks', 'legal_moves', 'event_chain', 'sessions') order by tablename) as parts`);
    return row?.digest ?? '';
  });
  await tx.execute(sql`select set_config('role', 'none', true)`);
  return digest;
}

/** Was anything written in this transaction, even if it was taken back? Quicker to ask than what the rows are now. */
export async function isWritten(tx: Transaction): Promise<boolean> {
  const [row] = await tx.execute<{ written: number }>(sql`
    select case when pg_current_xact_id_if_assigned() is null then 0 else (
      select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int from pg_stat_xact_user_tables
      where relname not in ('tokens', 'knocks', 'sessions')) end as written`);
  return (row?.written ?? 0) > 0;
}
