import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';

import type { Locale } from '../../domain/account.ts';
import { liveAskBackStates, type AskBackState } from '../../domain/ask-back.ts';
import type { HostConditions, RequestState } from '../../domain/request.ts';
import type { SeasonState } from '../../domain/season.ts';
import type { Delivery, RequestKind } from '../../domain/teaching.ts';
import type { Connection } from '../client.ts';
import { askBacks } from '../tables/ask-backs.ts';

export type AskBack = typeof askBacks.$inferSelect;

/** The row, held until the transaction ends. */
export async function lockAskBack(db: Connection, id: string): Promise<AskBack | undefined> {
  const [row] = await db.select().from(askBacks).where(eq(askBacks.id, id)).for('update');
  return row;
}

/** The one to which the person said yes in this season, held until the transaction ends. */
export async function lockAgreedAskBack(db: Connection, accountId: string, seasonId: string): Promise<AskBack | undefined> {
  const [row] = await db
    .select()
    .from(askBacks)
    .where(and(eq(askBacks.accountId, accountId), eq(askBacks.seasonId, seasonId), eq(askBacks.state, 'agreed')))
    .for('update');
  return row;
}

/** Those of a person that ask or promise something, by id; held until the transaction ends. */
export async function lockLiveAskBacks(
  db: Connection,
  of: { readonly requestId: string } | { readonly accountId: string },
): Promise<AskBack[]> {
  const whose = 'requestId' in of ? eq(askBacks.requestId, of.requestId) : eq(askBacks.accountId, of.accountId);
  return db
    .select()
    .from(askBacks)
    .where(and(whose, inArray(askBacks.state, [...liveAskBackStates])))
    .orderBy(asc(askBacks.id))
    .for('update');
}

export async function hasLiveAskBack(db: Connection, accountId: string, requestId: string): Promise<boolean> {
  const rows = await db
    .select({ id: askBacks.id })
    .from(askBacks)
    .where(and(eq(askBacks.accountId, accountId), eq(askBacks.requestId, requestId), inArray(askBacks.state, [...liveAskBackStates])));
  return rows.length > 0;
}

type NewAskBack = Pick<AskBack, 'seasonId' | 'requestId' | 'countyCode' | 'subjectCode' | 'accountId' | 'message'>;

export async function insertAskBack(db: Connection, values: NewAskBack): Promise<string> {
  const [row] = await db.insert(askBacks).values(values).returning({ id: askBacks.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

export async function saveAskBackState(
  db: Connection,
  id: string,
  change: { readonly state: AskBackState; readonly answeredAt?: string },
): Promise<void> {
  await db.update(askBacks).set(change).where(eq(askBacks.id, id));
}

type Names = Readonly<Record<Locale, string>>;

/** An ask-back with what everybody it concerns may read of it. */
export type AskBackSheet = Pick<
  AskBack,
  'id' | 'seasonId' | 'requestId' | 'countyCode' | 'subjectCode' | 'accountId' | 'state' | 'message' | 'createdAt' | 'answeredAt'
> & {
  readonly volunteerName: string;
  readonly county: Names;
  readonly subject: Names;
  readonly place: string;
  readonly kind: RequestKind;
  readonly delivery: Delivery;
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
  readonly requestState: RequestState;
  readonly season: Names & { readonly state: SeasonState; readonly matchDay: string; readonly timeZone: string };
  readonly hostConditions: HostConditions | null;
  /** The person's application of that season, where there is one that stands. */
  readonly applicationId: string | null;
};

const sheets = (where: SQL) => sql`
  select b.id, b.season_id as "seasonId", b.request_id as "requestId", b.county_code as "countyCode", b.subject_code as "subjectCode",
    b.account_id as "accountId", b.state, b.message, b.created_at::text as "createdAt", b.answered_at::text as "answeredAt",
    who.name as "volunteerName", json_build_object('zh', c.name_zh, 'en', c.name_en) as county,
    json_build_object('zh', t.name_zh, 'en', t.name_en) as subject, r.place, r.kind, r.delivery, r.start_day::text as "startDay",
    r.end_day::text as "endDay", r.weekly_hours as "weeklyHours", r.state as "requestState",
    json_build_object('zh', s.name_zh, 'en', s.name_en, 'state', s.state, 'matchDay', s.match_day, 'timeZone', s.time_zone) as season,
    (select h.conditions from host_conditions h where h.request_id = r.id order by h.id desc limit 1) as "hostConditions",
    (select a.id from applications a where a.account_id = b.account_id and a.season_id = b.season_id and a.state <> 'withdrawn')
      as "applicationId"
  from ask_backs b join accounts who on who.id = b.account_id join counties c on c.code = b.county_code
  join subjects t on t.code = b.subject_code join requests r on r.id = b.request_id join seasons s on s.id = b.season_id
  where ${where} order by b.id`;

/** Sheets as a list within another query. */
export const askBacksWhere = (where: SQL): SQL => sql`(select coalesce(json_agg(to_json(sheet)), '[]') from (${sheets(where)}) sheet)`;

export async function findAskBack(db: Connection, id: string): Promise<AskBackSheet | undefined> {
  const [row] = await db.execute<AskBackSheet>(sheets(sql`b.id = ${id}`));
  return row;
}

/** Those of a request, in the order in which they were asked. */
export async function listAskBacksOfRequest(db: Connection, requestId: string): Promise<AskBackSheet[]> {
  return [...(await db.execute<AskBackSheet>(sheets(sql`b.request_id = ${requestId}`)))];
}

/** Those of a person, in the order in which they were asked. */
export async function listAskBacksOfPerson(db: Connection, accountId: string): Promise<AskBackSheet[]> {
  return [...(await db.execute<AskBackSheet>(sheets(sql`b.account_id = ${accountId}`)))];
}

/** Somebody who completed a placement in the county: what it knows of them already, and nothing else. */
export type EarlierGuest = {
  readonly placementId: string;
  readonly accountId: string;
  readonly name: string;
  readonly years: readonly number[];
};

/** A county's earlier guests, whoever came last first. */
export async function listEarlierGuests(db: Connection, countyCode: string): Promise<EarlierGuest[]> {
  return [
    ...(await db.execute<EarlierGuest>(sql`
      select (array_agg(p.id order by p.end_day desc, p.id desc))[1] as "placementId", who.id as "accountId", who.name,
        json_agg(distinct extract(year from p.start_day)::int) as years
      from completions c join placements p on p.id = c.placement_id join accounts who on who.id = c.account_id
      where c.county_code = ${countyCode} and who.erased_at is null
      group by who.id, who.name order by max(p.end_day) desc, who.name, who.id`)),
  ];
}
