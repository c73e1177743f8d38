import { DateTime } from 'luxon';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { claimDeliveries } from '../../src/db/queries/webhook-deliveries.ts';
import { asSystem } from '../../src/jobs/job.ts';
import { sendWebhooks } from '../../src/jobs/send-webhooks.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makePerson, type Person } from '../support/people.ts';
import { receiver, signaturesOf, type Received } from '../support/receiver.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
const ours = receiver();
const theirs = receiver();
let admin: Person;

beforeAll(async () => {
  admin = await makePerson(database, 'admin', '管理');
});
beforeEach(async () => {
  await database.sql`delete from webhooks`;
  for (const one of [ours, theirs]) {
    one.taken.length = 0;
    one.asked.length = 0;
    one.answer = (_, response) => response.writeHead(204).end();
  }
});

const noon = DateTime.fromISO('2026-12-01T12:00:00Z', { zone: 'utc' });
const at = (minutes: number) => noon.plus({ minutes }).toISO() ?? '';
const runAt = async (minutes: number) => sendWebhooks(jobFor(database, at(minutes)));

async function makeWebhook(input: Record<string, unknown> = {}): Promise<{ id: string; secret: string }> {
  const { status, body } = await admin.site('POST', '/webhooks', { address: ours.address, ...input });
  expect(status).toBe(201);
  return { id: String(body['id']), secret: String(body['secret']) };
}

type Happening = { readonly thing: string; readonly thingId: string; readonly event: string; readonly minutes?: number };
async function happen(...happenings: Happening[]): Promise<void> {
  await database.sql.begin(async (tx) => {
    for (const { thing, thingId, event, minutes = 0 } of happenings)
      await tx`insert into events (at, actor_name, thing, thing_id, event, from_state, to_state, reason, details)
        values (${at(minutes)}, 'test', ${thing}, ${thingId}, ${event}, 'before', 'after', 'of nobody else’s concern', ${tx.json({ who: 'a name' })})`;
  });
}
const placement = (thingId: string, event = 'placement.accepted', minutes = 0) => ({ thing: 'placement', thingId, event, minutes });
const stateOf = async (id: string) => (await admin.site('GET', `/webhooks/${id}`)).body;
const typesOf = (received: readonly Received[]) => received.map(({ body }) => `${String(body.data['id'])} ${body.type}`);

test('a receiver that fails for an hour gets each event once it is back, signed, in order per thing', async () => {
  const { id, secret } = await makeWebhook();
  let minute = 0;
  ours.answer = (_, response) => response.writeHead(minute < 60 ? 500 : 200).end('sorry');
  const things = ['a', 'b', 'c'];
  const moves = ['placement.offered', 'placement.accepted', 'placement.started'];
  for (; minute < 92; minute += 2) {
    const event = moves[minute / 20];
    if (event !== undefined) await happen(...things.map((thing) => placement(thing, event, minute)));
    // Of what is not public nothing is told.
    if (minute === 30) await happen({ thing: 'incident', thingId: 'i', event: 'incident.open' }, placement('a', 'placement.reminded'));
    await runAt(minute);
    if (minute === 58) expect([ours.taken.length, ours.asked.length > 3]).toEqual([0, true]);
  }
  expect(typesOf(ours.taken).toSorted()).toEqual(things.flatMap((thing) => moves.map((move) => `${thing} ${move}`)).toSorted());
  for (const thing of things) {
    const ofThing = ours.taken.filter(({ body }) => body.data['id'] === thing);
    expect(ofThing.map(({ body }) => body.type)).toEqual(moves);
  }
  expect(new Set(ours.taken.map((one) => one.id)).size).toBe(9);
  for (const one of ours.asked) expect(one.signature).toBe(signaturesOf(one, [secret]));
  const first = ours.taken.find(({ body }) => body.data['id'] === 'a');
  expect(first?.body).toEqual({
    type: 'placement.offered',
    timestamp: '2026-12-01T12:00:00.000Z',
    data: { sequence: Number(first?.id.slice(4)), thing: 'placement', id: 'a', from: 'before', to: 'after' },
  });
  expect(first?.at).toBeGreaterThanOrEqual(noon.plus({ minutes: 60 }).toSeconds());
  expect(await stateOf(id)).toMatchObject({ state: 'active', failures: 0, failingSince: null });
  // Nobody sends anything again.
  await runAt(5 * 24 * 60);
  expect(ours.taken.length).toBe(9);
});

test('two workers at once lay out and send every event once', async () => {
  await makeWebhook();
  const things = Array.from({ length: 40 }, (_, i) => `t${i % 10}`);
  await happen(...things.map((thing) => placement(thing)));
  let [now, most] = [0, 0];
  ours.answer = (_, response) => {
    most = Math.max(most, (now += 1));
    setTimeout(() => {
      now -= 1;
      response.writeHead(200).end();
    }, 5);
  };
  await Promise.all([runAt(0), runAt(0), happen(...things.map((thing) => placement(thing, 'placement.started'))), runAt(0)]);
  await runAt(1);
  expect(ours.asked.length).toBe(80);
  expect(new Set(ours.asked.map(({ id }) => id)).size).toBe(80);
  expect(most).toBeLessThanOrEqual(4);
  const order = ours.taken.map(({ body }) => [body.data['id'], Number(body.data['sequence'])] as const);
  for (const [, sequences] of Map.groupBy(order, ([thing]) => thing)) {
    const given = sequences.map(([, sequence]) => sequence);
    expect(given).toEqual(given.toSorted((a, b) => a - b));
  }
});

test('what a worker that died had taken is sent by another with the same id, and a receiver that hangs holds up no other', async () => {
  const { id } = await makeWebhook();
  await makeWebhook({ address: theirs.address, events: ['placement.started'] });
  await happen(placement('a'), placement('a', 'placement.started'));
  // Laid out, taken, and never heard of again.
  ours.answer = (_, response) => void response.destroy();
  await runAt(0);
  expect([ours.taken.length, typesOf(theirs.taken)]).toEqual([0, ['a placement.started']]);
  const claimed = await asSystem(jobFor(database, at(10)), 'test', async (db) =>
    claimDeliveries(db, { now: at(10), until: at(11), most: 10, mostAWebhook: 4 }),
  );
  expect(claimed.map(({ webhookId, event }) => [webhookId, event])).toEqual([[id, 'placement.accepted']]);
  ours.answer = (_, response) => response.writeHead(200).end();
  await runAt(10.5);
  expect(ours.taken).toEqual([]);
  await runAt(11);
  expect(typesOf(ours.taken)).toEqual(['a placement.accepted', 'a placement.started']);
  expect(ours.taken[0]?.id).toBe(ours.asked[0]?.id);
});

test('Retry-After is kept to, a redirection is not followed, and an answer is kept up to its first kilobyte', async () => {
  const { id } = await makeWebhook();
  await happen(placement('a'));
  ours.answer = (_, response) => response.writeHead(429, { 'Retry-After': '3600' }).end(`\0${'x'.repeat(5000)}`);
  await runAt(0);
  expect((await stateOf(id))['retryAt']).toBe('2026-12-01T13:00:00.000Z');
  await happen(placement('b'));
  ours.answer = (_, response) => response.writeHead(302, { Location: theirs.address }).end();
  await runAt(59);
  expect(ours.asked.length).toBe(1);
  await runAt(60);
  expect([ours.asked.length, theirs.asked.length]).toEqual([3, 0]);
  const { items } = (await admin.site('GET', `/webhooks/${id}/deliveries`)).body as { items: { attempts: Record<string, unknown>[] }[] };
  expect(items[1]?.attempts.map(({ outcome, status, answer }) => [outcome, status, String(answer).length])).toEqual([
    ['refused', 429, 1024],
    ['redirected', 302, 0],
  ]);
});

test('a receiver that is gone disables its webhook; one that takes nothing for three days pauses it; admins are told, and it goes on where it stopped', async () => {
  const { id } = await makeWebhook({ description: '校务' });
  await happen(placement('a'));
  ours.answer = (_, response) => response.writeHead(410).end();
  await runAt(0);
  expect(await stateOf(id)).toMatchObject({ state: 'disabled' });
  await happen(placement('a', 'placement.started'));
  await runAt(60);
  expect(ours.asked.length).toBe(1);
  ours.answer = (_, response) => response.writeHead(503).end();
  expect((await admin.site('POST', `/webhooks/${id}/resume`)).status).toBe(200);
  for (let hour = 2; hour < 80; hour += 4) await runAt(hour * 60);
  expect(await stateOf(id)).toMatchObject({ state: 'paused' });
  const letters = await delivered(database);
  expect(letters.map(({ subject, text }) => [subject, text.includes('校务'), text.includes('/hook')])).toEqual([
    ['一个事件推送已停止', true, false],
    ['一个事件推送已停止', true, false],
  ]);
  ours.answer = (_, response) => response.writeHead(200).end();
  await admin.site('POST', `/webhooks/${id}/resume`);
  for (const hour of [90, 120]) await runAt(hour * 60);
  expect(typesOf(ours.taken)).toEqual(['a placement.accepted', 'a placement.started']);
});

test('an event that a receiver never takes is given up after three days, and what follows goes on; others are not held up by it', async () => {
  const { id } = await makeWebhook();
  await happen(placement('bad'), placement('bad', 'placement.started'), placement('good'));
  ours.answer = ({ body }, response) =>
    response.writeHead(body.data['id'] === 'bad' && body.type === 'placement.accepted' ? 400 : 200).end();
  for (let hour = 0; hour < 110; hour += 2) {
    await runAt(hour * 60);
    if (hour < 70) await happen(placement('good'));
  }
  expect(await stateOf(id)).toMatchObject({ state: 'active' });
  const failed = await admin.site('GET', `/webhooks/${id}/deliveries?state=failed`);
  expect((failed.body['items'] as Record<string, unknown[]>[]).map(({ type, attempts }) => [type, attempts?.length])).toEqual([
    ['placement.accepted', 10],
  ]);
  expect(typesOf(ours.taken).filter((told) => told.startsWith('bad'))).toEqual(['bad placement.started']);
  expect(ours.taken.length).toBe(37);
});
