import { inArray } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { counties } from '../tables/counties.ts';
import { subjects } from '../tables/subjects.ts';

type Names = { readonly zh: string; readonly en: string };

/** Names of counties by their codes. */
export async function listCountyNames(db: Connection, codes: readonly string[]): Promise<ReadonlyMap<string, Names>> {
  const rows = await db
    .select()
    .from(counties)
    .where(inArray(counties.code, [...new Set(codes)]));
  return new Map(rows.map(({ code, nameZh: zh, nameEn: en }) => [code, { zh, en }]));
}

/** Names of all subjects by their codes. */
export async function listSubjectNames(db: Connection): Promise<ReadonlyMap<string, Names>> {
  const rows = await db.select().from(subjects);
  return new Map(rows.map(({ code, nameZh: zh, nameEn: en }) => [code, { zh, en }]));
}
