import { and, desc, eq, isNotNull, isNull, ilike, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { Connection } from '../client.ts';
import { accounts, volunteers } from '../tables/accounts.ts';
import { barredPeople, barredReviews } from '../tables/identity.ts';
import { pageOf, type Page } from './page.ts';
import type { BarredPerson, BarredReview } from './barred.ts';

const adders = alias(accounts, 'adders');

export type BarredLine = Pick<BarredPerson, 'id' | 'name' | 'createdAt' | 'liftedAt'> & {
  readonly hasNumber: boolean;
  readonly addedByName: string;
  /** Reviews of applicants who may be this person: open, and confirmed. */
  readonly openReviews: number;
  readonly confirmedReviews: number;
};

const reviewsIn = (state: BarredReview['state']) =>
  sql<number>`(select count(*)::int from barred_reviews r where r.barred_person_id = "barred_people"."id" and r.state = ${state})`;

const barredLines = (db: Connection) =>
  db
    .select({
      id: barredPeople.id,
      name: barredPeople.name,
      createdAt: barredPeople.createdAt,
      liftedAt: barredPeople.liftedAt,
      hasNumber: sql<boolean>`${barredPeople.numberHash} is not null`,
      addedByName: adders.name,
      openReviews: reviewsIn('open'),
      confirmedReviews: reviewsIn('confirmed'),
    })
    .from(barredPeople)
    .innerJoin(adders, eq(adders.id, barredPeople.addedBy));

export type BarredFilter = { readonly name?: string | undefined; readonly state?: 'standing' | 'lifted' | undefined };

/** Who may not teach here, the latest first. */
export async function listBarredLines(
  db: Connection,
  { name, state }: BarredFilter,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<BarredLine>> {
  const rows = await barredLines(db)
    .where(
      and(
        name === undefined ? undefined : ilike(barredPeople.name, `%${escaped(name)}%`),
        state === undefined ? undefined : state === 'standing' ? isNull(barredPeople.liftedAt) : isNotNull(barredPeople.liftedAt),
        page.after === undefined ? undefined : lt(barredPeople.id, page.after),
      ),
    )
    .orderBy(desc(barredPeople.id))
    .limit(page.limit + 1);
  return pageOf(rows, page, ({ id }) => id);
}

/** What a pattern would take for a sign of its own. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

export async function findBarredLine(db: Connection, id: string): Promise<BarredLine | undefined> {
  const [row] = await barredLines(db).where(eq(barredPeople.id, id));
  return row;
}

export type ReviewCase = {
  readonly review: BarredReview;
  readonly person: BarredPerson;
  readonly applicantName: string;
  readonly applicantSince: string;
  readonly homeInstitution: string | null;
  readonly bornDay: string | null;
};

/** A review with both people it compares. */
export async function findReviewCase(db: Connection, id: string): Promise<ReviewCase | undefined> {
  const [row] = await db
    .select({
      review: barredReviews,
      person: barredPeople,
      applicantName: accounts.name,
      applicantSince: accounts.createdAt,
      homeInstitution: volunteers.homeInstitution,
      bornDay: volunteers.bornDay,
    })
    .from(barredReviews)
    .innerJoin(barredPeople, eq(barredPeople.id, barredReviews.barredPersonId))
    .innerJoin(accounts, eq(accounts.id, barredReviews.accountId))
    .leftJoin(volunteers, eq(volunteers.accountId, accounts.id))
    .where(eq(barredReviews.id, id));
  return row;
}
