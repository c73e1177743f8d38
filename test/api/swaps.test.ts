import { beforeEach, expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';
import { approveLine, makeTwoPlaces, swapKeyIn, type TwoPlaces } from '../support/two-places.ts';

const database = testDatabase();
const may = '2027-05-20T08:00:00Z';
let places: TwoPlaces;

beforeEach(async () => {
  places = await makeTwoPlaces(database);
  await delivered(database);
});

const by = ({ volunteer }: { readonly volunteer: Person }, now = may) => volunteer.at(now);
const decide = async (id: string, verb: string, body?: object) => places.coordinator.at(may)('POST', `/swaps/${id}/${verb}`, body);
const invite = async () => by(places.first)('POST', `/placements/${places.first.placementId}/swap`);
const propose = async (key: string, placementId = places.second.placementId) =>
  by(places.second)('POST', `/swap-invitations/${key}/propose`, { placementId });

async function invited(): Promise<{ id: string; key: string }> {
  const { body } = await invite();
  return { id: String(body['id']), key: swapKeyIn(body['url']) };
}

/** A swap that both agreed to. */
async function agreed(): Promise<string> {
  const { id, key } = await invited();
  await propose(key);
  expect((await by(places.first)('POST', `/swaps/${id}/agree`)).status).toBe(200);
  return id;
}

const stateOf = async (placementId: string) =>
  String((await database.sql`select state from placements where id = ${placementId}`)[0]?.['state']);
const standing = async (applicationId: string) => [
  ...(await database.sql<{ id: string; line_id: string; replaces_id: string | null }[]>`
    select id, line_id, replaces_id from placements where application_id = ${applicationId} and state = 'accepted'`),
];

test('two volunteers propose, a coordinator confirms, and each goes to the other’s place; counties and calendars are told', async () => {
  const { first, second, officers, coordinator } = places;
  const made = await invite();
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ state: 'invited', lapsesAt: '2027-05-27T08:00:00.000Z', sides: [{ isOwn: true, place: '南涧一中' }] });
  const id = String(made.body['id']);
  const key = swapKeyIn(made.body['url']);

  const opened = await by(second)('GET', `/swap-invitations/${key}`);
  expect(opened.body).toMatchObject({ id, sides: [{ isOwn: false, place: '南涧一中', placementId: null, volunteerName: null }] });
  const proposed = await propose(key);
  expect(proposed.body).toMatchObject({
    state: 'proposed',
    sides: [
      { isOwn: false, volunteerName: null, placementId: null },
      { isOwn: true, placementId: second.placementId, place: '官渡中学' },
    ],
  });
  expect((await delivered(database)).map(({ subject }) => subject)).toEqual(['有人答复了您的互换邀请']);
  // The link is dead once somebody has answered.
  expect(refusalOf(await by(places.third)('GET', `/swap-invitations/${key}`))).toEqual(refused(404, 'not-found'));

  // Whoever answered has agreed by that; whoever invited has not seen the place until now.
  expect(refusalOf(await by(second)('POST', `/swaps/${id}/agree`))).toEqual(refused(409, 'illegal-move'));
  expect(refusalOf(await decide(id, 'confirm'))).toEqual(refused(409, 'illegal-move'));
  expect((await by(first)('POST', `/swaps/${id}/agree`)).body).toMatchObject({ state: 'agreed' });
  expect((await delivered(database)).map(({ subject }) => subject)).toEqual(['对方同意互换，待协调员确认']);

  const confirmed = await decide(id, 'confirm');
  expect([confirmed.status, confirmed.body['state']]).toEqual([200, 'confirmed']);
  expect([await stateOf(first.placementId), await stateOf(second.placementId)]).toEqual(['cancelled', 'cancelled']);
  const [firstNow] = await standing(first.applicationId);
  const [secondNow] = await standing(second.applicationId);
  expect(firstNow).toMatchObject({ line_id: second.lineId, replaces_id: second.placementId });
  expect(secondNow).toMatchObject({ line_id: first.lineId, replaces_id: first.placementId });
  expect(await eventsOf(database.sql, 'placement', firstNow?.id ?? '')).toEqual(['placement.proposed', 'placement.accepted']);
  expect(await eventsOf(database.sql, 'swap', id)).toEqual(['swap.invited', 'swap.proposed', 'swap.agreed', 'swap.confirmed']);

  const letters = await delivered(database);
  expect(letters.map(({ subject, icalEvent }) => `${subject} ${icalEvent?.method ?? ''}`.trim()).toSorted()).toEqual(
    [
      '互换已确认，您的派遣已更换 CANCEL',
      '互换已确认，您的派遣已更换 CANCEL',
      '派遣已确认：南涧一中，2027-07-12 至 2027-07-26 REQUEST',
      '派遣已确认：官渡中学，2027-08-02 至 2027-08-15 REQUEST',
      '来访志愿者有更换：南涧一中',
      '来访志愿者有更换：官渡中学',
    ].toSorted(),
  );
  const toNanjian = letters.find(({ subject }) => subject === '来访志愿者有更换：南涧一中');
  expect(toNanjian?.text).toContain('志愿者 0与另一位志愿者互换了派遣，改由志愿者 1（英语）前来');
  expect((await officers.nanjian.site('GET', `/placements/${secondNow?.id}`)).body).toMatchObject({ volunteerName: '志愿者 1' });
  expect(refusalOf(await officers.nanjian.site('GET', `/swaps/${id}`))).toEqual(refused(403, 'forbidden'));

  // Their seats are taken over, so nobody else is asked for them.
  await runDueJobs(jobFor(database, '2027-05-20T09:00:00Z'));
  const [offered] = await database.sql`select count(*)::int as count from placements where state = 'offered'`;
  expect(offered?.['count']).toBe(0);
  expect((await coordinator.at(may)('GET', `/lines/${first.lineId}/alternates`)).body).toMatchObject({ seats: [] });
});

test('each is told of the rules that stand in the way on their own side, and only there', async () => {
  const { first, second } = places;
  await database.sql`update lines set level = 3 where id = ${first.lineId}`;
  const { key } = await invited();
  const own = await propose(key);
  expect(own.body).toMatchObject({ type: '/problems/swap-breaks-rules', status: 409, second: ['subject'], first: [] });
  await database.sql`update lines set level = 1 where id = ${first.lineId}`;
  await database.sql`update lines set level = 3 where id = ${second.lineId}`;
  expect((await propose(key)).body).toMatchObject({ first: ['hidden'], second: [] });
});

test('the rules are asked once more when it is confirmed: a team that would be split stays together', async () => {
  const { road, first, third } = places;
  const id = await agreed();
  const { sql } = database;
  await sql`update lines set maximum = 2, ideal = 2 where id = ${first.lineId}`;
  const [mate] = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const made =
      await tx`insert into placements (application_id, account_id, season_id, line_id, request_id, county_code, start_day, end_day)
      select ${third.applicationId}, ${third.volunteer.id}, season_id, line_id, request_id, county_code, start_day, end_day from placements
      where id = ${first.placementId} returning id`;
    await tx`insert into events (at, actor_name, thing, thing_id, event, to_state) values (now(), 'test', 'placement', ${String(made[0]?.['id'])}, 'placement.proposed', 'proposed')`;
    return made;
  });
  await advance(sql, String(mate?.['id']), 'offered', 'accepted');
  const [team] = await sql`insert into teams (season_id, code) values (${road.seasonId}, ${crypto
    .randomUUID()
    .replaceAll(/[^a-f2-9]/g, 'x')
    .slice(0, 12)}) returning id`;
  for (const applicationId of [first.applicationId, third.applicationId]) {
    await sql`insert into team_members (application_id, team_id, season_id, only_together) values (${applicationId}, ${String(team?.['id'])}, ${road.seasonId}, true)`;
  }
  expect((await decide(id, 'confirm')).body).toMatchObject({ type: '/problems/swap-breaks-rules', first: ['team'], second: [] });
  expect(await stateOf(first.placementId)).toBe('accepted');
});

test('conditions that change after both agreed are agreed to anew', async () => {
  const id = await agreed();
  await database.sql`insert into host_conditions (request_id, conditions) select request_id, '{}' from placements where id = ${places.first.placementId}`;
  expect(await decide(id, 'confirm')).toMatchObject({ status: 409, body: { type: '/problems/swap-outdated', allowed: ['refuse'] } });
});

test('a refusal keeps both places, and both read why', async () => {
  const id = await agreed();
  await delivered(database);
  expect(refusalOf(await decide(id, 'refuse', {}))).toMatchObject({ status: 422 });
  const refusedSwap = await decide(id, 'refuse', { reason: '两地科目安排不同' });
  expect(refusedSwap.body).toMatchObject({ state: 'refused', reason: '两地科目安排不同' });
  const letters = await delivered(database);
  expect(letters.map(({ subject, text }) => [subject, text.includes('两地科目安排不同')])).toEqual([
    ['互换未获确认', true],
    ['互换未获确认', true],
  ]);
  expect(await stateOf(places.first.placementId)).toBe('accepted');
  expect((await by(places.second)('GET', `/swaps/${id}`)).body).toMatchObject({ reason: '两地科目安排不同' });
});

test('either takes it back until it is confirmed; a placement is in one swap at a time', async () => {
  const { first, second, third } = places;
  const id = await agreed();
  expect(refusalOf(await invite())).toEqual(refused(409, 'swap-open-already'));
  expect(refusalOf(await by(second)('POST', `/placements/${second.placementId}/swap`))).toEqual(refused(409, 'swap-open-already'));
  expect(refusalOf(await by(third)('POST', `/swaps/${id}/withdraw`))).toEqual(refused(404, 'not-found'));
  await delivered(database);
  expect((await by(second)('POST', `/swaps/${id}/withdraw`)).body).toMatchObject({ state: 'withdrawn' });
  expect((await delivered(database)).map(({ subject }) => subject)).toEqual(['互换已撤回']);
  expect(refusalOf(await decide(id, 'confirm'))).toEqual(refused(409, 'illegal-move'));
  const { key } = await invited();
  // A new link, and the one before is dead.
  const again = await invited();
  expect(refusalOf(await propose(key))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await propose(again.key, first.placementId))).toEqual(refused(422, 'invalid', ['/placementId unknown']));
  expect(refusalOf(await by(first)('POST', `/swap-invitations/${again.key}/propose`, { placementId: first.placementId }))).toEqual(
    refused(422, 'invalid', ['/placementId own-swap']),
  );
  expect(itemsOf(await by(first)('GET', '/swaps')).map(({ state }) => state)).toEqual(['invited', 'withdrawn']);
  expect(itemsOf(await by(third)('GET', '/swaps'))).toEqual([]);
  expect(itemsOf(await places.coordinator.at(may)('GET', `/swaps?seasonId=${places.road.seasonId}&state=invited`))).toHaveLength(1);
});

test('nobody swaps what has begun, or a place of another', async () => {
  const { first, second } = places;
  expect(refusalOf(await by(second)('POST', `/placements/${first.placementId}/swap`))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await by(first, '2027-07-12T00:00:00Z')('POST', `/placements/${first.placementId}/swap`))).toEqual(
    refused(409, 'swap-too-late'),
  );
  await advance(database.sql, first.placementId, 'started');
  expect(refusalOf(await invite())).toEqual(refused(409, 'not-editable'));
});

test('a coordinator who is one of the two leaves it to another', async () => {
  const id = await agreed();
  await database.sql`insert into account_roles (account_id, role) values (${places.first.volunteer.id}, 'coordinator')`;
  expect(refusalOf(await by(places.first)('POST', `/swaps/${id}/confirm`))).toEqual(refused(409, 'own-swap'));
  expect((await decide(id, 'confirm')).status).toBe(200);
});

test('of two confirmations at once one has an effect; the other finds it confirmed', async () => {
  const id = await agreed();
  const answers = await Promise.all([decide(id, 'confirm'), decide(id, 'confirm')]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ type: '/problems/illegal-move', state: 'confirmed' });
  expect([await standing(places.first.applicationId), await standing(places.second.applicationId)].map((own) => own.length)).toEqual([
    1, 1,
  ]);
});

test('of a confirmation and a withdrawal at once one has an effect, and the placements are those of whichever it was', async () => {
  const { first, second } = places;
  const id = await agreed();
  const [confirmed, withdrawn] = await Promise.all([decide(id, 'confirm'), by(second)('POST', `/swaps/${id}/withdraw`)]);
  expect([confirmed.status, withdrawn.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
  const [now] = await standing(first.applicationId);
  expect(now?.line_id).toBe(confirmed.status === 200 ? second.lineId : first.lineId);
});

test('whoever steps back from their placement while it is confirmed, or before, leaves the other’s as it was', async () => {
  const { first, second } = places;
  const id = await agreed();
  const [left, confirmed] = await Promise.all([
    by(first)('POST', `/placements/${first.placementId}/withdraw`, { reason: '生病' }),
    decide(id, 'confirm'),
  ]);
  expect([left.status, confirmed.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
  const [now] = await standing(second.applicationId);
  expect(now?.line_id).toBe(confirmed.status === 200 ? first.lineId : second.lineId);
});

test('who gave their place for another is not first in line when that request is cancelled later', async () => {
  const { first, second, third, coordinator, road } = places;
  await decide(await agreed(), 'confirm');
  const [now] = await standing(first.applicationId);
  expect((await by(first)('POST', `/placements/${now?.id}/withdraw`, { reason: '生病' })).status).toBe(200);
  await coordinator.at(may)('POST', `/requests/${road.requestId}/cancel`, { reason: '停办' });
  const lineId = await approveLine(database.sql, road.seasonId, { place: '官渡二中', startDay: '2027-07-12', endDay: '2027-07-26' });
  const { body } = await coordinator.at(may)('GET', `/lines/${lineId}/alternates`);
  const alternates = body['alternates'] as { applicationId: string; isFirstInLine: boolean }[];
  const inLine = alternates.map(({ applicationId, isFirstInLine }) => [applicationId, isFirstInLine]);
  // The second lost the place that the swap gave them; the first gave theirs away.
  expect(inLine).toEqual([
    [second.applicationId, true],
    [third.applicationId, false],
    [first.applicationId, false],
  ]);
});
