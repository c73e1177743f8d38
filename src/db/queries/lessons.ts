import { and, eq, sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { completions, confirmations, lessons, reports } from '../tables/completions.ts';

/** A lesson of the person that shares time with this one, in any placement. */
export async function findOverlappingLesson(db: Connection, accountId: string, during: string): Promise<{ id: string } | undefined> {
  const [row] = await db
    .select({ id: lessons.id })
    .from(lessons)
    .where(and(eq(lessons.accountId, accountId), sql`${lessons.during} && ${during}::tstzrange`))
    .limit(1);
  return row;
}

export async function insertLesson(db: Connection, lesson: typeof lessons.$inferInsert): Promise<string> {
  const [row] = await db.insert(lessons).values(lesson).returning({ id: lessons.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
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

export async function saveConfirmation(db: Connection, confirmation: typeof confirmations.$inferInsert): Promise<void> {
  await db.insert(confirmations).values(confirmation).onConflictDoUpdate({ target: confirmations.placementId, set: confirmation });
}

export async function deleteConfirmation(db: Connection, placementId: string): Promise<void> {
  await db.delete(confirmations).where(eq(confirmations.placementId, placementId));
}

export async function insertCompletion(db: Connection, completion: typeof completions.$inferInsert): Promise<void> {
  await db.insert(completions).values(completion);
}
