import { beforeAll, expect, test } from 'vitest';

import { writeDigests } from '../../src/jobs/write-digests.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makePerson, type Person } from '../support/people.ts';
import { makeRoad } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
let coordinator: Person;

beforeAll(async () => {
  coordinator = await makePerson(database, 'coordinator', '晨');
  await database.sql`update accounts set locale = 'en' where id = ${coordinator.id}`;
});

const writeAt = async (now: string) => writeDigests(jobFor(database, now));

test('nothing is written where nothing waits, before half past seven, twice a day, or to whoever turned it off', async () => {
  expect(await writeAt('2027-03-01T23:30:00Z')).toBe(0);
  const road = await makeRoad(database.sql, { stage: 'matching' });
  await database.sql.begin(async (tx) => {
    const [row] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${road.seasonId}, '532926', 'camp', 'on_site', 'x', '2027-07-12', '2027-07-26', 20) returning id`;
    const id = String(row?.['id']);
    const moved = { thing: 'request', thing_id: id, at: '2027-03-02T00:00:00Z', actor_name: 'test' };
    await tx`insert into events ${tx({ ...moved, event: 'request.draft', to_state: 'draft' })}`;
    await tx`update requests set state = 'submitted', submitted_at = '2027-03-02T00:00:00Z' where id = ${id}`;
    await tx`insert into events ${tx({ ...moved, event: 'request.submitted', from_state: 'draft', to_state: 'submitted' })}`;
  });
  // The day was taken, though there was nothing to write; the road's own coordinator has it still before them.
  expect(await writeAt('2027-03-02T10:00:00Z')).toBe(1);
  await delivered(database);

  // A second before half past seven in Shanghai, and then.
  expect(await writeAt('2027-03-02T23:29:59Z')).toBe(0);
  const both = await Promise.all([writeAt('2027-03-02T23:30:00Z'), writeAt('2027-03-02T23:30:00Z')]);
  expect(both.toSorted()).toEqual([0, 2]);
  expect(await writeAt('2027-03-03T12:00:00Z')).toBe(0);
  const letters = await delivered(database);
  expect(letters).toHaveLength(2);
  const english = letters.find(({ subject }) => subject.startsWith('What waits'));
  expect(english?.subject).toBe('What waits this morning: 1 thing');
  expect(english?.text).toContain('Requests to decide: 1');
  expect(english?.text).not.toContain('Applications');
  expect(english?.leave).toMatch(/\/unsubscribe\/digest\./);

  await coordinator.site('PUT', '/me/letters', { wanted: ['reminders', 'announcements'] });
  expect(await writeAt('2027-03-05T05:00:00Z')).toBe(1);
  expect((await delivered(database)).map(({ to }) => to)).not.toContain(english?.to);
});
