import { and, eq, inArray, sql } from 'drizzle-orm';

import type { LessonMode } from '../../domain/completion.ts';
import { occupyingStates, type PlacementState } from '../../domain/placement.ts';
import type { Delivery } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { accounts, volunteers } from '../tables/accounts.ts';
import { completions, confirmations, lessons, reports } from '../tables/completions.ts';
import { placements } from '../tables/placements.ts';
import { lines, requests } from '../tables/requests.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';
import { utc } from './utc.ts';

export type Placement = typeof placements.$inferSelect;
export type Report = typeof reports.$inferSelect;
export type Confirmation = typeof confirmations.$inferSelect;
export type Completion = typeof completions.$inferSelect;

/** A placement with what its readers need: what is taught, where, and by whom (the name only). */
export type PlacementInFull = Placement & {
  readonly subjectCode: string;
  readonly role: string;
  readonly delivery: Delivery;
  readonly place: string;
  readonly volunteerName: string;
  readonly volunteerKind: string | null;
  readonly hasReport: boolean;
  readonly hasConfirmation: boolean;
};

const inFull = (db: Connection) =>
  db
    .select({
      placement: placements,
      subjectCode: lines.subjectCode,
      role: lines.role,
      delivery: requests.delivery,
      place: requests.place,
      volunteerName: accounts.name,
      volunteerKind: volunteers.kind,
      hasReport: sql<boolean>`exists (select from ${reports} where ${reports.placementId} = ${placements.id})`,
      hasConfirmation: sql<boolean>`exists (select from ${confirmations} where ${confirmations.placementId} = ${placements.id})`,
    })
    .from(placements)
    .innerJoin(lines, eq(lines.id, placements.lineId))
    .innerJoin(requests, eq(requests.id, placements.requestId))
    .innerJoin(accounts, eq(accounts.id, placements.accountId))
    .leftJoin(volunteers, eq(volunteers.accountId, placements.accountId));

export async function findPlacement(db: Connection, id: string): Promise<PlacementInFull | undefined> {
  const [row] = await inFull(db).where(eq(placements.id, id));
  return row === undefined ? undefined : flat(row);
}

/** The placement's row, held until the transaction ends. */
export async function lockPlacement(db: Connection, id: string): Promise<Placement | undefined> {
  const [row] = await db.select().from(placements).where(eq(placements.id, id)).for('update');
  return row;
}

/** Placements by id. Those only proposed are left out unless they are asked for: nobody hears half a result. */
export async function listPlacements(
  db: Connection,
  filter: {
    readonly accountId?: string | undefined;
    readonly countyCodes?: readonly string[] | undefined;
    readonly seasonId?: string | undefined;
    readonly requestId?: string | undefined;
    readonly state?: PlacementState | undefined;
    readonly withProposed: boolean;
  },
  page: PageWanted,
): Promise<Page<PlacementInFull>> {
  const rows = await inFull(db)
    .where(
      and(
        reachOf(filter),
        filter.seasonId === undefined ? undefined : eq(placements.seasonId, filter.seasonId),
        filter.requestId === undefined ? undefined : eq(placements.requestId, filter.requestId),
        filter.state === undefined ? undefined : eq(placements.state, filter.state),
        filter.withProposed ? undefined : sql`${placements.state} not in ('proposed', 'dropped')`,
        afterKey(placements.id, page),
      ),
    )
    .orderBy(byKey(placements.id, page))
    .limit(page.limit + 1);
  return pageOf(rows.map(flat), page, (row) => row.id);
}

/** Somebody who is both a volunteer and an officer sees both. */
function reachOf(filter: { readonly accountId?: string | undefined; readonly countyCodes?: readonly string[] | undefined }) {
  const reach = [
    filter.accountId === undefined ? undefined : eq(placements.accountId, filter.accountId),
    filter.countyCodes === undefined || filter.countyCodes.length === 0
      ? undefined
      : inArray(placements.countyCode, [...filter.countyCodes]),
  ].filter((part) => part !== undefined);
  return reach.length === 0 ? undefined : sql`(${sql.join(reach, sql` or `)})`;
}

/** All placements of one application, by id, held until the transaction ends. */
export async function listPlacementsOfApplication(db: Connection, applicationId: string): Promise<Placement[]> {
  return db.select().from(placements).where(eq(placements.applicationId, applicationId)).orderBy(placements.id).for('update');
}

/** All placements of one request, by id, held until the transaction ends. */
export async function listPlacementsOfRequest(db: Connection, requestId: string): Promise<Placement[]> {
  return db.select().from(placements).where(eq(placements.requestId, requestId)).orderBy(placements.id).for('update');
}

/** Proposed placements of a season, by id, held until the transaction ends. */
export async function lockProposedPlacements(db: Connection, seasonId: string): Promise<Placement[]> {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.seasonId, seasonId), eq(placements.state, 'proposed')))
    .orderBy(placements.id)
    .for('update');
}

/** Placements of a season that were told and have not begun, by id, held until the transaction ends. */
export async function lockToldPlacements(db: Connection, seasonId: string): Promise<Placement[]> {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.seasonId, seasonId), inArray(placements.state, ['offered', 'accepted'])))
    .orderBy(placements.id)
    .for('update');
}

/** Proposals of the season whose days are taken by another placement of the person, by id. */
export async function listOverlappingProposals(db: Connection, seasonId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct p.id from placements p
    join placements other on other.account_id = p.account_id and other.id <> p.id and other.term && p.term
      and (other.state in ('offered', 'accepted', 'started', 'completed') or (other.state = 'proposed' and other.season_id = p.season_id))
    where p.season_id = ${seasonId} and p.state = 'proposed'
    order by p.id`);
  return rows.map((row) => row.id);
}

/** Offers whose reply deadline has passed, oldest first; those that another job holds are left to it. */
export async function lockLapsedOffers(db: Connection, now: string, limit: number): Promise<Placement[]> {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.state, 'offered'), sql`${placements.replyByAt} <= ${now}`))
    .orderBy(placements.replyByAt)
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Offers that can still be answered and whose reminder is due, oldest first; those that another job holds are left to it. */
export async function lockOffersToRemindOf(db: Connection, now: string, limit: number): Promise<Placement[]> {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.state, 'offered'), sql`${placements.remindAt} <= ${now}`, sql`${placements.replyByAt} > ${now}`))
    .orderBy(placements.remindAt)
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Their reminders were written. */
export async function clearReminders(db: Connection, ids: readonly string[]): Promise<void> {
  await db
    .update(placements)
    .set({ remindAt: null })
    .where(inArray(placements.id, [...ids]));
}

/** Whether other placements take the person's time on these days. */
export async function findOverlappingPlacement(db: Connection, placement: Placement): Promise<{ id: string } | undefined> {
  const [row] = await db
    .select({ id: placements.id })
    .from(placements)
    .where(
      and(
        eq(placements.accountId, placement.accountId),
        inArray(placements.state, [...occupyingStates]),
        sql`${placements.term} && ${placement.term}::daterange`,
        sql`${placements.id} <> ${placement.id}`,
      ),
    )
    .limit(1);
  return row;
}

/** Has either side of the pair barred the other? */
export async function isBarred(
  db: Connection,
  application: { readonly id: string; readonly accountId: string },
  request: { readonly id: string; readonly countyCode: string },
): Promise<boolean> {
  const [row] = await db.execute<{ barred: boolean }>(
    sql`select is_barred(${application.accountId}, ${application.id}, ${request.id}, ${request.countyCode}) as barred`,
  );
  return row?.barred === true;
}

export type NewPlacement = Omit<typeof placements.$inferInsert, 'term' | 'served'>;

/** Adds placements; gives their ids in the order given. */
export async function insertPlacements(db: Connection, rows: readonly NewPlacement[]): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < rows.length; i += 1000) {
    const inserted = await db
      .insert(placements)
      .values(rows.slice(i, i + 1000))
      .returning({ id: placements.id });
    ids.push(...inserted.map((row) => row.id));
  }
  return ids;
}

export async function savePlacementState(
  db: Connection,
  ids: readonly string[],
  change: Partial<Pick<Placement, 'replyByAt' | 'remindAt' | 'endKind'>> & { readonly state: PlacementState },
): Promise<void> {
  await db
    .update(placements)
    .set(change)
    .where(sql`${placements.id} = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])`);
}

/** The volunteer's own first and last day; null where they are the placement's. */
export async function saveOwnDays(db: Connection, id: string, days: Pick<Placement, 'firstDay' | 'lastDay'>): Promise<void> {
  await db.update(placements).set(days).where(eq(placements.id, id));
}

/** Another deadline of an offer that stands. */
export async function saveReplyBy(
  db: Connection,
  id: string,
  change: Pick<Placement, 'replyByAt' | 'extendedAt' | 'remindAt'>,
): Promise<void> {
  await db.update(placements).set(change).where(eq(placements.id, id));
}

/** The line, held until the transaction ends: whoever holds it decides over its seats. */
export async function lockLine(db: Connection, id: string): Promise<typeof lines.$inferSelect | undefined> {
  const [row] = await db.select().from(lines).where(eq(lines.id, id)).for('update');
  return row;
}

export async function findReport(db: Connection, placementId: string): Promise<Report | undefined> {
  const [row] = await db.select().from(reports).where(eq(reports.placementId, placementId));
  return row;
}

export async function findConfirmation(db: Connection, placementId: string): Promise<Confirmation | undefined> {
  const [row] = await db.select().from(confirmations).where(eq(confirmations.placementId, placementId));
  return row;
}

export async function findCompletion(db: Connection, placementId: string): Promise<Completion | undefined> {
  const [row] = await db.select().from(completions).where(eq(completions.placementId, placementId));
  return row;
}

export type Lesson = {
  readonly id: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly subject: string;
  readonly learners: number;
  readonly note: string;
  readonly className: string;
  readonly mode: LessonMode | null;
  readonly adultPresent: string;
};

/** The placement's lessons, in the order they were held. */
export async function listLessons(db: Connection, placementId: string): Promise<Lesson[]> {
  return db
    .select({
      id: lessons.id,
      startsAt: utc(sql`lower(${lessons.during})`),
      minutes: sql<number>`(extract(epoch from upper(${lessons.during}) - lower(${lessons.during})) / 60)::int`,
      subject: lessons.subjectCode,
      learners: lessons.learners,
      note: lessons.note,
      className: lessons.className,
      mode: lessons.mode,
      adultPresent: lessons.adultPresent,
    })
    .from(lessons)
    .where(eq(lessons.placementId, placementId))
    .orderBy(sql`lower(${lessons.during})`);
}

function flat(row: Awaited<ReturnType<ReturnType<typeof inFull>['execute']>>[number]): PlacementInFull {
  const { placement, ...rest } = row;
  return { ...placement, ...rest };
}
