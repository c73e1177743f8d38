import type postgres from 'postgres';

import { block } from './people.ts';
import { closedSeasons } from './places.ts';

const subjects = ['english', 'computing', 'learning_experience'] as const;
const placedARequest = 4;

/** What counties asked for and who applied, season by season: `asked`, `lines_made` and `entries`. */
export async function makeAsked(tx: postgres.Sql, completions: number): Promise<void> {
  await makeRequests(tx, completions);
  await makeApplications(tx, completions);
}

/** Requests of two lines, of which each closed season has as many; more of some counties than of others, the first most. */
async function makeRequests(tx: postgres.Sql, completions: number): Promise<void> {
  const closed = completions / placedARequest;
  const open = Math.ceil(closed / closedSeasons);
  await tx`create temp table asked on commit drop as
    select k, uuidv7() as id, drawn.season, s.id as season_id, make_date(2008 + drawn.season, 7, 1) + dice % 30 as start_day, dice, p.*
    from generate_series(0, ${closed + open - 1}::int) k
    cross join lateral (select case when k < ${closed}::int then 1 + (k::bigint * ${closedSeasons} / ${closed}::int)::int else ${closedSeasons + 1} end as season,
      1 + floor(power((hashtext('c' || k) & 65535) / 65536.0, 1.5) * 1100)::int as place, hashtext('r' || k) & 1048575 as dice) drawn
    join lateral (select code, province_code, tier from places where n = drawn.place) p on true join seasons_made s on s.n = drawn.season order by k`;
  await tx`create unique index on asked (k)`;
  await tx`insert into requests (id, season_id, county_code, state, kind, delivery, place, start_day, end_day, weekly_hours, submitted_at, created_at)
    select id, season_id, code, case when season <= ${closedSeasons} then 'approved' else (array['approved', 'approved', 'approved', 'submitted', 'draft'])[1 + dice % 5] end,
      (array['camp', 'term', 'distance', 'teacher_training'])[1 + (dice / 7) % 4], (array['on_site', 'on_site', 'distance', 'blended'])[1 + dice % 4],
      'School ' || k, start_day, start_day + 13, 20, start_day - 120, start_day - 130 from asked order by k`;
  await tx`insert into host_conditions (id, request_id, conditions, created_at)
    select uuidv7(), id, jsonb_build_object('lodging', 'School dormitory, four to a room', 'waterAndPower', 'All day', 'altitudeMetres', 1400,
      'nearestHospital', 'County hospital, 2 km', 'bandwidthMbps', 50, 'largestClass', 45, 'knownRisks', 'Mountain roads in rain',
      'signedBy', 'Office of education', 'signedDay', start_day - 120), start_day - 120 from asked order by k`;
  await tx`create temp table lines_made on commit drop as select k, position, uuidv7() as id, (dice / 3 + position) % 3 as subject,
      (array['teacher', 'teacher', 'teacher', 'teacher', 'lead', 'captain'])[1 + (dice / 5) % 6] as role
    from asked cross join generate_series(0, 1) position order by k, position`;
  await tx`insert into lines (id, request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum, taken)
    select l.id, a.id, a.season_id, l.position, ${subjectOf(tx, 'l.subject')}, 1 + a.dice % 3, l.role, 1, 2 + (a.dice % 3 = 0)::int, 3, case when a.season > ${closedSeasons} then 0 else 2 end
    from lines_made l join asked a using (k) order by l.k, l.position`;
  await tx`create unique index on lines_made (k, position)`;
  await tx`analyze asked, lines_made`;
}

/** A subject by its number. */
export function subjectOf(tx: postgres.Sql, number: string) {
  return tx`(${tx.array([...subjects])}::text[])[1 + ${tx.unsafe(number)}]`;
}

/**
 * Applications by number in `entries`, block after block: with the request and the line of whoever was placed. Whoever completes a second
 * placement does so ten seasons after the first. The open season's are by people who came before.
 */
async function makeApplications(tx: postgres.Sql, completions: number): Promise<void> {
  const { completed, otherwise, unplaced } = block;
  const length = completed + otherwise + unplaced;
  const closed = (completions / completed) * length;
  const served = (completions * 5) / 8;
  await tx`create temp table entries on commit drop as
    select e.m, uuidv7() as id, e.part, e.n, a.k, a.season, a.season_id, w.id as account_id, w.dice as person_dice, hashtext('x' || e.m) & 1048575 as dice,
      case when e.part < ${completed}::int then (e.n % ${placedARequest}::int) / 2 else 0 end as position
    from (select m, m % ${length}::int as part, m / ${length}::int * ${completed}::int + least(m % ${length}::int, ${completed - 1}::int) as n, m / ${length}::int as b
      from generate_series(0, ${closed - 1}::int) m) e
    join asked a on a.k = e.n / ${placedARequest}::int
    join people w on w.n = case when e.part >= ${completed}::int then ${served}::int + e.b * ${otherwise + unplaced}::int + e.part - ${completed}::int
      when e.n < ${served}::int then e.n else e.n - ${served}::int end
    order by e.m`;
  await tx`insert into entries select ${closed}::int + w.n, uuidv7(), null, null, null, s.n, s.id, w.id, w.dice,
      hashtext('o' || w.n) & 1048575, 0 from people w cross join seasons_made s where w.n < ${Math.ceil(closed / closedSeasons)}::int and s.n = ${closedSeasons + 1}::int order by w.n`;
  await tx`insert into applications (id, season_id, account_id, state, deliveries, statement, submitted_at, created_at)
    select id, season_id, account_id, case when part is null then (array['approved', 'approved', 'approved', 'submitted', 'draft'])[1 + dice % 5]
        when part < ${length - 2}::int then 'approved' when part = ${length - 1}::int then 'withdrawn' else 'rejected' end,
      array['on_site', 'blended'], 'I have taught before, and would gladly come again.', day, day - 5
    from entries cross join lateral (select make_date(2008 + season, 3, 1) + dice % 50 as day) d order by m`;
  await tx`insert into application_subjects (application_id, subject_code, level) select id, ${subjectOf(tx, 'dice % 3')}, 1 + dice % 3 from entries order by m`;
  await tx`insert into application_windows (application_id, position, days, weekly_hours)
    select id, 0, daterange(make_date(2008 + season, 7, 1), make_date(2008 + season, 8, 31), '[]'), 20 from entries order by m`;
  await tx`insert into application_choices (application_id, season_id, position, rank, request_id, county_code)
    select e.id, e.season_id, c.position, c.position, case when c.position = 1 then a.id end, case when c.position = 2 then p.code end
    from entries e left join asked a on a.k = e.k cross join generate_series(1, 2) c(position) join places p on p.n = 1 + e.dice % 1100
    where c.position = 2 or a.id is not null order by e.m, c.position`;
  await tx`analyze entries`;
}
