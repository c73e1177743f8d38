import { EmailMessage } from 'cloudflare:email';
import { env, exports } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';

import { returnAddress } from '../../src/actions/outbox/return-address.ts';
import { readConfig } from '../../src/config.ts';
import { actingAs } from '../../src/db/acting.ts';
import { openDatabase } from '../../src/db/client.ts';
import { bindingSender, type EmailBinding } from '../../src/jobs/mail/email-binding.ts';
import worker from '../../src/worker.ts';
import { noReports, reportForms } from '../support/delivery-reports.ts';

const site = 'https://zhijiao.test';

async function call(path: string, as: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${inject('siteTokens')[as]}`, 'Accept-Language': 'en', 'Content-Type': 'application/json' };
  return exports.default.fetch(new Request(site + path, { ...init, headers }));
}

/** A mail as the platform hands it over. */
async function arrive(to: string, mail: Uint8Array): Promise<void> {
  const raw = new Response(Uint8Array.from(mail)).body;
  if (raw === null) throw new Error('a mail without a body');
  await worker.email({ to, raw, rawSize: mail.byteLength }, env);
}

/** The letters to safeguarding that wait, by their return addresses. */
async function returnAddresses(): Promise<string[]> {
  const { databaseUrl, keys, returnDomain } = readConfig(env);
  const rows = await actingAs(openDatabase(databaseUrl), { kind: 'system', job: 'test' }, async (tx) =>
    tx.execute<{ id: string; email: string }>(sql`select m.id, a.email from messages m join accounts a on a.id = m.account_id
      where a.email = 'safeguarding@example.org' and m.template = 'incident' order by m.id`),
  );
  return Promise.all(rows.map(async ({ id, email }) => returnAddress(keys, returnDomain ?? '', { messageId: id, email })));
}

const stopped = async () => {
  const page = await call('/admin/accounts?q=safeguarding', 'admin@example.org');
  const [, id] = /\/admin\/accounts\/([0-9a-f-]{36})/.exec(await page.text()) ?? [];
  return (await (await call(`/admin/accounts/${id}`, 'admin@example.org')).text()).includes('Letters came back: none are sent');
};

test('mail to the return domain is taken in the Workers runtime: three letters that came back stop their address, and an admin reads it', async () => {
  for (const account of ['One', 'Two', 'Three']) {
    const incident = { kind: 'other', happenedAt: '2026-11-01T00:00:00Z', account };
    expect((await call('/api/v1/incidents', 'coordinator@example.org', { method: 'POST', body: JSON.stringify(incident) })).status).toBe(
      201,
    );
  }
  const addresses = (await returnAddresses()).slice(-3);
  for (const to of addresses) {
    for (const raw of Object.values(noReports(to))) await arrive(to, raw);
    await arrive(to.replace(/-[0-9a-f]{20}@/, '-00000000000000000000@'), reportForms.Exim({ to }));
  }
  expect(await stopped()).toBe(false);
  const [first = '', second = '', third = ''] = addresses;
  await arrive(first, reportForms.Postfix({ to: first }));
  await arrive(first, reportForms.Postfix({ to: first }));
  await arrive(second, reportForms.Exchange({ to: second }));
  expect(await stopped()).toBe(false);
  await arrive(third, reportForms['QQ and 163']({ to: third }));
  expect(await stopped()).toBe(true);
  expect((await call('/api/v1/me/allow-mail', 'safeguarding@example.org', { method: 'POST' })).status).toBe(200);
});

test('the platform’s e-mail binding takes a letter as it is composed in the Workers runtime', async () => {
  const { EMAIL } = env as { EMAIL: EmailBinding };
  const send = bindingSender(EMAIL, '支教 <zhijiao@zhijiao.test>', (from, to, raw) => new EmailMessage(from, to, raw));
  const letter = {
    to: 'lin@example.org',
    subject: '您好',
    text: '您好',
    html: '<p>您好</p>',
    leave: `${site}/unsubscribe/x`,
    icalEvent: { method: 'REQUEST' as const, content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', filename: 'dates.ics' },
  };
  const handover = { messageId: 'one@zhijiao.test', beforeLast: async () => undefined };
  expect(await send(letter, handover)).toEqual({ ok: true, value: undefined });
});
