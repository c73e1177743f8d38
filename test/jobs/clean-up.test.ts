import { DateTime } from 'luxon';
import type postgres from 'postgres';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import { retentionRules, type RetentionKind } from '../../src/domain/retention.ts';
import { cleanUp, listDue } from '../../src/jobs/clean-up.ts';
import { digestOf } from '../access/digest.ts';
import { testDatabase } from '../support/database.ts';
import { makeVolunteer, type Person } from '../support/people.ts';
import { advance, makeAccount, makeRoad, moveRow, propose, recordMove, type Road, makeStation } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
const then = '2027-03-01T00:00:00Z';
let road: Road;
let person: Person;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 3, maximum: 3 });
});

beforeEach(async () => {
  person = await makeVolunteer(database, '某人');
  await database.sql`delete from job_days`;
});

const clock = (now: string) => DateTime.fromISO(now, { zone: 'utc' });
const dueAt = async (now: string) => actingAs(database.db, { kind: 'system', job: 'test' }, async (tx) => listDue(tx, clock(now)));
const countAt = async (kind: RetentionKind, now: string) => (await dueAt(now)).find((due) => due.kind === kind)?.due;
const digest = async () => database.db.transaction(digestOf);
const cleanAt = async (now: string) => cleanUp(jobFor(database, now));

/** Whether a row of this kind is due: kept at one instant, due at the next, and gone after the job has run. */
type Case = {
  readonly kind: RetentionKind;
  readonly keptAt: string;
  readonly dueAt: string;
  /** How many things are put in. */
  readonly things?: number;
  readonly put: () => Promise<unknown>;
  /** What is there of it. */
  readonly held: () => Promise<unknown>;
  /** What is left of it. */
  readonly left: unknown;
};

const cases: readonly Case[] = [
  {
    kind: 'signIns',
    keptAt: '2027-03-02T00:00:00Z',
    dueAt: '2027-03-02T00:00:01Z',
    things: 3,
    put: async () => {
      await database.sql`insert into sessions (account_id, token, expires_at) values (${person.id}, ${person.id}, ${then})`;
      await database.sql`insert into verifications (identifier, value, expires_at) values (${person.id}, 'x', ${then})`;
      await database.sql`insert into knocks (door, knocker, window_ends_at, count) values ('letter', ${person.id}, ${then}, 1)`;
    },
    held: async () => rows`select 1 from sessions where account_id = ${person.id} union all
      select 2 from verifications where identifier = ${person.id} union all select 3 from knocks where knocker = ${person.id}`,
    left: 0,
  },
  {
    kind: 'idempotencyKeys',
    keptAt: '2027-03-08T00:00:00Z',
    dueAt: '2027-03-08T00:00:01Z',
    put: async () =>
      database.sql`insert into idempotency_keys (account_id, key, request_sha256, created_at) values (${person.id}, 'k', 'x', ${then})`,
    held: async () => rows`select from idempotency_keys where account_id = ${person.id}`,
    left: 0,
  },
  {
    kind: 'webhookDeliveries',
    keptAt: '2027-03-31T00:00:00Z',
    dueAt: '2027-03-31T00:00:01Z',
    put: async () =>
      database.sql.begin(async (transaction) => {
        const tx = transaction as unknown as postgres.Sql;
        const [hook] =
          await tx`insert into webhooks (address, sealed_secret, cursor) values ('https://hooks.example.org/', 'x', 0) returning id`;
        const id = String(hook?.['id']);
        await recordMove(tx, 'webhook', id, null, 'active');
        await tx`insert into webhook_deliveries (webhook_id, event, thing, thing_id, at, next_attempt_at)
          values (${id}, 'ping', 'webhook', ${id}, ${then}, ${then})`;
        await tx`update webhook_deliveries set state = 'delivered', ended_at = ${then}`;
      }),
    held: async () => rows`select from webhook_deliveries`,
    left: 0,
  },
  {
    kind: 'importRows',
    keptAt: '2027-03-31T00:00:00Z',
    dueAt: '2027-03-31T00:00:01Z',
    put: async () =>
      database.sql.begin(async (transaction) => {
        const tx = transaction as unknown as postgres.Sql;
        const [file] =
          await tx`insert into imports (kind, file_name, file_format, file_bytes, file_sha256, header_line, headers, mapping, rows, requested_by, created_at)
          values ('stations', 'stations.csv', 'csv', 1, 'x', 1, ${tx.json(['a'])}, ${tx.json({})}, 1, ${road.coordinatorId}, ${then}) returning id`;
        const id = String(file?.['id']);
        await recordMove(tx, 'import', id, null, 'received');
        await tx`insert into import_rows (import_id, line, cells) values (${id}, 2, ${tx.json(['532926'])})`;
      }),
    held: async () => rows`select from import_rows`,
    left: 0,
  },
  {
    kind: 'heldLetters',
    keptAt: '2027-03-15T00:00:00Z',
    dueAt: '2027-03-15T00:00:01Z',
    put: async () =>
      database.sql.begin(async (tx) => {
        const [event] = await tx`insert into events (at, actor_name, thing, thing_id, event)
          values (${then}, 'test', 'account', ${person.id}, 'account.told') returning id`;
        const [message] = await tx`insert into messages (event_id, account_id, template, sealed_letter, created_at)
          values (${event?.['id']}, ${person.id}, 'expiry', 'x', ${then}) returning id`;
        await tx`insert into handovers (message_id, handed_at) values (${message?.['id']}, ${then})`;
      }),
    held: async () => rows`select from messages where account_id = ${person.id} and sealed_letter is not null`,
    left: 0,
  },
  {
    kind: 'notices',
    keptAt: '2028-03-01T00:00:00Z',
    dueAt: '2028-03-01T00:00:01Z',
    put: async () =>
      database.sql.begin(async (tx) => {
        const [event] = await tx`insert into events (at, actor_name, thing, thing_id, event)
          values (${then}, 'test', 'account', ${person.id}, 'account.told') returning id`;
        await tx`insert into messages (event_id, account_id, template, created_at, sent_at, notice_subject, notice_path)
          values (${event?.['id']}, ${person.id}, 'certificate', ${then}, ${then}, 'x', '/me')`;
      }),
    held: async () => rows`select from messages where account_id = ${person.id} and notice_path is not null`,
    left: 0,
  },
  {
    kind: 'merges',
    keptAt: '2027-03-31T00:00:00Z',
    dueAt: '2027-03-31T00:00:01Z',
    put: async () => {
      const merged = await makeAccount(database.sql, 'volunteer', '双号');
      await database.sql`update accounts set merged_into = ${person.id} where id = ${merged}`;
      await database.sql`insert into account_merges (merged_id, kept_id, merged_by, merged_at) values (${merged}, ${person.id}, ${person.id}, ${then})`;
    },
    held: async () => rows`select from account_merges`,
    left: 0,
  },
  {
    kind: 'squadContacts',
    // The squad's last day is 26 July 2027.
    keptAt: '2027-08-09T23:59:59Z',
    dueAt: '2027-08-10T00:00:00Z',
    put: async () => {
      const id = await putPlacement();
      await database.sql`insert into squad_contacts (placement_id, account_id, shares_email, agreed_at)
        select id, account_id, true, ${then} from placements where id = ${id}`;
    },
    held: async () => rows`select from squad_contacts`,
    left: 0,
  },
  {
    kind: 'emergencyContacts',
    keptAt: '2027-08-09T23:59:59Z',
    dueAt: '2027-08-10T00:00:00Z',
    put: async () => {
      const id = await putPlacement();
      await database.sql`insert into emergency_contacts (placement_id, account_id, sealed_contact, given_at)
        select id, account_id, 'x', ${then} from placements where id = ${id}`;
    },
    held: async () => rows`select from emergency_contacts`,
    left: 0,
  },
  {
    kind: 'returnedLetters',
    keptAt: '2028-03-01T00:00:00Z',
    dueAt: '2028-03-01T00:00:01Z',
    put: async () =>
      database.sql.begin(async (tx) => {
        const [event] = await tx`insert into events (at, actor_name, thing, thing_id, event)
          values (${then}, 'test', 'account', ${person.id}, 'account.told') returning id`;
        const [message] = await tx`insert into messages (event_id, account_id, template, created_at, sent_at)
          values (${event?.['id']}, ${person.id}, 'certificate', ${then}, ${then}) returning id`;
        await tx`insert into returned_letters (message_id, returned_at, answer) values (${message?.['id']}, ${then}, '550 5.1.1')`;
      }),
    held: async () => rows`select from returned_letters`,
    left: 0,
  },
  {
    kind: 'reportLinks',
    keptAt: '2027-08-09T23:59:59Z',
    dueAt: '2027-08-10T00:00:00Z',
    put: async () =>
      database.sql`insert into report_links (request_id, key_sha256, made_by, made_at) values (${road.requestId}, 'x', ${person.id}, ${then})`,
    held: async () => rows`select from report_links`,
    left: 0,
  },
  {
    kind: 'safetyReplies',
    keptAt: '2027-09-01T00:00:00Z',
    dueAt: '2027-09-01T00:00:01Z',
    put: async () => {
      const id = await putPlacement();
      await database.sql`insert into safety_replies (placement_id, account_id, request_id, answer, answered_at, created_at)
        select id, account_id, request_id, 'well', ${then}, ${then} from placements where id = ${id}`;
    },
    held: async () => rows`select from safety_replies`,
    left: 0,
  },
  {
    kind: 'dayReportNotes',
    keptAt: '2029-03-01T00:00:00Z',
    dueAt: '2029-03-01T00:00:01Z',
    put: async () =>
      database.sql`insert into day_reports (request_id, day, version, outcome, learners, everybody_well, had_incident, note, reported_by, reported_at, key)
        values (${road.requestId}, '2027-07-12', 1, 'held', 30, true, false, 'said', ${person.id}, ${then}, ${person.id})`,
    held: async () => rows`select from day_reports where reported_by = ${person.id} and note <> ''`,
    left: 0,
  },
  {
    kind: 'tokens',
    keptAt: '2027-09-01T00:00:00Z',
    dueAt: '2027-09-01T00:00:01Z',
    put: async () =>
      database.sql`insert into tokens (account_id, sha256, label, expires_at) values (${person.id}, ${Buffer.from(person.id)}, 'over', ${then})`,
    held: async () => rows`select from tokens where account_id = ${person.id} and label = 'over'`,
    left: 0,
  },
  {
    kind: 'healthNotes',
    keptAt: '2027-04-01T00:00:00Z',
    dueAt: '2027-04-01T00:00:01Z',
    put: async () => putHealthNote(person.id),
    held: async () => rows`select from health_notes where account_id = ${person.id}`,
    left: 0,
  },
  {
    kind: 'identityDocuments',
    keptAt: '2028-03-01T00:00:00Z',
    dueAt: '2028-03-01T00:00:01Z',
    put: async () => database.sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at)
      values (${person.id}, 'passport', 'x', 'x', ${then})`,
    held: async () => rows`select from identity_documents where account_id = ${person.id}`,
    left: 0,
  },
  {
    kind: 'refereeAddresses',
    keptAt: '2027-06-01T00:00:00Z',
    dueAt: '2027-06-01T00:00:01Z',
    things: 2,
    put: async () => {
      await putReferee('first_reference', { answeredAt: then, expiresAt: '2027-03-20T00:00:00Z' });
      await putReferee('second_reference', { answeredAt: null, expiresAt: then });
    },
    held: async () => rows`select from referees where account_id = ${person.id} and sealed_email is not null`,
    left: 0,
  },
  {
    kind: 'referenceAnswers',
    keptAt: '2030-03-01T00:00:00Z',
    dueAt: '2030-03-01T00:00:01Z',
    put: async () => {
      const referee = await putReferee('first_reference', { answeredAt: then, expiresAt: then });
      await database.sql`insert into reference_answers (referee_id, sealed_text, created_at) values (${referee}, 'x', ${then})`;
    },
    held: async () => rows`select from reference_answers a join referees r on r.id = a.referee_id where r.account_id = ${person.id}`,
    left: 0,
  },
  {
    kind: 'queryLists',
    keptAt: '2029-03-01T23:59:59Z',
    dueAt: '2029-03-02T00:00:00Z',
    put: async () => {
      await putOnList('2027-03-01', 'employment_query');
      // One that has no answer yet is still needed.
      await putOnList(null, 'health');
    },
    held: async () => rows`select from query_batch_entries e join clearances c on c.id = e.clearance_id where c.account_id = ${person.id}`,
    left: 1,
  },
  {
    kind: 'askBackMessages',
    keptAt: '2029-08-31T23:59:59Z',
    dueAt: '2029-09-01T00:00:00Z',
    put: async () =>
      database.sql.begin(async (tx) => {
        // Nobody has completed anything here, which the database would ask for.
        await tx`set local session_replication_role = replica`;
        await tx`insert into ask_backs (season_id, request_id, county_code, subject_code, account_id, message)
          values (${road.seasonId}, ${road.requestId}, '532926', 'english', ${person.id}, 'Come back')`;
      }),
    held: async () => rows`select from ask_backs where account_id = ${person.id} and message <> ''`,
    left: 0,
  },
  {
    kind: 'liaisons',
    keptAt: '2029-03-01T23:59:59Z',
    dueAt: '2029-03-02T00:00:00Z',
    put: async () => {
      const station = await makeStation(database.sql, { closedDay: '2027-03-01' });
      await database.sql`insert into station_liaisons (station_id, county_code, sealed_liaison, confirmed_day) values (${station}, '532926', 'x', '2029-01-01')`;
    },
    held: async () => rows`select from station_liaisons`,
    left: 0,
  },
  {
    kind: 'attendances',
    keptAt: '2032-03-01T23:59:59Z',
    dueAt: '2032-03-02T00:00:00Z',
    put: async () => database.sql`insert into training_attendances (account_id, season_id, held_day, attended_whole, recorded_by, recorded_at)
      values (${person.id}, ${road.seasonId}, '2027-03-01', true, ${road.coordinatorId}, ${then})`,
    held: async () => rows`select from training_attendances where account_id = ${person.id}`,
    left: 0,
  },
  {
    kind: 'eventPayloads',
    keptAt: '2032-03-01T00:00:00Z',
    dueAt: '2032-03-01T00:00:01Z',
    put: async () => {
      await putEvent(then);
      await putEvent('2032-03-01T00:00:00Z');
    },
    held: async () => rows`select from events where subject_id = ${person.id} and reason = 'why' and details = '{"what": 1}'`,
    left: 1,
  },
  {
    kind: 'disputeWords',
    keptAt: '2029-03-01T00:00:00Z',
    dueAt: '2029-03-01T00:00:01Z',
    put: async () =>
      putPastRules(
        async (tx, id) => tx`insert into disputes (placement_id, account_id, county_code, claimed, reason, state,
        decided, closing_reason, opened_at, answer_by_at, closed_at)
      select id, account_id, county_code, 3, 'x', 'settled', 3, 'x', ${then}, ${then}, ${then} from placements where id = ${id}`,
      ),
    held: async () => rows`select from disputes where reason <> '' or closing_reason <> ''`,
    left: 0,
  },
  {
    kind: 'feedbackWords',
    keptAt: '2029-03-01T00:00:00Z',
    dueAt: '2029-03-01T00:00:01Z',
    put: async () =>
      putPastRules(
        async (tx, id) => tx`insert into feedback (placement_id, side, account_id, county_code, scores, sealed_text,
        written_by, handed_in_at)
      select id, 'volunteer', account_id, county_code, '{"again": 5}', 'x', account_id, ${then} from placements where id = ${id}`,
      ),
    held: async () => rows`select from feedback where sealed_text is not null`,
    left: 0,
  },
  {
    kind: 'incidents',
    keptAt: '2042-03-01T00:00:00Z',
    dueAt: '2042-03-01T00:00:01Z',
    put: async () => {
      await putIncident(true);
      await putIncident(false);
    },
    held: async () =>
      rows`select from incidents where raised_by = ${person.id} and (sealed_account <> '' or sealed_action is not null or sealed_outcome is not null)`,
    left: 1,
  },
];

/** How many rows the query gives. */
async function rows(parts: TemplateStringsArray, ...values: string[]): Promise<number> {
  return (await database.sql(parts, ...values)).length;
}

/** Puts in what came of a placement long ago, without the steps to it. */
async function putPastRules(put: (tx: postgres.TransactionSql, placementId: string) => Promise<unknown>): Promise<void> {
  const id = await putPlacement();
  await database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await put(tx, id);
  });
}

/** Somebody's placement of a season of its own, from 12 to 26 July 2027. */
async function putPlacement(): Promise<string> {
  return propose(database.sql, await makeRoad(database.sql));
}
async function putHealthNote(accountId: string): Promise<void> {
  await database.sql`insert into health_notes (account_id, sealed_text, updated_at) values (${accountId}, 'x', ${then})`;
}

async function putCheck(kind: string): Promise<string> {
  return database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${person.id}, ${kind}) returning id`;
    await recordMove(tx, 'clearance', String(row?.['id']), null, 'requested');
    return String(row?.['id']);
  });
}

async function putReferee(kind: string, { answeredAt, expiresAt }: { answeredAt: string | null; expiresAt: string }): Promise<string> {
  const check = await putCheck(kind);
  const [row] =
    await database.sql`insert into referees (clearance_id, account_id, name, relation, sealed_email, key_sha256, asked_at, expires_at, answered_at)
    values (${check}, ${person.id}, 'x', 'x', 'x', ${Buffer.from(check)}, '2027-02-01T00:00:00Z', ${expiresAt}, ${answeredAt}) returning id`;
  return String(row?.['id']);
}

async function putOnList(answeredDay: string | null, kind: string): Promise<void> {
  const check = await putCheck(kind);
  const [batch] =
    await database.sql`insert into query_batches (created_by, answered_day) values (${road.coordinatorId}, ${answeredDay}) returning id`;
  await database.sql`insert into query_batch_entries (batch_id, clearance_id) values (${String(batch?.['id'])}, ${check})`;
}

async function putEvent(at: string): Promise<void> {
  await database.sql`insert into events (at, actor_name, subject_id, thing, thing_id, event, reason, details)
    values (${at}, 'test', ${person.id}, 'thing', 'x', 'thing.happened', 'why', '{"what": 1}')`;
}

async function putIncident(isClosed: boolean): Promise<void> {
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [row] = await tx`insert into incidents (kind, happened_at, sealed_account, raised_by, raised_at, act_by_at)
      values ('other', ${then}, 'x', ${person.id}, ${then}, ${then}) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'incident', id, null, 'open');
    await moveRow(tx, 'incident', id, 'open', 'acted', { acted_at: then, sealed_action: Buffer.from('x') });
    if (isClosed) await moveRow(tx, 'incident', id, 'acted', 'closed', { closed_at: then, sealed_outcome: Buffer.from('x') });
  });
}

test.each(cases)('$kind stay until $keptAt and go at $dueAt', async ({ kind, keptAt, dueAt: goesAt, things = 1, put, held, left }) => {
  const before = await countAt(kind, goesAt);
  await put();
  const all = await held();
  expect(await countAt(kind, goesAt)).toBe((before ?? 0) + things);
  await cleanAt(keptAt);
  expect([await countAt(kind, keptAt), await held()]).toEqual([0, all]);
  await database.sql`delete from job_days`;
  expect((await cleanAt(goesAt)).find((gone) => gone.kind === kind)?.due).toBe((before ?? 0) + things);
  expect([await countAt(kind, goesAt), await held()]).toEqual([0, left]);
  const [broken] = await database.sql`select first_broken_event() as sequence`;
  expect(broken).toEqual({ sequence: null });
});

test('every rule has its case', () => {
  const tried = [...cases.map(({ kind }) => kind), 'unplacedApplications'];
  expect(tried.toSorted()).toEqual(retentionRules.map(({ kind }) => kind).toSorted());
});

test('an application that led nowhere is emptied two years after its season; one that led to a placement is not', async () => {
  const { sql } = database;
  await advance(sql, await propose(sql, road, 0), 'offered', 'declined');
  await sql`update applications set statement = 'why I teach' where season_id = ${road.seasonId}`;
  await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
    select id, season_id, 0, 1, ${road.requestId} from applications where season_id = ${road.seasonId}`;
  const held = async () => [
    ...(await sql`select a.state, a.statement, count(c.position)::int as choices from applications a
      left join application_choices c on c.application_id = a.id where a.season_id = ${road.seasonId} group by a.id order by a.id`),
  ];
  const whole = { state: 'approved', statement: 'why I teach', choices: 1 };
  await cleanAt('2029-08-31T23:59:59Z');
  expect([await countAt('unplacedApplications', '2029-08-31T23:59:59Z'), await held()]).toEqual([0, [whole, whole, whole]]);
  expect(await countAt('unplacedApplications', '2029-09-01T00:00:00Z')).toBe(2);
  await cleanAt('2029-09-01T16:00:00Z');
  const emptied = { state: 'approved', statement: '', choices: 0 };
  expect(await held()).toEqual([whole, emptied, emptied]);
});

test('a health note stays while its person is in a season, or is counted on', async () => {
  const { sql } = database;
  const [, applicant, placed] = road.volunteers.map(({ accountId }) => accountId) as [string, string, string];
  await advance(sql, await propose(sql, road, 2), 'offered', 'accepted');
  await putHealthNote(applicant);
  await putHealthNote(placed);
  const held = async () =>
    (await sql`select account_id as id from health_notes where account_id in (${applicant}, ${placed})`).map(({ id }) => String(id));
  // The season ends on 31 August.
  await cleanAt('2027-09-30T00:00:00Z');
  expect((await held()).toSorted()).toEqual([applicant, placed].toSorted());
  await cleanAt('2027-10-01T00:00:00Z');
  expect(await held()).toEqual([placed]);
});

test('looking at what is due changes nothing', async () => {
  await putHealthNote(person.id);
  await putEvent(then);
  await putIncident(true);
  const before = await digest();
  const due = await dueAt('2043-01-01T00:00:00Z');
  expect(due.map(({ kind }) => kind)).toEqual(retentionRules.map(({ kind }) => kind));
  expect(['healthNotes', 'eventPayloads', 'incidents'].map((kind) => (due.find((line) => line.kind === kind)?.due ?? 0) > 0)).toEqual([
    true,
    true,
    true,
  ]);
  expect(await digest()).toBe(before);
  await cleanAt('2043-01-01T00:00:00Z');
  expect(await digest()).not.toBe(before);
});

test('the job runs once a day, by Shanghai’s calendar, and writes down how much of what went', async () => {
  await cleanAt('2043-02-01T00:00:00Z');
  await database.sql`insert into idempotency_keys (account_id, key, request_sha256, created_at) values (${person.id}, 'k', 'x', ${then})`;
  expect(await cleanAt('2043-02-01T15:59:59Z')).toEqual([]);
  expect(await countAt('idempotencyKeys', '2043-02-01T15:59:59Z')).toBe(1);
  expect(await cleanAt('2043-02-01T16:00:00Z')).toEqual([{ kind: 'idempotencyKeys', before: '2043-01-25T16:00:00.000Z', due: 1 }]);
  const [event] =
    await database.sql`select event, actor_name, details, subject_id from events where thing = 'retention' order by sequence desc limit 1`;
  expect(event).toEqual({ event: 'retention.cleared', actor_name: 'clean-up', details: { idempotencyKeys: 1 }, subject_id: null });
  const [written] = await database.sql`select count(*)::int as events from events where thing = 'retention'`;
  expect(await cleanAt('2043-02-02T16:00:00Z')).toEqual([]);
  // A day on which nothing is due is not written down.
  expect([...(await database.sql`select count(*)::int as events from events where thing = 'retention'`)]).toEqual([written]);
});
