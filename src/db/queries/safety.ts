import { sql, type SQL } from 'drizzle-orm';

import type { SafetyAnswer } from '../../domain/safety.ts';
import type { Connection } from '../client.ts';
import { named, type Named } from './happened.ts';
import type { Reader } from './readers.ts';

export function notePlace(id: string): string {
  return `safety_replies.sealed_note ${id}`;
}
export function actionPlace(id: string): string {
  return `safety_replies.sealed_action ${id}`;
}

/** A call with how far its answers are. */
export type SafetyCall = {
  readonly id: string;
  readonly requestId: string | null;
  readonly countyCode: string | null;
  readonly seasonId: string | null;
  /** Whom it asks, by name: the squad's place, the county, or the season. */
  readonly about: Named;
  readonly text: string;
  readonly askedAt: string;
  readonly closedAt: string | null;
  readonly asked: number;
  readonly well: number;
  readonly needsHelp: number;
  readonly unhelped: number;
};

const callColumns = sql`k.id, k.request_id as "requestId", k.county_code as "countyCode", k.season_id as "seasonId", k.text,
  k.asked_at::text as "askedAt", k.closed_at::text as "closedAt",
  coalesce((select ${named(sql`r.place`, sql`r.place`)} from requests r where r.id = k.request_id),
    (select ${named(sql`c.name_zh`, sql`c.name_en`)} from counties c where c.code = k.county_code),
    (select ${named(sql`n.name_zh`, sql`n.name_en`)} from seasons n where n.id = k.season_id)) as about,
  (select count(*)::int from safety_replies s where s.call_id = k.id) as asked,
  (select count(*)::int from safety_replies s where s.call_id = k.id and s.answer = 'well') as well,
  (select count(*)::int from safety_replies s where s.call_id = k.id and s.answer = 'needs_help') as "needsHelp",
  (select count(*)::int from safety_replies s where s.call_id = k.id and s.answer = 'needs_help' and s.helped_at is null) as unhelped`;

const mostCalls = 100;

/** The calls, the last first. */
export async function listSafetyCalls(db: Connection): Promise<SafetyCall[]> {
  return [
    ...(await db.execute<SafetyCall>(
      sql`select ${callColumns} from safety_calls k order by k.asked_at desc, k.id desc limit ${mostCalls}`,
    )),
  ];
}

export async function findSafetyCall(db: Connection, id: string): Promise<SafetyCall | undefined> {
  const [row] = await db.execute<SafetyCall>(sql`select ${callColumns} from safety_calls k where k.id = ${id}`);
  return row;
}

/** Somebody who is asked, or spoke up by themselves; for those who run the programme and safeguarding. */
export type SafetyReply = {
  readonly id: string;
  readonly callId: string | null;
  readonly placementId: string;
  readonly accountId: string;
  readonly requestId: string;
  readonly name: string;
  readonly place: string;
  readonly county: Named;
  readonly answer: SafetyAnswer | null;
  readonly answeredAt: string | null;
  readonly helpedAt: string | null;
  readonly sealedNote: Uint8Array | null;
  readonly sealedAction: Uint8Array | null;
};

const replyColumns = sql`s.id, s.call_id as "callId", s.placement_id as "placementId", s.account_id as "accountId", s.request_id as "requestId", a.name, r.place,
  ${named(sql`c.name_zh`, sql`c.name_en`)} as county, s.answer, s.answered_at::text as "answeredAt", s.helped_at::text as "helpedAt",
  s.sealed_note as "sealedNote", s.sealed_action as "sealedAction"`;
const replyTables = sql`safety_replies s join accounts a on a.id = s.account_id join requests r on r.id = s.request_id join counties c on c.code = r.county_code`;
/** Who needs help and got none, who needed it, who has not answered, who is well. */
const byUrgency = sql`(s.answer is not distinct from 'needs_help' and s.helped_at is null) desc, (s.answer is not distinct from 'needs_help') desc, s.answer is null desc, r.place, a.name, s.id`;

/** Everybody whom a call asked, who needs help first, then who has not answered. */
export async function listRepliesTo(db: Connection, callId: string): Promise<SafetyReply[]> {
  return [
    ...(await db.execute<SafetyReply>(
      sql`select ${replyColumns} from ${replyTables} where s.call_id = ${callId} order by ${byUrgency} limit 5000`,
    )),
  ];
}

/** Those who said by themselves that they need help, and those of calls whom nobody has helped yet; who waits longest first. */
export async function listUnhelped(db: Connection): Promise<SafetyReply[]> {
  return [
    ...(await db.execute<SafetyReply>(sql`select ${replyColumns} from ${replyTables}
      where s.answer = 'needs_help' and s.helped_at is null order by s.answered_at, s.id limit 500`)),
  ];
}

export async function lockReply(db: Connection, id: string): Promise<SafetyReply | undefined> {
  const [row] = await db.execute<SafetyReply>(sql`select ${replyColumns} from ${replyTables} where s.id = ${id} for update of s`);
  return row;
}

export async function lockReplyByKey(db: Connection, keySha256: Uint8Array, askedSince: string): Promise<SafetyReply | undefined> {
  const [row] = await db.execute<SafetyReply>(sql`select ${replyColumns} from ${replyTables} join safety_calls k on k.id = s.call_id
    where s.key_sha256 = ${keySha256} and k.asked_at > ${askedSince} for update of s`);
  return row;
}

export type Asked = Reader & { readonly placementId: string; readonly requestId: string };
export type SafetyScope = { readonly requestId: string } | { readonly countyCode: string } | { readonly seasonId: string };

/** Everybody under way: who accepted and whose days are not over, or who has started; from a week before the first day on. */
export async function listUnderWay(db: Connection, scope: SafetyScope, today: string): Promise<Asked[]> {
  const where: SQL =
    'requestId' in scope
      ? sql`p.request_id = ${scope.requestId}`
      : 'countyCode' in scope
        ? sql`p.county_code = ${scope.countyCode}`
        : sql`p.season_id = ${scope.seasonId}`;
  return [
    ...(await db.execute<Asked>(sql`select distinct on (a.id) a.id, a.email, a.name, a.locale, p.id as "placementId", p.request_id as "requestId"
      from placements p join accounts a on a.id = p.account_id
      where ${where} and a.erased_at is null and a.frozen_at is null and p.state in ('accepted', 'started')
        and lower(p.served) <= ${today}::date + 7 and upper(p.served) + 2 >= ${today}::date
      order by a.id, p.start_day, p.id`)),
  ];
}

type NewCall = { readonly scope: SafetyScope; readonly text: string; readonly by: string; readonly at: string };

export async function insertSafetyCall(db: Connection, { scope, text, by, at }: NewCall): Promise<string> {
  const requestId = 'requestId' in scope ? scope.requestId : null;
  const countyCode = 'countyCode' in scope ? scope.countyCode : null;
  const seasonId = 'seasonId' in scope ? scope.seasonId : null;
  const [row] = await db.execute<{ id: string }>(sql`insert into safety_calls (request_id, county_code, season_id, text, asked_by, asked_at)
    values (${requestId}, ${countyCode}, ${seasonId}, ${text}, ${by}, ${at}) returning id`);
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

type NewReply = {
  readonly callId: string | null;
  readonly placementId: string;
  readonly accountId: string;
  readonly requestId: string;
  readonly keySha256: Uint8Array | null;
};

export async function insertReply(db: Connection, reply: NewReply, at: string): Promise<void> {
  await db.execute(sql`insert into safety_replies (call_id, placement_id, account_id, request_id, key_sha256, created_at)
    values (${reply.callId}, ${reply.placementId}, ${reply.accountId}, ${reply.requestId}, ${reply.keySha256}, ${at})`);
}

type OwnReply = Omit<NewReply, 'callId' | 'keySha256'> & {
  readonly id: string;
  readonly answer: SafetyAnswer;
  readonly sealedNote: Uint8Array | null;
};

/** What somebody says by themselves. */
export async function insertOwnReply(db: Connection, reply: OwnReply, at: string): Promise<void> {
  await db.execute(sql`insert into safety_replies (id, placement_id, account_id, request_id, answer, sealed_note, answered_at, created_at)
    values (${reply.id}, ${reply.placementId}, ${reply.accountId}, ${reply.requestId}, ${reply.answer}, ${reply.sealedNote}, ${at}, ${at})`);
}

export async function newReplyId(db: Connection): Promise<string> {
  const [row] = await db.execute<{ id: string }>(sql`select uuidv7() as id`);
  if (row === undefined) throw new Error('a select returned no row');
  return row.id;
}

/** Whoever changes their answer is asked for anew: what was done before was done for another. */
export async function saveAnswer(
  db: Connection,
  id: string,
  { answer, sealedNote, at }: { readonly answer: SafetyAnswer; readonly sealedNote: Uint8Array | null; readonly at: string },
): Promise<void> {
  await db.execute(sql`update safety_replies set answer = ${answer}, sealed_note = ${sealedNote}, answered_at = ${at},
    helped_by = null, helped_at = null, sealed_action = null where id = ${id}`);
}

/** What a person has not answered yet, of calls that are open. */
export async function listOpenRepliesOf(db: Connection, accountId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select s.id from safety_replies s join safety_calls k on k.id = s.call_id
    where s.account_id = ${accountId} and k.closed_at is null and s.answer is null order by s.id`);
  return rows.map(({ id }) => id);
}

export async function saveHelped(
  db: Connection,
  id: string,
  { by, at, sealedAction }: { readonly by: string; readonly at: string; readonly sealedAction: Uint8Array },
): Promise<void> {
  await db.execute(sql`update safety_replies set helped_by = ${by}, helped_at = ${at}, sealed_action = ${sealedAction} where id = ${id}`);
}

/** Nobody is reminded of it any more; false where it was closed before. */
export async function closeSafetyCall(db: Connection, id: string, at: string): Promise<boolean> {
  return (await db.execute(sql`update safety_calls set closed_at = ${at} where id = ${id} and closed_at is null returning id`)).length > 0;
}

/** Something that people under way belong to, with how many they are. */
export type SafetyTarget = {
  readonly scope: 'season' | 'county' | 'squad';
  readonly id: string;
  readonly name: Named;
  readonly people: number;
};

/** Whom one can ask now, the largest first. */
export async function listSafetyTargets(db: Connection, today: string): Promise<SafetyTarget[]> {
  return [
    ...(await db.execute<SafetyTarget>(sql`
      with under_way as (select p.account_id, p.request_id, p.county_code, p.season_id from placements p join accounts a on a.id = p.account_id
        where a.erased_at is null and a.frozen_at is null and p.state in ('accepted', 'started')
          and lower(p.served) <= ${today}::date + 7 and upper(p.served) + 2 >= ${today}::date)
      select * from (
        select 'season' as scope, n.id::text, ${named(sql`n.name_zh`, sql`n.name_en`)} as name, count(distinct u.account_id)::int as people
          from under_way u join seasons n on n.id = u.season_id group by n.id
        union all select 'county', c.code, ${named(sql`c.name_zh`, sql`c.name_en`)}, count(distinct u.account_id)::int
          from under_way u join counties c on c.code = u.county_code group by c.code
        union all select 'squad', r.id::text, ${named(sql`c.name_zh || ' · ' || r.place`, sql`c.name_en || ' · ' || r.place`)}, count(distinct u.account_id)::int
          from under_way u join requests r on r.id = u.request_id join counties c on c.code = r.county_code group by r.id, c.code) t
      order by array_position(array['season', 'county', 'squad'], t.scope), t.people desc, t.id limit 500`)),
  ];
}
