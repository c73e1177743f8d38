import { sql } from 'drizzle-orm';

import type { ReachDimension } from '../../domain/training.ts';
import type { Connection } from '../client.ts';

type Figures = {
  readonly people: number;
  readonly attendances: number | null;
  readonly trainings: number;
  readonly stations: number;
  readonly madeUp: number;
};
type Named = { readonly key: string; readonly nameZh: string | null; readonly nameEn: string | null };

export type Reached = Named & Figures;
/** So few people that they might be recognised, or to be reckoned from the rest: that there are some, and no figure. */
export type NotTold = Named & { readonly [figure in keyof Figures]: null };
export type ReachRow = Reached | NotTold;

export function isReachTold(row: ReachRow): row is Reached {
  return row.people !== null;
}

const figures = sql`n.people::int as people, n.attendances::int as attendances, n.trainings::int as trainings, n.stations::int as stations,
  n.made_up::int as "madeUp"`;

/** People that trainings reached, by one dimension: years latest first, all else most first, each with its name where the name is data. */
export async function countReach(db: Connection, by: ReachDimension): Promise<ReachRow[]> {
  const rows = await db.execute<ReachRow>(sql`
    select n.key, ${figures}, coalesce(p.name_zh, s.name_zh, g.name_zh) as "nameZh", coalesce(p.name_en, s.name_en, g.name_en) as "nameEn"
    from count_reach(${by}) n
    left join provinces p on ${by} = 'province' and p.code = n.key
    left join stations s on ${by} = 'station' and s.id::text = n.key
    left join lateral (select t.title_zh as name_zh, t.title_en as name_en from trainings t
      where ${by} = 'programme' and t.kind = split_part(n.key, ' ', 1) and t.title_zh = substr(n.key, strpos(n.key, ' ') + 1)
      order by t.id desc limit 1) g on true
    order by case when ${by} = 'year' then n.key end desc, n.people desc nulls last, n.key`);
  return [...rows];
}

export type AllReached = {
  readonly people: number | null;
  readonly attendances: number | null;
  readonly trainings: number | null;
  readonly stations: number | null;
  readonly provinces: number;
  readonly madeUp: number | null;
};

/** All of it together. */
export async function countAllReach(db: Connection): Promise<AllReached> {
  const [row] = await db.execute<AllReached>(sql`
    select ${figures}, (select count(*)::int from count_reach('province')) as provinces from count_reach(null) n`);
  return row ?? { people: 0, attendances: 0, trainings: 0, stations: 0, provinces: 0, madeUp: 0 };
}
