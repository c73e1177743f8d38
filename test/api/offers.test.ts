import { expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { personOf, refusalOf, refused } from '../support/people.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';

const database = testDatabase();

test('a volunteer takes 48 hours more once; the offer says when, to coordinators as well', async () => {
  const road = await makeRoad(database.sql);
  const id = await propose(database.sql, road);
  await advance(database.sql, id, 'offered');
  const volunteer = (await personOf(database, road.volunteers[0]?.accountId ?? '')).at('2027-05-19T08:00:00Z');
  const coordinator = (await personOf(database, road.coordinatorId)).at('2027-05-19T09:00:00Z');
  const extended = { state: 'offered', replyByAt: '2027-05-22T00:00:00.000Z', extendedAt: '2027-05-19T08:00:00.000Z' };
  expect((await volunteer('POST', `/placements/${id}/extend`)).body).toMatchObject(extended);
  expect((await coordinator('GET', `/placements/${id}`)).body).toMatchObject(extended);
  expect(refusalOf(await volunteer('POST', `/placements/${id}/extend`))).toEqual(refused(409, 'no-extension'));
  expect(refusalOf(await coordinator('POST', `/placements/${id}/extend`))).toEqual(refused(403, 'forbidden'));
});
