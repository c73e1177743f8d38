import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { HostConditions } from '../../domain/request.ts';
import type { SeasonState } from '../../domain/season.ts';
import { liveSwapStates, type SwapState } from '../../domain/swap.ts';
import type { Delivery, LineRole, RequestKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { swaps } from '../tables/swaps.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

/** A placement was given for another, in a swap that was confirmed. */
export const isExchanged = (placementId: SQL) =>
  sql`exists (select from swaps w where w.state = 'confirmed' and ${placementId} in (w.first_placement_id, w.second_placement_id))`;

export type Swap = typeof swaps.$inferSelect;
type Names = Readonly<Record<Locale, string>>;

/** One of the two places that are exchanged. Whose it is stands there for themselves and for coordinators alone. */
export type SwapSide = {
  readonly placementId: string | null;
  readonly accountId: string | null;
  readonly applicationId: string | null;
  readonly volunteerName: string | null;
  readonly isOwn: boolean;
  readonly placementState: PlacementState;
  readonly requestId: string;
  readonly lineId: string;
  readonly countyCode: string;
  readonly county: Names;
  readonly province: Names;
  readonly place: string;
  readonly subject: string;
  readonly subjectName: Names;
  readonly level: number;
  readonly role: LineRole;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
  /** The host conditions as they are now. */
  readonly conditionsId: string | null;
  readonly hostConditions: HostConditions | null;
};

/** An invitation as whoever holds its link sees it. */
export type SwapInvitation = {
  readonly id: string;
  readonly seasonId: string;
  readonly season: Names & { readonly state: SeasonState; readonly timeZone: string };
  readonly state: SwapState;
  readonly lapsesAt: string;
  readonly createdAt: string;
  /** The first's place, and the second's once somebody has answered. */
  readonly sides: readonly SwapSide[];
};

export type SwapSheet = SwapInvitation & {
  readonly proposedAt: string | null;
  readonly agreedAt: string | null;
  readonly firstConditionsId: string | null;
  readonly secondConditionsId: string | null;
  /** Why it was refused, where it was. */
  readonly reason: string | null;
};

const sheet = sql`json_build_object('id', w.id, 'seasonId', w.season_id, 'season', json_build_object('zh', n.name_zh, 'en', n.name_en,
    'state', n.state, 'timeZone', n.time_zone), 'state', w.state, 'lapsesAt', w.lapses_at, 'createdAt', w.created_at, 'proposedAt', w.proposed_at,
    'agreedAt', w.agreed_at, 'firstConditionsId', w.first_conditions_id, 'secondConditionsId', w.second_conditions_id,
    'reason', case when w.state = 'refused' then reason_of_swap(w.id) end,
    'sides', sides_of_swap(w.id, null)) as json`;
const from = sql`swaps w join seasons n on n.id = w.season_id`;

export async function findSwap(db: Connection, id: string): Promise<SwapSheet | undefined> {
  const [row] = await db.execute<{ json: SwapSheet }>(sql`select ${sheet} from ${from} where w.id = ${id}`);
  return row?.json;
}

/** The swap's row, held until the transaction ends. */
export async function lockSwap(db: Connection, id: string): Promise<Swap | undefined> {
  const [row] = await db.select().from(swaps).where(eq(swaps.id, id)).for('update');
  return row;
}

export type SwapFilter = {
  readonly accountId?: string | undefined;
  readonly placementId?: string | undefined;
  readonly seasonId?: string | undefined;
  readonly state?: SwapState | undefined;
};

function conditionsOf({ accountId, placementId, seasonId, state }: SwapFilter): SQL {
  const own = sql`select p.id from placements p where p.account_id = ${accountId}`;
  const parts = [
    accountId === undefined ? undefined : sql`(w.first_placement_id in (${own}) or w.second_placement_id in (${own}))`,
    placementId === undefined ? undefined : sql`${placementId}::uuid in (w.first_placement_id, w.second_placement_id)`,
    seasonId === undefined ? undefined : sql`w.season_id = ${seasonId}`,
    state === undefined ? undefined : sql`w.state = ${state}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** Swaps by id. */
export async function listSwaps(db: Connection, filter: SwapFilter, page: PageWanted): Promise<Page<SwapSheet>> {
  const after = page.after === undefined ? sql`true` : page.newestFirst === true ? sql`w.id < ${page.after}` : sql`w.id > ${page.after}`;
  const order = page.newestFirst === true ? sql`w.id desc` : sql`w.id`;
  const rows = await db.execute<{ json: SwapSheet }>(sql`
    select ${sheet} from ${from} where ${conditionsOf(filter)} and ${after} order by ${order} limit ${page.limit + 1}`);
  return pageOf(
    rows.map(({ json }) => json),
    page,
    ({ id }) => id,
  );
}

/** What an invitation's link opens, for the volunteer who holds it. */
export async function findInvitation(db: Connection, keySha256: Uint8Array): Promise<SwapInvitation | undefined> {
  const [row] = await db.execute<{ json: SwapInvitation }>(sql`
    select json_build_object('id', id, 'seasonId', season_id, 'season', season, 'state', state, 'lapsesAt', lapses_at, 'createdAt', created_at,
      'sides', sides_of_swap(id, ${keySha256})) as json from swap_invitation(${keySha256})`);
  return row?.json;
}

/** A place that somebody could give for another: accepted, in the season, and in no live swap. */
export type Givable = {
  readonly placementId: string;
  readonly county: Names;
  readonly place: string;
  readonly subjectName: Names;
  readonly startDay: string;
  readonly endDay: string;
};

export async function listGivable(db: Connection, accountId: string, seasonId: string): Promise<Givable[]> {
  return [
    ...(await db.execute<Givable>(sql`
      select p.id as "placementId", json_build_object('zh', c.name_zh, 'en', c.name_en) as county, r.place,
        json_build_object('zh', t.name_zh, 'en', t.name_en) as "subjectName", p.start_day::text as "startDay", p.end_day::text as "endDay"
      from placements p join requests r on r.id = p.request_id join counties c on c.code = r.county_code join lines l on l.id = p.line_id
      join subjects t on t.code = l.subject_code
      where p.account_id = ${accountId} and p.season_id = ${seasonId} and p.state = 'accepted' and not exists (select from swaps w
        where p.id in (w.first_placement_id, w.second_placement_id) and w.state in ('invited', 'proposed', 'agreed'))
      order by p.start_day, p.id`)),
  ];
}

/** The live swap of a placement, held until the transaction ends. */
export async function lockLiveSwapOf(db: Connection, placementId: string): Promise<Swap | undefined> {
  const [row] = await db
    .select()
    .from(swaps)
    .where(
      and(sql`${placementId}::uuid in (${swaps.firstPlacementId}, ${swaps.secondPlacementId})`, inArray(swaps.state, [...liveSwapStates])),
    )
    .for('update');
  return row;
}

type NewSwap = Pick<Swap, 'seasonId' | 'firstPlacementId' | 'lapsesAt'> & { readonly keySha256: Uint8Array };

export async function insertSwap(db: Connection, values: NewSwap): Promise<string> {
  const [row] = await db.insert(swaps).values(values).returning({ id: swaps.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

export async function saveSwap(
  db: Connection,
  id: string,
  change: Partial<Omit<Swap, 'id' | 'seasonId' | 'firstPlacementId' | 'createdAt'>>,
): Promise<void> {
  await db.update(swaps).set(change).where(eq(swaps.id, id));
}

/** Live swaps whose time is over, or of which a placement is not to come any more, oldest first; those that another job holds are left to it. */
export async function lockLapsedSwaps(db: Connection, now: string, limit: number): Promise<Swap[]> {
  return db
    .select()
    .from(swaps)
    .where(
      and(
        inArray(swaps.state, [...liveSwapStates]),
        sql`(${swaps.lapsesAt} <= ${now} or exists (select from placements p
          where p.id in (${swaps.firstPlacementId}, ${swaps.secondPlacementId}) and p.state <> 'accepted'))`,
      ),
    )
    .orderBy(swaps.id)
    .limit(limit)
    .for('update', { skipLocked: true });
}
