import { sql } from 'drizzle-orm';

import type { StatisticsDimension } from '../../domain/completion.ts';
import { runSummarySchema, type RunSummary } from '../../matching/result.ts';
import type { Connection } from '../client.ts';
import type { Counted, TooFew } from './statistics.ts';

type Named = { readonly nameZh: string | null; readonly nameEn: string | null };
export type NamedCount = Named & Counted;
export type NamedFew = Named & TooFew;
type NamedRow = NamedCount | NamedFew;

/** Recorded completions counted by one dimension, seasons newest first and all else largest first, each with its name where the name is data. */
export async function countNamed(db: Connection, by: StatisticsDimension): Promise<readonly NamedRow[]> {
  return (await countEveryWay(db, [by])).get(by) ?? [];
}

/** The same by several dimensions at once. */
export async function countEveryWay(
  db: Connection,
  dimensions: readonly StatisticsDimension[],
): Promise<ReadonlyMap<StatisticsDimension, readonly NamedRow[]>> {
  const rows = await db.execute<NamedRow & { by: StatisticsDimension }>(sql`
    select d.by, n.key, n.completions, n.volunteers, n.minutes_taught as "minutesTaught", n.made_up as "madeUp",
      coalesce(s.name_zh, p.name_zh, c.name_zh, j.name_zh) as "nameZh", coalesce(s.name_en, p.name_en, c.name_en, j.name_en) as "nameEn"
    from unnest(string_to_array(${dimensions.join(',')}, ',')) as d(by) cross join lateral count_completions(d.by) n
    left join seasons s on d.by = 'season' and s.id::text = n.key
    left join provinces p on d.by = 'province' and p.code = n.key
    left join counties c on d.by = 'county' and c.code = n.key
    left join subjects j on d.by = 'subject' and j.code = n.key
    order by d.by, s.teaching_start_day desc, n.completions desc nulls last, n.key`);
  return Map.groupBy(rows, (row) => row.by);
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
