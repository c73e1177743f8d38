import { sql } from 'drizzle-orm';

import type { ClearanceKind } from '../../domain/clearance.ts';
import type { IncidentKind, IncidentState } from '../../domain/incident.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { Connection } from '../client.ts';
import { pageOf, type Page } from './page.ts';

export type IncidentLine = {
  readonly id: string;
  readonly kind: IncidentKind;
  readonly state: IncidentState;
  readonly countyZh: string | null;
  readonly countyEn: string | null;
  readonly raisedByName: string;
  readonly raisedAt: string;
  readonly happenedAt: string;
  readonly actByAt: string;
  readonly actedAt: string | null;
  readonly closedAt: string | null;
  /** Where the line stands in the order of the list. */
  readonly place: string;
};

export type IncidentFilter = { readonly state?: IncidentState | undefined; readonly kind?: IncidentKind | undefined };

/** Where a line stands in the list: its state's rank, by when somebody must act, its id. */
export type IncidentPlace = { readonly rank: number; readonly actByAt: string; readonly id: string };

const rank = sql`case i.state when 'open' then 0 when 'acted' then 1 else 2 end`;

/** Incidents that nobody has acted on first, then those not closed, then the rest; each by when somebody must act. */
export async function listIncidentsByDue(
  db: Connection,
  { state, kind }: IncidentFilter,
  page: { readonly limit: number; readonly after?: IncidentPlace | undefined },
): Promise<Page<IncidentLine>> {
  const { after } = page;
  const rows = await db.execute<IncidentLine>(sql`
    select i.id, i.kind, i.state, c.name_zh as "countyZh", c.name_en as "countyEn", a.name as "raisedByName", i.raised_at as "raisedAt",
      i.happened_at as "happenedAt", i.act_by_at as "actByAt", i.acted_at as "actedAt", i.closed_at as "closedAt",
      concat_ws('~', ${rank}, to_char(i.act_by_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), i.id) as place
    from incidents i join accounts a on a.id = i.raised_by left join counties c on c.code = i.county_code
    where ${state === undefined ? sql`true` : sql`i.state = ${state}`} and ${kind === undefined ? sql`true` : sql`i.kind = ${kind}`}
      and ${after === undefined ? sql`true` : sql`(${rank}, i.act_by_at, i.id) > (${after.rank}::int, ${after.actByAt}::timestamptz, ${after.id}::uuid)`}
    order by ${rank}, i.act_by_at, i.id limit ${page.limit + 1}`);
  return pageOf(rows, { limit: page.limit }, ({ place }) => place);
}

export type IncidentParties = {
  readonly countyZh: string | null;
  readonly countyEn: string | null;
  readonly raisedByName: string;
  readonly accountId: string | null;
  readonly name: string | null;
  readonly state: PlacementState | null;
  readonly startDay: string | null;
  readonly endDay: string | null;
};

/** Where an incident happened, who raised it, and whose placement it is about. */
export async function findIncidentParties(db: Connection, id: string): Promise<IncidentParties | undefined> {
  const [row] = await db.execute<IncidentParties>(sql`
    select c.name_zh as "countyZh", c.name_en as "countyEn", a.name as "raisedByName", p.account_id as "accountId", p.name, p.state,
      p.start_day as "startDay", p.end_day as "endDay"
    from incidents i join accounts a on a.id = i.raised_by left join counties c on c.code = i.county_code
      left join lateral placement_of_incident(i.id) p on true
    where i.id = ${id}`);
  return row;
}

export type SafeguardingCounts = {
  readonly open: number;
  readonly overdue: number;
  readonly acted: number;
  readonly reviews: number;
  readonly barred: number;
  /** Volunteers who need help and got none yet. */
  readonly help: number;
};

/** How much waits for safeguarding. */
export async function countForSafeguarding(db: Connection, now: string): Promise<SafeguardingCounts> {
  const [row] = await db.execute<SafeguardingCounts>(sql`
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state = 'open' and act_by_at < ${now})::int as overdue,
      count(*) filter (where state = 'acted')::int as acted, (select count(*)::int from barred_reviews where state = 'open') as reviews,
      (select count(*)::int from barred_people where lifted_at is null) as barred,
      (select count(*)::int from safety_replies where answer = 'needs_help' and helped_at is null) as help
    from incidents where state <> 'closed'`);
  if (row === undefined) throw new Error('a count returned no row');
  return row;
}

export type EndingCheck = {
  readonly clearanceId: string;
  readonly accountId: string;
  readonly name: string;
  readonly kind: ClearanceKind;
  readonly validThroughDay: string;
  readonly countyZh: string;
  readonly countyEn: string;
  readonly startDay: string;
  readonly endDay: string;
};

/** Checks that ran out or end by a day, of people who teach now or begin by it; the first to end first. */
export async function listEndingChecks(db: Connection, throughDay: string): Promise<EndingCheck[]> {
  return [
    ...(await db.execute<EndingCheck>(sql`
    select e.clearance_id as "clearanceId", e.account_id as "accountId", e.name, e.kind, e.valid_through_day as "validThroughDay",
      c.name_zh as "countyZh", c.name_en as "countyEn", e.start_day as "startDay", e.end_day as "endDay"
    from checks_ending_of_teachers(${throughDay}::date, ${throughDay}::date) e join counties c on c.code = e.county_code
    order by e.valid_through_day, e.clearance_id`)),
  ];
}
