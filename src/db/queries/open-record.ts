import { sql, type SQL } from 'drizzle-orm';

import type { StatisticsDimension } from '../../domain/statistics.ts';
import { runSummarySchema, type RunSummary } from '../../matching/result.ts';
import type { Connection } from '../client.ts';

export type Name = { readonly nameZh: string; readonly nameEn: string; readonly place: number };
/** Names of the values of dimensions whose names are data, by dimension and key. */
export type Names = ReadonlyMap<string, Name>;

export const nameKey = (dimension: StatisticsDimension, key: string) => `${dimension} ${key}`;

const among = (column: SQL, values: readonly string[]) =>
  sql`${column} in (select jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`;

/** What seasons, provinces, counties and subjects of these keys are called; seasons the newest first, subjects in their order. */
export async function listNames(db: Connection, keys: Partial<Record<StatisticsDimension, readonly string[]>>): Promise<Names> {
  const { season = [], province = [], county = [], subject = [] } = keys;
  const rows = await db.execute<Name & { dimension: StatisticsDimension; key: string }>(sql`
    select 'season' as dimension, id::text as key, name_zh as "nameZh", name_en as "nameEn", -extract(epoch from teaching_start_day)::float8 as place
      from seasons where ${among(sql`id::text`, season)}
    union all select 'province', code, name_zh, name_en, 0 from provinces where ${among(sql`code`, province)}
    union all select 'county', code, name_zh, name_en, 0 from counties where ${among(sql`code`, county)}
    union all select 'subject', code, name_zh, name_en, position from subjects where ${among(sql`code`, subject)}`);
  return new Map(rows.map(({ dimension, key, ...name }) => [nameKey(dimension, key), name]));
}

export type PublishedResult = {
  readonly seasonId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly madeUp: boolean;
  readonly policy: 'need-first' | 'choices-first' | 'stable';
  readonly publishedAt: string;
  readonly summary: RunSummary;
};

/** What the newest season whose results are out came to, by its last published run. */
export async function findLatestResult(db: Connection): Promise<PublishedResult | undefined> {
  const [row] = await db.execute<PublishedResult>(sql`
    select s.id as "seasonId", s.name_zh as "nameZh", s.name_en as "nameEn", s.made_up as "madeUp", r.policy, r.published_at as "publishedAt",
      r.summary from published_results() r join seasons s on s.id = r.season_id
    order by s.teaching_start_day desc, s.id desc limit 1`);
  const summary = runSummarySchema.safeParse(row?.summary);
  return row === undefined || !summary.success ? undefined : { ...row, summary: summary.data };
}

/** The lottery's seed of a season whose results are out; before that nobody learns it. */
export async function findPublishedSeed(db: Connection, seasonId: string): Promise<string | undefined> {
  const [row] = await db.execute<{ seed: string }>(sql`
    select lottery_seed as seed from published_results() where season_id = ${seasonId}`);
  return row?.seed;
}

/** Seasons whose results are out, the newest first. */
export async function listResultSeasons(db: Connection): Promise<Pick<PublishedResult, 'seasonId' | 'nameZh' | 'nameEn'>[]> {
  return [
    ...(await db.execute<Pick<PublishedResult, 'seasonId' | 'nameZh' | 'nameEn'>>(sql`
      select s.id as "seasonId", s.name_zh as "nameZh", s.name_en as "nameEn" from published_results() r join seasons s on s.id = r.season_id
      order by s.teaching_start_day desc, s.id desc`)),
  ];
}
