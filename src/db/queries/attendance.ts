import type { Connection } from '../client.ts';
import { trainingAttendances } from '../tables/clearances.ts';

/** Writes who was there; said again, the later word counts. */
export async function saveAttendance(db: Connection, attendance: typeof trainingAttendances.$inferInsert): Promise<void> {
  const { accountId, seasonId, heldDay } = trainingAttendances;
  await db
    .insert(trainingAttendances)
    .values(attendance)
    .onConflictDoUpdate({ target: [accountId, seasonId, heldDay], set: attendance });
}
