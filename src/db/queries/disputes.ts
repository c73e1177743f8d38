import { eq, sql, type SQL } from 'drizzle-orm';

import type { DisputeAnswer, DisputeState } from '../../domain/dispute.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { Connection } from '../client.ts';
import { disputes } from '../tables/disputes.ts';
import { named, type Named } from './happened.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';
import { utc } from './utc.ts';

export type Dispute = typeof disputes.$inferSelect;

/** The row, held until the transaction ends. */
export async function lockDispute(db: Connection, id: string): Promise<Dispute | undefined> {
  const [row] = await db.select().from(disputes).where(eq(disputes.id, id)).for('update');
  return row;
}

type NewDispute = Pick<
  Dispute,
  'placementId' | 'accountId' | 'countyCode' | 'lessonId' | 'lessonStartsAt' | 'recorded' | 'claimed' | 'reason' | 'openedAt' | 'answerByAt'
>;

export async function insertDispute(db: Connection, values: NewDispute): Promise<string> {
  const [row] = await db.insert(disputes).values(values).returning({ id: disputes.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

type Change =
  | Pick<Dispute, 'state' | 'answer' | 'corrected' | 'note' | 'answeredAt'>
  | (Pick<Dispute, 'state' | 'closingReason' | 'closedAt'> & { readonly decided?: number });

export async function saveDispute(db: Connection, id: string, change: Change): Promise<void> {
  await db.update(disputes).set(change).where(eq(disputes.id, id));
}

/** A dispute that is open about the same: this lesson, or the days of this placement. */
export async function findOpenDispute(
  db: Connection,
  of: { readonly placementId: string; readonly lessonId: string | null },
): Promise<string | undefined> {
  const about = of.lessonId === null ? sql`lesson_starts_at is null` : sql`lesson_id = ${of.lessonId}`;
  const [row] = await db.execute<{ id: string }>(
    sql`select id from disputes where placement_id = ${of.placementId} and ${about} and state in ('opened', 'answered')`,
  );
  return row?.id;
}

/** What disputes mean for a placement's completion: how many are open, and the days that a coordinator settled, if any. */
export type DisputeStanding = { readonly open: number; readonly settledDays: number | null };

/** The two by themselves, for a placement of this id. */
export const openDisputesOf = (placementId: SQL) =>
  sql`(select count(*)::int from disputes x where x.placement_id = ${placementId} and x.state in ('opened', 'answered'))`;
export const settledDaysOf = (placementId: SQL) =>
  sql`(select x.decided from disputes x where x.placement_id = ${placementId} and x.state = 'settled' and x.lesson_starts_at is null
    order by x.closed_at desc limit 1)`;

/** Both say the same days, or a coordinator settled them, and nothing is in dispute: the rule itself stands in domain/completion.ts. */
export function isReadyToComplete({ id, reported, confirmed }: { readonly id: SQL; readonly reported: SQL; readonly confirmed: SQL }): SQL {
  return sql`(${reported} is not null and (${reported} is not distinct from ${confirmed} or ${settledDaysOf(id)} is not null) and ${openDisputesOf(id)} = 0)`;
}

export async function findDisputeStanding(db: Connection, placementId: string): Promise<DisputeStanding> {
  const id = sql`${placementId}::uuid`;
  const [row] = await db.execute<DisputeStanding>(sql`select ${openDisputesOf(id)} as open, ${settledDaysOf(id)} as "settledDays"`);
  return row ?? { open: 0, settledDays: null };
}

/** A dispute in a line, on the pages of its placement. */
export type DisputeLine = {
  readonly id: string;
  readonly state: DisputeState;
  readonly lessonStartsAt: string | null;
  readonly recorded: number | null;
  readonly claimed: number;
  readonly decided: number | null;
  readonly openedAt: string;
};

/** A placement's disputes as JSON, the last first. */
export const disputesOf = (placementId: SQL) =>
  sql`(select coalesce(json_agg(json_build_object('id', x.id, 'state', x.state, 'lessonStartsAt', x.lesson_starts_at, 'recorded', x.recorded,
      'claimed', x.claimed, 'decided', x.decided, 'openedAt', x.opened_at) order by x.id desc), '[]') from disputes x where x.placement_id = ${placementId})`;

/** Everything that those whom it concerns may read of a dispute. */
export type DisputeSheet = DisputeLine & {
  readonly placementId: string;
  readonly accountId: string;
  readonly countyCode: string;
  readonly lessonId: string | null;
  readonly reason: string;
  readonly answerByAt: string;
  readonly answer: DisputeAnswer | null;
  readonly corrected: number | null;
  readonly note: string;
  readonly answeredAt: string | null;
  readonly closingReason: string;
  readonly closedAt: string | null;
  readonly volunteerName: string;
  readonly placementState: PlacementState;
  readonly county: Named;
  readonly subject: Named;
  readonly place: string;
  readonly timeZone: string;
  readonly startDay: string;
  readonly endDay: string;
};

const sheet = sql`disputes.id, disputes.placement_id as "placementId", disputes.account_id as "accountId", disputes.county_code as "countyCode",
  disputes.lesson_id as "lessonId", disputes.state, ${utc(sql`disputes.lesson_starts_at`)} as "lessonStartsAt", disputes.recorded, disputes.claimed,
  disputes.decided, disputes.reason, ${utc(sql`disputes.opened_at`)} as "openedAt", ${utc(sql`disputes.answer_by_at`)} as "answerByAt",
  disputes.answer, disputes.corrected, disputes.note, ${utc(sql`disputes.answered_at`)} as "answeredAt",
  disputes.closing_reason as "closingReason", ${utc(sql`disputes.closed_at`)} as "closedAt", a.name as "volunteerName",
  p.state as "placementState", ${named(sql`c.name_zh`, sql`c.name_en`)} as county, ${named(sql`s.name_zh`, sql`s.name_en`)} as subject, r.place,
  n.time_zone as "timeZone", lower(p.served)::text as "startDay", (upper(p.served) - 1)::text as "endDay"`;
const sheetTables = sql`disputes join placements p on p.id = disputes.placement_id join accounts a on a.id = p.account_id
  join requests r on r.id = p.request_id join counties c on c.code = p.county_code join lines l on l.id = p.line_id
  join subjects s on s.code = l.subject_code join seasons n on n.id = p.season_id`;

export async function findDispute(db: Connection, id: string): Promise<DisputeSheet | undefined> {
  const [row] = await db.execute<DisputeSheet>(sql`select ${sheet} from ${sheetTables} where disputes.id = ${id}`);
  return row;
}

export type DisputeFilter = {
  readonly accountId?: string | undefined;
  readonly countyCodes?: readonly string[] | undefined;
  readonly placementId?: string | undefined;
  readonly state?: DisputeState | undefined;
};

/** Disputes of a person, of counties, or of everybody, by id. */
export async function listDisputes(db: Connection, filter: DisputeFilter, page: PageWanted): Promise<Page<DisputeSheet>> {
  const { accountId, countyCodes, placementId, state } = filter;
  const reach =
    accountId === undefined && countyCodes === undefined
      ? sql`true`
      : sql`(disputes.account_id = ${accountId ?? null} or disputes.county_code = any(${sql.param(`{${(countyCodes ?? []).join(',')}}`)}::text[]))`;
  const conditions = [
    reach,
    ...(placementId === undefined ? [] : [sql`disputes.placement_id = ${placementId}`]),
    ...(state === undefined ? [] : [sql`disputes.state = ${state}`]),
    afterKey(disputes.id, page) ?? sql`true`,
  ];
  const rows = await db.execute<DisputeSheet>(sql`select ${sheet} from ${sheetTables} where ${sql.join(conditions, sql` and `)}
    order by ${byKey(disputes.id, page)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** Disputes that are open, those that wait for a coordinator first: what was answered, or should have been by now. */
export async function listOpenDisputes(db: Connection, now: string): Promise<DisputeSheet[]> {
  return [
    ...(await db.execute<DisputeSheet>(sql`select ${sheet} from ${sheetTables} where disputes.state in ('opened', 'answered')
      order by (disputes.state = 'answered' or disputes.answer_by_at < ${now}) desc, disputes.opened_at, disputes.id limit 300`)),
  ];
}
