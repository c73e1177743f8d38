import { askBacksWhere, type AskBackSheet } from './ask-backs.ts';
import { sql, type SQL } from 'drizzle-orm';

import type { BelowMinimum, HostConditions, RequestState } from '../../domain/request.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { Delivery, LineRole, RequestKind, VolunteerKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { happenedTo, named, type Happened, type Named } from './happened.ts';
import { originsOf, type Origin } from './imports.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { afterRow, allOf, containing, findLeft, inOrder, type Left, type Ordered } from './queue.ts';

export const requestOrders = ['waiting', 'county', 'tier', 'start'] as const;

export type RequestFilter = {
  readonly seasonId?: string | undefined;
  /** Any state where it is left out. */
  readonly state?: RequestState | undefined;
  readonly subject?: string | undefined;
  /** In the name of the county or the place. */
  readonly text?: string | undefined;
  readonly order: (typeof requestOrders)[number];
  readonly isDescending: boolean;
};

const source = sql`requests r join counties c on c.code = r.county_code`;
const keys: Readonly<Record<RequestFilter['order'], SQL>> = {
  waiting: sql`coalesce(r.submitted_at, r.created_at)`,
  county: sql`r.county_code`,
  tier: sql`coalesce(c.tier, 9)`,
  start: sql`r.start_day`,
};

const ordered = ({ order, isDescending }: RequestFilter): Ordered => ({ source, id: sql`r.id`, key: keys[order], isDescending });

function conditionsOf({ seasonId, state, subject, text }: RequestFilter): SQL {
  const like = text === undefined ? undefined : containing(text);
  return allOf([
    seasonId === undefined ? undefined : sql`r.season_id = ${seasonId}`,
    state === undefined ? undefined : sql`r.state = ${state}`,
    subject === undefined ? undefined : sql`exists (select from lines l where l.request_id = r.id and l.subject_code = ${subject})`,
    like === undefined ? undefined : sql`(c.name_zh ilike ${like} or c.name_en ilike ${like} or r.place ilike ${like})`,
  ]);
}

const seats = sql`(select json_build_object('minimum', coalesce(sum(l.minimum), 0), 'ideal', coalesce(sum(l.ideal), 0), 'maximum',
  coalesce(sum(l.maximum), 0), 'taken', coalesce(sum(l.taken), 0)) from lines l where l.request_id = r.id)`;

export type Seats = { readonly minimum: number; readonly ideal: number; readonly maximum: number; readonly taken: number };

export type QueuedRequest = {
  readonly id: string;
  readonly county: Named;
  readonly province: Named;
  readonly tier: number | null;
  readonly place: string;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly state: RequestState;
  readonly season: Named;
  readonly seats: Seats;
  readonly submittedAt: string | null;
};

/** Requests in the order asked for. */
export async function listQueuedRequests(db: Connection, filter: RequestFilter, page: PageWanted): Promise<Page<QueuedRequest>> {
  const order = ordered(filter);
  const rows = await db.execute<QueuedRequest>(sql`
    select r.id, ${named(sql`c.name_zh`, sql`c.name_en`)} as county, c.tier, r.place, r.kind, r.delivery, r.start_day::text as "startDay",
      r.end_day::text as "endDay", r.state, ${seats} as seats, r.submitted_at::text as "submittedAt",
      (select ${named(sql`p.name_zh`, sql`p.name_en`)} from provinces p where p.code = c.province_code) as province,
      (select ${named(sql`s.name_zh`, sql`s.name_en`)} from seasons s where s.id = r.season_id) as season
    from ${source} where ${conditionsOf(filter)} and ${afterRow(order, page.after)}
    order by ${inOrder(order)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

export async function countRequests(db: Connection, filter: RequestFilter): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from ${source} where ${conditionsOf(filter)}`);
  return row?.count ?? 0;
}

export async function findLeftRequests(db: Connection, filter: RequestFilter, id: string): Promise<Left> {
  return findLeft(db, ordered(filter), conditionsOf({ ...filter, state: 'submitted' }), id);
}

export type RequestInWhole = Omit<QueuedRequest, 'seats'> & {
  readonly seasonId: string;
  readonly countyCode: string;
  readonly beds: number | null;
  readonly weeklyHours: number;
  readonly squadMaximum: number | null;
  readonly asksForReturners: boolean;
  readonly belowMinimum: BelowMinimum;
  readonly decisionReason: string | null;
  readonly station: Named | null;
  readonly conditions: HostConditions | null;
  readonly lines: readonly (Seats & {
    readonly id: string;
    readonly subject: Named;
    readonly level: number;
    readonly role: LineRole;
    readonly kinds: readonly VolunteerKind[];
    readonly languages: readonly string[];
    readonly minimumAge: number;
    readonly teachingPermit: boolean;
  })[];
  /** What the county asked for in other seasons and what came of it. */
  readonly before: readonly {
    readonly id: string;
    readonly season: Named;
    readonly state: RequestState;
    readonly place: string;
    readonly seats: Seats;
    readonly completed: number;
  }[];
  /** Whom it would touch if it were cancelled. */
  readonly placements: readonly { readonly id: string; readonly name: string; readonly state: PlacementState }[];
  readonly askBacks: readonly AskBackSheet[];
  readonly origins: readonly Origin[];
  readonly happened: readonly Happened[];
};

/** One request with everything a decision rests on, in one query. */
export async function findRequestInWhole(db: Connection, id: string): Promise<RequestInWhole | undefined> {
  const [row] = await db.execute<{ json: RequestInWhole }>(sql`
    select json_build_object('id', r.id, 'seasonId', r.season_id, 'season', ${named(sql`s.name_zh`, sql`s.name_en`)}, 'countyCode', c.code,
      'county', ${named(sql`c.name_zh`, sql`c.name_en`)}, 'province', ${named(sql`p.name_zh`, sql`p.name_en`)}, 'tier', c.tier, 'beds', c.beds,
      'place', r.place, 'kind', r.kind, 'delivery', r.delivery, 'startDay', r.start_day, 'endDay', r.end_day, 'weeklyHours', r.weekly_hours,
      'squadMaximum', r.squad_maximum, 'asksForReturners', r.asks_for_returners, 'belowMinimum', r.below_minimum, 'state', r.state,
      'decisionReason', r.decision_reason, 'submittedAt', r.submitted_at,
      'station', (select ${named(sql`st.name_zh`, sql`st.name_en`)} from stations st where st.id = r.station_id),
      'conditions', (select h.conditions from host_conditions h where h.request_id = r.id order by h.id desc limit 1),
      'lines', (select coalesce(json_agg(json_build_object('id', l.id, 'subject', ${named(sql`sub.name_zh`, sql`sub.name_en`)}, 'level', l.level,
          'role', l.role, 'minimum', l.minimum, 'ideal', l.ideal, 'maximum', l.maximum, 'taken', l.taken, 'kinds', to_json(l.kinds),
          'languages', to_json(l.languages), 'minimumAge', l.minimum_age, 'teachingPermit', l.teaching_permit) order by l.position), '[]')
        from lines l join subjects sub on sub.code = l.subject_code where l.request_id = r.id),
      'before', (select coalesce(json_agg(x.v order by x.k desc), '[]') from (
        select o.start_day as k, json_build_object('id', o.id, 'state', o.state, 'place', o.place, 'season', ${named(sql`os.name_zh`, sql`os.name_en`)},
          'seats', (select json_build_object('minimum', coalesce(sum(l.minimum), 0), 'ideal', coalesce(sum(l.ideal), 0), 'maximum',
            coalesce(sum(l.maximum), 0), 'taken', coalesce(sum(l.taken), 0)) from lines l where l.request_id = o.id),
          'completed', (select count(*) from placements done where done.request_id = o.id and done.state = 'completed')) as v
        from requests o join seasons os on os.id = o.season_id where o.county_code = r.county_code and o.id <> r.id and o.state <> 'draft'
        order by o.start_day desc limit 12) x),
      'placements', (select coalesce(json_agg(json_build_object('id', pl.id, 'name', who.name, 'state', pl.state) order by who.name), '[]')
        from placements pl join accounts who on who.id = pl.account_id where pl.request_id = r.id
          and pl.state in ('proposed', 'offered', 'accepted', 'started', 'completed')),
      'askBacks', ${askBacksWhere(sql`b.request_id = ${id}`)}, 'origins', ${originsOf('request', id)},
      'happened', ${happenedTo('request', sql`r.id`)}) as json
    from ${source} join seasons s on s.id = r.season_id join provinces p on p.code = c.province_code where r.id = ${id}`);
  return row?.json;
}
