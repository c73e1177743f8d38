import { and, asc, eq, isNull, sql } from 'drizzle-orm';

import type { QueryOutcome } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';
import { accounts } from '../tables/accounts.ts';
import { clearances, queryBatchEntries, queryBatches } from '../tables/clearances.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type QueryBatch = typeof queryBatches.$inferSelect;
export type QueryBatchEntry = {
  readonly clearanceId: string;
  readonly accountId: string;
  readonly name: string;
  readonly outcome: QueryOutcome | null;
};

/** Employment queries that are handed in and on no list that is still out, held, by id. */
export async function lockWaitingQueries(db: Connection, limit: number): Promise<{ id: string; accountId: string }[]> {
  return db
    .select({ id: clearances.id, accountId: clearances.accountId })
    .from(clearances)
    .where(
      and(
        eq(clearances.kind, 'employment_query'),
        eq(clearances.state, 'submitted'),
        sql`not exists (select from query_batch_entries e join query_batches b on b.id = e.batch_id
          where e.clearance_id = ${clearances.id} and b.answered_day is null)`,
      ),
    )
    .orderBy(clearances.id)
    .limit(limit)
    .for('update');
}

/** Volunteers whose employment query ends by the day, who have no newer one under way. */
export async function listEndingQueries(db: Connection, byDay: string): Promise<string[]> {
  const rows = await db.execute<{ accountId: string }>(sql`
    select c.account_id as "accountId" from clearances c join accounts a on a.id = c.account_id
    where c.kind = 'employment_query' and a.erased_at is null and a.frozen_at is null and not exists (
      select from clearances other where other.account_id = c.account_id and other.kind = c.kind and other.state in ('requested', 'submitted'))
    group by c.account_id having max(c.valid_through_day) filter (where c.state = 'cleared') <= ${byDay} order by c.account_id`);
  return rows.map((row) => row.accountId);
}

export async function insertBatch(
  db: Connection,
  createdBy: string,
  createdAt: string,
  clearanceIds: readonly string[],
): Promise<QueryBatch> {
  const [batch] = await db.insert(queryBatches).values({ createdBy, createdAt }).returning();
  if (batch === undefined) throw new Error('an insert returned no row');
  await db.insert(queryBatchEntries).values(clearanceIds.map((clearanceId) => ({ batchId: batch.id, clearanceId })));
  return batch;
}

export async function listBatches(db: Connection, page: PageWanted): Promise<Page<QueryBatch>> {
  const rows = await db
    .select()
    .from(queryBatches)
    .where(afterKey(queryBatches.id, page))
    .orderBy(byKey(queryBatches.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}

/** The list's row, held until the transaction ends. */
export async function lockBatch(db: Connection, id: string): Promise<QueryBatch | undefined> {
  const [row] = await db.select().from(queryBatches).where(eq(queryBatches.id, id)).for('update');
  return row;
}

/** Who stands on the list, by id of the check. */
export async function listBatchEntries(db: Connection, batchId: string): Promise<QueryBatchEntry[]> {
  return db
    .select({
      clearanceId: queryBatchEntries.clearanceId,
      accountId: clearances.accountId,
      name: accounts.name,
      outcome: queryBatchEntries.outcome,
    })
    .from(queryBatchEntries)
    .innerJoin(clearances, eq(clearances.id, queryBatchEntries.clearanceId))
    .innerJoin(accounts, eq(accounts.id, clearances.accountId))
    .where(eq(queryBatchEntries.batchId, batchId))
    .orderBy(asc(queryBatchEntries.clearanceId));
}

export async function saveOutcome(db: Connection, batchId: string, clearanceId: string, outcome: QueryOutcome): Promise<void> {
  await db
    .update(queryBatchEntries)
    .set({ outcome })
    .where(and(eq(queryBatchEntries.batchId, batchId), eq(queryBatchEntries.clearanceId, clearanceId), isNull(queryBatchEntries.outcome)));
}

export async function saveAnsweredDay(db: Connection, batchId: string, answeredDay: string): Promise<void> {
  await db.update(queryBatches).set({ answeredDay }).where(eq(queryBatches.id, batchId));
}
