import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { clearedCheck } from '../../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let visitor: Visitor;
let offerId: string;
/** Days before the first one. */
const now = '2027-07-05T08:00:00Z';

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 3, maximum: 1, stage: 'matching' });
  for (const { accountId, applicationId } of road.volunteers) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await clearedCheck(sql, { accountId, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy: road.coordinatorId });
  }
  offerId = await propose(sql, road, 0);
  await advance(sql, offerId, 'offered', 'accepted');
  await sql`update accounts set name = '退出者' where id = ${road.volunteers[0]?.accountId ?? ''}`;
  const [row] = await sql`select email from accounts where id = ${road.coordinatorId}`;
  visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  await sql`update sessions set expires_at = '2028-01-01', last_seen_at = ${now}`;
});

const see = async (path: string) => visitor.get(path, { now });
const send = async (path: string, fields: Record<string, string> = {}) => visitor.send(path, fields, { now });
const offeredTo = async () =>
  (await database.sql`select account_id from placements where line_id = ${road.lineId} and state = 'offered'`).map((row) =>
    road.volunteers.findIndex(({ accountId }) => accountId === row['account_id']),
  );

test('a late drop-out is an alarm on the desk, with who comes next, and one press offers', async () => {
  expect((await see('/desk')).text).not.toContain('Late drop-outs');
  expect((await see('/desk/alternates')).text).toContain('No seat is free');
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    await tx`update placements set state = 'withdrawn' where id = ${offerId}`;
    await tx`insert into events (at, actor_name, thing, thing_id, event, from_state, to_state)
      values ('2027-07-04T08:00:00Z', 'test', 'placement', ${offerId}, 'placement.withdrawn', 'accepted', 'withdrawn')`;
  });
  const home = await see('/desk');
  expect(home.text).toContain('Late drop-outs: seats to offer again');
  expect(home.text).toContain(`href="/desk/alternates/${road.lineId}"`);
  const list = await see('/desk/alternates');
  expect(list.text).toContain('1 late drop-out');

  const line = await see(`/desk/alternates/${road.lineId}`);
  for (const said of ['退出者', '志愿者 1', '志愿者 2', 'Goes anywhere after their choices', 'free in these dates and cleared']) {
    expect(line.text).toContain(said);
  }
  const nobody = await send(`/desk/alternates/${road.lineId}/offer`, { applicationId: road.volunteers[0]?.applicationId ?? '' });
  expect([nobody.status, nobody.text.includes('This is no alternate')]).toEqual([422, true]);

  expect((await send(`/desk/alternates/${road.lineId}/skip`, { applicationId: road.volunteers[2]?.applicationId ?? '' })).status).toBe(422);
  const skipped = await send(`/desk/alternates/${road.lineId}/skip`, {
    applicationId: road.volunteers[2]?.applicationId ?? '',
    reason: 'Asked to be left out',
  });
  expect(skipped.location).toBe(`/desk/alternates/${road.lineId}?done=skipped`);
  expect((await see(`/desk/alternates/${road.lineId}`)).text).toContain('Reason: Asked to be left out');

  const pressed = await send(`/desk/alternates/${road.lineId}/offer`, { applicationId: road.volunteers[1]?.applicationId ?? '' });
  expect([pressed.status, pressed.location]).toEqual([303, `/desk/alternates/${road.lineId}?done=offered`]);
  expect(await offeredTo()).toEqual([1]);
  const [seat] = await database.sql`select id from placements where line_id = ${road.lineId} and state = 'offered'`;
  expect((await see(`/desk/placements/${String(seat?.['id'])}`)).text).toContain('an alternate’s offer</a>');
  expect((await see('/desk/alternates')).text).toContain('Offered to 志愿者 1');
  expect((await see('/desk')).text).not.toContain('Late drop-outs');
});

test('a line is held with a reason and goes on by a press', async () => {
  const at = `/desk/alternates/${road.lineId}`;
  expect((await send(`${at}/hold`)).status).toBe(422);
  expect((await send(`${at}/hold`, { reason: 'The school may close' })).location).toBe(`${at}?done=held`);
  expect((await see(at)).text).toContain('Reason: The school may close');
  expect((await send(`${at}/resume`)).location).toBe(`${at}?done=resumed`);
  expect((await see(at)).text).not.toContain('The school may close');
});

test('a volunteer does not see who comes next', async () => {
  const [row] = await database.sql`select email from accounts where id = ${road.volunteers[2]?.accountId ?? ''}`;
  const volunteer = new Visitor(database);
  await volunteer.signIn(String(row?.['email']));
  expect((await volunteer.get(`/desk/alternates/${road.lineId}`)).status).toBe(403);
});
