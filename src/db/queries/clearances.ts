import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';
import { clearanceReminders, clearances } from '../tables/clearances.ts';
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

/** Is a check of this kind cleared through the day? */
export async function hasClearance(db: Connection, accountId: string, kind: ClearanceKind, throughDay: string): Promise<boolean> {
  const [row] = await db
    .select({ id: clearances.id })
    .from(clearances)
    .where(
      and(
        eq(clearances.accountId, accountId),
        eq(clearances.kind, kind),
        eq(clearances.state, 'cleared'),
        gte(clearances.validThroughDay, throughDay),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Cleared checks of one kind of a person, held until the transaction ends. */
export async function lockClearedOfKind(db: Connection, accountId: string, kind: ClearanceKind): Promise<Clearance[]> {
  return db
    .select()
    .from(clearances)
    .where(and(eq(clearances.accountId, accountId), eq(clearances.kind, kind), eq(clearances.state, 'cleared')))
    .for('update');
}

/** Cleared checks that rest on an older version of a text, held until the transaction ends. */
export async function lockClearedByText(db: Connection, kind: ClearanceKind, version: number): Promise<Clearance[]> {
  return db
    .select()
    .from(clearances)
    .where(and(eq(clearances.kind, kind), eq(clearances.state, 'cleared'), lt(clearances.textVersion, version)))
    .for('update');
}

export type EndingClearance = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: ClearanceKind;
  readonly validThroughDay: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
};

/**
 * Cleared checks that end in `days` days or sooner and whose holder was not told so yet, the first to end first: unless a
 * longer one stands, or a new one is under way.
 */
export async function listEndingClearances(db: Connection, today: string, days: number, limit: number): Promise<EndingClearance[]> {
  return [
    ...(await db.execute<EndingClearance>(sql`
    select c.id, c.account_id as "accountId", c.kind, c.valid_through_day::text as "validThroughDay", a.email, a.name, a.locale
    from clearances c join accounts a on a.id = c.account_id
    where c.state = 'cleared' and a.erased_at is null and a.frozen_at is null and c.valid_through_day >= ${today}::date and c.valid_through_day <= ${today}::date + ${days}::int
      and not exists (select from clearance_reminders r where r.clearance_id = c.id and r.days_before <= ${days})
      and not exists (select from clearances other where other.account_id = c.account_id and other.kind = c.kind and other.id <> c.id
        and (other.state = 'submitted' or (other.state = 'cleared' and other.valid_through_day > c.valid_through_day)))
    order by c.valid_through_day, c.id limit ${limit} for update of c skip locked`)),
  ];
}

export async function insertReminder(db: Connection, clearanceId: string, daysBefore: number, remindedAt: string): Promise<void> {
  await db.insert(clearanceReminders).values({ clearanceId, daysBefore, remindedAt });
}
