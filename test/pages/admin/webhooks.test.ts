import { beforeAll, expect, test } from 'vitest';

import { sendWebhooks } from '../../../src/jobs/send-webhooks.ts';
import { testDatabase } from '../../support/database.ts';
import { eventsOf, makePerson } from '../../support/people.ts';
import { receiver } from '../../support/receiver.ts';
import { jobFor } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
const theirs = receiver();
let admin: Visitor;

beforeAll(async () => {
  const { id } = await makePerson(database, 'admin', 'Admin An');
  const [row] = await database.sql`select email from accounts where id = ${id}`;
  admin = new Visitor(database);
  await admin.signIn(String(row?.['email']));
});

test('an admin adds a webhook, sees its secret once, tests it, pauses and resumes it, sends again, changes and removes it', async () => {
  const wrong = await admin.send('/admin/webhooks', { address: 'https://10.0.0.1/', description: 'Registry' });
  expect([wrong.status, wrong.text.includes('lies in a private network'), wrong.text.includes('value="Registry"')]).toEqual([
    422,
    true,
    true,
  ]);
  const fields = { address: theirs.address, description: 'Registry', events: 'season.open' };
  const made = await admin.send('/admin/webhooks', fields);
  const [, secret = ''] = /<code class="token">(whsec_[^<]+)</.exec(made.text) ?? [];
  const [, page = ''] = /href="(\/admin\/webhooks\/[0-9a-f-]{36})"/.exec(made.text) ?? [];
  expect([made.status, secret.length, made.headers.get('Cache-Control')]).toEqual([200, 50, 'no-store']);

  const list = await admin.get('/admin/webhooks');
  for (const words of ['Registry', '127.0.0.1', '1 kind of event', 'Active']) expect(list.text).toContain(words);
  expect((await admin.send(`${page}/test`)).location).toBe(`${page}?done=tested`);
  await sendWebhooks(jobFor(database, new Date(Date.now() + 1000).toISOString()));
  const tested = await admin.get(page);
  for (const words of ['Test', 'Delivered', 'taken', '204', 'A season opened']) expect(tested.text).toContain(words);
  expect(tested.text).not.toContain(secret);

  await database.sql`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'season', 'a', 'season.open')`;
  expect((await admin.send(`${page}/pause`)).location).toBe(`${page}?done=paused`);
  expect((await admin.get(page)).text).toContain('The webhook is paused');
  expect((await admin.send(`${page}/pause`)).status).toBe(409);
  expect((await admin.send(`${page}/resume`)).location).toBe(`${page}?done=resumed`);
  await sendWebhooks(jobFor(database, new Date(Date.now() + 1000).toISOString()));
  expect(theirs.taken.map(({ body }) => body.type)).toEqual(['ping', 'season.open']);

  const [, deliveryId = ''] = /name="deliveryId" value="([^"]+)"/.exec((await admin.get(page)).text) ?? [];
  expect((await admin.send(`${page}/replay`, { deliveryId })).location).toBe(`${page}?done=replayed`);
  const waits = await admin.send(`${page}/replay`, { deliveryId });
  expect([waits.status, waits.text.includes('This delivery waits already')]).toEqual([409, true]);
  const unread = await admin.send(`${page}/replay`, { fromSequence: 'x1' });
  expect([unread.status, unread.text.includes('value="x1"')]).toEqual([422, true]);
  expect((await admin.send(`${page}/replay`, { fromSequence: '1' })).status).toBe(303);

  expect((await admin.get(`${page}/change`)).text).toMatch(/value="season.open" checked/);
  expect((await admin.send(`${page}/change`, { address: theirs.address, description: 'Other' })).location).toBe(`${page}?done=saved`);
  expect((await admin.get(page)).text).toContain('every public event');
  expect((await admin.get(`${page}/secret`)).text).toContain('for 24 hours');
  const rotated = await admin.send(`${page}/secret`);
  expect(/<code class="token">(whsec_[^<]+)</.exec(rotated.text)?.[1]).not.toBe(secret);
  expect((await admin.get(page)).text).toContain('The old secret signs as well until');

  expect((await admin.get(`${page}/remove`)).text).toContain('cannot be undone');
  expect((await admin.send(`${page}/remove`)).location).toBe('/admin/webhooks?done=removed');
  expect((await admin.get(page)).status).toBe(404);
  expect((await admin.get('/admin/webhooks?done=removed', { language: 'zh-CN' })).text).toContain('还没有推送到任何系统');
  const steps = ['active', 'tested', 'paused', 'active', 'replayed', 'replayed', 'changed', 'secret-changed', 'removed'];
  expect(await eventsOf(database.sql, 'webhook', page.slice(16))).toEqual(steps.map((step) => `webhook.${step}`));
});
