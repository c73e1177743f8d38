import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makePerson, makeVolunteer, refusalOf, refused, type Person } from '../support/people.ts';
import { residentNumber } from '../support/resident-number.ts';
import { makeRoad } from '../support/rows.ts';

const database = testDatabase();
let coordinator: Person;
const number = residentNumber('53292620030203001');
const nowhere = '00000000-0000-7000-8000-000000000000';

beforeAll(async () => {
  coordinator = await makePerson(database, 'coordinator', '协调');
});

/** A volunteer's employment query, handed in; gives its id. */
async function handedIn(person: Person): Promise<string> {
  const begun = await person.site('POST', '/clearances', { kind: 'employment_query' });
  await person.site('POST', `/clearances/${String(begun.body['id'])}/submit`);
  return String(begun.body['id']);
}

const makeList = async (now = '2026-12-01T08:00:00Z') => coordinator.at(now)('POST', '/query-batches');
const pathOf = ({ body }: { body: Record<string, unknown> }) => `/query-batches/${String(body['id'])}`;
const answer = async (path: string, outcomes: readonly (readonly [string, string])[], answeredDay = '2026-12-01', by = coordinator) =>
  by.site('POST', `${path}/answer`, { answeredDay, outcomes: outcomes.map(([clearanceId, outcome]) => ({ clearanceId, outcome })) });
const attended = (volunteerId: string) => ({ volunteerId, attendedWhole: true });
const checkOf = async (id: string) => {
  const { state, validThroughDay, verifiedBy, decisionReason } = (await coordinator.site('GET', `/clearances/${id}`)).body;
  return { state, validThroughDay, verifiedBy, decisionReason };
};

test('where nobody waits there is no list', async () => {
  const begun = await makeVolunteer(database, '未交');
  await begun.site('POST', '/clearances', { kind: 'employment_query' });
  expect(refusalOf(await makeList())).toEqual(refused(409, 'nobody-waits'));
  expect((await coordinator.site('GET', '/query-batches')).body).toEqual({ items: [], nextCursor: null });
});

test('a list holds everybody who waits, once, with their numbers; every look is recorded and shown to them', async () => {
  const [documented, bare] = [await makeVolunteer(database, '林晓'), await makeVolunteer(database, '王磊')];
  await documented.site('PUT', '/me/identity', { documentType: 'resident_id', number });
  const [first, second] = [await handedIn(documented), await handedIn(bare)];
  const made = await makeList();
  expect([made.status, made.body]).toEqual([201, { id: expect.any(String), createdAt: '2026-12-01T08:00:00.000Z', answeredDay: null }]);
  expect((await coordinator.site('GET', '/query-batches')).body).toEqual({ items: [made.body], nextCursor: null });
  expect(refusalOf(await makeList())).toEqual(refused(409, 'nobody-waits'));
  expect(await eventsOf(database.sql, 'identity', documented.id)).toEqual(['identity.given']);

  const read = await coordinator.site('GET', pathOf(made));
  const people = [
    { clearanceId: first, volunteerId: documented.id, name: '林晓', outcome: null, documentType: 'resident_id', number },
    { clearanceId: second, volunteerId: bare.id, name: '王磊', outcome: null, documentType: null, number: null },
  ];
  expect([read.status, read.headers.get('Cache-Control'), read.body]).toEqual([200, 'no-store', { ...made.body, people }]);
  const looks = itemsOf(await documented.site('GET', '/me/events')).filter(({ event }) => event === 'identity.seen');
  expect(looks.map(({ actor, reason }) => ({ actor, reason }))).toEqual([
    { actor: 'coordinator', reason: `employment query, list ${String(made.body['id'])}` },
  ]);
  expect(await eventsOf(database.sql, 'identity', bare.id)).toEqual([]);
  const again = await makePerson(database, 'safeguarding', '保护');
  await again.site('GET', pathOf(made));
  expect(await eventsOf(database.sql, 'identity', documented.id)).toEqual(['identity.given', 'identity.seen', 'identity.seen']);
  expect(await eventsOf(database.sql, 'query_batch', String(made.body['id']))).toEqual(['query_batch.made']);
  expect(
    (
      await answer(pathOf(made), [
        [first, 'no_record'],
        [second, 'no_record'],
      ])
    ).status,
  ).toBe(200);
});

test('an answer covers everybody on the list and nobody else, each once, on a day that has come', async () => {
  const [one, two] = [await handedIn(await makeVolunteer(database, '甲')), await handedIn(await makeVolunteer(database, '乙'))];
  const path = pathOf(await makeList());
  const faults = async (...given: Parameters<typeof answer>) => refusalOf(await answer(...given));
  expect(await faults(path, [[one, 'no_record']])).toEqual(refused(422, 'invalid', ['/outcomes people-missing']));
  expect(
    await faults(path, [
      [one, 'no_record'],
      [two, 'no_record'],
      [nowhere, 'no_record'],
    ]),
  ).toEqual(refused(422, 'invalid', ['/outcomes/2/clearanceId unknown']));
  expect(
    await faults(path, [
      [one, 'no_record'],
      [one, 'record_found'],
      [two, 'no_record'],
    ]),
  ).toEqual(refused(422, 'invalid', ['/outcomes/1/clearanceId twice']));
  expect(
    await faults(
      path,
      [
        [one, 'no_record'],
        [two, 'no_record'],
      ],
      '2026-12-02',
    ),
  ).toEqual(refused(422, 'invalid', ['/answeredDay in-the-future']));
  expect(
    await faults(
      path,
      [
        [one, 'no_record'],
        [two, 'no_record'],
      ],
      '2026-11-30',
    ),
  ).toEqual(refused(422, 'invalid', ['/answeredDay before-the-list']));
  expect(await faults(path, [[one, 'perhaps']])).toEqual(refused(422, 'invalid', ['/outcomes/0/outcome not-one-of']));
  expect([(await checkOf(one)).state, (await checkOf(two)).state]).toEqual(['submitted', 'submitted']);
  expect(
    (
      await answer(path, [
        [two, 'no_record'],
        [one, 'no_record'],
      ])
    ).status,
  ).toBe(200);
});

test('no record clears until the day before the twelve months are over, a record refuses, and it is entered once', async () => {
  const [clean, found] = [await makeVolunteer(database, '清'), await makeVolunteer(database, '查')];
  const [first, second] = [await handedIn(clean), await handedIn(found)];
  const made = await makeList();
  const answered = await answer(
    pathOf(made),
    [
      [first, 'no_record'],
      [second, 'record_found'],
    ],
    '2026-12-01',
  );
  expect([answered.status, answered.body]).toEqual([
    200,
    {
      items: [
        { clearanceId: first, volunteerId: clean.id, name: '清', outcome: 'no_record' },
        { clearanceId: second, volunteerId: found.id, name: '查', outcome: 'record_found' },
      ],
    },
  ]);
  expect(await checkOf(first)).toEqual({
    state: 'cleared',
    validThroughDay: '2027-11-30',
    verifiedBy: coordinator.id,
    decisionReason: null,
  });
  expect(await checkOf(second)).toEqual({ state: 'refused', validThroughDay: null, verifiedBy: null, decisionReason: null });
  const requested = ['clearance.requested', 'clearance.submitted'];
  expect(await eventsOf(database.sql, 'clearance', first)).toEqual([...requested, 'clearance.cleared']);
  expect(await eventsOf(database.sql, 'clearance', second)).toEqual([...requested, 'clearance.refused']);
  expect(await eventsOf(database.sql, 'query_batch', String(made.body['id']))).toEqual(['query_batch.made', 'query_batch.answered']);
  const again = await answer(pathOf(made), [
    [first, 'record_found'],
    [second, 'no_record'],
  ]);
  expect([refusalOf(again), again.body['answeredDay']]).toEqual([refused(409, 'batch-answered'), '2026-12-01']);
  expect((await coordinator.site('GET', pathOf(made))).body['answeredDay']).toBe('2026-12-01');
});

test('what was decided one by one meanwhile stays as it was decided', async () => {
  const id = await handedIn(await makeVolunteer(database, '先'));
  const path = pathOf(await makeList());
  await coordinator.site('POST', `/clearances/${id}/refuse`, { reason: 'Another person’s papers' });
  expect((await answer(path, [[id, 'no_record']])).status).toBe(200);
  expect(await checkOf(id)).toEqual({
    state: 'refused',
    validThroughDay: null,
    verifiedBy: null,
    decisionReason: 'Another person’s papers',
  });
});

test('nobody enters the answer about themself', async () => {
  const both = await makeVolunteer(database, '两职');
  await database.sql`insert into account_roles (account_id, role) values (${both.id}, 'coordinator')`;
  const id = await handedIn(both);
  const path = pathOf(await makeList());
  expect(refusalOf(await answer(path, [[id, 'no_record']], '2026-12-01', both))).toEqual(
    refused(422, 'invalid', ['/outcomes/0/clearanceId own-check']),
  );
  expect((await checkOf(id)).state).toBe('submitted');
  expect((await answer(path, [[id, 'no_record']])).status).toBe(200);
});

test('a query that ends within sixty days is asked anew on the next list, and the old one counts until it ends', async () => {
  await database.sql`update accounts set erased_at = now() where id in (select account_id from clearances where kind = 'employment_query')`;
  const person = await makeVolunteer(database, '续');
  const id = await handedIn(person);
  await answer(pathOf(await makeList()), [[id, 'no_record']]);
  expect((await checkOf(id)).validThroughDay).toBe('2027-11-30');
  expect(refusalOf(await makeList('2027-09-30T08:00:00Z'))).toEqual(refused(409, 'nobody-waits'));
  const renewed = await makeList('2027-10-01T08:00:00Z');
  expect(renewed.status).toBe(201);
  const people = (await coordinator.site('GET', pathOf(renewed))).body['people'] as { clearanceId: string; volunteerId: string }[];
  expect(people.map(({ volunteerId, clearanceId }) => [volunteerId, clearanceId === id])).toEqual([[person.id, false]]);
  expect([(await checkOf(id)).state, (await checkOf(people[0]!.clearanceId)).state]).toEqual(['cleared', 'submitted']);
  const told = itemsOf(await person.site('GET', '/me/events')).filter(({ thingId }) => thingId === people[0]!.clearanceId);
  expect(told.map(({ event, reason }) => [event, reason])).toEqual([
    ['clearance.submitted', 'yearly renewal'],
    ['clearance.requested', 'yearly renewal'],
  ]);
  expect(refusalOf(await makeList('2027-10-02T08:00:00Z'))).toEqual(refused(409, 'nobody-waits'));
});

test('lists and attendance are for those who verify', async () => {
  const { seasonId } = await makeRoad(database.sql);
  const [list] = itemsOf(await coordinator.site('GET', '/query-batches'));
  const path = `/query-batches/${String(list?.['id'])}`;
  for (const person of [
    await makeVolunteer(database, '志'),
    await makePerson(database, 'county', '县'),
    await makePerson(database, 'admin', '管'),
  ]) {
    const answers = [
      await person.site('GET', '/query-batches'),
      await person.site('POST', '/query-batches'),
      await person.site('GET', path),
      await answer(path, [[nowhere, 'no_record']], '2026-12-01', person),
      await person.site('POST', `/seasons/${seasonId}/attendance`, { heldDay: '2026-11-30', attendees: [] }),
    ];
    expect(answers.map(refusalOf)).toEqual(answers.map(() => refused(403, 'forbidden')));
  }
  expect(refusalOf(await coordinator.site('GET', `/query-batches/${nowhere}`))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await answer(`/query-batches/${nowhere}`, [[nowhere, 'no_record']]))).toEqual(refused(404, 'not-found'));
});

test('who was at all of a training is cleared through the season’s last teaching day; who left early is not', async () => {
  const { seasonId } = await makeRoad(database.sql);
  const path = `/seasons/${seasonId}/attendance`;
  const [whole, part] = [await makeVolunteer(database, '全程'), await makeVolunteer(database, '早退')];
  const begun = await whole.site('POST', '/clearances', { kind: 'training' });
  const trainingsOf = async (person: Person) =>
    itemsOf(await coordinator.site('GET', `/clearances?kind=training&volunteerId=${person.id}`)).map(
      ({ id, state, validThroughDay, verifiedBy }) => ({ id, state, validThroughDay, verifiedBy }),
    );
  const held = async (wholes: boolean, heldDay = '2026-11-30') =>
    coordinator.site('POST', path, {
      heldDay,
      attendees: [
        { volunteerId: whole.id, attendedWhole: true },
        { volunteerId: part.id, attendedWhole: wholes },
      ],
    });
  const first = await held(false);
  expect([first.status, first.body]).toEqual([201, { attended: 2, cleared: 1 }]);
  const cleared = { state: 'cleared', validThroughDay: '2027-08-31', verifiedBy: coordinator.id };
  expect(await trainingsOf(whole)).toEqual([{ id: begun.body['id'], ...cleared }]);
  expect(await trainingsOf(part)).toEqual([]);
  expect(itemsOf(await part.site('GET', '/me/events')).map(({ event }) => event)).toEqual(['training.attended']);
  // At the next training they stayed; who was cleared already is not cleared twice.
  expect((await held(true, '2026-12-01')).body).toEqual({ attended: 2, cleared: 1 });
  expect([(await trainingsOf(whole)).length, await trainingsOf(part)]).toEqual([1, [{ id: expect.any(String), ...cleared }]]);
  const written =
    await database.sql`select held_day::text as day, attended_whole as whole from training_attendances where account_id = ${part.id} order by held_day`;
  expect([...written]).toEqual([
    { day: '2026-11-30', whole: false },
    { day: '2026-12-01', whole: true },
  ]);
});

test('an attendance names volunteers, each once, never the one who records it, on a day that has come', async () => {
  const { seasonId } = await makeRoad(database.sql);
  const both = await makeVolunteer(database, '讲师');
  await database.sql`insert into account_roles (account_id, role) values (${both.id}, 'safeguarding')`;
  const record = async (heldDay: string, attendees: readonly unknown[], id = seasonId) =>
    refusalOf(await both.site('POST', `/seasons/${id}/attendance`, { heldDay, attendees }));
  const guest = await makeVolunteer(database, '学员');
  expect(await record('2026-12-02', [attended(guest.id), attended(coordinator.id), attended(both.id), attended(guest.id)])).toEqual(
    refused(422, 'invalid', [
      '/heldDay in-the-future',
      '/attendees/1/volunteerId unknown',
      '/attendees/2/volunteerId own-check',
      '/attendees/3/volunteerId twice',
    ]),
  );
  expect(await record('2026-12-01', [], seasonId)).toEqual(refused(422, 'invalid', ['/attendees too-small']));
  expect(await record('2026-12-01', [attended(guest.id)], nowhere)).toEqual(refused(404, 'not-found'));
  expect(itemsOf(await coordinator.site('GET', `/clearances?volunteerId=${guest.id}`))).toEqual([]);
});
