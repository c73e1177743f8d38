import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf, makeOfficer, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';

const database = testDatabase();
let road: Road;
let coordinator: Person;
let people: Person[];

const words = { subjectZh: '集合时间', subjectEn: 'When we meet', bodyZh: '第一段。\n\n第二段。', bodyEn: 'One <b>.\n\nTwo.' };
const applicants = { kind: 'applicants', states: ['approved'] };

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 6, maximum: 3, stage: 'matching' });
  coordinator = await personOf(database, road.coordinatorId);
  people = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  const [, english, unsubscribed, stopped, frozen, erased] = people.map(({ id }) => id) as [string, string, string, string, string, string];
  await database.sql`update accounts set locale = 'en' where id = ${english}`;
  await database.sql`insert into unsubscriptions (account_id, topic, at) values (${unsubscribed}, 'announcements', now())`;
  await database.sql`insert into bounces (account_id, in_a_row, last_at, last_answer, stopped_at) values (${stopped}, 3, now(), '550', now())`;
  await database.sql`update accounts set frozen_at = now() where id = ${frozen}`;
  await database.sql`update accounts set erased_at = now() where id = ${erased}`;
});

async function written(audience: object): Promise<string> {
  const answer = await coordinator.site('POST', '/announcements', { seasonId: road.seasonId, audience, ...words });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
}
const countsOf = async (id: string) => (await coordinator.site('GET', `/announcements/${id}/preview`)).body['counts'];

/** By what they say, as text. */
const byText = (a: unknown, b: unknown) => String(a).localeCompare(String(b));

test('each is counted by how it reaches them, and sees it in their own language, before it is sent', async () => {
  const id = await written(applicants);
  expect(await countsOf(id)).toEqual({ letter: 2, stopped: 1, unsubscribed: 1, leftOut: 2 });
  const first = await coordinator.site('GET', `/announcements/${id}/preview?limit=4`);
  const { items, nextCursor } = first.body['recipients'] as { items: unknown[]; nextCursor: string };
  const second = await coordinator.site('GET', `/announcements/${id}/preview?limit=4&cursor=${nextCursor}`);
  const all = [...items, ...(second.body['recipients'] as { items: unknown[] }).items] as { id: string; reach: string }[];
  expect(all.map(({ id: who, reach }) => [who, reach])).toEqual(
    people.map((person, i) => [person.id, ['letter', 'letter', 'unsubscribed', 'stopped', 'left_out', 'left_out'][i]]).toSorted(byText),
  );
  const forEnglish = await coordinator.site('GET', `/announcements/${id}/preview?accountId=${people[1]?.id ?? ''}`);
  expect(forEnglish.body['example']).toMatchObject({
    subject: 'When we meet',
    text: expect.stringContaining('One <b>.\n\nTwo.') as string,
  });
  expect((forEnglish.body['example'] as { html: string }).html).toContain('<p>One &lt;b&gt;.</p>');
  expect(await delivered(database)).toEqual([]);
  expect((await coordinator.site('DELETE', `/announcements/${id}`)).status).toBe(200);
  expect(refusalOf(await coordinator.site('GET', `/announcements/${id}/preview`))).toEqual(refused(404, 'not-found'));
});

test('it goes once to each, as they are when it is sent; whoever turned it off has it on the site alone', async () => {
  const id = await written(applicants);
  const send = async (count: number) => coordinator.site('POST', `/announcements/${id}/send`, { count });
  expect(refusalOf(await send(5))).toEqual(refused(409, 'audience-changed'));
  const answers = await Promise.all([send(4), send(4), send(4)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  expect(answers.find(({ status }) => status === 200)?.body).toEqual({ recipients: 4, leftOut: 2 });
  expect(await eventsOf(database.sql, 'announcement', id)).toEqual(['announcement.written', 'announcement.sent']);
  expect(
    refusalOf(await coordinator.site('PUT', `/announcements/${id}`, { seasonId: road.seasonId, audience: applicants, ...words })),
  ).toEqual(refused(409, 'announcement-sent'));

  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual(['When we meet', '集合时间']);
  for (const letter of letters) expect(letter.leave).toMatch(/\/unsubscribe\/announcements\./);
  expect(await delivered(database)).toEqual([]);
  const [sent] = itemsOf(await coordinator.site('GET', '/announcements'));
  expect(sent).toMatchObject({ recipients: 4, leftOut: 2, progress: { sent: 2, suppressed: 1, held: 1 } });
  for (const person of people.slice(0, 4)) {
    expect(itemsOf(await person.site('GET', '/me/notices'))).toMatchObject([{ kind: 'announcement', path: `/me/announcements/${id}` }]);
  }
});

test('a squad, those with a placement, and the officers of counties that ask are who they say', async () => {
  const placementId = await propose(database.sql, road, 0);
  const placed = { kind: 'placed', states: ['offered', 'accepted'] };
  const squad = { kind: 'squad', requestId: road.requestId };
  const ids = [await written(placed), await written(squad), await written({ kind: 'officers' })] as [string, string, string];
  const letters = async () => Promise.all(ids.map(async (id) => ((await countsOf(id)) as { letter: number }).letter));
  // A proposal is nothing that anybody has heard of.
  expect((await letters()).slice(0, 2)).toEqual([0, 0]);
  expect(refusalOf(await coordinator.site('POST', `/announcements/${ids[0]}/send`, { count: 1 }))).toEqual(
    refused(409, 'nobody-to-write-to'),
  );
  const officersBefore = (await letters())[2];
  await advance(database.sql, placementId, 'offered');
  await makeOfficer(database, '532926');
  expect(await letters()).toEqual([1, 1, (officersBefore ?? 0) + 1]);
  const stranger = { seasonId: road.seasonId, audience: { kind: 'squad', requestId: crypto.randomUUID() }, ...words };
  expect(refusalOf(await coordinator.site('POST', '/announcements', stranger))).toEqual(
    refused(422, 'invalid', ['/audience/requestId unknown']),
  );
});

test('ten thousand letters are laid out in the one call', async () => {
  await database.sql`with people as (insert into accounts (email, name) select 'many' || n || '@example.org', 'n' || n from generate_series(1, 10000) n returning id)
    insert into account_roles (account_id, role) select id, 'county' from people`;
  await database.sql`insert into account_counties (account_id, county_code) select account_id, '532926' from account_roles
    where role = 'county' and account_id in (select id from accounts where email like 'many%')`;
  const id = await written({ kind: 'officers' });
  const { letter } = (await countsOf(id)) as { letter: number };
  expect(letter).toBeGreaterThan(10_000);
  expect((await coordinator.site('POST', `/announcements/${id}/send`, { count: letter })).body).toMatchObject({ recipients: letter });
  const [row] =
    await database.sql`select count(*)::int as n, count(distinct account_id)::int as people from messages where announcement_id = ${id}`;
  expect(row).toEqual({ n: letter, people: letter });
});
