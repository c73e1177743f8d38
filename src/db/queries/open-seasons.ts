import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';

export type OpenSeason = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly applicationsOpenDay: string;
  readonly applicationsCloseDay: string;
  readonly matchDay: string;
  readonly teachingStartDay: string;
  readonly teachingEndDay: string;
};

/** The season that takes applications now; of several, the one that closes first. */
export async function findOpenSeason(db: Connection): Promise<OpenSeason | undefined> {
  const [row] = await db.execute<OpenSeason>(sql`
    select id, name_zh as "nameZh", name_en as "nameEn", applications_open_day::text as "applicationsOpenDay",
      applications_close_day::text as "applicationsCloseDay", match_day::text as "matchDay", teaching_start_day::text as "teachingStartDay",
      teaching_end_day::text as "teachingEndDay"
    from seasons where state = 'open' order by applications_close_day, id limit 1`);
  return row;
}
