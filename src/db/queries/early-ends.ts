import { eq, sql, type SQL } from 'drizzle-orm';

import type { ReturnAnswer } from '../../domain/early-end.ts';
import type { Connection } from '../client.ts';
import { earlyEnds } from '../tables/early-ends.ts';

export type EarlyEnd = typeof earlyEnds.$inferSelect;

/** Writes down how a placement ended, with the minutes that were taught until then. */
export async function insertEarlyEnd(db: Connection, ended: Omit<EarlyEnd, 'accountId' | 'minutesTaught'>): Promise<void> {
  const { placementId, endedAt, endedBy, mayReturn, returnReason, decidedBy, decidedAt } = ended;
  await db.execute(sql`insert into early_ends (placement_id, account_id, ended_at, ended_by, minutes_taught, may_return, return_reason, decided_by, decided_at)
    select p.id, p.account_id, ${endedAt}, ${endedBy}, coalesce((select sum(extract(epoch from upper(l.during) - lower(l.during)) / 60)::int
      from lessons l where l.placement_id = p.id), 0), ${mayReturn}, ${returnReason}, ${decidedBy}, ${decidedAt}
    from placements p where p.id = ${placementId}`);
}

export async function findEarlyEnd(db: Connection, placementId: string): Promise<EarlyEnd | undefined> {
  const [row] = await db.select().from(earlyEnds).where(eq(earlyEnds.placementId, placementId));
  return row;
}

/** Was it decided of one of a person's early ends that they may not come again? */
export async function mayNotReturn(db: Connection, accountId: string): Promise<boolean> {
  const rows = await db.execute(sql`select from early_ends where account_id = ${accountId} and may_return = 'no' limit 1`);
  return rows.length > 0;
}

/** How a placement ended before its time, as JSON; null where it did not, or where it is not the reader's to know. */
export const earlyEndOf = (placementId: SQL) =>
  sql`(select json_build_object('endedAt', e.ended_at, 'minutesTaught', e.minutes_taught, 'mayReturn', e.may_return,
      'returnReason', e.return_reason, 'decidedAt', e.decided_at) from early_ends e where e.placement_id = ${placementId})`;

export type EarlyEndTold = {
  readonly endedAt: string;
  readonly minutesTaught: number;
  readonly mayReturn: ReturnAnswer;
  readonly returnReason: string;
  readonly decidedAt: string | null;
};

export async function saveReturn(
  db: Connection,
  placementId: string,
  decided: Pick<EarlyEnd, 'mayReturn' | 'returnReason' | 'decidedBy' | 'decidedAt'>,
): Promise<void> {
  await db.update(earlyEnds).set(decided).where(eq(earlyEnds.placementId, placementId));
}
