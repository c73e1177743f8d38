import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { clearedCheck, eventsOf, itemsOf, makeOfficer, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let placementIds: string[];
let members: Person[];
let coordinator: Person;
let officer: Person;
let stranger: Person;

/** Three who accepted and one who has only an offer; the camp is from 12 to 26 July 2027. */
beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 4, maximum: 4, stage: 'matching' });
  placementIds = [];
  for (const index of [0, 1, 2, 3]) placementIds.push(await propose(database.sql, road, index));
  for (const index of [0, 1, 2]) await advance(database.sql, placementIds[index]!, 'offered', 'accepted');
  await advance(database.sql, placementIds[3]!, 'offered');
  members = await Promise.all(road.volunteers.slice(0, 3).map(async ({ accountId }) => personOf(database, accountId)));
  stranger = await personOf(database, road.volunteers[3]!.accountId);
  coordinator = await personOf(database, road.coordinatorId);
  officer = await makeOfficer(database, '532926');
});

const monday = '2027-07-12T06:00:00Z';
const squad = () => `/squads/${road.requestId}`;
const said = (more: Record<string, unknown> = {}) => ({
  day: '2027-07-12',
  outcome: 'held',
  learners: 31,
  everybodyWell: true,
  hadIncident: false,
  note: '',
  key: crypto.randomUUID(),
  ...more,
});
const report = async (person: Person, body: unknown, now = monday) => person.at(now)('POST', `${squad()}/reports`, body);

test('a day is reported by any member, counts once for one key, and is put right by a further version that keeps the first', async () => {
  const first = said();
  const sent = await report(members[0]!, first);
  expect([sent.status, sent.body['version'], sent.body['learners']]).toEqual([201, 1, 31]);
  const again = await report(members[0]!, first, '2027-07-12T09:00:00Z');
  expect([again.status, again.body['id'], again.body['version']]).toEqual([201, sent.body['id'], 1]);
  // What belongs to the other outcome is not kept.
  const corrected = await report(members[1]!, said({ outcome: 'cancelled', cancelReason: 'weather', learners: 12 }));
  expect(corrected.body).toMatchObject({ version: 2, outcome: 'cancelled', cancelReason: 'weather', learners: 0 });
  for (const person of [members[2]!, coordinator, officer]) {
    const versions = itemsOf(await person.site('GET', `${squad()}/reports`));
    expect(versions.map(({ version, outcome, reporter }) => [version, outcome, reporter])).toEqual([
      [2, 'cancelled', '志愿者 1'],
      [1, 'held', '志愿者 0'],
    ]);
  }
  expect(await eventsOf(database.sql, 'squad', road.requestId)).toEqual(['squad.reported', 'squad.report-corrected']);
  await expect(database.sql`update day_reports set learners = 1`).rejects.toThrow('further version');
});

test('eight who report the same day at once make eight versions, and none is lost', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => report(members[0]!, said({ day: '2027-07-13' }), '2027-07-13T06:00:00Z')),
  );
  expect(answers.map(({ body }) => Number(body['version'])).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 8 }, (_, i) => i + 1));
});

test('it says what is wrong with a report: its day, and what goes with its outcome', async () => {
  const faults = async (body: unknown, now = monday) => refusalOf(await report(members[0]!, body, now));
  expect(await faults(said({ day: '2027-07-11' }))).toEqual(refused(422, 'invalid', ['/day outside-term']));
  expect(await faults(said({ day: '2027-07-13' }))).toEqual(refused(422, 'invalid', ['/day in-the-future']));
  expect(await faults(said({ learners: undefined }))).toEqual(refused(422, 'invalid', ['/learners missing']));
  expect(await faults(said({ outcome: 'cancelled' }))).toEqual(refused(422, 'invalid', ['/cancelReason missing']));
  // In Shanghai 29 July has three hours left; half a day later it is too late.
  expect((await report(members[0]!, said({ day: '2027-07-26' }), '2027-07-29T13:00:00Z')).status).toBe(201);
  expect(await faults(said({ day: '2027-07-26' }), '2027-07-29T16:30:00Z')).toEqual(refused(422, 'invalid', ['/day reported-too-late']));
});

test('whoever only has an offer, another county and another volunteer find no squad', async () => {
  const otherOfficer = await makeOfficer(database, '532926');
  await database.sql`delete from account_counties where account_id = ${otherOfficer.id}`;
  for (const person of [stranger, otherOfficer]) {
    for (const path of ['', '/reports', '/contacts']) expect((await person.site('GET', `${squad()}${path}`)).status).toBe(404);
  }
  expect((await report(stranger, said())).status).toBe(404);
  expect((await officer.site('GET', squad())).status).toBe(200);
  expect((await report(officer, said())).status).toBe(403);
});

const board = async (person: Person, day: string, now: string) => {
  const items = itemsOf(await person.at(now)('GET', `/squads?day=${day}`));
  return items.map(({ squadId, isOverdue, report: of }) => [squadId, isOverdue, (of as { outcome: string } | null)?.outcome]);
};

test('the day’s board has those who need somebody first, and a missing report is overdue from six in the evening, on weekdays alone', async () => {
  const friday = '2027-07-16';
  expect(await board(coordinator, friday, '2027-07-16T09:59:00Z')).toEqual([[road.requestId, false, undefined]]);
  expect(await board(officer, friday, '2027-07-16T10:00:00Z')).toEqual([[road.requestId, true, undefined]]);
  expect(await board(coordinator, '2027-07-17', '2027-07-18T10:00:00Z')).toEqual([[road.requestId, false, undefined]]);
  expect(await board(coordinator, '2027-07-12', '2027-07-12T12:00:00Z')).toEqual([[road.requestId, false, 'cancelled']]);
  expect(await board(members[0]!, friday, '2027-07-16T10:00:00Z')).toEqual([]);
});

test('a coordinator names a captain, who hears of it, leads from then on, and makes and ends the link', async () => {
  const link = async (person: Person) => (await person.site('POST', `${squad()}/report-link`)).status;
  expect(await link(members[0]!)).toBe(404);
  const named = await coordinator.site('PUT', `${squad()}/captain`, { placementId: placementIds[0] });
  expect(named.body).toMatchObject({ placementId: placementIds[0], isCaptain: true });
  const [letter] =
    await database.sql`select count(*)::int as count from messages where template = 'captain' and account_id = ${members[0]!.id}`;
  expect(letter?.['count']).toBe(1);
  expect(await link(members[0]!)).toBe(201);
  expect(await link(members[1]!)).toBe(404);
  expect((await members[0]!.site('GET', squad())).body).toMatchObject({ leads: true });
  expect((await members[0]!.site('DELETE', `${squad()}/report-link`)).status).toBe(200);
  expect((await members[0]!.site('DELETE', `${squad()}/report-link`)).status).toBe(404);
  const outsider = await coordinator.site('PUT', `${squad()}/captain`, { placementId: placementIds[3] });
  expect(refusalOf(outsider)).toEqual(refused(422, 'invalid', ['/placementId unknown']));
  // A line that asks for a captain has its own.
  await database.sql`update lines set role = 'captain' where id = ${road.lineId}`;
  const byLine = await coordinator.site('PUT', `${squad()}/captain`, { placementId: placementIds[1] });
  expect(refusalOf(byLine)).toEqual(refused(409, 'captain-by-line'));
  await database.sql`update lines set role = 'teacher' where id = ${road.lineId}`;
});

test('members reach each other by what each shares, nobody else does, and what is taken back is gone', async () => {
  const contacts = async (person: Person, now?: string) => {
    const items = itemsOf(await (now === undefined ? person.site : person.at(now))('GET', `${squad()}/contacts`));
    return items.map(({ placementId, email, phone, wechatId }) => [placementId, email === null ? null : 'given', phone, wechatId]);
  };
  expect(await contacts(members[1]!)).toEqual([]);
  await members[0]!.site('PUT', `${squad()}/contact`, { email: false, phone: '138 0000 0000' });
  expect(await contacts(members[1]!)).toEqual([[placementIds[0], null, '138 0000 0000', null]]);
  await members[0]!.site('PUT', `${squad()}/contact`, { email: true, wechatId: 'lin_xiao1' });
  const shared = [[placementIds[0], 'given', null, 'lin_xiao1']];
  expect(await contacts(members[1]!, '2027-08-02T10:00:00Z')).toEqual(shared);
  expect(await contacts(members[1]!, '2027-08-03T10:00:00Z')).toEqual([]);
  expect([await contacts(coordinator), await contacts(officer)]).toEqual([[], []]);
  const [row] = await database.sql`select sealed_wechat_id from squad_contacts`;
  expect(Buffer.from(row?.['sealed_wechat_id'] as Uint8Array).includes('lin_xiao1')).toBe(false);
  const bad = await members[1]!.site('PUT', `${squad()}/contact`, { phone: 'call me' });
  expect(refusalOf(bad)).toEqual(refused(422, 'invalid', ['/phone wrong-form']));
  expect((await members[0]!.site('DELETE', `${squad()}/contact`)).status).toBe(200);
  expect(await contacts(members[1]!)).toEqual([]);
});

test('agreement and insurance are listed by last day, for who leads, the county and coordinators', async () => {
  const { sql } = database;
  await clearedCheck(sql, {
    accountId: members[0]!.id,
    kind: 'accident_insurance',
    validThroughDay: '2027-12-31',
    verifiedBy: coordinator.id,
  });
  const cover = async (person: Person) => {
    const answer = await person.site('GET', `${squad()}/cover`);
    return answer.status === 200
      ? itemsOf(answer).map(({ agreementThroughDay, insuranceThroughDay }) => [agreementThroughDay, insuranceThroughDay])
      : answer.status;
  };
  const listed = [
    [null, '2027-12-31'],
    [null, null],
    [null, null],
  ];
  for (const person of [members[0]!, officer, coordinator]) expect(await cover(person)).toEqual(listed);
  for (const person of [members[1]!, stranger]) expect(await cover(person)).toBe(404);
  expect((await siteFor(database)('GET', `${squad()}/cover`)).status).toBe(401);
});
