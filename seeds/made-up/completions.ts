import type postgres from 'postgres';

import { moveThrough, type Mover } from './moves.ts';

type Completed = {
  readonly ids: readonly string[];
  readonly at: string;
  readonly by?: Mover;
  readonly whose: ReadonlyMap<string, string>;
};

/** Completes placements that both sides have given their word on, and writes down what each counts under. */
export async function complete(sql: postgres.Sql, { ids, at, by, whose }: Completed): Promise<void> {
  await sql`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
      home_region, days_served, lessons_held, minutes_taught, learners, completed_at, made_up)
    select p.id, p.account_id, p.season_id, c.province_code, c.code, l.subject_code, r.delivery, v.kind, v.home_region, f.days_served,
      t.held, t.minutes, t.learners, ${at}, true
    from placements p join counties c on c.code = p.county_code join lines l on l.id = p.line_id join requests r on r.id = p.request_id
      join volunteers v on v.account_id = p.account_id join confirmations f on f.placement_id = p.id
      cross join lateral (select count(*) as held, coalesce(max(learners), 0) as learners,
        coalesce(sum(extract(epoch from upper(during) - lower(during)) / 60), 0)::int as minutes from lessons where placement_id = p.id) t
    where p.id = any(${sql.array([...ids])}::uuid[])`;
  const who = by === undefined ? {} : { by };
  await moveThrough(sql, { thing: 'placement', ids, at, whose, ...who }, ['started', 'completed']);
}
