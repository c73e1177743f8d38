import { and, eq, isNull } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { accounts, volunteers } from '../tables/accounts.ts';
import { barredPeople, barredReviews, identityDocuments } from '../tables/identity.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

export type BarredPerson = typeof barredPeople.$inferSelect;
export type BarredReview = typeof barredReviews.$inferSelect;

/** Where these values belong, for their encryption. */
export const barredReasonPlace = (name: string) => `barred_people.sealed_reason ${name}`;
export const reviewReasonPlace = (reviewId: string) => `barred_reviews.sealed_reason ${reviewId}`;

/** People who are barred and not let off, by id. There are few: their names are compared one by one. */
export async function listStandingBarred(db: Connection): Promise<BarredPerson[]> {
  return db.select().from(barredPeople).where(isNull(barredPeople.liftedAt)).orderBy(barredPeople.id);
}

export async function listBarredPeople(db: Connection, page: PageWanted): Promise<Page<BarredPerson>> {
  const rows = await db
    .select()
    .from(barredPeople)
    .where(afterKey(barredPeople.id, page))
    .orderBy(byKey(barredPeople.id, page))
    .limit(page.limit + 1);
  return pageOf(rows, page, (row) => row.id);
}

export async function insertBarredPerson(db: Connection, person: typeof barredPeople.$inferInsert): Promise<BarredPerson> {
  const [row] = await db.insert(barredPeople).values(person).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** The row, held until the transaction ends. */
export async function lockBarredPerson(db: Connection, id: string): Promise<BarredPerson | undefined> {
  const [row] = await db.select().from(barredPeople).where(eq(barredPeople.id, id)).for('update');
  return row;
}

export async function saveBarredPerson(db: Connection, id: string, liftedAt: string): Promise<BarredPerson> {
  const [row] = await db.update(barredPeople).set({ liftedAt }).where(eq(barredPeople.id, id)).returning();
  if (row === undefined) throw new Error('an update returned no row');
  return row;
}

/** Volunteers by what a barred person is known by: all names, and the hash of the number where there is one. */
export async function listVolunteerNames(db: Connection): Promise<{ accountId: string; name: string; numberHash: string | null }[]> {
  return db
    .select({ accountId: accounts.id, name: accounts.name, numberHash: identityDocuments.numberHash })
    .from(accounts)
    .innerJoin(volunteers, eq(volunteers.accountId, accounts.id))
    .leftJoin(identityDocuments, eq(identityDocuments.accountId, accounts.id))
    .where(isNull(accounts.erasedAt));
}

/** Opens a review of this pair; nothing where there is one already. */
export async function insertReview(db: Connection, review: typeof barredReviews.$inferInsert): Promise<string | undefined> {
  const [row] = await db.insert(barredReviews).values(review).onConflictDoNothing().returning({ id: barredReviews.id });
  return row?.id;
}

export type ReviewInFull = BarredReview & { readonly applicantName: string; readonly barredName: string };

const inFull = (db: Connection) =>
  db
    .select({ review: barredReviews, applicantName: accounts.name, barredName: barredPeople.name })
    .from(barredReviews)
    .innerJoin(accounts, eq(accounts.id, barredReviews.accountId))
    .innerJoin(barredPeople, eq(barredPeople.id, barredReviews.barredPersonId));

export async function listReviews(db: Connection, state: BarredReview['state'] | undefined, page: PageWanted): Promise<Page<ReviewInFull>> {
  const rows = await inFull(db)
    .where(and(state === undefined ? undefined : eq(barredReviews.state, state), afterKey(barredReviews.id, page)))
    .orderBy(byKey(barredReviews.id, page))
    .limit(page.limit + 1);
  return pageOf(
    rows.map(({ review, ...names }) => ({ ...review, ...names })),
    page,
    (row) => row.id,
  );
}

export async function findReview(db: Connection, id: string): Promise<ReviewInFull | undefined> {
  const [row] = await inFull(db).where(eq(barredReviews.id, id));
  return row === undefined ? undefined : { ...row.review, applicantName: row.applicantName, barredName: row.barredName };
}

/** The row, held until the transaction ends. */
export async function lockReview(db: Connection, id: string): Promise<BarredReview | undefined> {
  const [row] = await db.select().from(barredReviews).where(eq(barredReviews.id, id)).for('update');
  return row;
}

export async function saveReview(db: Connection, id: string, change: Partial<typeof barredReviews.$inferInsert>): Promise<void> {
  await db.update(barredReviews).set(change).where(eq(barredReviews.id, id));
}
