import { expect, test } from 'vitest';

import { askForFeedback } from '../../src/jobs/ask-for-feedback.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makeAccount, makeRoad, makeTaught } from '../support/rows.ts';
import { jobFor, siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();

test('both sides are asked once, the day after the last, or after an early end; not again, and not when the time is over', async () => {
  const road = await makeRoad(database.sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  const officerId = await makeAccount(database.sql, 'county', '县联系人');
  await database.sql`insert into account_counties (account_id, county_code) values (${officerId}, '532926')`;
  const [, early] = [await makeTaught(database.sql, road, 0), await makeTaught(database.sql, road, 1)];
  const ended = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: '2027-07-16T08:00:00Z' });
  await ended('POST', `/placements/${early}/end-early`, { endKind: 'interrupted', reason: '停课' });
  await delivered(database);

  const work = async (at: string) => askForFeedback(jobFor(database, at));
  expect([await work('2027-07-16T15:00:00Z'), await work('2027-07-17T08:00:00Z'), await work('2027-07-18T08:00:00Z')]).toEqual([0, 1, 0]);
  expect([await work('2027-07-26T08:00:00Z'), await work('2027-07-27T08:00:00Z'), await work('2027-07-27T09:00:00Z')]).toEqual([0, 1, 0]);
  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject)).toEqual(Array.from({ length: 4 }, () => '请您反馈：南涧一中'));
  expect(letters.filter(({ text }) => text.includes('2027-08-16'))).toHaveLength(2);

  await database.sql`update placements set feedback_asked_at = null`;
  expect(await work('2027-08-17T08:00:00Z')).toBe(0);
});
