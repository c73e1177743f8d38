import { sql, type SQL } from 'drizzle-orm';

import type { RunInput } from '../../domain/run.ts';
import type { Snapshot, SnapshotApplication } from '../../matching/snapshot.ts';
import type { Connection } from '../client.ts';

/** Everything a match of this season depends on, as it stands now; in a few queries whatever the season's size. */
export async function loadSnapshot(
  db: Connection,
  seasonId: string,
  run: Pick<RunInput, 'policy' | 'locks'> & { readonly isRepair?: boolean },
): Promise<Snapshot> {
  // A repair may move whom it has told; whoever teaches already stays in any case.
  const held = run.isRepair === true ? begun : standing;
  const [found] = await rowsOf<SeasonJson>(db, seasonOf(seasonId));
  if (found === undefined) throw new Error('there is no such season');
  const { seed, ...season } = found;
  return {
    format: 'zhijiao-snapshot-1',
    season: { ...season, checks: { ...noChecks, ...season.checks } },
    policy: run.policy,
    seed,
    provinces: await rowsOf(db, provincesOf(seasonId, held)),
    counties: await rowsOf(db, countiesOf(seasonId, held)),
    requests: await rowsOf(db, requestsOf(seasonId, held)),
    lines: await rowsOf(db, linesOf(seasonId, held)),
    applications: await rowsOf(db, applicationsOf(isToBeMatched(seasonId, held), held)),
    teams: await rowsOf(db, teamsOf(seasonId, held)),
    told: run.isRepair === true ? await listTold(db, seasonId) : [],
    locks: run.locks,
    ...askedBackIn(await rowsOf(db, askedBackOf(seasonId, held))),
  };
}

/** Left out where there are none. */
function askedBackIn(pairs: NonNullable<Snapshot['askedBack']>): Pick<Snapshot, 'askedBack'> {
  return pairs.length === 0 ? {} : { askedBack: pairs };
}

/** The same in one query, for a page: what is not taken by anybody who was told, and who may still be placed. */
export async function loadPresentSnapshot(db: Connection, seasonId: string, run: Pick<RunInput, 'policy' | 'locks'>): Promise<Snapshot> {
  const parts = {
    season: seasonOf(seasonId),
    provinces: provincesOf(seasonId),
    counties: countiesOf(seasonId),
    requests: requestsOf(seasonId),
    lines: linesOf(seasonId),
    applications: applicationsOf(isToBeMatched(seasonId, standing)),
    askedBack: askedBackOf(seasonId, standing),
  };
  const lists = Object.entries(parts).map(([name, rows]) => sql`${name}::text, (select coalesce(json_agg(x.json), '[]') from (${rows}) x)`);
  type Lists = Pick<Snapshot, 'provinces' | 'counties' | 'requests' | 'lines' | 'applications'> & {
    readonly askedBack: NonNullable<Snapshot['askedBack']>;
    readonly season: readonly SeasonJson[];
  };
  const [row] = await db.execute<{ json: Lists }>(sql`select json_build_object(${sql.join(lists, sql`, `)}) as json`);
  const [found] = row?.json.season ?? [];
  if (row === undefined || found === undefined) throw new Error('there is no such season');
  const { seed, ...season } = found;
  const { askedBack, ...rest } = row.json;
  return {
    ...rest,
    ...askedBackIn(askedBack),
    format: 'zhijiao-snapshot-1',
    season: { ...season, checks: { ...noChecks, ...season.checks } },
    policy: run.policy,
    seed,
    teams: [],
    told: [],
    locks: run.locks,
  };
}

/** One application as the rules see it, whatever its state; undefined without a volunteer's profile. */
export async function findCandidate(db: Connection, applicationId: string): Promise<SnapshotApplication | undefined> {
  const [candidate] = await rowsOf<SnapshotApplication>(db, applicationsOf(sql`a.id = ${applicationId}`));
  return candidate;
}

const noChecks = { on_site: [], distance: [], blended: [] };
type SeasonJson = Omit<Snapshot['season'], 'checks'> & { readonly checks: Partial<Snapshot['season']['checks']>; readonly seed: string };

function seasonOf(seasonId: string): SQL {
  return sql`
    select json_build_object('id', s.id, 'startDay', s.teaching_start_day, 'endDay', s.teaching_end_day, 'seed', s.lottery_seed,
      'checks', (select coalesce(json_object_agg(c.delivery, c.kinds), '{}') from
        (select delivery, json_agg(kind order by kind) as kinds from season_checks where season_id = s.id group by delivery) c)) as json
    from seasons s where s.id = ${seasonId}`;
}

/** Placements that hold a seat, a bed and a share of the quota already. */
const standing = sql`('offered', 'accepted', 'started', 'completed')`;
const begun = sql`('started', 'completed')`;

function provincesOf(seasonId: string, held = standing): SQL {
  return sql`select json_build_object('code', p.code, 'quota', case when p.quota is not null then greatest(0, p.quota -
        (select count(*) from placements pl join counties c on c.code = pl.county_code
          where pl.season_id = ${seasonId} and c.province_code = p.code and pl.state in ${held})) end) as json
      from provinces p where exists (select from counties c join requests r on r.county_code = c.code
        where c.province_code = p.code and r.season_id = ${seasonId} and r.state = 'approved')
      order by p.code`;
}

function countiesOf(seasonId: string, held = standing): SQL {
  return sql`select json_build_object('code', c.code, 'provinceCode', c.province_code, 'tier', c.tier, 'beds', case when c.beds is not null then greatest(0, c.beds -
        (select count(*) from placements pl join requests r on r.id = pl.request_id
          where pl.season_id = ${seasonId} and pl.county_code = c.code and r.delivery <> 'distance' and pl.state in ${held})) end) as json
      from counties c where c.tier is not null and exists (select from requests r
        where r.county_code = c.code and r.season_id = ${seasonId} and r.state = 'approved')
      order by c.code`;
}

function requestsOf(seasonId: string, held = standing): SQL {
  return sql`select json_build_object('id', r.id, 'countyCode', r.county_code, 'kind', r.kind, 'delivery', r.delivery, 'startDay', r.start_day,
        'endDay', r.end_day, 'weeklyHours', r.weekly_hours, 'asksForReturners', r.asks_for_returners, 'belowMinimum', r.below_minimum,
        'squadMaximum', case when r.squad_maximum is not null then greatest(0, r.squad_maximum -
          (select count(*) from placements pl where pl.request_id = r.id and pl.state in ${held})) end) as json
      from requests r join counties c on c.code = r.county_code and c.tier is not null
      where r.season_id = ${seasonId} and r.state = 'approved' order by r.id`;
}

function linesOf(seasonId: string, held = standing): SQL {
  return sql`select json_build_object('id', l.id, 'requestId', l.request_id, 'subject', l.subject_code, 'level', l.level, 'role', l.role,
        'minimum', greatest(0, l.minimum - t.live), 'ideal', greatest(0, l.ideal - t.live), 'maximum', greatest(0, l.maximum - t.live),
        'kinds', to_json(l.kinds), 'languages', to_json(l.languages), 'minimumAge', l.minimum_age, 'teachingPermit', l.teaching_permit) as json
      from lines l join requests r on r.id = l.request_id join counties c on c.code = r.county_code and c.tier is not null
      cross join lateral (select count(*)::int as live from placements pl where pl.line_id = l.id and pl.state in ${held}) t
      where r.season_id = ${seasonId} and r.state = 'approved' order by l.id`;
}

/** Applications under a condition on `a` (applications) and `s` (their season), by id; a list that is left out is empty. */
function applicationsOf(condition: SQL, held = standing): SQL {
  const target = sql`case when ch.request_id is not null then json_build_object('kind', 'request', 'id', ch.request_id)
    when ch.county_code is not null then json_build_object('kind', 'county', 'code', ch.county_code)
    else json_build_object('kind', 'province', 'code', ch.province_code) end`;
  return sql`select json_strip_nulls(json_build_object('id', a.id, 'kind', v.kind, 'bornDay', v.born_day, 'languages', to_json(v.languages),
        'subjects', ${jsonList(sql`select subject_code as k, json_build_object('subject', subject_code, 'level', level) as v
          from application_subjects where application_id = a.id`)},
        'deliveries', to_json(a.deliveries),
        'windows', ${jsonList(sql`select position as k, json_build_object('startDay', lower(days), 'endDay', upper(days) - 1, 'weeklyHours', weekly_hours) as v
          from application_windows where application_id = a.id`)},
        'choices', ${jsonList(sql`select position as k, json_build_object('rank', rank, 'target', ${target}) as v
          from application_choices ch where application_id = a.id and rank > 0`)},
        'never', ${jsonList(sql`select position as k, ${target} as v from application_choices ch where application_id = a.id and rank = 0`)},
        'scope', a.scope,
        'clearances', ${jsonList(sql`select kind as k, json_build_object('kind', kind, 'validThroughDay', max(valid_through_day)) as v
          from clearances where account_id = a.account_id and state = 'cleared' group by kind`)},
        'busy', ${jsonList(sql`select id as k, json_build_object('startDay', start_day, 'endDay', end_day) as v
          from placements where account_id = a.account_id and state in ${standing}
            and (season_id <> a.season_id or state in ${held}) and end_day >= s.teaching_start_day`)},
        'declinedRequestIds', ${jsonList(sql`select distinct request_id as k, request_id as v
          from (select request_id from placements where application_id = a.id and state in ('declined', 'withdrawn')
            union select request_id from condition_questions where application_id = a.id and state = 'refused') left_out`)},
        'unansweredRequestIds', (select json_agg(q.request_id order by q.request_id) from condition_questions q
          where q.application_id = a.id and q.state = 'open' and not exists (select from placements stands
            where stands.application_id = a.id and stands.request_id = q.request_id and stands.state in ${standing})),
        'mayNotReturn', case when exists (select from early_ends e where e.account_id = a.account_id and e.may_return = 'no') then true end,
        'barredByCountyCodes', ${jsonList(sql`select distinct county_code as k, county_code as v from barred_pairs where account_id = a.account_id`)},
        'servedCountyCodes', ${jsonList(sql`select distinct county_code as k, county_code as v
          from placements where account_id = a.account_id and state = 'completed'`)},
        'completions', (select count(*) from placements where account_id = a.account_id and state = 'completed'), 'mostPlacements', ${left(held)})) as json
      from applications a join seasons s on s.id = a.season_id join volunteers v on v.account_id = a.account_id
      where ${condition} order by a.id`;
}

/** Approved, with a placement still to be given, of somebody who is there. */
function isToBeMatched(seasonId: string, held: SQL): SQL {
  return sql`a.season_id = ${seasonId} and a.state = 'approved' and ${left(held)} > 0
    and exists (select from accounts who where who.id = a.account_id and who.frozen_at is null and who.erased_at is null)`;
}

/** How many placements an application may still be given. */
function left(held: SQL) {
  return sql`(a.most_placements - (select count(*) from placements pl where pl.application_id = a.id and pl.state in ${held}))`;
}

/** Teams of which two members at least are to be matched; who is not approved, or is placed already, is in none. */
function teamsOf(seasonId: string, held: SQL): SQL {
  return sql`select json_build_object('id', m.team_id, 'members',
        json_agg(json_build_object('applicationId', m.application_id, 'onlyTogether', m.only_together) order by m.application_id)) as json
      from team_members m join applications a on a.id = m.application_id and a.state = 'approved'
      where m.season_id = ${seasonId} and not exists (select from placements pl where pl.application_id = a.id and pl.state in ${held})
      group by m.team_id having count(*) >= 2 order by m.team_id`;
}

/** Pairs that people have been told of and that have not begun. */
async function listTold(db: Connection, seasonId: string): Promise<Snapshot['told']> {
  return rowsOf<Snapshot['told'][number]>(
    db,
    sql`select json_build_object('applicationId', pl.application_id, 'lineId', pl.line_id) as json
      from placements pl join applications a on a.id = pl.application_id and a.state = 'approved'
      join requests r on r.id = pl.request_id and r.state = 'approved'
      where pl.season_id = ${seasonId} and pl.state in ('offered', 'accepted') order by pl.application_id`,
  );
}

/** Lines for which a county asked somebody back who said yes, put the request first, and is to be matched. */
function askedBackOf(seasonId: string, held: SQL): SQL {
  return sql`select json_build_object('applicationId', a.id, 'lineId', l.id) as json
      from ask_backs b join applications a on a.account_id = b.account_id and a.season_id = b.season_id
      join volunteers v on v.account_id = a.account_id join requests r on r.id = b.request_id and r.state = 'approved'
      join counties c on c.code = r.county_code and c.tier is not null
      join lines l on l.request_id = r.id and l.subject_code = b.subject_code
      where b.season_id = ${seasonId} and b.state = 'agreed' and ${isToBeMatched(seasonId, held)}
        and exists (select from application_choices ch where ch.application_id = a.id and ch.rank = 1 and ch.request_id = r.id)
      order by a.id, l.id`;
}

/** Rows of `k` and `v` as a JSON array of the `v`, by `k`. */
function jsonList(rows: SQL) {
  return sql`coalesce((select json_agg(x.v order by x.k) from (${rows}) x), '[]')`;
}

async function rowsOf<T>(db: Connection, query: SQL): Promise<T[]> {
  const rows = await db.execute<{ json: T }>(query);
  return rows.map((row) => row.json);
}
