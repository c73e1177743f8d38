import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, makeOfficer, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let volunteer: Person;
let stranger: Person;
let officer: Person;
let otherOfficer: Person;
let coordinator: Person;
let admin: Person;
let lead: Person;
let placementId: string;
let hiddenId: string;

beforeAll(async () => {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  [volunteer, stranger] = [
    await personOf(database, road.volunteers[0]!.accountId),
    await personOf(database, road.volunteers[1]!.accountId),
  ];
  placementId = await propose(sql, road, 0);
  await advance(sql, placementId, 'offered', 'accepted');
  hiddenId = await propose(sql, road, 1);
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530623', '530000', '盐津县', 'Yanjin', 1, '2019-01-01')`;
  [officer, otherOfficer] = [await makeOfficer(database, '532926'), await makeOfficer(database, '530623')];
  coordinator = await personOf(database, road.coordinatorId);
  admin = await makePerson(database, 'admin', '管理');
  lead = await makePerson(database, 'safeguarding', '保护');
});

const account = 'A pupil fell from the wall behind the school';
const told = { kind: 'accident', happenedAt: '2026-12-01T09:00:00+08:00', account };
const raise = async (by: Person, more: Record<string, unknown> = {}) => by.site('POST', '/incidents', { ...told, ...more });
const idOf = ({ body }: { body: Record<string, unknown> }) => String(body['id']);

test.each([
  ['harm_to_learner', '2026-12-01T10:00:00.000Z'],
  ['missing', '2026-12-01T10:00:00.000Z'],
  ['harm_to_volunteer', '2026-12-01T12:00:00.000Z'],
  ['accident', '2026-12-01T12:00:00.000Z'],
  ['misconduct', '2026-12-02T08:00:00.000Z'],
  ['other', '2026-12-03T08:00:00.000Z'],
])('an incident of the kind %s that is raised at 08:00 is acted on by %s', async (kind, actByAt) => {
  const raised = await raise(volunteer, { kind });
  expect([raised.status, raised.headers.get('Cache-Control'), raised.body]).toEqual([201, 'no-store', { id: expect.any(String), actByAt }]);
});

test('a volunteer raises one about their own placement, the county’s officer too; about another’s it is refused as unknown', async () => {
  for (const person of [volunteer, officer, coordinator]) {
    const raised = await raise(person, { placementId });
    const [row] = await database.sql`select placement_id, county_code, raised_by from incidents where id = ${idOf(raised)}`;
    expect([raised.status, row]).toEqual([201, { placement_id: placementId, county_code: '532926', raised_by: person.id }]);
  }
  const unknown = refused(422, 'invalid', ['/placementId unknown']);
  for (const person of [stranger, otherOfficer]) expect(refusalOf(await raise(person, { placementId }))).toEqual(unknown);
  // Its volunteer has not heard of a proposal yet, and learns nothing of it here.
  expect(refusalOf(await raise(stranger, { placementId: hiddenId }))).toEqual(unknown);
  expect(refusalOf(await raise(volunteer, { placementId: '00000000-0000-7000-8000-000000000000' }))).toEqual(unknown);
  expect((await raise(stranger)).status).toBe(201);
});

test('what has not happened yet, or is not told, is refused, and so is whoever is nobody here', async () => {
  expect(refusalOf(await raise(volunteer, { happenedAt: '2026-12-01T08:00:01Z' }))).toEqual(
    refused(422, 'invalid', ['/happenedAt in-the-future']),
  );
  expect(refusalOf(await raise(volunteer, { account: ' ', kind: 'weather' }))).toEqual(
    refused(422, 'invalid', ['/kind not-one-of', '/account too-small']),
  );
  expect(refusalOf(await raise(admin))).toEqual(refused(403, 'forbidden'));
  expect(refusalOf(await siteFor(database)('POST', '/incidents', told))).toEqual(refused(401, 'not-signed-in'));
});

test('whoever raised an incident cannot read it, nor can coordinators and admins, nor see that there is one', async () => {
  const id = idOf(await raise(volunteer, { placementId }));
  const colleague = await makePerson(database, 'coordinator', '另一位协调');
  for (const { site } of [volunteer, officer, colleague, admin]) {
    const answers = [
      await site('GET', '/incidents'),
      await site('GET', `/incidents/${id}`),
      await site('POST', `/incidents/${id}/act`, { action: 'x' }),
      await site('POST', `/incidents/${id}/close`, { outcome: 'x' }),
    ];
    expect(answers.map(refusalOf)).toEqual(answers.map(() => refused(403, 'forbidden')));
  }
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open']);
  for (const { site } of [colleague, admin]) {
    const seen = itemsOf(await site('GET', '/events?limit=200'));
    expect(seen.some(({ thingId }) => thingId === placementId)).toBe(true);
    expect(seen.filter(({ thing }) => thing === 'incident')).toEqual([]);
    expect(itemsOf(await site('GET', `/events?thing=incident&thingId=${id}`))).toEqual([]);
  }
  expect(itemsOf(await volunteer.site('GET', '/me/events')).filter(({ thing }) => thing === 'incident')).toEqual([]);
  const copy = JSON.stringify((await volunteer.site('GET', '/me/export')).body);
  expect([copy.includes(placementId), copy.includes(id), copy.includes('fell from')]).toEqual([true, false, false]);
});

test('safeguarding sees in the list what is urgent, and what happened only on reading it, which is recorded', async () => {
  const id = idOf(await raise(officer, { placementId, kind: 'missing' }));
  const listed = {
    id,
    kind: 'missing',
    state: 'open',
    countyCode: '532926',
    placementId,
    happenedAt: '2026-12-01T01:00:00.000Z',
    raisedBy: officer.id,
    raisedAt: '2026-12-01T08:00:00.000Z',
    actByAt: '2026-12-01T10:00:00.000Z',
    actedBy: null,
    actedAt: null,
    closedBy: null,
    closedAt: null,
    isOverdue: false,
  };
  const inList = async (now: string, query = '') =>
    itemsOf(await lead.at(now)('GET', `/incidents?limit=200${query}`)).find((incident) => incident['id'] === id);
  expect(await inList('2026-12-01T10:00:00Z')).toEqual(listed);
  expect(await inList('2026-12-01T10:00:01Z')).toEqual({ ...listed, isOverdue: true });
  expect([await inList('2026-12-01T10:00:00Z', '&state=open'), await inList('2026-12-01T10:00:00Z', '&state=closed')]).toEqual([
    listed,
    undefined,
  ]);
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open']);
  const read = await lead.site('GET', `/incidents/${id}`);
  expect([read.status, read.headers.get('Cache-Control'), read.body]).toEqual([
    200,
    'no-store',
    { ...listed, account, action: null, outcome: null },
  ]);
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open', 'incident.read']);
  expect(refusalOf(await lead.site('GET', '/incidents/00000000-0000-7000-8000-000000000000'))).toEqual(refused(404, 'not-found'));
});

test('an incident is closed only after somebody has acted; each step is written down once, and encrypted', async () => {
  const id = idOf(await raise(volunteer));
  const act = async () => lead.at('2026-12-01T09:00:00Z')('POST', `/incidents/${id}/act`, { action: 'Rang the parents' });
  const close = async () => lead.at('2026-12-02T09:00:00Z')('POST', `/incidents/${id}/close`, { outcome: 'Back at school' });
  const early = await close();
  expect([refusalOf(early), early.body['state'], early.body['allowed']]).toEqual([refused(409, 'illegal-move'), 'open', ['act']]);
  const acted = await act();
  expect([acted.status, acted.body]).toEqual([
    200,
    expect.objectContaining({
      state: 'acted',
      actedBy: lead.id,
      actedAt: '2026-12-01T09:00:00.000Z',
      action: 'Rang the parents',
      outcome: null,
    }),
  ]);
  expect(refusalOf(await act())).toEqual(refused(409, 'illegal-move'));
  const closed = await close();
  expect([closed.status, closed.body]).toEqual([
    200,
    { ...acted.body, state: 'closed', closedBy: lead.id, closedAt: '2026-12-02T09:00:00.000Z', outcome: 'Back at school' },
  ]);
  expect(refusalOf(await close())).toEqual(refused(409, 'illegal-move'));
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open', 'incident.acted', 'incident.closed']);
  const [row] = await database.sql`select sealed_account, sealed_action, sealed_outcome from incidents where id = ${id}`;
  const bytes = Buffer.concat([row?.['sealed_account'], row?.['sealed_action'], row?.['sealed_outcome']] as Buffer[]).toString('latin1');
  expect(['fell', 'parents', 'school'].some((word) => bytes.includes(word))).toBe(false);
  const recorded = JSON.stringify([...(await database.sql`select * from events where thing_id = ${id}`)]);
  expect(['fell', 'parents', 'school'].filter((word) => recorded.includes(word))).toEqual([]);
});

test('the safeguarding lead gets a letter that says by when to act and nothing of what happened', async () => {
  const [row] = await database.sql`select email from accounts where id = ${lead.id}`;
  await delivered(database);
  await raise(volunteer, { placementId, kind: 'misconduct' });
  const letters = await delivered(database);
  expect(letters.map(({ to, subject }) => ({ to, subject }))).toEqual([
    { to: row?.['email'], subject: '有一起事件需要处理，请在 2026-12-02 16:00 前采取行动' },
  ]);
  const whole = JSON.stringify(letters);
  expect(['fell', 'misconduct', '志愿者 0', volunteer.id, placementId, '南涧'].filter((word) => whole.includes(word))).toEqual([]);
});

test('an incident whose words were let go is still read, without them', async () => {
  const id = idOf(await raise(volunteer));
  await lead.site('POST', `/incidents/${id}/act`, { action: 'Rang the parents' });
  await lead.site('POST', `/incidents/${id}/close`, { outcome: 'Back at school' });
  await database.sql`update incidents set sealed_account = '', sealed_action = null, sealed_outcome = null where id = ${id}`;
  const read = await lead.site('GET', `/incidents/${id}`);
  expect([read.status, read.body['state'], read.body['account'], read.body['action']]).toEqual([200, 'closed', '', null]);
});
