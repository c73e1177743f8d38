import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';

/** Which of these counties are partners, which alone ask for teachers. */
export async function listPartners(db: Connection, codes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.execute<{ code: string }>(sql`select code from counties
    where tier is not null and code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))`);
  return new Set(rows.map(({ code }) => code));
}
