import { expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { personOf, refusalOf, refused } from '../support/people.ts';
import { makeRoad } from '../support/rows.ts';

const database = testDatabase();
const may = '2027-05-12T08:00:00Z';

test('a line without a free seat says so, and nothing is offered from it', async () => {
  const road = await makeRoad(database.sql, { stage: 'matching' });
  const coordinator = (await personOf(database, road.coordinatorId)).at(may);
  const at = `/lines/${road.lineId}/alternates`;
  expect((await coordinator('GET', at)).body).toEqual({
    lineId: road.lineId,
    hold: null,
    freeSeats: 1,
    seats: [],
    alternates: [],
    skipped: [],
  });
  const { applicationId } = road.volunteers[0] ?? {};
  expect(refusalOf(await coordinator('POST', `${at}/offer`, { applicationId }))).toEqual(refused(409, 'no-free-seat'));
  expect(refusalOf(await coordinator('POST', `${at}/hold`, {}))).toMatchObject({ status: 422 });
  const stranger = { applicationId: crypto.randomUUID(), reason: 'x' };
  expect(refusalOf(await coordinator('POST', `${at}/skip`, stranger))).toEqual(refused(422, 'invalid', ['/applicationId unknown']));
});

test('a season that is not matched yet has nothing to hold', async () => {
  const road = await makeRoad(database.sql, { stage: 'open' });
  const coordinator = (await personOf(database, road.coordinatorId)).at(may);
  const held = await coordinator('POST', `/lines/${road.lineId}/alternates/hold`, { reason: 'x' });
  expect(refusalOf(held)).toEqual(refused(409, 'season-forbids'));
});

test('nobody but coordinators sees who comes next', async () => {
  const road = await makeRoad(database.sql);
  const volunteer = (await personOf(database, road.volunteers[0]?.accountId ?? '')).at(may);
  expect(refusalOf(await volunteer('GET', `/lines/${road.lineId}/alternates`))).toEqual(refused(403, 'forbidden'));
});
