import { and, eq, ne, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { completions, confirmations, lessons, reports } from '../tables/completions.ts';
import { utc } from './utc.ts';

/** Another lesson of the person that shares time with this one, in any placement. */
export async function findOverlappingLesson(
  db: Connection,
  accountId: string,
  during: string,
  ownId?: string,
): Promise<{ id: string } | undefined> {
  const isAnother = ownId === undefined ? undefined : ne(lessons.id, ownId);
  const [row] = await db
    .select({ id: lessons.id })
    .from(lessons)
    .where(and(eq(lessons.accountId, accountId), sql`${lessons.during} && ${during}::tstzrange`, isAnother))
    .limit(1);
  return row;
}

/** A lesson of this placement: when it began, and how long it was. */
export async function findLesson(
  db: Connection,
  placementId: string,
  id: string,
): Promise<{ readonly id: string; readonly startsAt: string; readonly minutes: number } | undefined> {
  const [row] = await db
    .select({
      id: lessons.id,
      startsAt: utc(sql`lower(${lessons.during})`),
      minutes: sql<number>`(extract(epoch from upper(${lessons.during}) - lower(${lessons.during})) / 60)::int`,
    })
    .from(lessons)
    .where(and(eq(lessons.placementId, placementId), eq(lessons.id, id)));
  return row;
}

/** The lesson's length put right. */
export async function saveLessonDuring(db: Connection, id: string, during: string): Promise<void> {
  await db.update(lessons).set({ during }).where(eq(lessons.id, id));
}

/** A lesson that was not held goes from the record. */
export async function deleteLesson(db: Connection, id: string): Promise<void> {
  await db.delete(lessons).where(eq(lessons.id, id));
}

export async function insertLesson(db: Connection, lesson: typeof lessons.$inferInsert): Promise<string> {
  const [row] = await db.insert(lessons).values(lesson).returning({ id: lessons.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

/** The first and the last day on which the placement's lessons were held, where the season is. */
export async function listLessonDays(
  db: Connection,
  placementId: string,
): Promise<{ readonly first: string | null; readonly last: string | null }> {
  const [row] = await db.execute<{ first: string | null; last: string | null }>(sql`
    select min((lower(l.during) at time zone s.time_zone)::date)::text as first,
      max(((upper(l.during) - interval '1 microsecond') at time zone s.time_zone)::date)::text as last
    from lessons l join placements p on p.id = l.placement_id join seasons s on s.id = p.season_id where l.placement_id = ${placementId}`);
  return row ?? { first: null, last: null };
}

/** What the placement's lessons come to. */
export async function sumLessons(db: Connection, placementId: string): Promise<{ held: number; minutes: number; learners: number }> {
  const [row] = await db
    .select({
      held: sql<number>`count(*)::int`,
      minutes: sql<number>`coalesce(sum(extract(epoch from upper(${lessons.during}) - lower(${lessons.during})) / 60), 0)::int`,
      learners: sql<number>`coalesce(max(${lessons.learners}), 0)::int`,
    })
    .from(lessons)
    .where(eq(lessons.placementId, placementId));
  if (row === undefined) throw new Error('a sum returned no row');
  return row;
}

export async function saveReport(db: Connection, report: typeof reports.$inferInsert): Promise<void> {
  await db.insert(reports).values(report).onConflictDoUpdate({ target: reports.placementId, set: report });
}

/** The days that the volunteer reports, put right. */
export async function saveReportedDays(db: Connection, placementId: string, daysServed: number): Promise<void> {
  await db.update(reports).set({ daysServed }).where(eq(reports.placementId, placementId));
}

export async function saveConfirmation(db: Connection, confirmation: typeof confirmations.$inferInsert): Promise<void> {
  await db.insert(confirmations).values(confirmation).onConflictDoUpdate({ target: confirmations.placementId, set: confirmation });
}

export async function deleteConfirmation(db: Connection, placementId: string): Promise<void> {
  await db.delete(confirmations).where(eq(confirmations.placementId, placementId));
}

export async function insertCompletion(db: Connection, completion: typeof completions.$inferInsert): Promise<void> {
  await db.insert(completions).values(completion);
}
