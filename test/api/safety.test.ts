import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';

const database = testDatabase();
const now = '2027-07-14T06:00:00Z';
let road: Road;
let placementIds: string[];
let members: Person[];
let coordinator: Person;
let safeguarding: Person;

/** Two who accepted; one who has only an offer. */
beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 3, maximum: 3, stage: 'matching' });
  placementIds = [];
  for (const index of [0, 1, 2]) placementIds.push(await propose(database.sql, road, index));
  for (const index of [0, 1]) await advance(database.sql, placementIds[index]!, 'offered', 'accepted');
  await advance(database.sql, placementIds[2]!, 'offered');
  members = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  coordinator = await personOf(database, road.coordinatorId);
  safeguarding = await makePerson(database, 'safeguarding', '保护');
});

const say = async (person: Person, index: number, body: unknown) =>
  person.at(now)('POST', `/placements/${placementIds[index]}/safety`, body);
const letters = async (template: string) => {
  const rows = await database.sql`select account_id from messages where template = ${template} order by account_id`;
  return rows.map((row) => String(row['account_id']));
};

test('everybody under way is asked once, by safeguarding as by a coordinator, and the call tells who has not answered', async () => {
  const asked = await safeguarding.at(now)('POST', '/safety-calls', { scope: 'county', countyCode: '532926', text: '刚才有地震' });
  expect([asked.status, asked.body['asked'], asked.body['well']]).toEqual([201, 2, 0]);
  expect(await letters('safety-call')).toEqual([members[0]!.id, members[1]!.id].toSorted());
  const call = `/safety-calls/${String(asked.body['id'])}`;
  expect((await say(members[0]!, 0, { answer: 'well' })).status).toBe(201);
  const { body } = await coordinator.at(now)('GET', call);
  const replies = (body['replies'] as { name: string; answer: string | null }[]).map(({ name, answer }) => [name, answer]);
  expect(replies).toEqual([
    ['志愿者 1', null],
    ['志愿者 0', 'well'],
  ]);
  expect((await coordinator.at(now)('POST', `${call}/close`)).body).toMatchObject({ well: 1, asked: 2 });
  expect((await coordinator.at(now)('POST', `${call}/close`)).status).toBe(404);
  expect(await eventsOf(database.sql, 'safety_call', String(asked.body['id']))).toEqual(['safety_call.asked', 'safety_call.closed']);
});

test('whoever needs help says so without being asked; those who can help hear at once, and it stays until somebody helped', async () => {
  expect((await say(members[1]!, 1, { answer: 'needs_help', note: '山路断了' })).status).toBe(201);
  expect(await letters('needs-help')).toEqual([coordinator.id, safeguarding.id].toSorted());
  const [waiting] = itemsOf(await coordinator.site('GET', '/safety-replies'));
  expect(waiting).toMatchObject({ name: '志愿者 1', place: '南涧一中', note: '山路断了', helpedAt: null });
  const helped = await safeguarding.at(now)('POST', `/safety-replies/${String(waiting?.['id'])}/helped`, { action: '县里已派车' });
  expect(helped.body).toMatchObject({ action: '县里已派车', note: '山路断了' });
  expect(itemsOf(await safeguarding.site('GET', '/safety-replies'))).toEqual([]);
  const { body } = await members[1]!.site('GET', '/me/export');
  expect(body['safetyReplies']).toContainEqual(expect.objectContaining({ answer: 'needs_help', note: '山路断了', action: '县里已派车' }));
});

test('nobody answers for another, before accepting, or asks without being one of those who may', async () => {
  expect((await say(members[0]!, 1, { answer: 'well' })).status).toBe(404);
  expect((await say(members[2]!, 2, { answer: 'well' })).status).toBe(404);
  const call = { scope: 'season', seasonId: road.seasonId };
  for (const person of [members[0]!, await makeOfficer(database, '532926')]) {
    expect((await person.at(now)('POST', '/safety-calls', call)).status).toBe(403);
    expect((await person.at(now)('GET', '/safety-replies')).status).toBe(403);
  }
  // Nobody is on the way months before.
  expect(refusalOf(await coordinator.at('2027-03-01T00:00:00Z')('POST', '/safety-calls', call))).toEqual(refused(409, 'nobody-under-way'));
});
