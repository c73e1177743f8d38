import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';

/** Takes the completions that were noted since into the tallies; gives how many changes there were. */
export async function takeNotedChanges(db: Connection): Promise<number> {
  const [row] = await db.execute<{ taken: number }>(sql`select fold_tallies() as taken`);
  return row?.taken ?? 0;
}
