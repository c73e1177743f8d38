import { sql } from 'drizzle-orm';

import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { HostConditions } from '../../domain/request.ts';
import type { Delivery, LineRole, RequestKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { disputesOf, type DisputeLine } from './disputes.ts';
import { earlyEndOf, type EarlyEndTold } from './early-ends.ts';
import type { Lesson } from './placements.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { utc } from './utc.ts';

type Named<T extends string> = { readonly [key in `${T}Zh` | `${T}En`]: string };

/** What a volunteer's list says of a placement, with what it came to. */
export type OwnPlacement = Named<'county'> &
  Named<'province'> &
  Named<'subject'> &
  Named<'season'> & {
    readonly id: string;
    readonly requestId: string;
    readonly state: PlacementState;
    readonly replyByAt: string | null;
    readonly extendedAt: string | null;
    readonly startDay: string;
    readonly endDay: string;
    readonly place: string;
    readonly role: LineRole;
    readonly delivery: Delivery;
    readonly kind: RequestKind;
    readonly daysServed: number | null;
    readonly lessonsHeld: number;
    readonly minutesTaught: number;
    readonly learners: number;
    readonly madeUp: boolean;
  };

const listed = sql`p.id, p.request_id as "requestId", p.state, p.reply_by_at as "replyByAt", p.extended_at as "extendedAt", lower(p.served)::text as "startDay", (upper(p.served) - 1)::text as "endDay", r.place, r.kind, r.delivery, l.role,
  c.name_zh as "countyZh", c.name_en as "countyEn", v.name_zh as "provinceZh", v.name_en as "provinceEn",
  s.name_zh as "subjectZh", s.name_en as "subjectEn", n.name_zh as "seasonZh", n.name_en as "seasonEn", n.made_up as "madeUp",
  d.days_served as "daysServed", coalesce(d.lessons_held, t.held) as "lessonsHeld",
  coalesce(d.minutes_taught, t.minutes) as "minutesTaught", coalesce(d.learners, t.learners) as "learners"`;
const joined = sql`placements p join lines l on l.id = p.line_id join requests r on r.id = p.request_id
  join counties c on c.code = p.county_code join provinces v on v.code = c.province_code
  join subjects s on s.code = l.subject_code join seasons n on n.id = p.season_id
  left join completions d on d.placement_id = p.id
  cross join lateral (select count(*)::int as held, coalesce(max(learners), 0)::int as learners,
    coalesce(sum(extract(epoch from upper(during) - lower(during)) / 60), 0)::int as minutes from lessons where placement_id = p.id) t`;

const mostPlacements = 200;

/** A volunteer's placements that they have heard of, the latest first. */
export async function listOwnPlacements(db: Connection, accountId: string): Promise<OwnPlacement[]> {
  return [
    ...(await db.execute<OwnPlacement>(sql`select ${listed} from ${joined}
      where p.account_id = ${accountId} and p.state not in ('proposed', 'dropped')
      order by p.start_day desc, p.id desc limit ${mostPlacements}`)),
  ];
}

export type AskedCheck = {
  readonly kind: ClearanceKind;
  readonly clearanceId: string | null;
  readonly state: ClearanceState | null;
  readonly validThroughDay: string | null;
};

/** A line of the squad: seats taken, never by whom. */
export type SquadLine = Named<'subject'> & {
  readonly role: LineRole;
  readonly level: 1 | 2 | 3;
  readonly taken: number;
  readonly ideal: number;
  readonly minimum: number;
  readonly isOwn: boolean;
};

/** Somebody else of the squad, for whoever accepted, as they did: the name and the role, and no way to reach them. */
export type SquadMate = { readonly name: string; readonly role: LineRole };

type Happened = { readonly at: string; readonly event: string; readonly toState: PlacementState | null; readonly reason: string | null };

/** Everything that the page of a placement tells its volunteer. */
export type OwnPlacementInFull = OwnPlacement & {
  readonly timeZone: string;
  readonly level: 1 | 2 | 3;
  readonly weeklyHours: number;
  readonly squadMaximum: number | null;
  readonly stationZh: string | null;
  readonly stationEn: string | null;
  /** The placement's own days, within which the volunteer's lie. */
  readonly termStartDay: string;
  readonly termEndDay: string;
  readonly endKind: string | null;
  readonly host: { readonly conditions: HostConditions; readonly at: string } | null;
  readonly squad: readonly SquadLine[];
  readonly mates: readonly SquadMate[];
  readonly checks: readonly AskedCheck[];
  readonly happened: readonly Happened[];
  readonly report: { readonly daysServed: number; readonly text: string; readonly submittedAt: string } | null;
  readonly confirmation: {
    readonly daysServed: number;
    readonly signedBy: string;
    readonly comment: string;
    readonly confirmedAt: string;
  } | null;
  readonly completedAt: string | null;
  /** Of the newest certificate, in force or not. */
  readonly certificateSerial: string | null;
  readonly disputes: readonly DisputeLine[];
  readonly earlyEnd: EarlyEndTold | null;
};

/** One of a volunteer's own placements, whole; another's is not there. */
export async function findOwnPlacement(db: Connection, accountId: string, id: string): Promise<OwnPlacementInFull | undefined> {
  const [row] = await db.execute<OwnPlacementInFull>(sql`select ${listed},
    n.time_zone as "timeZone", l.level, r.weekly_hours as "weeklyHours", r.squad_maximum as "squadMaximum", p.end_kind as "endKind",
    st.name_zh as "stationZh", st.name_en as "stationEn", d.completed_at as "completedAt", p.start_day::text as "termStartDay", p.end_day::text as "termEndDay",
    (select k.serial from certificates k where k.placement_id = p.id order by k.status_index desc limit 1) as "certificateSerial",
    (select json_build_object('conditions', h.conditions, 'at', h.created_at) from host_conditions h
      where h.request_id = r.id order by h.id desc limit 1) as host,
    (select coalesce(json_agg(json_build_object('subjectZh', os.name_zh, 'subjectEn', os.name_en, 'role', o.role, 'level', o.level,
        'taken', o.taken, 'ideal', o.ideal, 'minimum', o.minimum, 'isOwn', o.id = l.id) order by o.position), '[]')
      from lines o join subjects os on os.code = o.subject_code where o.request_id = r.id) as squad,
    (select coalesce(json_agg(json_build_object('name', m.name, 'role', m.role)), '[]') from squad_of_placement(p.id) m) as mates,
    (select coalesce(json_agg(json_build_object('kind', k.kind, 'clearanceId', x.id, 'state', x.state, 'validThroughDay', x.valid_through_day)), '[]')
      from season_checks k left join lateral (select * from clearances e where e.account_id = p.account_id and e.kind = k.kind
        order by (e.state = 'cleared' and e.valid_through_day >= upper(p.served) - 1) desc, e.state in ('requested', 'submitted') desc,
          e.state = 'cleared' desc, e.id desc limit 1) x on true
      where k.season_id = p.season_id and k.delivery = r.delivery) as checks,
    (select coalesce(json_agg(json_build_object('at', e.at, 'event', e.event, 'toState', e.to_state, 'reason', e.reason) order by e.sequence), '[]')
      from events e where e.thing = 'placement' and e.thing_id = p.id::text and (e.to_state is not null or e.event like 'placement.confirm%')) as happened,
    (select json_build_object('daysServed', y.days_served, 'text', y.text, 'submittedAt', y.submitted_at) from reports y where y.placement_id = p.id) as report,
    (select json_build_object('daysServed', z.days_served, 'signedBy', z.signed_by, 'comment', z.comment, 'confirmedAt', z.confirmed_at)
      from confirmations z where z.placement_id = p.id) as confirmation,
    ${disputesOf(sql`p.id`)} as disputes, ${earlyEndOf(sql`p.id`)} as "earlyEnd"
    from ${joined} left join stations st on st.id = r.station_id
    where p.id = ${id} and p.account_id = ${accountId} and p.state not in ('proposed', 'dropped')`);
  return row;
}

/** Who goes with a placement's volunteer, by name and role; nobody for whoever may not know. */
export async function listSquadMates(db: Connection, placementId: string): Promise<SquadMate[]> {
  return [...(await db.execute<SquadMate>(sql`select name, role from squad_of_placement(${placementId})`))];
}

export type OwnLesson = Lesson & Named<'subject'>;

/** A placement's lessons, the last held first. The page's key is the instant at which a lesson began: of one person no two share it. */
export async function listLatestLessons(db: Connection, placementId: string, page: PageWanted): Promise<Page<OwnLesson>> {
  const rows = await db.execute<OwnLesson>(sql`
    select l.id, ${utc(sql`lower(l.during)`)} as "startsAt", l.subject_code as subject,
      (extract(epoch from upper(l.during) - lower(l.during)) / 60)::int as minutes, l.learners, l.note,
      l.class_name as "className", l.mode, l.adult_present as "adultPresent", s.name_zh as "subjectZh", s.name_en as "subjectEn"
    from lessons l join subjects s on s.code = l.subject_code
    where l.placement_id = ${placementId} and (${page.after ?? null}::timestamptz is null or lower(l.during) < ${page.after ?? null}::timestamptz)
    order by lower(l.during) desc limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ startsAt }) => startsAt);
}

export type ChoosablePlacement = Named<'county'> & {
  readonly id: string;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly volunteerName: string;
};

const mostChoosable = 100;

/** Placements that somebody takes part in, as their volunteer or for their counties, the latest first. */
export async function listPlacementsOfMine(
  db: Connection,
  accountId: string,
  countyCodes: readonly string[],
): Promise<ChoosablePlacement[]> {
  return [
    ...(await db.execute<ChoosablePlacement>(sql`
      select p.id, r.place, p.start_day::text as "startDay", p.end_day::text as "endDay", c.name_zh as "countyZh", c.name_en as "countyEn", a.name as "volunteerName"
      from placements p join requests r on r.id = p.request_id join counties c on c.code = p.county_code join accounts a on a.id = p.account_id
      where (p.account_id = ${accountId} or p.county_code = any(${sql.param(`{${countyCodes.join(',')}}`)}::text[]))
        and p.state not in ('proposed', 'dropped', 'declined', 'lapsed')
      order by p.start_day desc, p.id desc limit ${mostChoosable}`)),
  ];
}
