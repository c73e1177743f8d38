import { beforeAll, beforeEach, expect, test } from 'vitest';

import { cleanUp } from '../../src/jobs/clean-up.ts';
import { sendWebhooks } from '../../src/jobs/send-webhooks.ts';
import { testDatabase } from '../support/database.ts';
import { eventsOf, itemsOf, makePerson, refusalOf, refused, type Person } from '../support/people.ts';
import { receiver } from '../support/receiver.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
const theirs = receiver();
let admin: Person;

beforeAll(async () => {
  admin = await makePerson(database, 'admin', '管理');
});
beforeEach(async () => {
  await database.sql`delete from webhooks`;
  theirs.taken.length = 0;
  theirs.answer = (_, response) => response.writeHead(200).end('thanks');
});

const now = '2026-12-01T08:00:00Z';
const runAt = async (at: string) => sendWebhooks(jobFor(database, at));
async function happen(...thingIds: string[]): Promise<void> {
  for (const id of thingIds)
    await database.sql`insert into events (at, actor_name, thing, thing_id, event) values (${now}, 'test', 'placement', ${id}, 'placement.accepted')`;
}
const make = async () => String((await admin.site('POST', '/webhooks', { address: theirs.address })).body['id']);
const log = async (id: string, query = '') => itemsOf(await admin.site('GET', `/webhooks/${id}/deliveries${query}`));
const things = () => theirs.taken.map(({ body }) => String(body.data['id']));

test('the log says of each delivery what became of it, the newest first, by state and part by part, and goes after thirty days', async () => {
  const id = await make();
  await happen('a', 'b', 'c');
  theirs.answer = ({ body }, response) => response.writeHead(body.data['id'] === 'b' ? 500 : 200).end('thanks');
  await runAt(now);
  const all = await log(id);
  expect(all.map(({ thingId, state }) => [thingId, state])).toEqual([
    ['c', 'delivered'],
    ['b', 'waiting'],
    ['a', 'delivered'],
  ]);
  expect(all[0]).toEqual({
    id: expect.any(String),
    sequence: expect.any(Number),
    type: 'placement.accepted',
    thing: 'placement',
    thingId: 'c',
    state: 'delivered',
    at: '2026-12-01T08:00:00.000Z',
    nextAttemptAt: null,
    endedAt: '2026-12-01T08:00:00.000Z',
    attempts: [
      { at: '2026-12-01T08:00:00.000Z', outcome: 'delivered', status: 200, durationMilliseconds: expect.any(Number), answer: 'thanks' },
    ],
  });
  expect((await log(id, '?state=waiting')).map(({ thingId }) => thingId)).toEqual(['b']);
  const { body } = await admin.site('GET', `/webhooks/${id}/deliveries?limit=2`);
  expect((await log(id, `?limit=2&cursor=${String(body['nextCursor'])}`)).map(({ thingId }) => thingId)).toEqual(['a']);
  await cleanUp(jobFor(database, '2027-01-01T08:00:00Z'));
  expect((await log(id)).map(({ thingId }) => thingId)).toEqual(['b']);
});

test('a test sends a ping whatever the state, once, and says at once how it went', async () => {
  const id = await make();
  await admin.site('POST', `/webhooks/${id}/pause`);
  theirs.answer = (_, response) => response.writeHead(500).end();
  const tested = await admin.site('POST', `/webhooks/${id}/test`);
  expect([tested.status, tested.body]).toMatchObject([202, { type: 'ping', sequence: null, state: 'waiting', attempts: [] }]);
  await runAt(now);
  expect(await log(id)).toMatchObject([{ id: tested.body['id'], state: 'failed', attempts: [{ outcome: 'refused', status: 500 }] }]);
  theirs.answer = (_, response) => response.writeHead(200).end();
  await admin.site('POST', `/webhooks/${id}/test`);
  await runAt(now);
  expect(theirs.taken.map(({ body }) => [body.type, body.data])).toEqual([
    ['ping', { sequence: null, thing: 'webhook', id, from: null, to: null }],
  ]);
  expect((await admin.site('GET', `/webhooks/${id}`)).body).toMatchObject({ state: 'paused', failures: 0 });
  expect(await eventsOf(database.sql, 'webhook', id)).toEqual(['webhook.active', 'webhook.paused', 'webhook.tested', 'webhook.tested']);
});

test('one delivery, what failed since an instant, or everything from a place on is sent again, with the same ids', async () => {
  await happen('before');
  const id = await make();
  await happen('a', 'b');
  await runAt(now);
  const [b, a] = await log(id);
  const replay = async (body: object) => admin.site('POST', `/webhooks/${id}/replay`, body);
  expect((await replay({ deliveryId: a?.['id'] })).body).toEqual({ deliveries: 1 });
  expect(refusalOf(await replay({ deliveryId: a?.['id'] }))).toEqual(refused(409, 'delivery-waiting'));
  await runAt(now);
  // Of different things in any order.
  expect(things().toSorted()).toEqual(['a', 'a', 'b']);
  expect(new Set(theirs.taken.map((one) => one.id)).size).toBe(2);

  await database.sql`update webhook_deliveries set state = 'waiting', ended_at = null where id = ${String(b?.['id'])}`;
  await database.sql`update webhook_deliveries set state = 'failed', ended_at = ${now} where id = ${String(b?.['id'])}`;
  expect((await replay({ failedSince: '2026-12-01T08:00:01Z' })).body).toEqual({ deliveries: 0 });
  expect((await replay({ failedSince: '2026-12-01T07:00:00Z' })).body).toEqual({ deliveries: 1 });
  await runAt(now);
  expect(things().toSorted()).toEqual(['a', 'a', 'b', 'b']);

  // From before there was the webhook.
  const from = await database.sql`select sequence from events where thing_id = 'before'`;
  theirs.taken.length = 0;
  expect((await replay({ fromSequence: Number(from[0]?.['sequence']) })).body).toEqual({ deliveries: null });
  await runAt(now);
  expect(new Set(things())).toEqual(new Set(['a', 'b', 'before']));
  expect((await log(id)).length).toBe(3);
  expect(refusalOf(await replay({ fromSequence: 999_999 }))).toEqual(refused(409, 'nothing-to-replay'));
  expect(refusalOf(await replay({ deliveryId: '01900000-0000-7000-8000-000000000000' }))).toEqual(refused(404, 'not-found'));
  expect((await replay({ fromSequence: 1, failedSince: now })).status).toBe(422);
});
