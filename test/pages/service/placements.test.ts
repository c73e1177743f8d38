import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { clearedCheck, eventsOf } from '../../support/people.ts';
import { advance, makeRoad, propose } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();

async function visitorOf(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

const conditions = {
  lodging: '教师宿舍',
  waterAndPower: '自来水',
  altitudeMetres: 1380,
  nearestHospital: '县医院',
  bandwidthMbps: 100,
  largestClass: 45,
  knownRisks: '雨季塌方',
  signedBy: '罗建明',
  signedDay: '2027-03-20',
};

/** Volunteers with an offer each, the first one signed in. */
async function offered({ volunteers = 1, maximum = 1 } = {}) {
  const road = await makeRoad(database.sql, { volunteers, maximum, stage: 'matching' });
  await database.sql`insert into host_conditions (request_id, conditions) values (${road.requestId}, ${database.sql.json(conditions)})`;
  const ids: string[] = [];
  for (let i = 0; i < volunteers; i += 1) {
    ids.push(await propose(database.sql, road, i));
    await advance(database.sql, ids[i] ?? '', 'offered');
  }
  const accountId = road.volunteers[0]?.accountId ?? '';
  return { road, ids, id: ids[0] ?? '', accountId, visitor: await visitorOf(accountId) };
}

async function teaching() {
  const made = await offered();
  await clearedCheck(database.sql, {
    accountId: made.accountId,
    kind: 'identity',
    validThroughDay: '2027-12-31',
    verifiedBy: made.road.coordinatorId,
  });
  await advance(database.sql, made.id, 'accepted', 'started');
  // Their sessions are as old as their clock needs.
  await database.sql`update sessions set expires_at = '2028-01-01', last_seen_at = '2027-07-20'`;
  return made;
}

const stateOf = async (id: string) => String((await database.sql`select state from placements where id = ${id}`)[0]?.['state']);

test('an offer says its deadline, the host conditions and who signed them, and is accepted in one step', async () => {
  const { id, visitor } = await offered();
  const list = await visitor.get('/placements');
  expect(list.text).toContain(`href="/placements/${id}"`);
  const page = await visitor.get(`/placements/${id}`);
  expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  for (const said of [
    '20 May 2027, 08:00',
    ...Object.values(conditions)
      .map(String)
      .filter((text) => !/^\d/.test(text)),
    '1380 m',
  ]) {
    expect(page.text).toContain(said);
  }
  const accepted = await visitor.send(`/placements/${id}/accept`);
  expect([accepted.status, accepted.location]).toEqual([303, `/placements/${id}?done=accepted`]);
  expect([await stateOf(id), (await visitor.get(`/placements/${id}`)).text.includes('Accept this placement')]).toEqual(['accepted', false]);
});

test('whoever accepted sees the others who accepted by name and role; before that only how many', async () => {
  const { ids, id, visitor } = await offered({ volunteers: 3, maximum: 3 });
  await advance(database.sql, ids[1] ?? '', 'accepted');
  const before = (await visitor.get(`/placements/${id}`)).text;
  expect([before.includes('Once you accept'), before.includes('志愿者 1')]).toEqual([true, false]);
  await visitor.send(`/placements/${id}/accept`);
  const after = (await visitor.get(`/placements/${id}`)).text;
  expect(after).toContain('志愿者 1, teacher');
  expect(after).not.toContain('志愿者 2');
  expect(after).not.toContain('Once you accept');
});

test('an offer is declined with a reason; without one nothing happens and the comment is kept', async () => {
  const { id, visitor } = await offered();
  const without = await visitor.send(`/placements/${id}/decline`, { comment: 'exams in <July>' });
  expect([without.status, await stateOf(id)]).toEqual([422, 'offered']);
  expect(without.text).toContain('exams in &lt;July&gt;');
  expect(without.text).toContain('Choose a reason');
  const declined = await visitor.send(`/placements/${id}/decline`, { reason: 'study_or_work', comment: '' });
  expect([declined.location, await stateOf(id)]).toEqual(['/placements?done=declined', 'declined']);
  expect((await visitor.get(`/placements/${id}`)).text).toContain('Study or work');
});

test('whoever answers too late, or finds the last seat gone, is told kindly and nothing changes', async () => {
  const late = await offered();
  await database.sql`update sessions set expires_at = '2028-01-01', last_seen_at = '2027-05-20'`;
  const now = '2027-05-20T00:00:01Z';
  expect((await late.visitor.get(`/placements/${late.id}`, { now })).text).toContain('The time to answer has passed');
  const refused = await late.visitor.send(`/placements/${late.id}/accept`, {}, { now });
  expect([refused.status, refused.text.includes('The time to answer has passed'), await stateOf(late.id)]).toEqual([422, true, 'offered']);

  const full = await offered({ volunteers: 2 });
  await advance(database.sql, full.ids[1] ?? '', 'accepted');
  const gone = await full.visitor.send(`/placements/${full.id}/accept`);
  expect([gone.status, gone.text.includes('The last seat is gone'), await stateOf(full.id)]).toEqual([422, true, 'offered']);
});

test('an accepted placement is stepped back from on a page that says what follows, with a reason', async () => {
  const { id, visitor } = await offered();
  await advance(database.sql, id, 'accepted');
  expect((await visitor.get(`/placements/${id}/withdraw`)).text).toContain('one seat falls free');
  expect([(await visitor.send(`/placements/${id}/withdraw`)).status, await stateOf(id)]).toEqual([422, 'accepted']);
  const withdrawn = await visitor.send(`/placements/${id}/withdraw`, { reason: '家中有事' });
  expect([withdrawn.location, await stateOf(id)]).toEqual(['/placements?done=withdrawn', 'withdrawn']);
});

test('another’s placement, and one that was only proposed, are not there', async () => {
  const [own, other] = [await offered(), await offered()];
  const road = await makeRoad(database.sql, { stage: 'matching' });
  const proposed = await propose(database.sql, road);
  const owner = await visitorOf(road.volunteers[0]?.accountId ?? '');
  for (const id of [other.id, 'not-an-id']) {
    for (const page of ['', '/decline', '/withdraw', '/sessions', '/report'])
      expect((await own.visitor.get(`/placements/${id}${page}`)).status).toBe(404);
    for (const deed of ['accept', 'decline', 'withdraw', 'sessions', 'report'])
      expect((await own.visitor.send(`/placements/${id}/${deed}`)).status).toBe(404);
  }
  expect((await owner.get(`/placements/${proposed}`)).status).toBe(404);
  expect((await owner.get('/placements')).text).toContain('You have no placement yet');
});

test('a lesson is logged from a form filled like the last one; the same hour counts once, and what was typed stays', async () => {
  const { id, visitor } = await teaching();
  const now = '2027-07-20T04:00:00Z';
  const lesson = {
    day: '2027-07-20',
    time: '09:00',
    subject: 'english',
    minutes: '45',
    learners: '38',
    note: 'past tense',
    className: 'Grade 8, class 2',
  };
  const saved = await visitor.send(`/placements/${id}/sessions`, lesson, { now });
  expect([saved.status, saved.location]).toEqual([303, `/placements/${id}/sessions?done=lesson`]);
  const again = await visitor.get(`/placements/${id}/sessions?done=lesson`, { now });
  for (const filled of [
    'value="2027-07-20"',
    'value="09:45"',
    'value="45"',
    'value="38"',
    'past tense',
    'value="Grade 8, class 2"',
    'The lesson is saved',
  ]) {
    expect(again.text).toContain(filled);
  }
  const overlaps = await visitor.send(`/placements/${id}/sessions`, { ...lesson, time: '09:30', note: 'kept' }, { now });
  expect([overlaps.status, overlaps.text.includes('the same hour counts once'), overlaps.text.includes('kept')]).toEqual([422, true, true]);
  const future = await visitor.send(`/placements/${id}/sessions`, { ...lesson, time: '18:00' }, { now });
  expect([future.status, future.text.includes('This has not happened yet')]).toEqual([422, true]);
  const nonsense = await visitor.send(
    `/placements/${id}/sessions`,
    { day: 'x', time: '', subject: '', minutes: 'many', learners: '-1' },
    { now },
  );
  expect([nonsense.status, nonsense.text.includes('Give the day and the time it started')]).toEqual([422, true]);
  expect((await database.sql`select count(*)::int as held from lessons where placement_id = ${id}`)[0]?.['held']).toBe(1);
});

test('the report is handed in and changed, and what the county signed before is signed again', async () => {
  const { id, visitor } = await teaching();
  const now = '2027-07-26T10:00:00Z';
  const tooMany = await visitor.send(`/placements/${id}/report`, { daysServed: '40', text: 'all of it' }, { now });
  expect([tooMany.status, tooMany.text.includes('all of it')]).toEqual([422, true]);
  expect((await visitor.send(`/placements/${id}/report`, { daysServed: '14', text: 'Two weeks' }, { now })).status).toBe(303);
  await database.sql`insert into confirmations (placement_id, days_served, signed_by, confirmed_at) values (${id}, 13, '罗建明', now())`;
  const page = await visitor.get(`/placements/${id}`, { now });
  expect(page.text).toContain('You state 14 days, the county 13');
  expect((await visitor.get(`/placements/${id}/report`, { now })).text).toContain('it signs again');
  await visitor.send(`/placements/${id}/report`, { daysServed: '13', text: 'Two weeks, less a day' }, { now });
  expect((await eventsOf(database.sql, 'placement', id)).slice(-2)).toEqual(['placement.confirmation-lapsed', 'placement.reported']);
});

test('one press gives longer to answer, once', async () => {
  const { id, visitor } = await offered();
  expect((await visitor.get(`/placements/${id}`)).text).toContain('Take 48 hours more');
  const pressed = await visitor.send(`/placements/${id}/extend`);
  expect([pressed.status, pressed.location]).toEqual([303, `/placements/${id}?done=extended`]);
  const after = await visitor.get(`/placements/${id}?done=extended`);
  expect(after.text).toContain('You have more time to answer');
  expect(after.text).not.toContain('Take 48 hours more');
  expect((await visitor.send(`/placements/${id}/extend`)).status).toBe(422);
});
