import { and, desc, eq, sql } from 'drizzle-orm';

import type { AchievementInput, PartnershipInput } from '../../domain/partnership.ts';
import type { Connection } from '../client.ts';
import { achievements, partnerships } from '../tables/partnerships.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

export type Partnership = typeof partnerships.$inferSelect;
export type Achievement = typeof achievements.$inferSelect;
export type NamedPartnership = Partnership & {
  readonly county: { readonly zh: string; readonly en: string };
  readonly province: { readonly zh: string; readonly en: string };
  readonly achievements: readonly Achievement[];
};

const named = {
  county: sql<
    NamedPartnership['county']
  >`(select json_build_object('zh', c.name_zh, 'en', c.name_en) from counties c where c.code = partnerships.county_code)`,
  province: sql<
    NamedPartnership['province']
  >`(select json_build_object('zh', p.name_zh, 'en', p.name_en) from counties c join provinces p on p.code = c.province_code
    where c.code = partnerships.county_code)`,
  achievements: sql<
    Achievement[]
  >`coalesce((select json_agg(json_build_object('id', a.id, 'partnershipId', a.partnership_id, 'day', a.day, 'zh', a.zh, 'en', a.en,
      'sourceZh', a.source_zh, 'sourceEn', a.source_en, 'madeUp', a.made_up, 'createdAt', a.created_at) order by a.day desc, a.id)
    from achievements a where a.partnership_id = partnerships.id), '[]')`,
};
const columns = {
  id: partnerships.id,
  countyCode: partnerships.countyCode,
  partnerZh: partnerships.partnerZh,
  partnerEn: partnerships.partnerEn,
  sinceYear: partnerships.sinceYear,
  untilYear: partnerships.untilYear,
  agreedZh: partnerships.agreedZh,
  agreedEn: partnerships.agreedEn,
  sourceZh: partnerships.sourceZh,
  sourceEn: partnerships.sourceEn,
  madeUp: partnerships.madeUp,
  version: partnerships.version,
  createdAt: partnerships.createdAt,
  ...named,
};

/** Those of a county in one value, the earliest first, to be read along with what else is asked of it. */
export const partnershipsOf = (countyCode: string) => sql<NamedPartnership[]>`coalesce((select json_agg(json_build_object(
    ${sql.join(
      Object.entries(columns).flatMap(([name, column]) => [sql.raw(`'${name}'`), column]),
      sql`, `,
    )}) order by partnerships.since_year, partnerships.id) from partnerships where partnerships.county_code = ${countyCode}), '[]')`;

/** Partnerships with what they achieved, the newest entry first. */
export async function listPartnerships(
  db: Connection,
  filter: { readonly countyCode?: string | undefined },
  page: PageWanted,
): Promise<Page<NamedPartnership>> {
  const rows = await db
    .select(columns)
    .from(partnerships)
    .where(
      and(
        filter.countyCode === undefined ? undefined : eq(partnerships.countyCode, filter.countyCode),
        page.after === undefined ? undefined : sql`${partnerships.id} < ${page.after}`,
      ),
    )
    .orderBy(desc(partnerships.id))
    .limit(page.limit + 1);
  return pageOf(rows, page, ({ id }) => id);
}

export async function findPartnership(db: Connection, id: string): Promise<NamedPartnership | undefined> {
  const [row] = await db.select(columns).from(partnerships).where(eq(partnerships.id, id));
  return row;
}

export async function lockPartnership(db: Connection, id: string): Promise<Partnership | undefined> {
  const [row] = await db.select().from(partnerships).where(eq(partnerships.id, id)).for('update');
  return row;
}

/** Gives nothing where the partner is entered there from the same year already. */
export async function insertPartnership(db: Connection, input: PartnershipInput): Promise<string | undefined> {
  const [row] = await db.insert(partnerships).values(input).onConflictDoNothing().returning({ id: partnerships.id });
  return row?.id;
}

export async function savePartnership(db: Connection, id: string, fields: Partial<typeof partnerships.$inferInsert>): Promise<void> {
  await db
    .update(partnerships)
    .set({ ...fields, version: sql`${partnerships.version} + 1` })
    .where(eq(partnerships.id, id));
}

export async function insertAchievement(
  db: Connection,
  row: AchievementInput & { partnershipId: string; writtenBy: string | null },
): Promise<void> {
  await db.insert(achievements).values(row);
}

export type CountyGuest = { readonly placementId: string; readonly name: string; readonly year: number | null; readonly days: number };

/** Who served in a county, the latest first: as far as the reader may see them. */
export async function listCountyGuests(db: Connection, code: string, most: number): Promise<CountyGuest[]> {
  return [
    ...(await db.execute<CountyGuest>(sql`select c.placement_id as "placementId", a.name, c.year, c.days_served as days
      from completions c join accounts a on a.id = c.account_id where c.county_code = ${code} order by c.year desc nulls last, a.name limit ${most}`)),
  ];
}
