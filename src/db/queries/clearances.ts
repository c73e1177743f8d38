import { and, eq, inArray, lt } from 'drizzle-orm';

import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';
import { clearances } from '../tables/clearances.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type Clearance = typeof clearances.$inferSelect;

export async function findClearance(db: Connection, id: string): Promise<Clearance | undefined> {
  const [row] = await db.select().from(clearances).where(eq(clearances.id, id));
  return row;
}

/** The clearance's row, held until the transaction ends. */
export async function lockClearance(db: Connection, id: string): Promise<Clearance | undefined> {
  const [row] = await db.select().from(clearances).where(eq(clearances.id, id)).for('update');
  return row;
}

/** Clearances by id. */
export async function listClearances(
  db: Connection,
  filter: {
    readonly accountId?: string | undefined;
    readonly state?: ClearanceState | undefined;
    readonly kind?: ClearanceKind | undefined;
  },
  page: PageWanted,
): Promise<Page<Clearance>> {
  const rows = await db
    .select()
    .from(clearances)
    .where(
      and(
        filter.accountId === undefined ? undefined : eq(clearances.accountId, filter.accountId),
        filter.state === undefined ? undefined : eq(clearances.state, filter.state),
        filter.kind === undefined ? undefined : eq(clearances.kind, filter.kind),
        afterKey(clearances.id, page),
      ),
    )
    .orderBy(byKey(clearances.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}

export async function findPendingClearance(db: Connection, accountId: string, kind: ClearanceKind): Promise<Clearance | undefined> {
  const [row] = await db
    .select()
    .from(clearances)
    .where(and(eq(clearances.accountId, accountId), eq(clearances.kind, kind), inArray(clearances.state, ['requested', 'submitted'])));
  return row;
}

export async function insertClearance(db: Connection, accountId: string, kind: ClearanceKind): Promise<Clearance> {
  const [row] = await db.insert(clearances).values({ accountId, kind }).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

export async function saveClearance(db: Connection, id: string, change: Partial<typeof clearances.$inferInsert>): Promise<Clearance> {
  const [row] = await db.update(clearances).set(change).where(eq(clearances.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** Cleared checks whose last valid day has passed, longest ago first; those that another job holds are left to it. */
export async function lockOutrunClearances(db: Connection, today: string, limit: number): Promise<Clearance[]> {
  return db
    .select()
    .from(clearances)
    .where(and(eq(clearances.state, 'cleared'), lt(clearances.validThroughDay, today)))
    .orderBy(clearances.validThroughDay)
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function saveClearanceState(db: Connection, ids: readonly string[], state: ClearanceState): Promise<void> {
  await db
    .update(clearances)
    .set({ state })
    .where(inArray(clearances.id, [...ids]));
}
