import { createHash } from 'node:crypto';

import type postgres from 'postgres';

import { leaveAddress } from '../../src/actions/outbox/leave-address.ts';
import { answerPlace, refereeEmailPlace } from '../../src/db/queries/referees.ts';
import { barredReasonPlace } from '../../src/db/queries/barred.ts';
import { healthPlace, numberPlace } from '../../src/db/queries/identity.ts';
import { emergencyContactPlace } from '../../src/db/queries/emergency-contacts.ts';
import { liaisonPlace } from '../../src/db/queries/liaisons.ts';
import { notePlace } from '../../src/db/queries/safety.ts';
import { wechatPlace } from '../../src/db/queries/squads.ts';
import { feedbackPlace } from '../../src/db/queries/feedback.ts';
import { incidentPlace } from '../../src/db/queries/incidents.ts';
import { serialBytes, serialFrom } from '../../src/domain/certificate.ts';
import type { Caller } from '../../scripts/matrix/cases.ts';
import { advance, makeAccount, makeRoad, makeSignatory, makeStation, moveRow, propose, recordMove, type Road } from '../support/rows.ts';
import { signedNow } from '../support/changed-conditions.ts';
import type { TestDatabase } from '../support/database.ts';
import { runMatching } from '../../src/jobs/run-matching.ts';
import { jobFor, siteUrl, testKeys, tokenOf } from '../support/site.ts';
import { digestOf } from './digest.ts';

/** What must not be read by whoever it is not for: words that stand in the rows of one person alone. */
export const marks = {
  volunteer: 'of-the-first-volunteer-alone',
  'other volunteer': 'of-the-other-volunteer-alone',
  officer: 'of-the-first-county-alone',
  'other officer': 'of-the-other-county-alone',
  safeguarding: 'for-safeguarding-alone',
  verifiers: 'for-verifiers-alone',
} as const;

/** Who knows a team's code may join it: the first volunteer's team, and the other's. */
export const teamCodes = ['abcdefghjkmn', 'npqrstuvwxyz'] as const;

export type Fixture = {
  readonly tokens: Readonly<Record<Caller, string | undefined>>;
  readonly accountIds: Readonly<Partial<Record<Caller, string>>>;
  /** The thing that an address such as `/placements/{id}` is asked about. */
  readonly things: Readonly<Record<string, string>>;
  /** What fields that name something are filled with. */
  readonly names: Readonly<Record<string, string>>;
  /** What all rows come to, so that it can be seen whether one was changed. */
  readonly digest: string;
  readonly applicationIds: Readonly<Partial<Record<Caller, string>>>;
};

/** Two volunteers and two counties, each with everything the site can hold of them, and one account of every other kind. */
export async function makeFixture(database: TestDatabase): Promise<Fixture> {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: 2, maximum: 3, stage: 'open' });
  const [first, other] = road.volunteers as [Person, Person];
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  const otherRequestId = await draftRequest(sql, road.seasonId, '530111', marks['other officer']);
  const requestId = await draftRequest(sql, road.seasonId, '532926', marks.officer);
  const officer = await officerOf(sql, '532926');
  const otherOfficer = await officerOf(sql, '530111');
  const placementId = await propose(sql, road, 0);
  await advance(sql, placementId, 'offered', 'accepted');
  await propose(sql, road, 1);
  const staff = { safeguarding: await makeAccount(sql, 'safeguarding', '保护'), admin: await makeAccount(sql, 'admin', '管理') };
  const [nobody] = await sql`insert into accounts (email, name) values ('nobody@example.org', '无角色') returning id`;
  const accountIds = {
    nobody: String(nobody?.['id']),
    volunteer: first.accountId,
    'other volunteer': other.accountId,
    officer,
    'other officer': otherOfficer,
    coordinator: road.coordinatorId,
    ...staff,
  };
  const own = await ownThings(sql, first, marks.volunteer);
  await ownThings(sql, other, marks['other volunteer']);
  const shared = await staffThings(sql, { ...staff, accountId: first.accountId, placementId });
  const runId = await queuedRun(sql, road.seasonId);
  await runMatching(jobFor(database, '2027-04-01T07:00:00Z'));
  await toldReasons(sql, road.seasonId, { [first.applicationId]: marks.volunteer, [other.applicationId]: marks['other volunteer'] });
  const stationId = await makeStation(sql);
  const liaison = await testKeys.seal(JSON.stringify({ name: marks.officer, phone: '1', email: '' }), liaisonPlace(stationId));
  await sql`insert into station_liaisons (station_id, county_code, sealed_liaison, confirmed_day) values (${stationId}, '532926', ${liaison}, '2027-01-01')`;
  const things = {
    accounts: first.accountId,
    people: first.accountId,
    applications: first.applicationId,
    placements: placementId,
    requests: requestId,
    seasons: road.seasonId,
    stations: stationId,
    trainings: await openTraining(sql, stationId),
    partnerships: await makePartnership(sql),
    runs: runId,
    counties: '532926',
    'record/years': '2027',
    texts: 'agreement',
    problems: 'not-found',
    lines: road.lineId,
    alternates: road.lineId,
    merges: await mergeOf(sql, staff.admin),
    reference: await openReference(sql, first.accountId),
    ...(await squadThings(sql, { requestId: road.requestId, placementId, accountId: first.accountId, coordinatorId: road.coordinatorId })),
    unsubscribe: (await leaveAddress(testKeys, siteUrl, { accountId: first.accountId, topic: 'reminders' })).split('/').at(-1) ?? '',
    calendar: await calendarAddresses(sql, first.accountId, officer),
    disputes: await disputeOf(sql, placementId),
    imports: await sentFile(sql, road.coordinatorId),
    '/imports/{kind}': 'stations',
    ...own,
    ...(await changedConditions(sql, placementId)),
    ...(await certificateOf(sql, placementId, { certificate: marks.volunteer, season: road.seasonId })),
    ...shared,
    ...(await pausedWebhook(sql)),
    'ask-backs': '',
    ...(await openSwap(sql, { placementId, seasonId: road.seasonId })),
  };
  things['ask-backs'] = await askedBack(sql, road, first.accountId);
  return {
    tokens: await tokensOf(sql, accountIds),
    accountIds,
    things,
    names: namesOf(things, { lineId: road.lineId, otherRequestId, volunteerId: first.accountId }),
    digest: await database.db.transaction(digestOf),
    applicationIds: { volunteer: first.applicationId, 'other volunteer': other.applicationId },
  };
}

type Person = { readonly accountId: string; readonly applicationId: string };

async function tokensOf(sql: postgres.Sql, accountIds: Readonly<Record<string, string>>): Promise<Fixture['tokens']> {
  const entries = await Promise.all(Object.entries(accountIds).map(async ([caller, id]) => [caller, await tokenOf(sql, id)] as const));
  // Noted already: what a call leaves besides would hide whether it wrote anything.
  await sql`update tokens set last_used_at = '2027-04-01T08:00:00Z'`;
  return { public: undefined, ...Object.fromEntries(entries) } as Fixture['tokens'];
}

async function officerOf(sql: postgres.Sql, county: string): Promise<string> {
  const id = await makeAccount(sql, 'county', `县 ${county}`);
  await sql`insert into account_counties (account_id, county_code) values (${id}, ${county})`;
  return id;
}

async function draftRequest(sql: postgres.Sql, seasonId: string, county: string, mark: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${seasonId}, ${county}, 'camp', 'on_site', ${mark}, '2027-07-12', '2027-07-26', 20) returning id`;
    await recordMove(tx, 'request', String(row?.['id']), null, 'draft');
    return String(row?.['id']);
  });
}

/** A check that is a reference and was answered, a team, a token, a session, a passkey, a consent, an identity and a health note. */
async function ownThings(sql: postgres.Sql, { accountId, applicationId }: Person, mark: string): Promise<Record<string, string>> {
  await sql`update applications set statement = ${mark} where id = ${applicationId}`;
  const clearances = await answeredReference(sql, accountId, mark);
  const [team] =
    await sql`insert into teams (season_id, code) select season_id, ${teamCodes[mark === marks.volunteer ? 0 : 1]} from applications where id = ${applicationId} returning id`;
  await sql`insert into team_members (application_id, team_id, season_id, only_together)
    select id, ${String(team?.['id'])}, season_id, false from applications where id = ${applicationId}`;
  const [token] =
    await sql`insert into tokens (account_id, sha256, label, expires_at) values (${accountId}, sha256(convert_to(${mark}, 'UTF8')), ${mark}, '2030-01-01') returning id`;
  const [session] =
    await sql`insert into sessions (account_id, token, user_agent, expires_at) values (${accountId}, ${`hash ${mark}`}, ${mark}, '2030-01-01') returning id`;
  const [passkey] = await sql`insert into passkeys (account_id, name, public_key, credential_id, counter, device_type, backed_up)
    values (${accountId}, ${mark}, 'x', ${mark}, 0, 'multiDevice', true) returning id`;
  const text = `${mark} text`;
  await sql`insert into texts (kind, version, zh, en, published_at) values ('agreement', 1, ${'公开的文字'}, 'open text', now()) on conflict do nothing`;
  const [consent] =
    await sql`insert into consents (account_id, kind, version, given_at) values (${accountId}, 'agreement', 1, now()) returning id`;
  const sealedNumber = await testKeys.seal(`${mark} number`, numberPlace(accountId));
  await sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at) values (${accountId}, 'passport', ${sealedNumber}, ${mark}, now())`;
  const sealedText = await testKeys.seal(text, healthPlace(accountId));
  await sql`insert into health_notes (account_id, sealed_text, updated_at) values (${accountId}, ${sealedText}, now())`;
  return {
    clearances,
    teams: idOf(team),
    'me/tokens': idOf(token),
    'me/sessions': idOf(session),
    'me/passkeys': idOf(passkey),
    'me/consents': idOf(consent),
  };
}

/** A form that is still open; gives its key. */
async function openReference(sql: postgres.Sql, accountId: string): Promise<string> {
  const key = 'k'.repeat(43);
  const sha256 = createHash('sha256').update(key).digest();
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, 'second_reference') returning id`;
    await recordMove(tx, 'clearance', String(row?.['id']), null, 'requested');
    await tx`insert into referees (clearance_id, account_id, name, relation, key_sha256, asked_at, expires_at)
      values (${String(row?.['id'])}, ${accountId}, 'Referee', 'teacher', ${sha256}, now(), '2030-01-01')`;
  });
  return key;
}

/** The addresses of a volunteer's own calendar and of an officer's county's; gives the first one's key. */
async function calendarAddresses(sql: postgres.Sql, accountId: string, officerId: string): Promise<string> {
  const key = 'c'.repeat(43);
  const [own, ofCounty] = [key, 'of the county'].map((text) => createHash('sha256').update(text).digest());
  await sql`insert into calendar_addresses (account_id, county_code, key_sha256)
    values (${accountId}, null, ${own ?? ''}), (${officerId}, '532926', ${ofCounty ?? ''})`;
  return key;
}

/** What the first volunteer is asked about changed conditions of where they accepted. */
async function changedConditions(sql: postgres.Sql, placementId: string): Promise<Record<string, string>> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [version] = await tx`insert into host_conditions (request_id, conditions)
      select request_id, ${tx.json(signedNow)} from placements where id = ${placementId} returning id`;
    const [row] =
      await tx`insert into condition_questions (request_id, conditions_id, application_id, season_id, account_id, placement_id, answer_by_at)
      select request_id, ${idOf(version)}, application_id, season_id, account_id, id, '2027-05-24T15:59:59Z' from placements where id = ${placementId} returning id`;
    await recordMove(tx, 'condition_question', idOf(row), null, 'open');
    return { conditions: idOf(row), 'condition-questions': idOf(row), 'desk/conditions': idOf(row) };
  });
}

/** Two accounts that are one, with nothing in them. */
async function mergeOf(sql: postgres.Sql, adminId: string): Promise<string> {
  const [merged, kept] = [await makeAccount(sql, 'volunteer', '双号'), await makeAccount(sql, 'volunteer', '双号')];
  await sql`update accounts set merged_into = ${kept} where id = ${merged}`;
  const [row] =
    await sql`insert into account_merges (merged_id, kept_id, merged_by, merged_at) values (${merged}, ${kept}, ${adminId}, '2027-03-20') returning id`;
  return idOf(row);
}

type Squad = { readonly requestId: string; readonly placementId: string; readonly accountId: string; readonly coordinatorId: string };

/** The first volunteer's squad, which they are captain of: its link, what they share with it, and a question that waits for their answer. */
async function squadThings(
  sql: postgres.Sql,
  { requestId, placementId, accountId, coordinatorId }: Squad,
): Promise<Record<string, string>> {
  const [report, safe] = ['l'.repeat(43), 's'.repeat(43)] as const;
  const [link, letter] = [report, safe].map((text) => createHash('sha256').update(text).digest());
  await sql`insert into squad_captains (request_id, placement_id, named_by, named_at) values (${requestId}, ${placementId}, ${coordinatorId}, now())`;
  await sql`insert into report_links (request_id, key_sha256, made_by, made_at) values (${requestId}, ${link ?? ''}, ${coordinatorId}, now())`;
  const contact = await testKeys.seal(marks.volunteer, wechatPlace(placementId));
  await sql`insert into squad_contacts (placement_id, account_id, shares_email, sealed_wechat_id, agreed_at)
    values (${placementId}, ${accountId}, true, ${contact}, now())`;
  const toCall = await testKeys.seal(
    JSON.stringify({ name: marks.volunteer, relation: 'x', phone: '12345' }),
    emergencyContactPlace(placementId),
  );
  await sql`insert into emergency_contacts (placement_id, account_id, sealed_contact, given_at) values (${placementId}, ${accountId}, ${toCall}, now())`;
  const [call] = await sql`insert into safety_calls (request_id, text, asked_by, asked_at)
    values (${requestId}, 'text', ${coordinatorId}, '2027-04-01T07:00:00Z') returning id`;
  const [next] = await sql`select uuidv7() as id`;
  const note = await testKeys.seal(marks.volunteer, notePlace(idOf(next)));
  await sql`insert into safety_replies (id, call_id, placement_id, account_id, request_id, key_sha256, answer, sealed_note, answered_at)
    values (${idOf(next)}, ${idOf(call)}, ${placementId}, ${accountId}, ${requestId}, ${letter ?? ''}, 'needs_help', ${note}, now())`;
  return { squads: requestId, report, safe, 'safety-calls': idOf(call), 'safety-replies': idOf(next) };
}

function idOf(row: postgres.Row | undefined): string {
  return String(row?.['id']);
}

async function answeredReference(sql: postgres.Sql, accountId: string, mark: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, 'first_reference') returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'clearance', id, null, 'requested');
    await moveRow(tx, 'clearance', id, 'requested', 'submitted');
    const key = Buffer.from(mark);
    const email = await testKeys.seal(`${mark}@example.org`, refereeEmailPlace(key));
    const [referee] =
      await tx`insert into referees (clearance_id, account_id, name, relation, sealed_email, key_sha256, asked_at, expires_at, answered_at)
      values (${id}, ${accountId}, ${mark}, 'teacher', ${email}, ${key}, now(), now() + interval '30 days', now()) returning id`;
    const refereeId = String(referee?.['id']);
    const answer = { knownSince: 'long', wouldTrustWithChildren: 'yes', text: `${marks.verifiers} and some more words` };
    const sealed = await testKeys.seal(JSON.stringify(answer), answerPlace(refereeId));
    await tx`insert into reference_answers (referee_id, sealed_text) values (${refereeId}, ${sealed})`;
    return id;
  });
}

type Staff = { readonly safeguarding: string; readonly admin: string; readonly accountId: string; readonly placementId: string };

/** What only few may see: an incident, somebody who is barred, a review of the first volunteer, a list for the employment query. */
async function staffThings(sql: postgres.Sql, { safeguarding, accountId, placementId }: Staff): Promise<Record<string, string>> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [next] = await tx`select uuidv7() as id`;
    const incidentId = String(next?.['id']);
    const account = await testKeys.seal(marks.safeguarding, incidentPlace(incidentId, 'account'));
    await tx`insert into incidents (id, kind, placement_id, county_code, happened_at, sealed_account, raised_by, raised_at, act_by_at)
      values (${incidentId}, 'accident', ${placementId}, '532926', now(), ${account}, ${accountId}, now(), now())`;
    await recordMove(tx, 'incident', incidentId, null, 'open');
    const reason = await testKeys.seal('x', barredReasonPlace(marks.safeguarding));
    const [barred] =
      await tx`insert into barred_people (name, sealed_reason, added_by) values (${marks.safeguarding}, ${reason}, ${safeguarding}) returning id`;
    const [review] = await tx`insert into barred_reviews (account_id, barred_person_id, matched_by, similarity)
      values (${accountId}, ${String(barred?.['id'])}, 'name', 0.9) returning id`;
    const letter = await testKeys.seal('x', 'anywhere');
    const [event] =
      await tx`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'clearance', 'x', 'clearance.reminded') returning id`;
    const [message] = await tx`insert into messages (event_id, account_id, template, sealed_letter, notice_subject, notice_path)
        values (${String(event?.['id'])}, ${accountId}, 'expiry', ${letter}, ${marks.volunteer}, '/clearances') returning id`;
    const [announcement] =
      await tx`insert into announcements (season_id, audience, subject_zh, subject_en, body_zh, body_en, written_by, sent_at, recipients, left_out)
      select id, ${tx.json({ kind: 'officers' })}, ${marks.volunteer}, ${marks.volunteer}, 'x', 'x', ${safeguarding}, now(), 1, 0 from seasons limit 1 returning id`;
    const told = idOf(announcement);
    await tx`insert into messages (event_id, account_id, template, announcement_id, notice_subject, notice_path)
      values (${String(event?.['id'])}, ${accountId}, 'announcement', ${told}, ${marks.volunteer}, ${`/me/announcements/${told}`})`;
    const [batch] = await tx`insert into query_batches (created_by) values (${safeguarding}) returning id`;
    return {
      incidents: incidentId,
      'barred-people': String(barred?.['id']),
      'barred-reviews': String(review?.['id']),
      reviews: String(review?.['id']),
      'jobs/letters': String(message?.['id']),
      'me/notices': String(message?.['id']),
      'me/announcements': told,
      announcements: told,
      'query-batches': String(batch?.['id']),
    };
  });
}

/**
 * A certificate of the first volunteer, who has not completed anything: what it rests on is written past the database's rules, so
 * that the placement stays what the other cases ask about.
 */
async function certificateOf(
  sql: postgres.Sql,
  placementId: string,
  { certificate: mark, season }: { readonly certificate: string; readonly season: string },
): Promise<Record<string, string>> {
  const serial = serialFrom(2027, new Uint8Array(serialBytes).fill(7));
  await makeSignatory(sql);
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code, delivery, volunteer_kind,
        home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
      select id, account_id, ${season}, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 0, 0, 0, now() from placements where id = ${placementId}`;
    const named = { zh: '名', en: 'name' };
    const facts = {
      documentType: 'passport',
      season: named,
      province: named,
      county: { ...named, code: '532926' },
      place: '南涧一中',
      kind: 'camp',
      delivery: 'on_site',
      role: 'teacher',
      startDay: '2027-07-12',
      endDay: '2027-07-26',
      daysServed: 15,
      subjects: [],
      minutesTaught: 0,
      learners: 0,
      completedDay: '2027-07-26',
      issuer: { ...named, contact: 'office' },
      signatory: { name: named, title: named },
      madeUp: false,
    };
    await tx`insert into certificates (serial, placement_id, account_id, holder_name, facts, issued_at)
      select ${serial}, id, account_id, ${mark}, ${tx.json(facts)}, now() from placements where id = ${placementId}`;
    const [signatory] = await tx`select id from signatories limit 1`;
    return { certificates: serial, 'me/certificates': serial, 'status-lists': '1', signatories: idOf(signatory) };
  });
}

/** The first volunteer is asked back by the first officer's county, where they have a completion. */
async function askedBack(sql: postgres.Sql, { seasonId, requestId }: Road, accountId: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into ask_backs (season_id, request_id, county_code, subject_code, account_id)
      values (${seasonId}, ${requestId}, '532926', 'english', ${accountId}) returning id`;
    await recordMove(tx, 'ask_back', idOf(row), null, 'invited');
    return idOf(row);
  });
}

/** One that sends nothing, with something in its log. */
async function pausedWebhook(sql: postgres.Sql): Promise<Record<string, string>> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into webhooks (address, sealed_secret, cursor) values ('https://hooks.example.org/', 'x', 0) returning id`;
    await recordMove(tx, 'webhook', idOf(row), null, 'active');
    await moveRow(tx, 'webhook', idOf(row), 'active', 'paused');
    const [ping] =
      await tx`insert into webhook_deliveries (webhook_id, event, thing, thing_id, at, next_attempt_at) values (${idOf(row)}, 'ping', 'webhook', ${idOf(row)}, now(), now()) returning id`;
    return { webhooks: idOf(row), delivery: idOf(ping) };
  });
}

/** The first volunteer offers their place for another, and nobody has answered: whichever volunteer holds the link may. */
async function openSwap(
  sql: postgres.Sql,
  { placementId, seasonId }: { placementId: string; seasonId: string },
): Promise<Record<string, string>> {
  const key = 'w'.repeat(43);
  const sha256 = createHash('sha256').update(key).digest();
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into swaps (season_id, first_placement_id, key_sha256, lapses_at)
      values (${seasonId}, ${placementId}, ${sha256}, '2027-04-08T08:00:00Z') returning id`;
    await recordMove(tx, 'swap', idOf(row), null, 'invited');
    return { swaps: idOf(row), swap: key, 'swap-invitations': key };
  });
}

/** The first officer's county disputes the days of the first volunteer, who said what the county was like; past the database's rules, as the certificate is, for they have not started. */
async function disputeOf(sql: postgres.Sql, placementId: string): Promise<string> {
  const text = await testKeys.seal(marks.volunteer, feedbackPlace(`${placementId} volunteer`));
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    await tx`set local session_replication_role = replica`;
    await tx`insert into feedback (placement_id, side, account_id, county_code, scores, sealed_text, written_by, handed_in_at)
      select id, 'volunteer', account_id, county_code, '{"again": 5}', ${text}, account_id, '2027-03-20' from placements where id = ${placementId}`;
    const [row] = await tx`insert into disputes (placement_id, account_id, county_code, claimed, reason, opened_at, answer_by_at)
      select id, account_id, county_code, 3, 'known to both sides', '2027-03-20', '2027-03-27' from placements where id = ${placementId} returning id`;
    return idOf(row);
  });
}

/** An open training that the first officer's station receives; the reception has the training's id, for pages of both lie at `/trainings/`. */
async function openTraining(sql: postgres.Sql, stationId: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into trainings (kind, delivery, title_zh, title_en, origin_zh, origin_en, hours, start_day, end_day, session_days)
      values ('short_course', 'both', '班', 'Course', '处', 'Place', 8, '2027-03-01', '2027-03-01', array['2027-03-01'::date]) returning id`;
    await recordMove(tx, 'training', idOf(row), null, 'planned');
    await moveRow(tx, 'training', idOf(row), 'planned', 'open');
    await tx`insert into training_receptions (id, training_id, station_id, county_code, province_code) values (${idOf(row)}, ${idOf(row)}, ${stationId}, '532926', '530000')`;
    return idOf(row);
  });
}

/** A file that was checked and could be imported. */
async function sentFile(sql: postgres.Sql, requestedBy: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const mapping = tx.json({ county: 0, nameZh: 1, rooms: 2, seats: 3, link: 4, openedDay: 5 });
    const [row] =
      await tx`insert into imports (kind, file_name, file_format, file_bytes, file_sha256, header_line, headers, mapping, rows, requested_by)
      values ('stations', 'stations.csv', 'csv', 1, 'x', 1, ${tx.json(['a', 'b', 'c', 'd', 'e', 'f'])}, ${mapping}, 1, ${requestedBy}) returning id`;
    const id = String(row?.['id']);
    await tx`insert into import_rows (import_id, line, cells) values (${id}, 2, ${tx.json(['532926', marks.officer])})`;
    await recordMove(tx, 'import', id, null, 'received');
    await moveRow(tx, 'import', id, 'received', 'checking');
    await moveRow(tx, 'import', id, 'checking', 'checked', { new_rows: 1, changed_rows: 0, same_rows: 0, faulty_rows: 0 });
    return id;
  });
}

async function queuedRun(sql: postgres.Sql, seasonId: string): Promise<string> {
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into runs (season_id, policy, locks) values (${seasonId}, 'need-first', ${tx.json({ keep: [], exclude: [] })}) returning id`;
    await recordMove(tx, 'run', String(row?.['id']), null, 'queued');
    return String(row?.['id']);
  });
}

/** A match that was published and released, with what each applicant is told of it. */
async function toldReasons(sql: postgres.Sql, seasonId: string, markByApplicationId: Readonly<Record<string, string>>): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into runs (season_id, policy, locks, explained_at, released_at)
      values (${seasonId}, 'need-first', ${tx.json({ keep: [], exclude: [] })}, now(), now()) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'run', id, null, 'queued');
    await moveRow(tx, 'run', id, 'queued', 'running');
    const [done] = await tx`select summary from runs where summary is not null limit 1`;
    await moveRow(tx, 'run', id, 'running', 'done', { snapshot_sha256: '00'.repeat(32), summary: tx.json(done?.['summary']) });
    await moveRow(tx, 'run', id, 'done', 'published', { published_at: '2027-04-01T08:00:00Z' });
    for (const [applicationId, goal] of Object.entries(markByApplicationId)) {
      const missed = [{ rank: 1, target: { kind: 'county', code: '532926' }, lineId: null, because: { kind: 'goal', goal } }];
      await tx`insert into run_reasons (run_id, application_id, reason) values (${id}, ${applicationId}, ${tx.json({ placed: [], missed, able: null })})`;
    }
  });
}

function namesOf(things: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>): Record<string, string> {
  const thing = (kind: string) => things[kind] ?? '';
  const also = (name: string) => more[name] ?? '';
  return {
    seasonId: thing('seasons'),
    countyCode: '532926',
    stationId: thing('stations'),
    requestId: thing('requests'),
    clearanceId: thing('clearances'),
    a: thing('runs'),
    b: thing('runs'),
    application: thing('applications'),
    request: thing('requests'),
    line: also('lineId'),
    lineId: also('lineId'),
    volunteerId: also('volunteerId'),
    placementId: thing('placements'),
    into: also('volunteerId'),
    subject: 'english',
    deliveryId: thing('delivery'),
  };
}

async function makePartnership(sql: postgres.Sql): Promise<string> {
  const [row] = await sql`insert into partnerships (county_code, partner_zh, partner_en, since_year, source_zh, source_en)
    values ('532926', '示范单位', 'Partner', 2013, 'x', 'x') returning id`;
  return String(row?.['id']);
}
