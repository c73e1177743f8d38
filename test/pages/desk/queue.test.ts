import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf } from '../../support/people.ts';
import { makeAccount, makeRoad, moveRow, recordMove, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;

/** An application that was handed in, in a season of its own choosing. */
async function handIn(name: string, at: string): Promise<string> {
  const accountId = await makeAccount(database.sql, 'volunteer', name);
  await database.sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
    values (${accountId}, 'student', '示范大学', 'mainland', 'Asia/Shanghai', '2005-01-01', ${['zh-CN']})`;
  return database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [row] =
      await tx`insert into applications (season_id, account_id, deliveries) values (${road.seasonId}, ${accountId}, ${['on_site']}) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'application', id, null, 'draft');
    await moveRow(tx, 'application', id, 'draft', 'submitted', { submitted_at: at });
    return id;
  });
}

async function handInRequest(place: string, at: string): Promise<string> {
  return database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [row] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${road.seasonId}, '532926', 'camp', 'on_site', ${place}, '2027-07-12', '2027-07-26', 20) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'request', id, null, 'draft');
    await moveRow(tx, 'request', id, 'draft', 'submitted', { submitted_at: at });
    return id;
  });
}

const stateOf = async (table: 'applications' | 'requests', id: string) =>
  (await database.sql`select state, decision_reason from ${database.sql(table)} where id = ${id}`)[0];

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 1, stage: 'open' });
  await database.sql`update accounts set email = 'desk@example.org' where id = ${road.coordinatorId}`;
  coordinator = new Visitor(database);
  await coordinator.signIn('desk@example.org');
});

test('after a decision the next of the queue opens under the same filters, and the last leads back to the queue', async () => {
  const first = await handIn('Ann Queue', '2026-11-01T00:00:00Z');
  const second = await handIn('Bea Queue', '2026-11-02T00:00:00Z');
  const other = await handIn('Somebody Else', '2026-11-01T12:00:00Z');
  const list = await coordinator.get('/desk/applications?q=Queue');
  expect([list.status, list.text.includes('Ann Queue'), list.text.includes('Somebody Else'), list.text.includes('2 entries')]).toEqual([
    200,
    true,
    false,
    true,
  ]);
  expect((await coordinator.get(`/desk/applications/${first}?q=Queue`)).text).toContain('1 more left');

  const approved = await coordinator.send(`/desk/applications/${first}/approve?q=Queue`);
  expect([approved.status, approved.location]).toEqual([303, `/desk/applications/${second}?q=Queue&done=approved&last=${first}&left=1`]);
  const next = await coordinator.get(approved.location ?? '');
  expect([next.text.includes('Approved. 1 left.'), next.text.includes('Bea Queue')]).toEqual([true, true]);

  const rejected = await coordinator.send(`/desk/applications/${second}/reject?q=Queue`, { reason: 'Too young' });
  expect([rejected.status, rejected.location]).toEqual([303, `/desk/applications?q=Queue&done=rejected&last=${second}&left=0`]);
  expect(await stateOf('applications', second)).toEqual({ state: 'rejected', decision_reason: 'Too young' });
  expect(await stateOf('applications', other)).toEqual({ state: 'submitted', decision_reason: null });
});

test('who returns or rejects says why; without a reason nothing is done, and what was typed stays', async () => {
  const id = await handIn('No Reason', '2026-11-03T00:00:00Z');
  const refused = await coordinator.send(`/desk/applications/${id}/return`, { reason: '   ' });
  expect([refused.status, refused.text.includes('This is needed'), refused.text.includes('href="#reason"')]).toEqual([422, true, true]);
  const tooLong = 'x'.repeat(2001);
  const again = await coordinator.send(`/desk/applications/${id}/return`, { reason: tooLong });
  expect([again.status, again.text.includes(tooLong)]).toEqual([422, true]);
  expect(await stateOf('applications', id)).toEqual({ state: 'submitted', decision_reason: null });
});

test('what somebody else decided meanwhile is told, not decided again', async () => {
  const id = await handIn('Twice Decided', '2026-11-04T00:00:00Z');
  await coordinator.send(`/desk/applications/${id}/approve`);
  const late = await coordinator.send(`/desk/applications/${id}/reject`, { reason: 'no' });
  expect([late.status, late.text.includes('your decision counts for nothing'), late.text.includes('Approved')]).toEqual([409, true, true]);
  expect(await eventsOf(database.sql, 'application', id)).toEqual(['application.draft', 'application.submitted', 'application.approved']);
});

test('whoever acted is named; what nobody did is the system’s, by what it was at', async () => {
  const id = await handIn('Whose Event', '2026-11-05T00:00:00Z');
  await database.sql`insert into events (at, actor_name, thing, thing_id, event) values
    (now(), 'remind-of-expiry', 'application', ${id}, 'clearance.reminded'), (now(), 'public', 'application', ${id}, 'reference.answered'),
    (now(), 'volunteer', 'application', ${id}, 'consent.given')`;
  await coordinator.send(`/desk/applications/${id}/approve`);
  const { text } = await coordinator.get(`/desk/applications/${id}`);
  for (const who of ['system (reminders)', 'somebody who is not signed in', '>Volunteer<', '(Coordinator)']) expect(text).toContain(who);
});

test('a request is decided like an application, and cancelling one says whom it touches', async () => {
  const first = await handInRequest('First school', '2026-11-01T00:00:00Z');
  const second = await handInRequest('Second school', '2026-11-02T00:00:00Z');
  const approved = await coordinator.send(`/desk/requests/${first}/approve?q=school`);
  expect(approved.location).toBe(`/desk/requests/${second}?q=school&done=approved&last=${first}&left=1`);
  const asked = await coordinator.get(`/desk/requests/${first}/cancel`);
  expect([asked.status, asked.text.includes('it touches no volunteer')]).toEqual([200, true]);
  expect((await coordinator.send(`/desk/requests/${first}/cancel`)).status).toBe(422);
  const cancelled = await coordinator.send(`/desk/requests/${first}/cancel`, { reason: 'Flood' });
  expect([cancelled.status, cancelled.location]).toEqual([303, `/desk/requests/${first}?done=cancelled`]);
  expect(await stateOf('requests', first)).toEqual({ state: 'cancelled', decision_reason: 'Flood' });
});

test('filters and addresses that make no sense still show a page, and never fail', async () => {
  const odd = 'state=nonsense&season=x&sort=-waiting&after=zzz&q=%25_%5C&age=9&kind=?&day=2026-13-40&thing=%27&county=1&missing=no';
  const paths = [
    'applications',
    'requests',
    'clearances',
    'placements',
    'completions',
    'people',
    'events',
    'seasons',
    'query-batches',
    'attendance',
  ];
  for (const path of paths) expect([path, (await coordinator.get(`/desk/${path}?${odd}`)).status]).toEqual([path, 200]);
  for (const sort of ['name', '-name', 'institution', '-waiting', 'county', 'tier', 'start', 'kind', 'ends', 'reply', 'since']) {
    for (const path of ['applications', 'requests', 'clearances', 'placements', 'people']) {
      const seen = await coordinator.get(`/desk/${path}?state=any&sort=${sort}&after=${road.volunteers[0]?.accountId ?? ''}`);
      expect([path, sort, seen.status]).toEqual([path, sort, 200]);
    }
  }
  for (const path of ['applications', 'requests', 'clearances', 'placements', 'people', 'seasons', 'query-batches']) {
    expect((await coordinator.get(`/desk/${path}/not-an-id`)).status).toBe(404);
  }
  expect((await coordinator.get('/desk')).status).toBe(200);
});
