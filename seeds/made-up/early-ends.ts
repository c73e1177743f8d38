import type postgres from 'postgres';

import type { ReturnAnswer } from '../../src/domain/early-end.ts';

type Ended = {
  readonly at: string;
  /** Who ended it; nobody of the made-up years. */
  readonly by: string | null;
  readonly mayReturn: ReturnAnswer;
  readonly reason: string;
};

/** Writes down how placements ended before their time, after what was taught until then, in the transaction that ended them. */
export async function tellEarlyEnds(sql: postgres.Sql, ids: readonly string[], { at, by, mayReturn, reason }: Ended): Promise<void> {
  const isDecided = mayReturn !== 'undecided';
  await sql`insert into early_ends (placement_id, account_id, ended_at, ended_by, minutes_taught, may_return, return_reason, decided_by, decided_at)
    select p.id, p.account_id, ${at}, ${by}, coalesce((select sum(extract(epoch from upper(l.during) - lower(l.during)) / 60)::int
      from lessons l where l.placement_id = p.id), 0), ${mayReturn}, ${isDecided ? reason : ''}, ${isDecided ? by : null}, ${isDecided ? at : null}
    from placements p where p.id = any(${sql.array([...ids])}::uuid[])`;
}
