import type postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';

import { applicationLifecycle } from '../../src/domain/application.ts';
import { trainingLifecycle } from '../../src/domain/training.ts';
import { importLifecycle } from '../../src/domain/import/import.ts';
import { swapLifecycle } from '../../src/domain/swap.ts';
import { deliveryLifecycle, webhookLifecycle } from '../../src/domain/webhook.ts';
import { disputeLifecycle } from '../../src/domain/dispute.ts';
import { askBackLifecycle } from '../../src/domain/ask-back.ts';
import { certificateLifecycle } from '../../src/domain/certificate.ts';
import { actingAs } from '../../src/db/acting.ts';
import { clearanceLifecycle } from '../../src/domain/clearance.ts';
import { conditionQuestionLifecycle } from '../../src/domain/condition-question.ts';
import { incidentLifecycle } from '../../src/domain/incident.ts';
import { ways, type Way } from '../../src/domain/lifecycle.ts';
import { placementLifecycle } from '../../src/domain/placement.ts';
import { requestLifecycle } from '../../src/domain/request.ts';
import { runLifecycle } from '../../src/domain/run.ts';
import { seasonLifecycle } from '../../src/domain/season.ts';
import { testDatabase } from '../support/database.ts';
import { makeTwoPlaces } from '../support/two-places.ts';
import { advance, makeRoad, moveRow, propose, recordMove, type Road } from '../support/rows.ts';

const database = testDatabase();
let sql: postgres.Sql;
beforeAll(() => {
  sql = database.sql;
});

/** The name of the constraint by which the database refuses. */
async function refusal(work: (tx: postgres.Sql) => Promise<unknown>): Promise<string | undefined> {
  try {
    await sql.begin(async (tx) => work(tx as unknown as postgres.Sql));
    return undefined;
  } catch (error) {
    return (error as { constraint_name?: string }).constraint_name ?? String(error);
  }
}

async function clear(road: Road, validThrough: string): Promise<void> {
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] =
      await tx`insert into clearances (account_id, kind) values (${road.volunteers[0]?.accountId ?? ''}, 'identity') returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'clearance', id, null, 'requested');
    await moveRow(tx, 'clearance', id, 'requested', 'submitted');
    await moveRow(tx, 'clearance', id, 'submitted', 'cleared', {
      valid_through_day: validThrough,
      verified_by: road.coordinatorId,
      verified_at: new Date(),
    });
  });
}

async function started(): Promise<{ road: Road; id: string }> {
  const road = await makeRoad(sql);
  await clear(road, '2027-12-31');
  const id = await propose(sql, road);
  await advance(sql, id, 'offered', 'accepted', 'started');
  return { road, id };
}

describe('1. dates', () => {
  test('a person with an accepted placement cannot be offered another in the same days', async () => {
    const road = await makeRoad(sql, { maximum: 5 });
    const id = await propose(sql, road);
    await advance(sql, id, 'offered', 'accepted');
    const [line] = await sql`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${road.requestId}, ${road.seasonId}, 1, 'english', 1, 'teacher', 0, 1, 1) returning id`;
    const other = await propose(sql, { ...road, lineId: String(line?.['id']) });
    expect(await refusal((tx) => moveRow(tx, 'placement', other, 'proposed', 'offered', { reply_by_at: new Date() }))).toBe(
      'placements_no_overlap',
    );
  });

  test('a placement may begin the day after another ends, and not the same day', async () => {
    const [answer] = await sql`select daterange('2027-07-01', '2027-07-10', '[]') && daterange('2027-07-11', '2027-07-20', '[]') as next,
      daterange('2027-07-01', '2027-07-10', '[]') && daterange('2027-07-10', '2027-07-20', '[]') as same`;
    expect(answer).toEqual({ next: false, same: true });
  });
});

/** What answers an invitation to swap. */
const given = (secondId: string) => ({ second_placement_id: secondId, proposed_at: new Date() });

describe('swaps', () => {
  test('nothing is accepted that was never offered, unless a confirmed swap gives it', async () => {
    const id = await propose(sql, await makeRoad(sql));
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'proposed', 'accepted'))).toBe('placements_exchanged');
  });

  test('a swap is of two people, of places that both accepted, one at a time, and not confirmed by half', async () => {
    const { road, first, second, third } = await makeTwoPlaces(database);
    const begun = async (tx: postgres.Sql, firstId: string) => {
      const [row] = await tx`insert into swaps (season_id, first_placement_id, key_sha256, lapses_at)
        values (${road.seasonId}, ${firstId}, ${Buffer.from(crypto.randomUUID())}, '2027-05-27T08:00:00Z') returning id`;
      await recordMove(tx, 'swap', String(row?.['id']), null, 'invited');
      return String(row?.['id']);
    };
    const proposed = await propose(sql, { ...road, volunteers: [{ accountId: third.volunteer.id, applicationId: third.applicationId }] });
    expect(await refusal((tx) => begun(tx, proposed))).toBe('swaps_accepted');
    const id = await sql.begin(async (tx) => begun(tx as unknown as postgres.Sql, first.placementId));
    expect(await refusal((tx) => begun(tx, first.placementId))).toBe('swaps_one_live');
    expect(await refusal((tx) => moveRow(tx, 'swap', id, 'invited', 'proposed', given(proposed)))).toBe('swaps_accepted');
    expect(await refusal((tx) => moveRow(tx, 'swap', id, 'invited', 'proposed', given(first.placementId)))).toBe('swaps_two_people');
    await sql.begin(async (transaction) => {
      const tx = transaction as unknown as postgres.Sql;
      await moveRow(tx, 'swap', id, 'invited', 'proposed', given(second.placementId));
      await moveRow(tx, 'swap', id, 'proposed', 'agreed', { agreed_at: new Date() });
    });
    expect(await refusal((tx) => tx`update swaps set second_placement_id = ${proposed} where id = ${id}`)).toBe('swaps_keep_what');
    expect(await refusal((tx) => moveRow(tx, 'swap', id, 'agreed', 'confirmed'))).toBe('swaps_exchanged');
  });
});

describe('2. seats', () => {
  test('a line takes no more than its maximum', async () => {
    const road = await makeRoad(sql, { volunteers: 2, maximum: 1 });
    const [first, second] = [await propose(sql, road, 0), await propose(sql, road, 1)];
    await advance(sql, first, 'offered', 'accepted');
    await advance(sql, second, 'offered');
    expect(await refusal((tx) => moveRow(tx, 'placement', second, 'offered', 'accepted'))).toBe('lines_taken');
  });

  test('the count of seats cannot be written by hand', async () => {
    const road = await makeRoad(sql);
    expect(await refusal((tx) => tx`update lines set taken = 1 where id = ${road.lineId}`)).toBe('lines_taken_counted');
  });
});

describe('3. pairs', () => {
  test('a placement cannot join an application and a line of different seasons', async () => {
    const [one, other] = [await makeRoad(sql), await makeRoad(sql)];
    expect(await refusal(() => propose(sql, { ...one, lineId: other.lineId, requestId: other.requestId }))).toBe('placements_line');
  });

  test('a barred pair cannot be placed', async () => {
    const road = await makeRoad(sql);
    await sql`insert into barred_pairs (account_id, county_code, barred_by, reason) values (${road.volunteers[0]?.accountId ?? ''}, '532926', 'county', 'test')`;
    expect(await refusal(() => propose(sql, road))).toBe('placements_not_barred');
  });

  test('a province that the volunteer never wants cannot be given', async () => {
    const road = await makeRoad(sql);
    await sql`insert into application_choices (application_id, season_id, position, rank, province_code)
      values (${road.volunteers[0]?.applicationId ?? ''}, ${road.seasonId}, -1, 0, '530000')`;
    expect(await refusal(() => propose(sql, road))).toBe('placements_not_barred');
  });

  test('a pair cannot be barred while its placement stands', async () => {
    const road = await makeRoad(sql);
    await propose(sql, road);
    const bar = (tx: postgres.Sql) =>
      tx`insert into barred_pairs (account_id, county_code, barred_by, reason) values (${road.volunteers[0]?.accountId ?? ''}, '532926', 'county', 'test')`;
    expect(await refusal(bar)).toBe('bar_after_placement');
  });

  test('a placement keeps its line', async () => {
    const [road, other] = [await makeRoad(sql), await makeRoad(sql)];
    const id = await propose(sql, road);
    expect(await refusal((tx) => tx`update placements set line_id = ${other.lineId} where id = ${id}`)).toBe('placements_keep_pair');
  });
});

describe('4. checks', () => {
  test('nobody starts without the checks asked', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    await advance(sql, id, 'offered', 'accepted');
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'accepted', 'started'))).toBe('placements_checks');
  });

  test('a check that ends a day before the last day is not enough; one that ends on it is', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    await advance(sql, id, 'offered', 'accepted');
    await clear(road, '2027-07-25');
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'accepted', 'started'))).toBe('placements_checks');
    await clear(road, '2027-07-26');
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'accepted', 'started'))).toBeUndefined();
  });
});

async function openQuestion(road: Road, placementId: string): Promise<string> {
  const [own] = road.volunteers;
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [version] = await tx`insert into host_conditions (request_id, conditions) values (${road.requestId}, '{}') returning id`;
    const [row] =
      await tx`insert into condition_questions (request_id, conditions_id, application_id, season_id, account_id, placement_id, answer_by_at)
      values (${road.requestId}, ${String(version?.['id'])}, ${own!.applicationId}, ${road.seasonId}, ${own!.accountId}, ${placementId}, now()) returning id`;
    await recordMove(tx, 'condition_question', String(row?.['id']), null, 'open');
    return String(row?.['id']);
  });
}

describe('changed host conditions', () => {
  test('nobody accepts or starts while they have not said whether they go on', async () => {
    const road = await makeRoad(sql);
    await clear(road, '2027-12-31');
    const id = await propose(sql, road);
    await advance(sql, id, 'offered');
    const question = await openQuestion(road, id);
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'offered', 'accepted'))).toBe('placements_conditions_agreed');
    await sql.begin(async (tx) =>
      moveRow(tx as unknown as postgres.Sql, 'condition_question', question, 'open', 'agreed', { answered_at: new Date() }),
    );
    await advance(sql, id, 'accepted');
    await openQuestion(road, id);
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'accepted', 'started'))).toBe('placements_conditions_agreed');
  });

  test('what was asked stays as it was asked, and an answer is given once', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    const question = await openQuestion(road, id);
    expect(await refusal(async (tx) => tx`update condition_questions set placement_id = null where id = ${question}`)).toBe(
      'condition_questions_kept',
    );
    await sql.begin(async (tx) =>
      moveRow(tx as unknown as postgres.Sql, 'condition_question', question, 'open', 'refused', { answered_at: new Date() }),
    );
    expect(await refusal((tx) => moveRow(tx, 'condition_question', question, 'refused', 'agreed'))).toBe('legal_moves');
  });
});

describe('5. moves and events', () => {
  test('the database has the very ways of the lifecycles, and who may take each', async () => {
    const wanted = [
      ...ways(seasonLifecycle).map((way) => said('season', way)),
      ...ways(applicationLifecycle).map((way) => said('application', way)),
      ...ways(requestLifecycle).map((way) => said('request', way)),
      ...ways(runLifecycle).map((way) => said('run', way)),
      ...ways(placementLifecycle).map((way) => said('placement', way)),
      ...ways(clearanceLifecycle).map((way) => said('clearance', way)),
      ...ways(certificateLifecycle).map((way) => said('certificate', way)),
      ...ways(trainingLifecycle).map((way) => said('training', way)),
      ...ways(importLifecycle).map((way) => said('import', way)),
      ...ways(swapLifecycle).map((way) => said('swap', way)),
      ...ways(webhookLifecycle).map((way) => said('webhook', way)),
      ...ways(deliveryLifecycle).map((way) => said('webhook_delivery', way)),
      ...ways(askBackLifecycle).map((way) => said('ask_back', way)),
      ...ways(disputeLifecycle).map((way) => said('dispute', way)),
      ...ways(incidentLifecycle).map((way) => said('incident', way)),
      ...ways(conditionQuestionLifecycle).map((way) => said('condition_question', way)),
    ];
    const rows = await sql`select thing, from_state as from, to_state as to, movers from legal_moves`;
    const held = rows.map(({ thing, from, to, movers }) =>
      said(String(thing), { from: String(from), to: String(to), movers: movers as string[] }),
    );
    expect(held.toSorted()).toEqual(wanted.toSorted());
  });

  test('a state cannot jump', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'proposed', 'started'))).toBe('legal_moves');
  });

  test('a thing cannot begin in the middle', async () => {
    const road = await makeRoad(sql);
    expect(
      await refusal(
        (tx) => tx`insert into runs (season_id, policy, locks, state) values (${road.seasonId}, 'need-first', '{}', 'running')`,
      ),
    ).toBe('legal_moves');
  });

  test('a move without its event is refused when the transaction commits', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    expect(await refusal((tx) => tx`update placements set state = 'dropped' where id = ${id}`)).toBe('moves_have_events');
  });

  test('an event of an earlier transaction does not serve a later move', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    await recordMove(sql, 'placement', id, 'proposed', 'dropped');
    expect(await refusal((tx) => tx`update placements set state = 'dropped' where id = ${id}`)).toBe('moves_have_events');
  });

  test.each([
    ['changed', `update events set actor_name = 'somebody else'`],
    ['deleted', 'delete from events'],
    ['truncated', 'truncate events cascade'],
    ['rewound', 'update event_chain set sequence = 0'],
  ])('events cannot be %s', async (_, statement) => {
    await makeRoad(sql);
    expect(await refusal((tx) => tx.unsafe(statement))).toBe('events_append_only');
  });

  test('the chain has no gap and each link fits; a forged event breaks it', async () => {
    await makeRoad(sql);
    const [chain] = await sql`select count(*) = max(sequence) as whole, first_broken_event() as broken from events`;
    expect(chain).toEqual({ whole: true, broken: null });
    const forged = sql.begin(async (tx) => {
      await tx`alter table events disable trigger user`;
      await tx`update events set actor_name = 'somebody else' where sequence = 3`;
      const [answer] = await tx`select first_broken_event() as broken`;
      expect(answer?.['broken']).toBe('3');
      throw new Error('undo');
    });
    await expect(forged).rejects.toThrow('undo');
  });
});

describe('6. completions', () => {
  test('no completion of a placement that has not started', async () => {
    const road = await makeRoad(sql);
    const id = await propose(sql, road);
    expect(
      await refusal((tx) => tx`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, 1, 'x', now())`),
    ).toBe('placement_started');
  });

  test('days served do not pass the term', async () => {
    const { id } = await started();
    const report = (days: number) =>
      refusal((tx) => tx`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, ${days}, 'x', now())`);
    expect(await report(16)).toBe('days_within_term');
    expect(await report(15)).toBeUndefined();
  });

  test('a completion needs both words, and is one a placement', async () => {
    const { road, id } = await started();
    const complete = (
      tx: postgres.Sql,
    ) => tx`insert into completions (placement_id, account_id, season_id, province_code, county_code, subject_code,
        delivery, volunteer_kind, home_region, days_served, lessons_held, minutes_taught, learners, completed_at)
      values (${id}, ${road.volunteers[0]?.accountId ?? ''}, ${road.seasonId}, '530000', '532926', 'english', 'on_site', 'student', 'mainland', 15, 0, 0, 0, now())`;
    expect(await refusal(complete)).toBe('completions_both_words');
    await sql`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, 15, 'x', now())`;
    await sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${id}, 15, 'x', now())`;
    expect(await refusal((tx) => moveRow(tx, 'placement', id, 'started', 'completed'))).toBe('completed_has_completion');
    expect(await refusal(async (tx) => [await complete(tx), await moveRow(tx, 'placement', id, 'started', 'completed')])).toBeUndefined();
    expect(await refusal(complete)).toBe('completions_pkey');
    const issue = (serial: string) =>
      refusal(async (tx) => [
        await tx`insert into certificates (serial, placement_id, account_id, facts, issued_at)
          values (${serial}, ${id}, ${road.volunteers[0]?.accountId ?? ''}, '{}', now())`,
        await recordMove(tx, 'certificate', serial, null, 'issued'),
      ]);
    expect(await issue('A-1')).toBeUndefined();
    expect(await issue('A-2')).toBe('certificates_one_in_force');
    const altered = (facts: string) => refusal((tx) => tx`update certificates set facts = ${facts}::text::jsonb where serial = 'A-1'`);
    expect(await altered('{"daysServed": 99}')).toBe('certificates_frozen');
  });

  test('the same hour counts once for one person, and only within the term', async () => {
    const { road, id } = await started();
    const lesson = (during: string) =>
      refusal(
        (tx) => tx`insert into lessons (placement_id, account_id, during, subject_code, learners)
      values (${id}, ${road.volunteers[0]?.accountId ?? ''}, ${during}::text::tstzrange, 'english', 30)`,
      );
    expect(await lesson('[2027-07-13 09:00+08,2027-07-13 10:00+08)')).toBeUndefined();
    expect(await lesson('[2027-07-13 09:30+08,2027-07-13 10:30+08)')).toBe('lessons_no_overlap');
    expect(await lesson('[2027-07-13 10:00+08,2027-07-13 11:00+08)')).toBeUndefined();
    expect(await lesson('[2027-07-27 09:00+08,2027-07-27 10:00+08)')).toBe('lessons_within_term');
  });
});

describe('7. messages', () => {
  test('a message is written with its cause, once, and sent once', async () => {
    const road = await makeRoad(sql);
    const accountId = road.volunteers[0]?.accountId ?? '';
    const write = (tx: postgres.Sql, eventId: unknown) =>
      tx`insert into messages (event_id, account_id, template, sealed_letter) values (${String(eventId)}, ${accountId}, 'offer', '\\x01')`;
    const [earlier] = await cause(sql);
    expect(await refusal((tx) => write(tx, earlier?.['id']))).toBe('messages_with_cause');
    const twice = async (tx: postgres.Sql) => {
      const [event] = await cause(tx);
      await write(tx, event?.['id']);
      await write(tx, event?.['id']);
    };
    expect(await refusal(twice)).toBe('messages_once');
    expect(await refusal(async (tx) => write(tx, (await cause(tx))[0]?.['id']))).toBeUndefined();
    await sql`update messages set sent_at = now() where account_id = ${accountId}`;
    expect(await refusal((tx) => tx`update messages set sent_at = now() where account_id = ${accountId}`)).toBe('messages_sent_once');
  });
});

describe('8. retries', () => {
  test('one idempotency key of one account is written once', async () => {
    const road = await makeRoad(sql);
    const write = (tx: postgres.Sql) =>
      tx`insert into idempotency_keys (account_id, key, request_sha256) values (${road.coordinatorId}, 'k', 'x')`;
    expect(await refusal(write)).toBeUndefined();
    expect(await refusal(write)).toBe('idempotency_keys_account_id_key_pk');
  });
});

test('the application role cannot change or remove events or completions', async () => {
  for (const statement of [
    'update events set actor_name = $$x$$',
    'delete from events',
    'update completions set days_served = 1',
    'delete from placements',
  ]) {
    await expect(database.db.$client.unsafe(statement)).rejects.toThrow(/permission denied/);
    const asSystem = actingAs(database.db, { kind: 'system', job: 'test' }, async (tx) => tx.execute(statement));
    await expect(asSystem).rejects.toMatchObject({ cause: { code: '42501' } });
  }
});

function cause(tx: postgres.Sql) {
  return tx`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'placement', 'x', 'x') returning id`;
}

function said(thing: string, { from, to, movers }: Way): string {
  return `${thing}: ${from} > ${to} by ${[...movers].toSorted().join(', ')}`;
}
