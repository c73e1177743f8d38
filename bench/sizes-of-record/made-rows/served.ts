import type postgres from 'postgres';

import { subjectOf } from './asked.ts';
import { block } from './people.ts';

/** Placements in `served`, with what was written of them and the checks before them. */
export async function makeServed(tx: postgres.Sql, completions: number): Promise<void> {
  const { completed, otherwise } = block;
  await tx`create temp table served on commit drop as
    select e.m, uuidv7() as id, e.id as application_id, e.account_id, e.season, e.season_id, l.id as line_id, a.id as request_id, a.code, a.province_code, a.tier,
      a.start_day, e.dice, e.person_dice, a.dice as asked_dice, l.subject, l.role, e.n, e.part < ${completed}::int as is_completed,
      case when e.part < ${completed}::int then 'completed' else (array['declined', 'lapsed', 'withdrawn', 'cancelled'])[1 + e.dice % 4] end as state
    from entries e join asked a on a.k = e.k join lines_made l on l.k = e.k and l.position = e.position
    where e.part < ${completed + otherwise}::int order by e.m`;
  await tx`analyze served`;
  await tx`insert into placements (id, application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day, state, rank, reply_by_at, feedback_asked_at, created_at)
    select id, application_id, account_id, season_id, line_id, request_id, code, start_day, start_day + 13, state, 1 + dice % 3, start_day - 40,
      case when is_completed then start_day + 15 end, start_day - 50 from served order by m`;
  await tx`insert into reports (placement_id, days_served, text, submitted_at)
    select id, 7 + dice % 8, 'We taught each class twice a week, and the library is open again.', start_day + 16 from served where is_completed order by m`;
  await tx`insert into confirmations (placement_id, days_served, signed_by, confirmed_at)
    select id, 7 + dice % 8, 'Office of education', start_day + 18 from served where is_completed order by m`;
  await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind, home_region,
      year, tier, request_kind, institution, first_timer, role, days_served, lessons_held, minutes_taught, learners, completed_at)
    select s.id, s.account_id, s.season_id, s.province_code, s.code, ${subjectOf(tx, 's.subject')}, (array['on_site', 'on_site', 'distance', 'blended'])[1 + s.asked_dice % 4],
      v.kind, v.home_region, 2008 + s.season, s.tier, (array['camp', 'term', 'distance', 'teacher_training'])[1 + (s.asked_dice / 7) % 4], v.home_institution,
      s.n < ${(completions * 5) / 8}::int, s.role, 7 + s.dice % 8, 10 + s.dice % 60,
      60 * (5 + s.dice % 90), 20 + s.dice % 40, make_timestamptz(2008 + s.season, 9, 1, 0, 0, 0, 'UTC')
    from served s join volunteers v on v.account_id = s.account_id where s.is_completed order by s.m`;
  await tx`insert into clearances (id, account_id, kind, state, valid_through_day, verified_by, verified_at, created_at)
    select uuidv7(), s.account_id, 'identity', 'expired', s.start_day + 150, c.id, s.start_day - 80, s.start_day - 90
    from served s cross join (select id from accounts where email = 'coordinator@example.org') c where s.is_completed order by s.m`;
}
