import { eq, sql } from 'drizzle-orm';

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

export async function saveReturn(
  db: Connection,
  placementId: string,
  decided: Pick<EarlyEnd, 'mayReturn' | 'returnReason' | 'decidedBy' | 'decidedAt'>,
): Promise<void> {
  await db.update(earlyEnds).set(decided).where(eq(earlyEnds.placementId, placementId));
}
