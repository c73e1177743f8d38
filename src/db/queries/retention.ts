import { sql, type SQL } from 'drizzle-orm';

import type { RetentionKind } from '../../domain/retention.ts';
import type { Connection } from '../client.ts';

/** How the due rows of a kind are found, and what is done to them. `before` is the instant before which things are due. */
type Clearing = { readonly due: (before: string) => SQL; readonly clear: (before: string) => readonly SQL[] };

/** Nobody needs what is kept for a placement once the person has none before them, and has not asked for one since. */
const idleSince = (before: string) => sql`not exists (
    select from placements p where p.account_id = held.account_id
      and (p.state in ('offered', 'accepted', 'started') or p.end_day >= (${before}::timestamptz)::date))
  and not exists (
    select from applications a join seasons s on s.id = a.season_id where a.account_id = held.account_id
      and a.state in ('draft', 'submitted', 'returned', 'approved') and s.teaching_end_day >= (${before}::timestamptz)::date)
  and held.updated_at < ${before}`;

const simple = (table: string, where: (before: string) => SQL): Clearing => ({
  due: (before) => sql`select count(*)::int as due from ${sql.raw(table)} held where ${where(before)}`,
  clear: (before) => [sql`delete from ${sql.raw(table)} held where ${where(before)}`],
});

const unplaced = (before: string) => sql`held.state in ('draft', 'rejected', 'withdrawn', 'returned', 'submitted', 'approved')
  and (held.statement <> '' or exists (select from application_choices c where c.application_id = held.id)
    or exists (select from run_reasons m where m.application_id = held.id)
    or exists (select from condition_questions q where q.application_id = held.id))
  and exists (select from seasons s where s.id = held.season_id and s.teaching_end_day < (${before}::timestamptz)::date)
  and not exists (select from placements p where p.application_id = held.id)`;

const oldMessage = (before: string) => sql`held.message <> ''
  and exists (select from seasons s where s.id = held.season_id and s.teaching_end_day < (${before}::timestamptz)::date)`;

const oldDispute = (before: string) => sql`held.closed_at < ${before} and (held.reason, held.note, held.closing_reason) <> ('', '', '')`;

const toldIncident = (before: string) => sql`held.state = 'closed' and held.closed_at < ${before} and length(held.sealed_account) > 0`;

/** Held back, or unconfirmed, for so long that it would come too late. */
const keptLetter = (before: string) => sql`held.sent_at is null and held.failed_at is null and held.created_at < ${before}
  and (exists (select from handovers h where h.message_id = held.id)
    or exists (select from bounces b where b.account_id = held.account_id and b.stopped_at is not null))`;

const oldImport = (before: string) => sql`exists (select from imports i where i.id = held.import_id
  and coalesce(i.finished_at, i.checked_at, i.created_at) < ${before} and i.state not in ('checking', 'applying'))`;

const settled = sql`a.merged_into is not null and not exists (select from account_merges m where m.merged_id = a.id and m.undone_at is null)`;

const clearings: Readonly<Record<RetentionKind, Clearing>> = {
  signIns: {
    due: (
      before,
    ) => sql`select ((select count(*) from sessions where expires_at < ${before}) + (select count(*) from verifications where expires_at < ${before})
      + (select count(*) from knocks where window_ends_at < ${before}))::int as due`,
    clear: (before) => [
      sql`delete from sessions where expires_at < ${before}`,
      sql`delete from verifications where expires_at < ${before}`,
      sql`delete from knocks where window_ends_at < ${before}`,
    ],
  },
  idempotencyKeys: simple('idempotency_keys', (before) => sql`held.created_at < ${before}`),
  webhookDeliveries: simple('webhook_deliveries', (before) => sql`held.ended_at < ${before}`),
  heldLetters: {
    due: (before) => sql`select count(*)::int as due from messages held where ${keptLetter(before)}`,
    clear: (before) => [
      sql`update messages held set sealed_letter = null, failed_at = now(), failure = 'too_late' where ${keptLetter(before)}`,
      sql`delete from handovers where message_id in (select id from messages where failure = 'too_late')`,
    ],
  },
  importRows: {
    due: (before) => sql`select count(*)::int as due from import_rows held where ${oldImport(before)}`,
    clear: (before) => [
      sql`update imports set cleared_at = now() where cleared_at is null and coalesce(finished_at, checked_at, created_at) < ${before}
        and state not in ('checking', 'applying')`,
      sql`delete from import_rows held where ${oldImport(before)}`,
    ],
  },
  merges: {
    due: (before) => sql`select count(*)::int as due from account_merges where merged_at < ${before}`,
    clear: (before) => [
      sql`delete from account_merges where merged_at < ${before}`,
      // What a settled merge left behind of what is sealed: the kept account has it.
      sql`delete from identity_documents where account_id in (select id from accounts a where ${settled})`,
      sql`delete from health_notes where account_id in (select id from accounts a where ${settled})`,
    ],
  },
  squadContacts: simple(
    'squad_contacts',
    (before) => sql`exists (select from placements p where p.id = held.placement_id and p.end_day < (${before}::timestamptz)::date)`,
  ),
  emergencyContacts: simple(
    'emergency_contacts',
    (before) => sql`exists (select from placements p where p.id = held.placement_id and p.end_day < (${before}::timestamptz)::date)`,
  ),
  reportLinks: simple(
    'report_links',
    (before) => sql`exists (select from requests r where r.id = held.request_id and r.end_day < (${before}::timestamptz)::date)`,
  ),
  safetyReplies: simple('safety_replies', (before) => sql`held.created_at < ${before}`),
  dayReportNotes: {
    due: (before) => sql`select count(*)::int as due from day_reports held where held.reported_at < ${before} and held.note <> ''`,
    clear: (before) => [sql`update day_reports held set note = '' where held.reported_at < ${before} and held.note <> ''`],
  },
  notices: {
    due: (before) => sql`select count(*)::int as due from messages where notice_path is not null and created_at < ${before}`,
    clear: (before) => [
      sql`update messages set notice_subject = null, notice_path = null where notice_path is not null and created_at < ${before}`,
    ],
  },
  returnedLetters: simple('returned_letters', (before) => sql`held.returned_at < ${before}`),
  tokens: simple('tokens', (before) => sql`held.expires_at < ${before}`),
  healthNotes: simple('health_notes', idleSince),
  identityDocuments: simple('identity_documents', idleSince),
  refereeAddresses: {
    due: (before) =>
      sql`select count(*)::int as due from referees where sealed_email is not null and coalesce(answered_at, expires_at) < ${before}`,
    clear: (before) => [
      sql`update referees set sealed_email = null where sealed_email is not null and coalesce(answered_at, expires_at) < ${before}`,
    ],
  },
  referenceAnswers: simple('reference_answers', (before) => sql`held.created_at < ${before}`),
  queryLists: simple(
    'query_batch_entries',
    (before) => sql`exists (select from query_batches b where b.id = held.batch_id and b.answered_day < (${before}::timestamptz)::date)`,
  ),
  unplacedApplications: {
    due: (before) => sql`select count(*)::int as due from applications held where ${unplaced(before)}`,
    clear: (before) => [
      sql`delete from run_reasons where application_id in (select held.id from applications held where ${unplaced(before)})`,
      sql`delete from condition_questions where application_id in (select held.id from applications held where ${unplaced(before)})`,
      sql`delete from application_choices where application_id in (select held.id from applications held where ${unplaced(before)})`,
      sql`update applications held set statement = '' where held.statement <> '' and ${unplaced(before)}`,
    ],
  },
  askBackMessages: {
    due: (before) => sql`select count(*)::int as due from ask_backs held where ${oldMessage(before)}`,
    clear: (before) => [sql`update ask_backs held set message = '' where ${oldMessage(before)}`],
  },
  disputeWords: {
    due: (before) => sql`select count(*)::int as due from disputes held where ${oldDispute(before)}`,
    clear: (before) => [sql`update disputes held set reason = '', note = '', closing_reason = '' where ${oldDispute(before)}`],
  },
  feedbackWords: {
    due: (before) =>
      sql`select count(*)::int as due from feedback held where held.handed_in_at < ${before} and held.sealed_text is not null`,
    clear: (before) => [
      sql`update feedback held set sealed_text = null where held.handed_in_at < ${before} and held.sealed_text is not null`,
    ],
  },
  liaisons: simple(
    'station_liaisons',
    (before) => sql`held.confirmed_day < (${before}::timestamptz)::date
      or exists (select from stations s where s.id = held.station_id and s.closed_day < (${before}::timestamptz)::date)`,
  ),
  attendances: simple('training_attendances', (before) => sql`held.held_day < (${before}::timestamptz)::date`),
  eventPayloads: {
    due: (before) =>
      sql`select count(*)::int as due from events where at < ${before} and payload_cleared_at is null and (reason is not null or details <> '{}')`,
    clear: (before) => [sql`select clear_event_payloads(null, ${before})`],
  },
  incidents: {
    due: (before) => sql`select count(*)::int as due from incidents held where ${toldIncident(before)}`,
    clear: (before) => [
      sql`update incidents held set sealed_account = '', sealed_action = null, sealed_outcome = null where ${toldIncident(before)}`,
    ],
  },
};

/** How many things of each kind are due, asked at once. */
export async function countDue(
  db: Connection,
  kinds: readonly { readonly kind: RetentionKind; readonly before: string }[],
): Promise<ReadonlyMap<RetentionKind, number>> {
  const counts = kinds.map(({ kind, before }) => sql`select ${kind}::text as kind, (${clearings[kind].due(before)}) as due`);
  const rows = await db.execute<{ kind: RetentionKind; due: number }>(sql.join(counts, sql` union all `));
  return new Map(rows.map(({ kind, due }) => [kind, due]));
}

/** Does to what is due what its rule says. */
export async function clearDue(db: Connection, kind: RetentionKind, before: string): Promise<void> {
  for (const statement of clearings[kind].clear(before)) await db.execute(statement);
}

/** Takes the job's turn for the day; false where it was taken already. */
export async function takeDay(db: Connection, job: string, day: string): Promise<boolean> {
  const rows = await db.execute(sql`insert into job_days (job, day) values (${job}, ${day})
    on conflict (job) do update set day = excluded.day where job_days.day < excluded.day returning job`);
  return rows.length > 0;
}
