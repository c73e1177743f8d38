import type postgres from 'postgres';
import { beforeAll, expect, test } from 'vitest';

import { numberPlace } from '../../../src/db/queries/identity.ts';
import { testDatabase } from '../../support/database.ts';
import { inDays } from '../../support/days.ts';
import { eventsOf } from '../../support/people.ts';
import { makeAccount, makeRoad, moveRow, recordMove, type Road } from '../../support/rows.ts';
import { testKeys } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;
let lead: Visitor;

async function signedIn(email: string): Promise<Visitor> {
  const visitor = new Visitor(database);
  await visitor.signIn(email);
  return visitor;
}

/** A check that somebody handed in. */
async function handIn(accountId: string, kind: string): Promise<string> {
  return database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as postgres.Sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, ${kind}) returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'clearance', id, null, 'requested');
    await moveRow(tx, 'clearance', id, 'requested', 'submitted');
    return id;
  });
}

const who = (index: number) => road.volunteers[index]?.accountId ?? '';
const checkOf = async (id: string) => {
  const [row] =
    await database.sql`select state, valid_through_day::text as day, decision_reason as reason from clearances where id = ${id}`;
  return row;
};

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 6, stage: 'open' });
  await database.sql`update accounts set email = 'desk@example.org' where id = ${road.coordinatorId}`;
  const safeguarding = await makeAccount(database.sql, 'safeguarding', 'Lead');
  await database.sql`update accounts set email = 'lead@example.org' where id = ${safeguarding}`;
  coordinator = await signedIn('desk@example.org');
  lead = await signedIn('lead@example.org');
});

test('a check is cleared through a day, and the next of the same kind opens', async () => {
  const [first, second] = [await handIn(who(0), 'health'), await handIn(who(1), 'health')];
  expect((await coordinator.get(`/desk/clearances/${first}?kind=health`)).text).toContain('1 more left');
  const past = await coordinator.send(`/desk/clearances/${first}/clear?kind=health`, { validThroughDay: '2020-01-01' });
  expect([past.status, past.text.includes('This day has passed'), past.text.includes('value="2020-01-01"')]).toEqual([422, true, true]);
  const cleared = await coordinator.send(`/desk/clearances/${first}/clear?kind=health`, { validThroughDay: inDays(300) });
  expect(cleared.location).toBe(`/desk/clearances/${second}?kind=health&done=cleared&last=${first}&left=1`);
  expect(await checkOf(first)).toEqual({ state: 'cleared', day: inDays(300), reason: null });
  const history = (await lead.get(`/desk/clearances/${first}`)).text.split('id="history"')[1] ?? '';
  expect([history.includes('Cleared'), history.includes('nothing here that you may see')]).toEqual([true, false]);

  expect((await coordinator.send(`/desk/clearances/${second}/refuse`)).status).toBe(422);
  await coordinator.send(`/desk/clearances/${second}/refuse`, { reason: 'Not legible' });
  expect(await checkOf(second)).toEqual({ state: 'refused', day: null, reason: 'Not legible' });
  await coordinator.send(`/desk/clearances/${first}/revoke`, { reason: 'Forged' });
  expect(await checkOf(first)).toEqual({ state: 'revoked', day: inDays(300), reason: 'Forged' });
});

test('what is cleared by agreeing to a text is never cleared by hand', async () => {
  const id = await handIn(who(2), 'agreement');
  expect((await coordinator.send(`/desk/clearances/${id}/clear`, { validThroughDay: inDays(30) })).status).toBe(422);
  expect(await checkOf(id)).toMatchObject({ state: 'submitted' });
});

test('an identity number is shown once to who says why, and the look is on record', async () => {
  const id = await handIn(who(3), 'identity');
  const sealed = await testKeys.seal('P1234567', numberPlace(who(3)));
  await database.sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at)
    values (${who(3)}, 'passport', ${sealed}, 'hash', now())`;
  const unasked = await coordinator.send(`/desk/clearances/${id}/identity`);
  expect([unasked.status, unasked.text.includes('P1234567')]).toEqual([422, false]);
  const seen = await coordinator.send(`/desk/clearances/${id}/identity`, { identityReason: 'to compare it' });
  expect([seen.status, seen.text.includes('P1234567'), seen.headers.get('Cache-Control')]).toEqual([200, true, 'no-store']);
  expect((await coordinator.get(`/desk/clearances/${id}`)).text).not.toContain('P1234567');
  expect(await eventsOf(database.sql, 'identity', who(3))).toEqual(['identity.seen']);
});

test('health notes are for the safeguarding lead alone, who works with the same queue', async () => {
  const id = await handIn(who(4), 'training');
  expect((await coordinator.get(`/desk/clearances/${id}`)).text).not.toContain('Health note');
  expect((await coordinator.send(`/desk/clearances/${id}/health-note`, { healthReason: 'x' })).status).toBe(403);
  expect((await lead.get(`/desk/clearances/${id}`)).text).toContain('Health note');
  expect((await lead.send(`/desk/clearances/${id}/health-note`, { healthReason: 'allergies' })).status).toBe(422);
  expect((await lead.get('/desk/clearances')).status).toBe(200);
  expect((await lead.get('/desk/applications')).status).toBe(403);
});

test('who waits for an employment query is put on a list, and the answer clears all but those with a record', async () => {
  const [clean, found] = [await handIn(who(0), 'employment_query'), await handIn(who(1), 'employment_query')];
  expect((await coordinator.get('/desk/query-batches')).text).toContain('Make a list of 2 people');
  const made = await coordinator.send('/desk/query-batches');
  const at = made.location?.replace(/\?.*/, '') ?? '';
  expect((await coordinator.send('/desk/query-batches')).status).toBe(422);
  expect((await coordinator.send(`${at}/numbers`)).status).toBe(200);
  const unsure = await coordinator.send(`${at}/answer`, { answeredDay: inDays(0), found });
  expect([unsure.status, unsure.text.includes(`value="${found}" checked`)]).toEqual([422, true]);
  expect((await coordinator.send(`${at}/answer`, { answeredDay: inDays(9), found, rest: 'yes' })).status).toBe(422);
  const answered = await coordinator.send(`${at}/answer`, { answeredDay: inDays(0), found, rest: 'yes' });
  expect([answered.status, answered.location]).toEqual([303, `${at}?done=answered`]);
  expect([await checkOf(clean), await checkOf(found)]).toMatchObject([{ state: 'cleared' }, { state: 'refused' }]);
});

test('being at a training for all of it clears the check, for part of it does not', async () => {
  const at = `/desk/attendance?season=${road.seasonId}`;
  expect((await coordinator.get(at)).text).toContain('Attendance of 志愿者 5');
  const nobody = await coordinator.send('/desk/attendance', { season: road.seasonId, heldDay: inDays(-1) });
  expect([nobody.status, nobody.text.includes('Mark at least one person')]).toEqual([422, true]);
  const recorded = await coordinator.send('/desk/attendance', {
    season: road.seasonId,
    heldDay: inDays(-1),
    [`who.${who(5)}`]: 'whole',
    [`who.${who(0)}`]: 'part',
  });
  expect([recorded.status, recorded.location]).toEqual([303, `${at}&done=recorded`]);
  const rows = await database.sql`select account_id as id from clearances where kind = 'training' and state = 'cleared'`;
  expect(rows.map((row) => row['id'])).toEqual([who(5)]);
});
