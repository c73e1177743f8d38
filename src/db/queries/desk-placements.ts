import { sql, type SQL } from 'drizzle-orm';

import type { ApplicationState } from '../../domain/application.ts';
import type { ServiceSaid } from '../../domain/completion.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import { placementStates, type earlyEndKinds, type PlacementOrigin, type PlacementState } from '../../domain/placement.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Delivery, LineRole } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { disputesOf, isReadyToComplete, openDisputesOf, settledDaysOf, type DisputeLine } from './disputes.ts';
import { earlyEndOf, type EarlyEndTold } from './early-ends.ts';
import { happenedTo, named, type Happened, type Named } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { afterRow, allOf, containing, findLeft, inOrder, mostCounted, type Left, type Ordered } from './queue.ts';

export const placementOrders = ['start', 'name', 'county', 'reply'] as const;

export type PlacementFilter = {
  readonly seasonId?: string | undefined;
  readonly state?: PlacementState | undefined;
  readonly countyCode?: string | undefined;
  /** Only those whose checks are not all valid through their last day. */
  readonly isMissingChecks?: boolean | undefined;
  /** In the name of the person, the county or the place. */
  readonly text?: string | undefined;
  readonly order: (typeof placementOrders)[number];
  readonly isDescending: boolean;
};

const source = sql`placements pl join accounts p on p.id = pl.account_id join counties c on c.code = pl.county_code join requests r on r.id = pl.request_id`;
const keys: Readonly<Record<PlacementFilter['order'], SQL>> = {
  start: sql`pl.start_day`,
  name: sql`p.name`,
  county: sql`pl.county_code`,
  reply: sql`coalesce(pl.reply_by_at, 'infinity'::timestamptz)`,
};

const ordered = ({ order, isDescending }: PlacementFilter): Ordered => ({ source, id: sql`pl.id`, key: keys[order], isDescending });
/** Whoever has begun had them all. */
const missing = sql`case when pl.state in ('proposed', 'offered', 'accepted')
  then missing_checks(pl.account_id, pl.season_id, r.delivery, upper(pl.served) - 1) else '{}' end`;

function conditionsOf({ seasonId, state, countyCode, isMissingChecks, text }: PlacementFilter): SQL {
  const like = text === undefined ? undefined : containing(text);
  return allOf([
    seasonId === undefined ? undefined : sql`pl.season_id = ${seasonId}`,
    state === undefined ? undefined : sql`pl.state = ${state}`,
    countyCode === undefined ? undefined : sql`pl.county_code = ${countyCode}`,
    isMissingChecks === true ? sql`cardinality(${missing}) > 0` : undefined,
    like === undefined
      ? undefined
      : sql`(p.name ilike ${like} or c.name_zh ilike ${like} or c.name_en ilike ${like} or r.place ilike ${like})`,
  ]);
}

export type ListedPlacement = {
  readonly id: string;
  readonly name: string;
  readonly county: Named;
  readonly place: string;
  readonly subject: Named;
  readonly role: LineRole;
  readonly startDay: string;
  readonly endDay: string;
  readonly state: PlacementState;
  readonly replyByAt: string | null;
  readonly missing: readonly ClearanceKind[];
};

const lineOf = sql`(select ${named(sql`s.name_zh`, sql`s.name_en`)} from lines l join subjects s on s.code = l.subject_code where l.id = pl.line_id)`;

/** Placements in the order asked for. */
export async function listPlacementsInOrder(db: Connection, filter: PlacementFilter, page: PageWanted): Promise<Page<ListedPlacement>> {
  const order = ordered(filter);
  const rows = await db.execute<ListedPlacement>(sql`
    select pl.id, p.name, ${named(sql`c.name_zh`, sql`c.name_en`)} as county, r.place, ${lineOf} as subject,
      (select l.role from lines l where l.id = pl.line_id) as role, pl.start_day::text as "startDay", pl.end_day::text as "endDay", pl.state,
      pl.reply_by_at::text as "replyByAt", to_json(${missing}) as missing
    from ${source} where ${conditionsOf(filter)} and ${afterRow(order, page.after)}
    order by ${inOrder(order)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** Where there are more than `most`, it says no more than that. */
export type StateCounts = { readonly byState: ReadonlyMap<PlacementState, number>; readonly most: number };

/**
 * How many placements there are of each state under the other filters. Those of all seasons are counted as far as the page says them: one
 * beyond that stands for all more.
 */
export async function countPlacements(db: Connection, filter: PlacementFilter): Promise<StateCounts> {
  const { seasonId, text, isMissingChecks } = filter;
  const others = conditionsOf({ ...filter, state: undefined });
  const isOfAllSeasons = seasonId === undefined && text === undefined && isMissingChecks !== true;
  const counted = isOfAllSeasons
    ? sql.join(
        placementStates.map((state) => countedUpTo(state, others)),
        sql` union all `,
      )
    : sql`select pl.state, count(*)::int as count from ${source} where ${others} group by pl.state`;
  const rows = await db.execute<{ state: PlacementState; count: number }>(counted);
  const byState = new Map(rows.flatMap(({ state, count }) => (count === 0 ? [] : [[state, count]])));
  return { byState, most: isOfAllSeasons ? mostCounted : Infinity };
}

/** Asked of each state by itself, so that the database knows which of them are rare. */
const countedUpTo = (state: PlacementState, others: SQL) => sql`select ${state}::text as state,
  (select count(*)::int from (select from placements pl where pl.state = ${state} and ${others} limit ${mostCounted + 1}) x) as count`;

/** The confirmed swap by which the placement took over another's seat. */
const swapOf = sql`(select w.id from swaps w where w.state = 'confirmed' and pl.replaces_id in (w.first_placement_id, w.second_placement_id))`;

/** How it came to be; of an alternate's the event says so with which it began. */
const origin = sql`case when pl.run_id is not null then (select case when run.is_repair then 'repair' else 'run' end from runs run where run.id = pl.run_id)
    when ${swapOf} is not null then 'swap'
    when exists (select from events e where e.thing = 'placement' and e.thing_id = pl.id::text and e.to_state = 'proposed'
      and e.details ->> 'alternate' = 'true') then 'alternate' else 'hand' end`;

export type PlacementInWhole = ListedPlacement & {
  readonly accountId: string;
  readonly applicationId: string;
  readonly requestId: string;
  readonly seasonId: string;
  readonly season: Named;
  readonly seasonState: SeasonState;
  readonly replyHours: number;
  /** The placement's own days, within which the volunteer's lie. */
  readonly termStartDay: string;
  readonly termEndDay: string;
  readonly province: Named;
  readonly delivery: Delivery;
  readonly level: number;
  readonly rank: number | null;
  readonly runId: string | null;
  readonly lineId: string;
  readonly origin: PlacementOrigin;
  /** The swap that made it. */
  readonly swapId: string | null;
  readonly endKind: (typeof earlyEndKinds)[number] | null;
  readonly extendedAt: string | null;
  readonly report: { readonly daysServed: number; readonly text: string; readonly submittedAt: string } | null;
  readonly confirmation: {
    readonly daysServed: number;
    readonly signedBy: string;
    readonly comment: string;
    readonly confirmedAt: string;
  } | null;
  readonly taught: { readonly lessons: number; readonly minutes: number; readonly learners: number };
  readonly completion: {
    readonly daysServed: number;
    readonly minutesTaught: number;
    readonly completedAt: string;
    readonly certificateSerial: string | null;
  } | null;
  readonly disputes: readonly DisputeLine[];
  readonly earlyEnd: EarlyEndTold | null;
  readonly happened: readonly Happened[];
};

/** One placement with its whole story, in one query. */
export async function findPlacementInWhole(db: Connection, id: string): Promise<PlacementInWhole | undefined> {
  const [row] = await db.execute<{ json: PlacementInWhole }>(sql`
    select json_build_object('id', pl.id, 'accountId', pl.account_id, 'applicationId', pl.application_id, 'requestId', pl.request_id,
      'seasonId', pl.season_id, 'season', ${named(sql`s.name_zh`, sql`s.name_en`)}, 'seasonState', s.state, 'replyHours', s.reply_hours,
      'name', p.name, 'county', ${named(sql`c.name_zh`, sql`c.name_en`)}, 'province', ${named(sql`pr.name_zh`, sql`pr.name_en`)}, 'place', r.place,
      'delivery', r.delivery, 'subject', ${lineOf}, 'role', l.role, 'level', l.level, 'startDay', lower(pl.served), 'endDay', upper(pl.served) - 1, 'termStartDay', pl.start_day, 'termEndDay', pl.end_day, 'state', pl.state,
      'replyByAt', pl.reply_by_at, 'extendedAt', pl.extended_at, 'rank', pl.rank, 'runId', pl.run_id, 'lineId', pl.line_id, 'swapId', ${swapOf}, 'origin', ${origin}, 'endKind', pl.end_kind, 'missing', to_json(${missing}),
      'report', (select json_build_object('daysServed', days_served, 'text', text, 'submittedAt', submitted_at) from reports where placement_id = pl.id),
      'confirmation', (select json_build_object('daysServed', days_served, 'signedBy', signed_by, 'comment', comment, 'confirmedAt', confirmed_at)
        from confirmations where placement_id = pl.id),
      'taught', (select json_build_object('lessons', count(*), 'minutes', coalesce(sum(extract(epoch from upper(during) - lower(during)) / 60), 0)::int,
        'learners', coalesce(sum(learners), 0)) from lessons where placement_id = pl.id),
      'completion', (select json_build_object('daysServed', days_served, 'minutesTaught', minutes_taught, 'completedAt', completed_at,
          'certificateSerial', (select k.serial from certificates k where k.placement_id = pl.id order by k.status_index desc limit 1))
        from completions where placement_id = pl.id),
      'disputes', ${disputesOf(sql`pl.id`)}, 'earlyEnd', ${earlyEndOf(sql`pl.id`)}, 'happened', ${happenedTo('placement', sql`pl.id`)}) as json
    from ${source} join lines l on l.id = pl.line_id join seasons s on s.id = pl.season_id join provinces pr on pr.code = c.province_code
    where pl.id = ${id}`);
  return row?.json;
}

export type ToComplete = {
  readonly id: string;
  readonly name: string;
  readonly county: Named;
  readonly startDay: string;
  readonly endDay: string;
} & ServiceSaid;

export type CompletionFilter = {
  readonly seasonId?: string | undefined;
  readonly show: 'ready' | 'missing' | 'all';
  readonly text?: string | undefined;
};

const toComplete = sql`${source} left join reports rep on rep.placement_id = pl.id left join confirmations con on con.placement_id = pl.id`;
const byEnd: Ordered = { source: toComplete, id: sql`pl.id`, key: sql`pl.end_day` };
const isReady = isReadyToComplete({ id: sql`pl.id`, reported: sql`rep.days_served`, confirmed: sql`con.days_served` });

function completionConditions({ seasonId, show, text }: CompletionFilter): SQL {
  return allOf([
    sql`pl.state = 'started'`,
    conditionsOf({ seasonId, text, order: 'start', isDescending: false }),
    show === 'all' ? undefined : show === 'ready' ? isReady : sql`not coalesce(${isReady}, false)`,
  ]);
}

/** Started placements, the first to end first, with what both sides said. */
export async function listToComplete(db: Connection, filter: CompletionFilter, page: PageWanted): Promise<Page<ToComplete>> {
  const rows = await db.execute<ToComplete>(sql`
    select pl.id, p.name, ${named(sql`c.name_zh`, sql`c.name_en`)} as county, lower(pl.served)::text as "startDay", (upper(pl.served) - 1)::text as "endDay",
      rep.days_served as "reportedDays", con.days_served as "confirmedDays", ${settledDaysOf(sql`pl.id`)} as "settledDays", ${openDisputesOf(sql`pl.id`)} as "openDisputes"
    from ${toComplete} where ${completionConditions(filter)} and ${afterRow(byEnd, page.after)}
    order by ${inOrder(byEnd)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

export async function countToComplete(db: Connection, filter: CompletionFilter): Promise<{ readonly ready: number; readonly all: number }> {
  const [row] = await db.execute<{ ready: number; all: number }>(sql`
    select count(*) filter (where ${isReady})::int as ready, count(*)::int as all from ${toComplete} where ${completionConditions({ ...filter, show: 'all' })}`);
  return row ?? { ready: 0, all: 0 };
}

/** What is ready to be completed besides this one. */
export async function findLeftToComplete(db: Connection, filter: CompletionFilter, id: string): Promise<Left> {
  return findLeft(db, byEnd, completionConditions({ ...filter, show: 'ready' }), id);
}

export type Placeable = {
  readonly id: string;
  readonly seasonId: string;
  readonly season: Named;
  readonly seasonState: SeasonState;
  readonly name: string;
  readonly institution: string | null;
  readonly state: ApplicationState;
};

/** Approved applications without a standing placement in seasons that place people, by name; or the one named, whatever its state. */
export async function listPlaceable(
  db: Connection,
  wanted: { readonly id?: string | undefined; readonly lineId?: string | undefined; readonly text?: string | undefined },
): Promise<readonly Placeable[]> {
  const { id, lineId, text } = wanted;
  const conditions =
    id === undefined
      ? allOf([
          sql`a.state = 'approved' and s.state in ('matching', 'placing', 'teaching') and p.frozen_at is null and p.erased_at is null`,
          sql`not exists (select from placements pl where pl.application_id = a.id and pl.state in ('proposed', 'offered', 'accepted', 'started'))`,
          lineId === undefined ? undefined : sql`a.season_id = (select season_id from lines where id = ${lineId})`,
          text === undefined ? undefined : sql`(p.name ilike ${containing(text)} or v.home_institution ilike ${containing(text)})`,
        ])
      : sql`a.id = ${id}`;
  return [
    ...(await db.execute<Placeable>(sql`
    select a.id, a.season_id as "seasonId", ${named(sql`s.name_zh`, sql`s.name_en`)} as season, s.state as "seasonState", p.name,
      v.home_institution as institution, a.state
    from applications a join accounts p on p.id = a.account_id join seasons s on s.id = a.season_id left join volunteers v on v.account_id = a.account_id
    where ${conditions} order by s.teaching_start_day desc, p.name, a.id limit 100`)),
  ];
}
