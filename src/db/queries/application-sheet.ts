import { sql } from 'drizzle-orm';

import type { VolunteerProfile } from '../../domain/account.ts';
import type { ApplicationFields, ApplicationState, Target } from '../../domain/application.ts';
import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { TextKind } from '../../domain/consent.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { Checks, SeasonDays, SeasonState } from '../../domain/season.ts';
import type { Delivery } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';

type Named = { readonly zh: string; readonly en: string };

/** A choice with what it is called. A request that is no longer there has neither county nor term. */
export type NamedTarget = {
  readonly target: Target;
  readonly rank: number;
  readonly county: Named | null;
  readonly province: Named | null;
  readonly request: {
    readonly place: string;
    readonly delivery: Delivery;
    readonly startDay: string;
    readonly endDay: string;
    readonly subjects: readonly Named[];
  } | null;
};

export type SheetPlacement = {
  readonly id: string;
  readonly state: PlacementState;
  readonly county: Named;
  readonly subject: Named;
  readonly place: string;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly rank: number | null;
  readonly offeredAt: string | null;
  readonly replyByAt: string | null;
};

export type SheetSeason = SeasonDays & {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly state: SeasonState;
  readonly timeZone: string;
  readonly replyHours: number;
  readonly checks: Checks;
  readonly madeUp: boolean;
};

/** An application with all that its volunteer sees of it: what it says by name, its season, their profile, checks, team and places. */
export type ApplicationSheet = Omit<ApplicationFields, 'choices' | 'never' | 'subjects'> & {
  readonly id: string;
  readonly accountId: string;
  readonly state: ApplicationState;
  readonly decisionReason: string | null;
  readonly submittedAt: string | null;
  readonly createdAt: string;
  readonly version: number;
  readonly subjects: readonly (ApplicationFields['subjects'][number] & { readonly name: Named })[];
  readonly choices: readonly NamedTarget[];
  readonly never: readonly NamedTarget[];
  readonly season: SheetSeason;
  readonly account: { readonly name: string; readonly version: number };
  readonly profile: VolunteerProfile | null;
  readonly clearances: readonly { readonly kind: ClearanceKind; readonly state: ClearanceState; readonly validThroughDay: string | null }[];
  /** Texts in force, and whether the volunteer agrees to each as it stands. */
  readonly texts: readonly { readonly kind: TextKind; readonly version: number; readonly isAgreed: boolean }[];
  readonly team: {
    readonly id: string;
    readonly code: string;
    readonly members: readonly { readonly applicationId: string; readonly onlyTogether: boolean }[];
  } | null;
  readonly placements: readonly SheetPlacement[];
  readonly moves: readonly { readonly to: ApplicationState; readonly at: string; readonly reason: string | null }[];
};

/** One application as its volunteer sees it, in one query. */
export async function findApplicationSheet(db: Connection, id: string): Promise<ApplicationSheet | undefined> {
  const [row] = await db.execute<{ json: ApplicationSheet }>(sql`
    select json_build_object('id', a.id, 'accountId', a.account_id, 'state', a.state, 'scope', a.scope, 'deliveries', to_json(a.deliveries),
      'statement', a.statement, 'mostPlacements', a.most_placements, 'decisionReason', a.decision_reason, 'submittedAt', a.submitted_at,
      'createdAt', a.created_at, 'version', a.version, 'subjects', ${subjectsOf}, 'windows', ${windowsOf},
      'choices', ${targetsOf(sql`ch.rank > 0`, sql`ch.rank, ch.position`)}, 'never', ${targetsOf(sql`ch.rank = 0`, sql`ch.position desc`)},
      'season', ${seasonOf}, 'account', json_build_object('name', who.name, 'version', who.version),
      'profile', (select json_build_object('kind', v.kind, 'homeInstitution', v.home_institution, 'homeRegion', v.home_region, 'timeZone', v.time_zone,
        'bornDay', v.born_day, 'languages', to_json(v.languages)) from volunteers v where v.account_id = a.account_id and v.born_day is not null),
      'clearances', ${clearancesOf}, 'texts', ${textsOf}, 'team', ${teamOf}, 'placements', ${placementsOf}, 'moves', ${movesOf}) as json
    from applications a join seasons s on s.id = a.season_id join accounts who on who.id = a.account_id
    where a.id = ${id}`);
  return row?.json;
}

const list = (rows: ReturnType<typeof sql>) => sql`coalesce((select json_agg(x.v order by x.k) from (${rows}) x), '[]')`;
const named = (alias: string) => sql.raw(`json_build_object('zh', ${alias}.name_zh, 'en', ${alias}.name_en)`);

const subjectsOf =
  list(sql`select sub.position as k, json_build_object('subject', t.subject_code, 'level', t.level, 'name', ${named('sub')}) as v
  from application_subjects t join subjects sub on sub.code = t.subject_code where t.application_id = a.id`);

const windowsOf =
  list(sql`select position as k, json_build_object('startDay', lower(days), 'endDay', upper(days) - 1, 'weeklyHours', weekly_hours) as v
  from application_windows where application_id = a.id`);

function targetsOf(condition: ReturnType<typeof sql>, order: ReturnType<typeof sql>) {
  return list(sql`select row_number() over (order by ${order}) as k, json_build_object('rank', ch.rank,
      'target', case when ch.request_id is not null then json_build_object('kind', 'request', 'id', ch.request_id)
        when ch.county_code is not null then json_build_object('kind', 'county', 'code', ch.county_code)
        else json_build_object('kind', 'province', 'code', ch.province_code) end,
      'county', case when c.code is not null then ${named('c')} end, 'province', case when p.code is not null then ${named('p')} end,
      'request', case when r.id is not null then json_build_object('place', r.place, 'delivery', r.delivery, 'startDay', r.start_day, 'endDay', r.end_day,
        'subjects', (select json_agg(distinct jsonb_build_object('zh', sub.name_zh, 'en', sub.name_en)) from lines l
          join subjects sub on sub.code = l.subject_code where l.request_id = r.id)) end) as v
    from application_choices ch left join requests r on r.id = ch.request_id and r.state = 'approved'
      left join counties c on c.code = coalesce(ch.county_code, r.county_code) left join provinces p on p.code = coalesce(ch.province_code, c.province_code)
    where ch.application_id = a.id and ${condition}`);
}

export const seasonOf = sql`json_build_object('id', s.id, 'nameZh', s.name_zh, 'nameEn', s.name_en, 'state', s.state, 'timeZone', s.time_zone,
  'applicationsOpenDay', s.applications_open_day, 'applicationsCloseDay', s.applications_close_day, 'requestsOpenDay', s.requests_open_day,
  'requestsCloseDay', s.requests_close_day, 'matchDay', s.match_day, 'teachingStartDay', s.teaching_start_day, 'teachingEndDay', s.teaching_end_day,
  'replyHours', s.reply_hours, 'madeUp', s.made_up,
  'checks', jsonb_build_object('on_site', '[]'::jsonb, 'distance', '[]'::jsonb, 'blended', '[]'::jsonb) || (select coalesce(jsonb_object_agg(c.delivery, c.kinds), '{}')
    from (select delivery, jsonb_agg(kind order by kind) as kinds from season_checks where season_id = s.id group by delivery) c))`;

/** Of each kind the check that counts: one that is cleared, the longest first; else the newest. */
const clearancesOf = list(sql`select distinct on (kind) kind as k,
    json_build_object('kind', kind, 'state', state, 'validThroughDay', valid_through_day) as v
  from clearances where account_id = a.account_id
  order by kind, (state = 'cleared') desc, case when state = 'cleared' then valid_through_day end desc nulls last, id desc`);

const textsOf =
  list(sql`select t.kind as k, json_build_object('kind', t.kind, 'version', t.version, 'isAgreed', exists (select from consents co
    where co.account_id = a.account_id and co.kind = t.kind and co.version = t.version and co.withdrawn_at is null)) as v
  from (select distinct on (kind) kind, version from texts order by kind, version desc) t`);

const teamOf = sql`(select json_build_object('id', t.id, 'code', t.code, 'members', (select coalesce(json_agg(json_build_object(
    'applicationId', m.application_id, 'onlyTogether', m.only_together)), '[]') from members_of_team(t.id) m))
  from team_members tm join teams t on t.id = tm.team_id where tm.application_id = a.id)`;

/** What nobody has been told of stays with the coordinators. */
export const placementsOf =
  list(sql`select pl.id as k, json_build_object('id', pl.id, 'state', pl.state, 'county', ${named('pc')}, 'subject', ${named('ps')},
    'place', pr.place, 'delivery', pr.delivery, 'startDay', pl.start_day, 'endDay', pl.end_day, 'rank', pl.rank, 'replyByAt', pl.reply_by_at,
    'offeredAt', (select min(e.at) from events e where e.thing = 'placement' and e.thing_id = pl.id::text and e.to_state = 'offered')) as v
  from placements pl join counties pc on pc.code = pl.county_code join requests pr on pr.id = pl.request_id
    join lines line on line.id = pl.line_id join subjects ps on ps.code = line.subject_code
  where pl.application_id = a.id and pl.state not in ('proposed', 'dropped')`);

const movesOf = list(sql`select e.sequence as k, json_build_object('to', e.to_state, 'at', e.at, 'reason', e.reason) as v
  from events e where e.thing = 'application' and e.thing_id = a.id::text and e.to_state is not null`);
