import { and, eq, inArray, sql } from 'drizzle-orm';

import type { ConditionQuestionState, WaitingKind } from '../../domain/condition-question.ts';
import type { PlacementState } from '../../domain/placement.ts';
import type { HostConditions } from '../../domain/request.ts';
import type { Connection } from '../client.ts';
import { conditionQuestions } from '../tables/condition-questions.ts';
import { hostConditions } from '../tables/requests.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

type QuestionRow = typeof conditionQuestions.$inferSelect;
type Names = { readonly zh: string; readonly en: string };

/** A question with what its readers need: where it is about, what was known before and what is said now. */
export type ConditionQuestion = Pick<
  QuestionRow,
  | 'id'
  | 'requestId'
  | 'conditionsId'
  | 'applicationId'
  | 'seasonId'
  | 'accountId'
  | 'placementId'
  | 'state'
  | 'answerByAt'
  | 'answeredAt'
  | 'createdAt'
> & {
  readonly countyCode: string;
  readonly county: Names;
  readonly place: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly volunteerName: string;
  readonly placementState: PlacementState | null;
  readonly before: HostConditions | null;
  readonly after: HostConditions;
  /** It can still be answered: what it is about has not ended in another way. */
  readonly isLive: boolean;
};

const columns = sql`q.id, q.request_id as "requestId", q.conditions_id as "conditionsId", q.application_id as "applicationId",
  q.season_id as "seasonId", q.account_id as "accountId", q.placement_id as "placementId", q.state, q.answer_by_at as "answerByAt",
  q.answered_at as "answeredAt", q.created_at as "createdAt", r.county_code as "countyCode",
  json_build_object('zh', c.name_zh, 'en', c.name_en) as county, r.place, r.start_day::text as "startDay", r.end_day::text as "endDay",
  who.name as "volunteerName", p.state as "placementState", known.conditions as before, asked.conditions as after, ${isLive()} as "isLive"`;
const from = sql`condition_questions q join requests r on r.id = q.request_id join counties c on c.code = r.county_code
  join host_conditions asked on asked.id = q.conditions_id left join host_conditions known on known.id = q.known_id
  join accounts who on who.id = q.account_id left join placements p on p.id = q.placement_id
  left join applications a on a.id = q.application_id`;

/** A question about a placement ends with it, one about a choice with its application, and both with the request. */
function isLive() {
  return sql`(q.state = 'open' and r.state = 'approved' and case when q.placement_id is null
    then a.state in ('submitted', 'returned', 'approved') else p.state in ('offered', 'accepted', 'started') end)`;
}

export async function findConditionQuestion(db: Connection, id: string): Promise<ConditionQuestion | undefined> {
  const [row] = await db.execute<ConditionQuestion>(sql`select ${columns} from ${from} where q.id = ${id}`);
  return row;
}

/** Questions by these ids, what is due first comes first. */
export async function listQuestionsById(db: Connection, ids: readonly string[]): Promise<ConditionQuestion[]> {
  const rows = await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
    where q.id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[]) order by q.answer_by_at, q.id`);
  return [...rows];
}

/** The question's row, held until the transaction ends. */
export async function lockConditionQuestion(db: Connection, id: string): Promise<QuestionRow | undefined> {
  const [row] = await db.select().from(conditionQuestions).where(eq(conditionQuestions.id, id)).for('update');
  return row;
}

/** The open question of an application about a request, held until the transaction ends. */
export async function lockOpenQuestion(
  db: Connection,
  { applicationId, requestId }: { readonly applicationId: string; readonly requestId: string },
): Promise<QuestionRow | undefined> {
  const [row] = await db
    .select()
    .from(conditionQuestions)
    .where(
      and(
        eq(conditionQuestions.applicationId, applicationId),
        eq(conditionQuestions.requestId, requestId),
        eq(conditionQuestions.state, 'open'),
      ),
    )
    .for('update');
  return row;
}

/** What an application is asked about a request and has not answered. */
export async function findOpenQuestionOf(
  db: Connection,
  { applicationId, requestId }: { readonly applicationId: string; readonly requestId: string },
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: conditionQuestions.id })
    .from(conditionQuestions)
    .where(
      and(
        eq(conditionQuestions.applicationId, applicationId),
        eq(conditionQuestions.requestId, requestId),
        eq(conditionQuestions.state, 'open'),
      ),
    );
  return row?.id;
}

/** A request's open questions, by id, held until the transaction ends. */
export async function lockOpenQuestionsOfRequest(db: Connection, requestId: string): Promise<QuestionRow[]> {
  return db
    .select()
    .from(conditionQuestions)
    .where(and(eq(conditionQuestions.requestId, requestId), eq(conditionQuestions.state, 'open')))
    .orderBy(conditionQuestions.id)
    .for('update');
}

export async function insertConditionQuestions(
  db: Connection,
  rows: readonly (typeof conditionQuestions.$inferInsert)[],
): Promise<QuestionRow[]> {
  const inserted: QuestionRow[] = [];
  for (let i = 0; i < rows.length; i += 1000) {
    inserted.push(
      ...(await db
        .insert(conditionQuestions)
        .values(rows.slice(i, i + 1000))
        .returning()),
    );
  }
  return inserted;
}

export async function saveQuestionState(
  db: Connection,
  ids: readonly string[],
  change: { readonly state: ConditionQuestionState; readonly answeredAt: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(conditionQuestions)
    .set({ ...change, remindAt: null })
    .where(inArray(conditionQuestions.id, [...ids]));
}

/** Another day by which it is due. */
export async function saveAnswerBy(db: Connection, id: string, change: { answerByAt: string; remindAt: string | null }): Promise<void> {
  await db.update(conditionQuestions).set(change).where(eq(conditionQuestions.id, id));
}

/**
 * Applications that ranked the request itself and may still be placed there, by id: nobody who holds or left a place of it, nobody
 * who has all the places they want. Who ranked its county or province chose a region and not these conditions: an offer shows them.
 */
export async function listChoosers(db: Connection, requestId: string): Promise<Asked[]> {
  return [
    ...(await db.execute<Asked>(sql`
      select a.id as "applicationId", a.account_id as "accountId", a.season_id as "seasonId"
      from application_choices ch join applications a on a.id = ch.application_id and a.state in ('submitted', 'returned', 'approved')
      join seasons s on s.id = a.season_id and s.state in ('planned', 'open', 'matching', 'placing')
      where ch.request_id = ${requestId} and ch.rank > 0
        and not exists (select from placements p where p.application_id = a.id and p.request_id = ${requestId} and p.state not in ('proposed', 'dropped'))
        and a.most_placements > (select count(*) from placements p where p.application_id = a.id
          and p.state in ('offered', 'accepted', 'started', 'completed'))
      order by a.id`)),
  ];
}

export type Asked = { readonly applicationId: string; readonly accountId: string; readonly seasonId: string };

/** Where each of these people lives, for their deadlines. */
export async function listTimeZones(db: Connection, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.execute<{ id: string; timeZone: string }>(sql`select account_id as id, time_zone as "timeZone" from volunteers
    where account_id = any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`);
  return new Map(rows.map(({ id, timeZone }) => [id, timeZone]));
}

/** Signed versions of a request, the newest first. */
export async function listSignedConditions(db: Connection, requestId: string): Promise<SignedConditions[]> {
  return db
    .select({ id: hostConditions.id, conditions: hostConditions.conditions, recordedAt: hostConditions.createdAt })
    .from(hostConditions)
    .where(eq(hostConditions.requestId, requestId))
    .orderBy(sql`${hostConditions.id} desc`);
}

export type SignedConditions = { readonly id: string; readonly conditions: HostConditions; readonly recordedAt: string };

/** What a person is asked about choices of an application and can still answer, what is due first comes first. */
export async function listOpenQuestionsOfChoices(db: Connection, accountId: string, applicationId: string): Promise<ConditionQuestion[]> {
  return [
    ...(await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
      where q.account_id = ${accountId} and q.application_id = ${applicationId} and q.placement_id is null and ${isLive()}
      order by q.answer_by_at, q.id`)),
  ];
}

/** What a person is asked about the request of one of their placements and can still answer; asked of the choice, where the place came later. */
export async function findOpenQuestionOfPlacement(
  db: Connection,
  accountId: string,
  placementId: string,
): Promise<ConditionQuestion | undefined> {
  const [row] = await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
    where q.account_id = ${accountId} and ${isLive()} and exists (select from placements own where own.id = ${placementId}
      and own.application_id = q.application_id and own.request_id = q.request_id and own.state in ('offered', 'accepted', 'started'))`);
  return row;
}

/** Questions by id, a person's own or everybody's. */
export async function listConditionQuestions(
  db: Connection,
  filter: {
    readonly accountId?: string | undefined;
    readonly requestId?: string | undefined;
    readonly state?: ConditionQuestionState | undefined;
  },
  page: PageWanted,
): Promise<Page<ConditionQuestion>> {
  const rows = await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
    where ${filter.accountId === undefined ? sql`true` : sql`q.account_id = ${filter.accountId}`}
      and ${filter.requestId === undefined ? sql`true` : sql`q.request_id = ${filter.requestId}`}
      and ${filter.state === undefined ? sql`true` : sql`q.state = ${filter.state}`}
      and ${page.after === undefined ? sql`true` : page.newestFirst ? sql`q.id < ${page.after}` : sql`q.id > ${page.after}`}
    order by q.id ${page.newestFirst ? sql`desc` : sql`asc`} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** Questions that wait for their volunteer, or for a coordinator, what is due first comes first; with how many there are of each kind. */
export async function listWaitingQuestions(
  db: Connection,
  { kind, now }: { readonly kind: WaitingKind | undefined; readonly now: string },
  limit: number,
): Promise<{ readonly questions: readonly ConditionQuestion[]; readonly counts: Record<WaitingKind, number> }> {
  const kinds = {
    open: sql`(${isLive()} and q.answer_by_at > ${now})`,
    overdue: sql`(${isLive()} and q.answer_by_at <= ${now})`,
    // Somebody who teaches there and does not agree can only be brought home by a coordinator.
    refused: sql`(q.state = 'refused' and p.state = 'started')`,
  };
  const questions = await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
    where ${kind === undefined ? sql`(${kinds.open} or ${kinds.overdue} or ${kinds.refused})` : kinds[kind]}
    order by q.answer_by_at, q.id limit ${limit}`);
  const [counts] = await db.execute<Record<WaitingKind, number>>(sql`select count(*) filter (where ${kinds.open})::int as open,
    count(*) filter (where ${kinds.overdue})::int as overdue, count(*) filter (where ${kinds.refused})::int as refused from ${from}`);
  return { questions: [...questions], counts: counts ?? { open: 0, overdue: 0, refused: 0 } };
}

/** What the guests of a request answered about its present conditions: those who had been told of a place there, by name. */
export async function listGuestAnswers(db: Connection, requestId: string): Promise<ConditionQuestion[]> {
  return [
    ...(await db.execute<ConditionQuestion>(sql`select ${columns} from ${from}
      where q.request_id = ${requestId} and q.placement_id is not null and q.state <> 'overtaken'
        and q.conditions_id = (select h.id from host_conditions h where h.request_id = ${requestId} order by h.id desc limit 1)
      order by who.name, q.id`)),
  ];
}

/** Questions whose reminder is due, oldest first; those that another job holds are left to it. */
export async function lockQuestionsToRemindOf(db: Connection, now: string, limit: number): Promise<QuestionRow[]> {
  return db
    .select()
    .from(conditionQuestions)
    .where(and(eq(conditionQuestions.state, 'open'), sql`${conditionQuestions.remindAt} <= ${now}`))
    .orderBy(conditionQuestions.remindAt)
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Their reminders were written, or are not needed any more. */
export async function clearQuestionReminders(db: Connection, ids: readonly string[]): Promise<void> {
  await db
    .update(conditionQuestions)
    .set({ remindAt: null })
    .where(inArray(conditionQuestions.id, [...ids]));
}

/** Did they say that they do not go there under its changed conditions? */
export async function hasRefused(db: Connection, applicationId: string, requestId: string): Promise<boolean> {
  const rows = await db
    .select({ id: conditionQuestions.id })
    .from(conditionQuestions)
    .where(
      and(
        eq(conditionQuestions.applicationId, applicationId),
        eq(conditionQuestions.requestId, requestId),
        eq(conditionQuestions.state, 'refused'),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
