import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { inDays } from '../../support/days.ts';
import { clearedCheck, eventsOf, makeOfficer } from '../../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;

const stateOf = async (id: string) => (await database.sql`select state from placements where id = ${id}`)[0]?.['state'];
const at = (id: string, step = '') => `/desk/placements/${id}${step}`;

/** A placement that teaches, with what both sides said of it. */
async function teaching(index: number, days?: number): Promise<string> {
  const verifiedBy = road.coordinatorId;
  await clearedCheck(database.sql, {
    accountId: road.volunteers[index]?.accountId ?? '',
    kind: 'identity',
    validThroughDay: '2027-12-31',
    verifiedBy,
  });
  const id = await propose(database.sql, road, index);
  await advance(database.sql, id, 'offered', 'accepted', 'started');
  if (days !== undefined) {
    await database.sql`insert into reports (placement_id, days_served, text, submitted_at) values (${id}, ${days}, 'What we did', now())`;
    await database.sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${id}, ${days}, 'Ms Li', now())`;
  }
  return id;
}

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 8, maximum: 8, stage: 'matching' });
  await database.sql`update accounts set email = 'desk@example.org' where id = ${road.coordinatorId}`;
  coordinator = new Visitor(database);
  await coordinator.signIn('desk@example.org');
});

test('an offer is asked once more, saying whom it touches and by when they answer', async () => {
  const id = await propose(database.sql, road, 0);
  expect((await coordinator.get(at(id))).text).toContain('Identity check');
  const asked = await coordinator.get(at(id, '/offer'));
  expect([asked.status, asked.text.includes('has 72 hours to answer')]).toEqual([200, true]);
  const offered = await coordinator.send(at(id, '/offer'));
  expect([offered.status, offered.location, await stateOf(id)]).toEqual([303, `${at(id)}?done=offered`, 'offered']);
  // It cannot be offered twice.
  expect((await coordinator.get(at(id, '/offer'))).location).toBe(at(id));
  expect((await coordinator.send(at(id, '/offer'))).status).toBe(422);
  expect((await coordinator.send(at(id, '/cancel'))).status).toBe(422);
  await coordinator.send(at(id, '/cancel'), { reason: 'The school closed' });
  expect(await stateOf(id)).toBe('cancelled');
});

test('who ends early does so in one of the kinds, with a reason', async () => {
  const id = await teaching(1);
  const unsaid = await coordinator.send(at(id, '/end-early'), { reason: 'Ill since Monday' });
  expect([unsaid.status, unsaid.text.includes('Ill since Monday')]).toEqual([422, true]);
  const ended = await coordinator.send(at(id, '/end-early'), { reason: 'Ill since Monday', endKind: 'medical' });
  expect([ended.status, await stateOf(id)]).toEqual([303, 'ended_early']);
});

test('what is ready is completed one after the other; what is not says what is missing', async () => {
  const missing = await teaching(2);
  const [first, second] = [await teaching(3, 12), await teaching(4, 10)];
  expect((await coordinator.get('/desk/completions')).text).toContain('3 teaching, 2 ready to complete');
  const refused = await coordinator.send(at(missing, '/complete'));
  expect([refused.status, refused.text.includes('The volunteer’s report is missing'), await stateOf(missing)]).toEqual([
    422,
    true,
    'started',
  ]);
  const done = await coordinator.send(at(first, '/complete'));
  expect([done.status, done.location]).toEqual([303, `${at(second, '/complete')}?done=completed&left=1`]);
  expect((await coordinator.get(done.location ?? '')).text).toContain('Completed and on record. 1 left.');
  expect((await coordinator.send(at(second, '/complete'))).location).toBe('/desk/completions?done=completed&left=0');
  expect(await eventsOf(database.sql, 'placement', second)).toContain('placement.completed');
});

test('a placement by hand shows why the pair does not fit, and needs a reason', async () => {
  const application = road.volunteers[5]?.applicationId ?? '';
  expect((await coordinator.get('/desk/placements/new')).text).toContain(`application=${application}`);
  const lines = await coordinator.get(`/desk/placements/new?application=${application}`);
  expect([lines.status, lines.text.includes('Fails: Subject and level')]).toEqual([200, true]);
  const asked = await coordinator.get(`/desk/placements/new?application=${application}&line=${road.lineId}`);
  expect([asked.status, asked.text.includes('This pair fails')]).toEqual([200, true]);
  const pair = { applicationId: application, lineId: road.lineId };
  expect((await coordinator.send('/desk/placements/new', pair)).status).toBe(422);
  expect((await coordinator.send('/desk/placements/new')).status).toBe(422);
  const proposed = await coordinator.send('/desk/placements/new', { ...pair, reason: 'Speaks the local language' });
  expect([proposed.status, proposed.location?.endsWith('?done=proposed')]).toEqual([303, true]);
  // They have a placement now.
  const again = await coordinator.send('/desk/placements/new', { ...pair, reason: 'Once more' });
  expect([again.status, again.text.includes('Once more')]).toEqual([422, true]);
});

test('a season is planned, changed and moved; each step says what follows, and is taken once', async () => {
  const days = {
    applicationsOpenDay: '2027-10-01',
    applicationsCloseDay: '2027-11-01',
    requestsOpenDay: '2027-10-01',
    requestsCloseDay: '2027-11-01',
    matchDay: '2027-11-10',
    teachingStartDay: '2028-01-10',
    teachingEndDay: '2028-02-10',
  };
  const given = { nameZh: '2028 年寒假', nameEn: 'Winter 2028', ...days, replyHours: '48', 'checks.on_site': 'identity' };
  const wrong = await coordinator.send('/desk/seasons/new', { ...given, matchDay: '2027-10-10', nameEn: '' });
  expect([wrong.status, wrong.text.includes('The days are out of order'), wrong.text.includes('2028 年寒假')]).toEqual([422, true, true]);
  const planned = await coordinator.send('/desk/seasons/new', given);
  const season = planned.location?.replace(/\?.*/, '') ?? '';
  expect((await coordinator.get(season)).text).toContain('Winter 2028');
  expect((await coordinator.send(season, { ...given, version: '1', nameEn: 'Winter term 2028' })).location).toBe(`${season}?done=saved`);
  expect((await coordinator.send(season, { ...given, version: '1' })).status).toBe(422);

  expect((await coordinator.get(`${season}/advance`)).text).toContain('Volunteers and counties can hand in within their windows.');
  expect((await coordinator.send(`${season}/advance`, { from: 'planned' })).location).toBe(`${season}?done=moved`);
  // The same button pressed twice.
  expect((await coordinator.send(`${season}/advance`, { from: 'planned' })).location).toBe(season);
  expect((await coordinator.send(`${season}/back`, { from: 'open' })).status).toBe(422);
  await coordinator.send(`${season}/back`, { from: 'open', reason: 'Too soon' });
  expect((await database.sql`select state from seasons where name_en = 'Winter term 2028'`)[0]).toEqual({ state: 'planned' });
});

test('a county’s officers are among the people, with the counties they answer for', async () => {
  const { id } = await makeOfficer(database, '532926');
  const page = (await coordinator.get('/desk/people?kind=officer')).text;
  expect([page.includes(`/desk/people/${id}`), page.includes('Officer of Nanjian')]).toEqual([true, true]);
  expect((await coordinator.get(`/desk/people/${id}`)).text).toContain('Officer of Nanjian');
});

test('people and events are found by what they are', async () => {
  const id = road.volunteers[3]?.accountId ?? '';
  expect((await coordinator.get('/desk/people?q=%E5%BF%97%E6%84%BF%E8%80%85%203')).text).toContain(`/desk/people/${id}`);
  expect((await coordinator.get(`/desk/people/${id}`)).text).toContain('1 placement completed: 12 days');
  const events = await coordinator.get(`/desk/events?thing=placement&day=${inDays(0)}`);
  expect([events.status, events.text.includes('Completed')]).toEqual([200, true]);
});
