import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeRoad, moveRow, type Road } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let coordinator: ReturnType<typeof siteFor>;

beforeAll(async () => {
  road = await makeRoad(database.sql);
  coordinator = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now: '2027-05-10T08:00:00Z' });
});

const ask = (body: unknown) => coordinator('POST', `/seasons/${road.seasonId}/runs`, body);

test('a run is asked for once the season is being matched, and not before', async () => {
  expect((await ask({})).body).toMatchObject({ status: 409, type: '/problems/season-forbids', needs: 'matching' });
  await database.sql.begin(async (tx) => {
    await moveRow(tx as never, 'season', road.seasonId, 'planned', 'open');
    await moveRow(tx as never, 'season', road.seasonId, 'open', 'matching');
  });
  const asked = await ask({});
  expect([asked.status, asked.headers.get('Location')]).toEqual([202, `/api/v1/runs/${String(asked.body['id'])}`]);
  const { items } = (await coordinator('GET', `/seasons/${road.seasonId}/runs`)).body as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toEqual([asked.body['id']]);
});

test('an unknown policy and locks that lead nowhere are named, each in its place', async () => {
  expect((await ask({ policy: 'luck' })).body).toMatchObject({ status: 422, errors: [{ pointer: '/policy' }] });
  const nobody = '00000000-0000-7000-8000-000000000000';
  const { applicationId } = road.volunteers[0]!;
  const locks = { keep: [{ applicationId, lineId: road.lineId }], exclude: [{ applicationId: nobody, lineId: nobody }] };
  const refused = await ask({ locks });
  expect([refused.status, (refused.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
    422,
    ['/locks/exclude/0/applicationId', '/locks/exclude/0/lineId'],
  ]);
  expect((await ask({ locks: { keep: locks.keep } })).status).toBe(202);
});

test('what is not there yet, or not one’s own to see, is not found or forbidden', async () => {
  const id = String((await ask({})).body['id']);
  expect((await coordinator('GET', `/runs/${id}/proof`)).status).toBe(404);
  expect((await coordinator('GET', `/runs/${id}/shortages`)).status).toBe(404);
  expect((await coordinator('POST', `/runs/${id}/publish`)).body).toMatchObject({
    status: 409,
    state: 'queued',
    allowed: ['stop'],
  });
  const volunteer = siteFor(database, { token: await tokenOf(database.sql, road.volunteers[0]!.accountId) });
  expect((await volunteer('GET', `/runs/${id}`)).status).toBe(403);
});
