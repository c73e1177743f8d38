import type postgres from 'postgres';
import { expect, test } from 'vitest';

import { change, makeChangeable, signedFirst, signedNow, type Changeable } from '../support/changed-conditions.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, makeOfficer, refusalOf, refused, type Person } from '../support/people.ts';
import { moveRow, recordMove } from '../support/rows.ts';

const database = testDatabase();
const at = '2027-05-19T08:00:00Z';
const later = '2027-05-20T08:00:00Z';

const asked = async (person: Person | undefined) => itemsOf(await person!.at(later)('GET', '/condition-questions'));
const openId = async (person: Person | undefined) => String((await asked(person)).find(({ isLive }) => isLive === true)?.['id']);
const placementOf = async (person: Person | undefined, id: string) => (await person!.at(later)('GET', `/placements/${id}`)).body;

async function changed(maximum?: number): Promise<Changeable> {
  const made = await makeChangeable(database, maximum);
  expect((await change(made, at)).status).toBe(200);
  return made;
}

test('changed conditions ask whoever ranked, was offered or accepted, at once; who was only proposed is asked of the choice, and nobody else', async () => {
  const made = await makeChangeable(database);
  await delivered(database);
  const colleague = await makeOfficer(database, '532926');
  const written = await change(made, at);
  expect([written.status, (written.body['hostConditions'] as { lodging: string }).lodging]).toEqual([200, signedNow.lodging]);

  const [accepted, offered, ranked, proposed, unranked] = await Promise.all(made.people.map(asked));
  const about = { state: 'open', isLive: true, changed: [{ part: 'lodging', before: signedFirst.lodging, after: signedNow.lodging }] };
  // By the end of the fifth day in Shanghai, where they live; an offer by its own deadline, moved out to two days from now.
  expect(accepted).toMatchObject([{ ...about, placementId: made.acceptedId, answerByAt: '2027-05-24T15:59:59.000Z' }]);
  expect(offered).toMatchObject([{ ...about, placementId: made.offeredId, answerByAt: '2027-05-21T08:00:00.000Z' }]);
  expect((await placementOf(made.people[1], made.offeredId))['replyByAt']).toBe('2027-05-21T08:00:00.000Z');
  expect([ranked, proposed]).toMatchObject([[{ ...about, placementId: null }], [{ ...about, placementId: null }]]);
  expect(unranked).toEqual([]);

  const letters = await delivered(database);
  const emails = await database.sql`select id, email from accounts`;
  const emailOf = (person: Person | undefined) => String(emails.find(({ id }) => id === person?.id)?.['email']);
  expect(letters.map(({ to }) => to).toSorted()).toEqual([...made.people.slice(0, 4), colleague].map(emailOf).toSorted());
  const told = letters.find(({ to }) => to === emailOf(made.people[0]))?.text;
  expect(told).toContain(`住宿：原为“${signedFirst.lodging}”，现为“${signedNow.lodging}”`);
  expect(told).toContain('2027 年 5 月 24 日 23:59');
  expect(letters.find(({ to }) => to === emailOf(colleague))?.text).toContain('已请 4 位志愿者重新确认');
});

test('every signed version is kept, with what it changed, for the county and coordinators alone', async () => {
  const made = await changed();
  const path = `/requests/${made.road.requestId}/host-conditions`;
  const versions = (await made.officer.at(later)('GET', path)).body['versions'];
  expect(versions).toMatchObject([
    { conditions: signedNow, changed: [{ part: 'lodging' }] },
    { conditions: signedFirst, changed: [] },
  ]);
  expect((await made.coordinator.at(later)('GET', path)).body['versions']).toEqual(versions);
  const other = await makeOfficer(database, '532926');
  await database.sql`delete from account_counties where account_id = ${other.id}`;
  expect(refusalOf(await other.at(later)('GET', path))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await made.people[0]!.at(later)('POST', path, signedNow, { 'If-Match': '"1"' }))).toEqual(refused(403, 'forbidden'));
  expect(await eventsOf(database.sql, 'request', made.road.requestId)).toContain('request.conditions-changed');
});

test('nothing is signed that says the same, is dated ahead, stands on an old version or comes after the end', async () => {
  const made = await makeChangeable(database);
  expect(refusalOf(await change(made, at, { ...signedFirst, signedDay: '2027-05-18' }))).toEqual(refused(409, 'conditions-unchanged'));
  expect(refusalOf(await change(made, at, { ...signedNow, signedDay: '2027-05-20' }))).toEqual(
    refused(422, 'invalid', ['/signedDay in-the-future']),
  );
  const path = `/requests/${made.road.requestId}/host-conditions`;
  expect(refusalOf(await made.officer.at(at)('POST', path, signedNow, { 'If-Match': '"99"' }))).toEqual(refused(412, 'stale'));
  expect(refusalOf(await change(made, '2027-07-27T08:00:00Z'))).toEqual(refused(409, 'request-over'));
  expect(await asked(made.people[0])).toEqual([]);
});

test('an offer is accepted under the conditions that its volunteer has agreed to, and under no others', async () => {
  const made = await changed();
  const volunteer = made.people[1]!.at(later);
  const first = await openId(made.people[1]);
  expect(refusalOf(await volunteer('POST', `/placements/${made.offeredId}/accept`))).toEqual(refused(409, 'conditions-changed'));
  // They change once more before the answer: what was asked first can no longer be agreed to.
  expect((await change(made, later, { ...signedNow, knownRisks: '道路中断', signedDay: '2027-05-19' })).status).toBe(200);
  expect(refusalOf(await volunteer('POST', `/condition-questions/${first}/agree`))).toEqual(refused(409, 'illegal-move'));
  const second = (await asked(made.people[1])).find(({ state }) => state === 'open') ?? {};
  expect((second['changed'] as { part: string }[]).map(({ part }) => part)).toEqual(['knownRisks', 'lodging']);
  expect((await volunteer('POST', `/condition-questions/${String(second['id'])}/agree`)).body['state']).toBe('agreed');
  expect((await volunteer('POST', `/placements/${made.offeredId}/accept`)).body['state']).toBe('accepted');
});

test('what is changed back is asked of nobody any more', async () => {
  const made = await changed();
  expect((await change(made, later, { ...signedFirst, signedDay: '2027-05-19' })).status).toBe(200);
  expect(await asked(made.people[0])).toMatchObject([{ state: 'overtaken', isLive: false }]);
  expect((await made.people[1]!.at(later)('POST', `/placements/${made.offeredId}/accept`)).status).toBe(200);
});

test('whoever accepted and is silent keeps the place and does not start; whoever agrees late starts', async () => {
  const made = await changed();
  const arrival = '2027-07-12T08:00:00Z';
  const start = `/placements/${made.acceptedId}/start`;
  expect(refusalOf(await made.officer.at(arrival)('POST', start))).toEqual(refused(409, 'conditions-open'));
  const waiting = await made.officer.at(arrival)('GET', `/requests/${made.road.requestId}/condition-answers`);
  expect(waiting.body).toMatchObject({
    counts: { asked: 2, agreed: 0, refused: 0, waiting: 2 },
    guests: [{ state: 'open' }, { state: 'open' }],
  });
  const again = await made.coordinator.at('2027-06-01T08:00:00Z')('POST', `/condition-questions/${await openId(made.people[0])}/ask-again`);
  expect(again.body['answerByAt']).toBe('2027-06-06T15:59:59.000Z');
  const agreed = await made.people[0]!.at(arrival)('POST', `/condition-questions/${await openId(made.people[0])}/agree`);
  expect([agreed.status, agreed.body['state']]).toEqual([200, 'agreed']);
  expect((await made.officer.at(arrival)('POST', start)).body['state']).toBe('started');
  expect(refusalOf(await made.coordinator.at(arrival)('POST', `/condition-questions/${String(agreed.body['id'])}/ask-again`))).toEqual(
    refused(409, 'illegal-move'),
  );
});

/** Another request of the county, with one free seat that everybody may fill. */
async function otherLine({ road }: Changeable): Promise<string> {
  return database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [request] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      select season_id, county_code, kind, delivery, '另一所学校', start_day, end_day, weekly_hours from requests where id = ${road.requestId} returning id`;
    const id = String(request?.['id']);
    await recordMove(tx, 'request', id, null, 'draft');
    await moveRow(tx, 'request', id, 'draft', 'submitted');
    await moveRow(tx, 'request', id, 'submitted', 'approved');
    const [line] = await tx`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${id}, ${road.seasonId}, 0, 'english', 1, 'teacher', 0, 1, 1) returning id`;
    return String(line?.['id']);
  });
}

test('stepping back because of it frees the seat, bars the request, is not held against anybody and goes first in line for another', async () => {
  const made = await changed();
  const lineId = await otherLine(made);
  const [accepted, offered] = made.people;
  for (const person of [accepted, offered]) {
    const refusal = await person!.at(later)('POST', `/condition-questions/${await openId(person)}/refuse`);
    expect([refusal.status, refusal.body['state']]).toEqual([200, 'refused']);
  }
  expect((await placementOf(accepted, made.acceptedId))['state']).toBe('withdrawn');
  expect((await placementOf(offered, made.offeredId))['state']).toBe('declined');
  // The proposal of the fourth is dropped with the choice, of which nobody had told them.
  const proposed = await made.people[3]!.at(later)('POST', `/condition-questions/${await openId(made.people[3])}/refuse`);
  expect(proposed.body['state']).toBe('refused');
  const [dropped] = await database.sql`select state from placements where account_id = ${made.people[3]!.id}`;
  expect(dropped?.['state']).toBe('dropped');
  const ownApplication = await made.people[3]!.at(later)('GET', `/applications/${made.road.volunteers[3]!.applicationId}`);
  expect(ownApplication.body['choices']).toEqual([]);

  const names = ({ body }: { body: Record<string, unknown> }) =>
    (body['alternates'] as { applicationId: string; isFirstInLine: boolean; stoodBack: boolean }[]).map((own) => ({
      who: made.road.volunteers.findIndex(({ applicationId }) => applicationId === own.applicationId),
      isFirstInLine: own.isFirstInLine,
      stoodBack: own.stoodBack,
    }));
  const inLine = names(await made.coordinator.at(later)('GET', `/lines/${lineId}/alternates`));
  expect(inLine.slice(0, 2).toSorted((a, b) => a.who - b.who)).toEqual([
    { who: 0, isFirstInLine: true, stoodBack: false },
    { who: 1, isFirstInLine: true, stoodBack: false },
  ]);
  // The third has not answered, so is nobody's alternate there; those who refused are asked no more.
  const there = names(await made.coordinator.at(later)('GET', `/lines/${made.road.lineId}/alternates`));
  expect(there.map(({ who }) => who)).toEqual([4]);
  const { applicationId } = made.road.volunteers[0]!;
  const byHand = { applicationId, lineId: made.road.lineId, reason: 'x' };
  expect(refusalOf(await made.coordinator.at(later)('POST', '/placements', byHand))).toEqual(refused(409, 'pair-not-placeable'));
});

test('whoever teaches there already says so, and is brought home by a coordinator', async () => {
  const made = await makeChangeable(database);
  const during = '2027-07-14T08:00:00Z';
  expect((await made.officer.at('2027-07-12T08:00:00Z')('POST', `/placements/${made.acceptedId}/start`)).status).toBe(200);
  expect((await change(made, during, { ...signedNow, signedDay: '2027-07-13' })).status).toBe(200);
  const refusal = await made.people[0]!.at(during)('POST', `/condition-questions/${await openId(made.people[0])}/refuse`);
  expect(refusal.body['state']).toBe('refused');
  expect((await placementOf(made.people[0], made.acceptedId))['state']).toBe('started');
});

test('a question is answered by whoever is asked, once', async () => {
  const made = await changed();
  const id = await openId(made.people[0]);
  expect(refusalOf(await made.people[1]!.at(later)('POST', `/condition-questions/${id}/agree`))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await made.coordinator.at(later)('POST', `/condition-questions/${id}/agree`))).toEqual(refused(403, 'forbidden'));
  expect((await made.people[0]!.at(later)('POST', `/condition-questions/${id}/agree`)).status).toBe(200);
  expect(refusalOf(await made.people[0]!.at(later)('POST', `/condition-questions/${id}/refuse`))).toEqual(refused(409, 'illegal-move'));
  expect(await eventsOf(database.sql, 'condition_question', id)).toEqual(['condition_question.open', 'condition_question.agreed']);
});
