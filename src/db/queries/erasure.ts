import { sql, type SQL } from 'drizzle-orm';

import { erasedEmail, erasedName, type ErasureKind } from '../../domain/erasure.ts';
import type { Connection } from '../client.ts';

/** What files can have said of a person: the account, and the placements. */
const ownThings = (own: SQL) =>
  sql`select a.id::text from accounts a where a.id ${own} union all select p.id::text from placements p where p.account_id ${own}`;

/** How much is held of a person in all of their accounts, kind by kind. */
export async function countHeld(db: Connection, accountIds: readonly string[]): Promise<Record<ErasureKind, number>> {
  const own = sql`= any(${sql.param(`{${accountIds.join(',')}}`)}::uuid[])`;
  const [row] = await db.execute<Record<ErasureKind, number>>(sql`select
    ${accountIds.length}::int as "account",
    (select count(*) from volunteers where account_id ${own})::int as "profile",
    ((select count(*) from sessions where account_id ${own}) + (select count(*) from passkeys where account_id ${own})
      + (select count(*) from identities where account_id ${own}))::int as "signIns",
    (select count(*) from tokens where account_id ${own})::int as "tokens",
    (select count(*) from calendar_addresses where account_id ${own})::int as "calendarAddresses",
    (select count(*) from squad_contacts where account_id ${own})::int as "squadContacts",
    (select count(*) from emergency_contacts where account_id ${own})::int as "emergencyContacts",
    (select count(*) from safety_replies where account_id ${own})::int as "safetyReplies",
    (select count(*) from day_reports where reported_by ${own} and note <> '')::int as "dayReportNotes",
    (select count(*) from import_rows where thing_id in (${ownThings(own)}))::int as "importRows",
    (select count(*) from messages where account_id ${own} and notice_path is not null)::int as "notices",
    (select count(*) from unsubscriptions where account_id ${own})::int as "lettersOff",
    (select count(*) from identity_documents where account_id ${own})::int as "identityDocument",
    (select count(*) from health_notes where account_id ${own})::int as "healthNote",
    (select count(*) from referees where account_id ${own})::int as "referees",
    (select count(*) from applications where account_id ${own})::int as "applications",
    (select count(*) from ask_backs where account_id ${own})::int as "askBacks",
    (select count(*) from reports r join placements p on p.id = r.placement_id where p.account_id ${own})::int as "reports",
    (select count(*) from disputes where account_id ${own})::int as "disputes",
    (select count(*) from feedback where account_id ${own})::int as "feedback",
    (select count(*) from early_ends where account_id ${own})::int as "earlyEnds",
    (select count(*) from lessons where account_id ${own} and note <> '')::int as "lessonNotes",
    (select count(*) from events where subject_id ${own} and (reason is not null or details <> '{}'))::int as "eventPayloads",
    (select count(*) from placements where account_id ${own})::int as "placements",
    (select count(*) from completions where account_id ${own})::int as "completions",
    (select count(*) from certificates where account_id ${own})::int as "certificates",
    (select count(*) from clearances where account_id ${own})::int as "clearances",
    (select count(*) from consents where account_id ${own})::int as "consents"`);
  if (row === undefined) throw new Error('a select returned no row');
  return row;
}

export type StandingPlacement = { readonly id: string; readonly place: string; readonly startDay: string; readonly endDay: string };

/** Placements that somebody still counts on: they are ended first. */
export async function listStandingPlacements(db: Connection, accountId: string): Promise<StandingPlacement[]> {
  return db.execute<StandingPlacement>(sql`
    select p.id, r.place, p.start_day::text as "startDay", p.end_day::text as "endDay"
    from placements p join requests r on r.id = p.request_id
    where p.account_id = ${accountId} and p.state in ('offered', 'accepted', 'started') order by p.id`);
}

/** Applications that have not ended, by id. */
export async function listLiveApplications(db: Connection, accountId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from applications where account_id = ${accountId} and state <> 'withdrawn' order by id`);
  return rows.map(({ id }) => id);
}

/** What goes as whole rows. */
const deletedTables = [
  'sessions',
  'passkeys',
  'identities',
  'tokens',
  'calendar_addresses',
  'squad_contacts',
  'emergency_contacts',
  'safety_replies',
  'identity_documents',
  'health_notes',
  'idempotency_keys',
  'barred_pairs',
  'account_roles',
  'account_counties',
  'bounces',
  'unsubscriptions',
  'digests',
] as const;

/** Takes everything that names the person, by the table of the domain; as the system, at the end of the transaction. */
export async function eraseHeld(db: Connection, accountId: string, now: string): Promise<void> {
  const own = sql`account_id = ${accountId}`;
  for (const table of deletedTables) {
    await db.execute(sql`delete from ${sql.raw(table)} where ${own}`);
  }
  await db.execute(sql`delete from reference_answers where referee_id in (select id from referees where ${own})`);
  await db.execute(
    sql`update referees set name = ${erasedName}, relation = ${erasedName}, sealed_email = null, replaced_at = coalesce(replaced_at, case when answered_at is null then ${now}::timestamptz end) where ${own}`,
  );
  await db.execute(sql`delete from team_members where application_id in (select id from applications where ${own})`);
  await db.execute(sql`delete from application_choices where application_id in (select id from applications where ${own})`);
  await db.execute(sql`delete from condition_questions where ${own}`);
  await db.execute(sql`delete from run_reasons where application_id in (select id from applications where ${own})`);
  await db.execute(sql`delete from application_windows where application_id in (select id from applications where ${own})`);
  await db.execute(sql`update applications set statement = '', decision_reason = null where ${own}`);
  await db.execute(sql`update ask_backs set message = '' where ${own} and message <> ''`);
  await db.execute(sql`update reports set text = ${erasedName} where placement_id in (select id from placements where ${own})`);
  await db.execute(
    sql`update confirmations set comment = '' where comment <> '' and placement_id in (select id from placements where ${own})`,
  );
  await db.execute(sql`update disputes set reason = '', note = '', closing_reason = '' where ${own}`);
  await db.execute(sql`delete from feedback where ${own} and side = 'county'`);
  await db.execute(sql`update feedback set sealed_text = null where ${own}`);
  await db.execute(sql`select forget_institution(${accountId})`);
  await db.execute(sql`update early_ends set return_reason = '' where ${own}`);
  await db.execute(sql`update certificates set holder_name = null where ${own}`);
  await db.execute(sql`delete from certificate_corrections where ${own}`);
  await db.execute(sql`update lessons set note = '', adult_present = '' where ${own} and (note <> '' or adult_present <> '')`);
  await db.execute(sql`update day_reports set note = '' where reported_by = ${accountId} and note <> ''`);
  await db.execute(sql`delete from squad_captains where placement_id in (select id from placements where ${own})`);
  await db.execute(sql`update clearances set decision_reason = null where ${own}`);
  await db.execute(sql`update messages set sealed_letter = null, failed_at = coalesce(failed_at, ${now}) where ${own} and sent_at is null`);
  await db.execute(sql`update messages set notice_subject = null, notice_path = null where ${own} and notice_path is not null`);
  await db.execute(
    sql`update import_rows set cells = '[]', record = null, key = null, person = null where thing_id in (${ownThings(sql`= ${accountId}`)})`,
  );
  await db.execute(sql`update import_origins set key = null where thing = 'account' and thing_id = ${accountId}::text`);
  await db.execute(
    sql`update volunteers set home_institution = ${erasedName}, time_zone = 'UTC', born_day = date_trunc('year', born_day)::date, languages = array['und'] where ${own}`,
  );
  await db.execute(
    sql`update accounts set name = ${erasedName}, email = ${erasedEmail(accountId)}, email_verified = false, erased_at = ${now} where id = ${accountId}`,
  );
  await db.execute(sql`select clear_event_payloads(${accountId}, null)`);
}
