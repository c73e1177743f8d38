import { sql, type SQL } from 'drizzle-orm';

import type { LessonMode, ServiceSaid } from '../../domain/completion.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { Delivery, LineRole, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { disputesOf, openDisputesOf, settledDaysOf, type DisputeLine } from './disputes.ts';
import { inCodes } from './codes.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

/** A person as far as hosting needs: the name, whether student or teacher, and from where. */
export type Guest = {
  readonly id: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly state: PlacementState;
  readonly name: string;
  readonly kind: VolunteerKind | null;
  readonly institution: string | null;
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly role: LineRole;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly replyByAt: string | null;
} & ServiceSaid;

const guestColumns = sql`p.id, p.request_id as "requestId", p.county_code as "countyCode", p.state, a.name, v.kind, v.home_institution as institution,
  u.name_zh as "subjectZh", u.name_en as "subjectEn", l.role, r.place, lower(p.served)::text as "startDay", (upper(p.served) - 1)::text as "endDay",
  p.reply_by_at::text as "replyByAt", w.days_served as "reportedDays", f.days_served as "confirmedDays",
  ${settledDaysOf(sql`p.id`)} as "settledDays", ${openDisputesOf(sql`p.id`)} as "openDisputes"`;
/** Whatever was only proposed stays out, whoever asks: nobody hears half a result. */
const guestTables = sql`placements p join accounts a on a.id = p.account_id left join volunteers v on v.account_id = p.account_id
  join lines l on l.id = p.line_id join subjects u on u.code = l.subject_code join requests r on r.id = p.request_id
  left join reports w on w.placement_id = p.id left join confirmations f on f.placement_id = p.id`;
const isHeardOf = sql`p.state not in ('proposed', 'dropped')`;

export type SquadMember = Guest & {
  readonly lineId: string;
  readonly missingChecks: readonly ClearanceKind[];
};

/** Who comes with a request, or was to: lead and captain first, then line by line; with the checks that keep somebody from starting. */
export async function listSquadMembers(db: Connection, requestId: string): Promise<SquadMember[]> {
  const rows = await db.execute<SquadMember>(sql`
    select ${guestColumns}, p.line_id as "lineId",
      case when p.state = 'accepted' then to_json(missing_checks(p.account_id, p.season_id, r.delivery, upper(p.served) - 1)) else '[]' end as "missingChecks"
    from ${guestTables}
    where p.request_id = ${requestId} and ${isHeardOf}
    order by array_position(array['lead', 'captain', 'teacher'], l.role), l.position, a.name, p.id limit 1000`);
  return [...rows];
}

export type GuestFilter = {
  readonly countyCodes: readonly string[];
  readonly state?: PlacementState | undefined;
  readonly seasonId?: string | undefined;
  readonly requestId?: string | undefined;
  /** Those who are there, or are to be, on this day or later. */
  readonly fromDay?: string | undefined;
  /** Only whom the county has something to do about: an arrival that is due, a report to countersign. */
  readonly due?: { readonly today: string } | undefined;
};

/** A place in the list: the first day and the id. */
const keyOf = ({ startDay, id }: Guest) => `${startDay}_${id}`;

/** Who comes to the counties, by first day. */
export async function listGuests(db: Connection, filter: GuestFilter, page: PageWanted): Promise<Page<Guest>> {
  const [afterDay, afterId] = page.after?.split('_') ?? [];
  const conditions: SQL[] = [
    sql`p.county_code in ${inCodes(filter.countyCodes)} and ${isHeardOf}`,
    ...(filter.state === undefined ? [] : [sql`p.state = ${filter.state}`]),
    ...(filter.seasonId === undefined ? [] : [sql`p.season_id = ${filter.seasonId}`]),
    ...(filter.requestId === undefined ? [] : [sql`p.request_id = ${filter.requestId}`]),
    ...(filter.fromDay === undefined ? [] : [sql`upper(p.served) > ${filter.fromDay}::date`]),
    ...(filter.due === undefined
      ? []
      : [
          sql`((p.state = 'accepted' and lower(p.served) <= ${filter.due.today})
      or (p.state = 'started' and w.days_served is not null and f.days_served is distinct from w.days_served
        and ${settledDaysOf(sql`p.id`)} is null and ${openDisputesOf(sql`p.id`)} = 0))`,
        ]),
    ...(afterDay === undefined || afterId === undefined ? [] : [sql`(lower(p.served), p.id) > (${afterDay}::date, ${afterId}::uuid)`]),
  ];
  const rows = await db.execute<Guest>(sql`
    select ${guestColumns} from ${guestTables} where ${sql.join(conditions, sql` and `)} order by lower(p.served), p.id limit ${page.limit + 1}`);
  return pageOf([...rows], page, keyOf);
}

export type HostedPlacement = Guest & {
  readonly delivery: Delivery;
  readonly countyNameZh: string;
  readonly countyNameEn: string;
  readonly seasonNameZh: string;
  readonly seasonNameEn: string;
  readonly timeZone: string;
  readonly missingChecks: readonly ClearanceKind[];
  /** The placement's own days, within which the volunteer's lie. */
  readonly termStartDay: string;
  readonly termEndDay: string;
  readonly endKind: 'resigned' | 'medical' | 'administrative' | 'interrupted' | 'transferred' | null;
  readonly report: { readonly daysServed: number; readonly text: string; readonly submittedAt: string } | null;
  readonly confirmation: {
    readonly daysServed: number;
    readonly signedBy: string;
    readonly comment: string;
    readonly confirmedAt: string;
  } | null;
  readonly completedAt: string | null;
  readonly taught: { readonly lessons: number; readonly minutes: number; readonly learners: number; readonly days: number };
  readonly disputes: readonly DisputeLine[];
};

/** One placement as its host sees it: the person, the term, what was taught, and the word of either side. */
export async function findHostedPlacement(db: Connection, id: string): Promise<HostedPlacement | undefined> {
  const [row] = await db.execute<HostedPlacement>(sql`
    select ${guestColumns}, r.delivery, c.name_zh as "countyNameZh", c.name_en as "countyNameEn", s.name_zh as "seasonNameZh",
      s.name_en as "seasonNameEn", s.time_zone as "timeZone", p.end_kind as "endKind", p.start_day::text as "termStartDay", p.end_day::text as "termEndDay",
      case when p.state = 'accepted' then to_json(missing_checks(p.account_id, p.season_id, r.delivery, upper(p.served) - 1)) else '[]' end as "missingChecks",
      case when w.placement_id is not null
        then json_build_object('daysServed', w.days_served, 'text', w.text, 'submittedAt', w.submitted_at) end as report,
      case when f.placement_id is not null
        then json_build_object('daysServed', f.days_served, 'signedBy', f.signed_by, 'comment', f.comment, 'confirmedAt', f.confirmed_at) end as confirmation,
      (select d.completed_at::text from completions d where d.placement_id = p.id) as "completedAt",
      (select json_build_object('lessons', count(*)::int,
          'minutes', coalesce(sum(extract(epoch from upper(n.during) - lower(n.during)) / 60), 0)::int,
          'learners', coalesce(max(n.learners), 0)::int, 'days', count(distinct (lower(n.during) at time zone s.time_zone)::date)::int)
        from lessons n where n.placement_id = p.id) as taught,
      ${disputesOf(sql`p.id`)} as disputes
    from ${guestTables} join counties c on c.code = p.county_code join seasons s on s.id = p.season_id
    where p.id = ${id} and ${isHeardOf}`);
  return row;
}

export type TaughtLesson = {
  readonly id: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly subjectZh: string;
  readonly subjectEn: string;
  readonly learners: number;
  readonly note: string;
  readonly className: string;
  readonly mode: LessonMode | null;
  readonly adultPresent: string;
};

/** The last lessons of a placement, newest first. */
export async function listLatestLessons(db: Connection, placementId: string, limit: number): Promise<TaughtLesson[]> {
  const rows = await db.execute<TaughtLesson>(sql`
    select n.id, lower(n.during)::text as "startsAt", (extract(epoch from upper(n.during) - lower(n.during)) / 60)::int as minutes,
      u.name_zh as "subjectZh", u.name_en as "subjectEn", n.learners, n.note, n.class_name as "className", n.mode, n.adult_present as "adultPresent"
    from lessons n join subjects u on u.code = n.subject_code where n.placement_id = ${placementId} order by lower(n.during) desc limit ${limit}`);
  return [...rows];
}
