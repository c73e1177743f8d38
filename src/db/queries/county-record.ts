import { sql } from 'drizzle-orm';

import type { Connection } from '../client.ts';
import { partnershipsOf, type NamedPartnership } from './partnerships.ts';
import { countToldEach, isTold } from './statistics.ts';

export type CountySeason = {
  readonly seasonId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly madeUp: boolean;
  readonly requests: number;
  readonly seats: number;
  /** Whether anything was completed; the count itself is null where it is kept back. */
  readonly hasCompletions: boolean;
  readonly completions: number | null;
  readonly minutesTaught: number | null;
  readonly subjectsZh: readonly string[];
  readonly subjectsEn: readonly string[];
};

export type CountyYear = {
  readonly year: number;
  readonly completions: number | null;
  readonly volunteers: number | null;
  readonly daysServed: number | null;
  readonly lessonsHeld: number | null;
  readonly minutesTaught: number | null;
  /** Who had served there in a year before. */
  readonly returned: number | null;
  readonly subjectCodes: readonly string[] | null;
};

export type CountyRecord = {
  readonly partnerships: readonly NamedPartnership[];
  readonly seasons: readonly CountySeason[];
  readonly years: readonly CountyYear[];
};

/**
 * Who stands by a county, what it asked for and what was completed there, season by season and year by year, the newest first; counts only. What the record
 * keeps back has no figures here either.
 */
export async function findCountyRecord(db: Connection, code: string): Promise<CountyRecord> {
  const [[row], [seasonsTold = [], yearsTold = []]] = await Promise.all([
    db.execute<{ partnerships: NamedPartnership[]; seasons: CountySeason[]; years: CountyYear[] }>(sql`
      with d as materialized (select * from county_record(${code}))
      select coalesce((select json_agg(json_build_object('seasonId', s.id, 'nameZh', s.name_zh, 'nameEn', s.name_en, 'madeUp', s.made_up,
          'requests', coalesce(a.requests, 0), 'seats', coalesce(a.seats, 0), 'hasCompletions', d.season_id is not null, 'completions', d.completions,
          'minutesTaught', d.minutes_taught,
          'subjectsZh', coalesce((select json_agg(j.name_zh order by j.position) from subjects j where j.code = any(d.subject_codes)), '[]'),
          'subjectsEn', coalesce((select json_agg(j.name_en order by j.position) from subjects j where j.code = any(d.subject_codes)), '[]'))
        order by s.teaching_start_day desc, s.id)
        from seasons s
        left join (select r.season_id, count(distinct r.id)::int as requests, coalesce(sum(l.ideal), 0)::int as seats
          from requests r left join lines l on l.request_id = r.id
          where r.county_code = ${code} and r.state = 'approved' group by 1) a on a.season_id = s.id
        left join d on d.season_id = s.id
        where a.requests > 0 or d.season_id is not null), '[]') as seasons,
      coalesce((select json_agg(json_build_object('year', d.year, 'completions', d.completions, 'volunteers', d.volunteers,
          'daysServed', d.days_served, 'lessonsHeld', d.lessons_held, 'minutesTaught', d.minutes_taught, 'returned', d.returned,
          'subjectCodes', d.subject_codes) order by d.year desc)
        from d where d.year is not null), '[]') as years, ${partnershipsOf(code)} as partnerships`),
    countToldEach(
      db,
      (['season', 'year'] as const).map((by) => ({ by, and: undefined, filter: { county: code } })),
    ),
  ]);
  if (row === undefined) throw new Error('a select returned no row');
  const [isSeasonTold, isYearTold] = [seasonsTold, yearsTold].map((rows) => new Set(rows.filter(isTold).map(({ key }) => key)));
  return {
    partnerships: row.partnerships,
    seasons: row.seasons.map((season) =>
      isSeasonTold?.has(season.seasonId) === true
        ? season
        : { ...season, completions: null, minutesTaught: null, subjectsZh: [], subjectsEn: [] },
    ),
    years: row.years.map((year) => (isYearTold?.has(String(year.year)) === true ? year : { ...keptYear, year: year.year })),
  };
}

const keptYear = {
  completions: null,
  volunteers: null,
  daysServed: null,
  lessonsHeld: null,
  minutesTaught: null,
  returned: null,
  subjectCodes: null,
};
