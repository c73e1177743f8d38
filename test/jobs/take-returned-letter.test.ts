import { beforeAll, expect, test } from 'vitest';

import { ok } from '../../src/domain/result.ts';
import { sendMail } from '../../src/jobs/send-mail.ts';
import { takeReturnedLetter } from '../../src/jobs/take-returned-letter.ts';
import type { SendLetter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { noReports, reportForms } from '../support/delivery-reports.ts';
import { makePerson, type Person } from '../support/people.ts';
import { appFor, jobFor } from '../support/site.ts';

const database = testDatabase();
const returnDomain = 'bounces.zhijiao.test';
let coordinator: Person;
let reader: Person;
let admin: Person;

beforeAll(async () => {
  coordinator = await makePerson(database, 'coordinator', '协调');
  reader = await makePerson(database, 'safeguarding', '安心');
  admin = await makePerson(database, 'admin', '管理');
});

/** Writes a letter to the reader and sends it on a day; gives where it comes back to. */
async function sendOn(day: string, where: { returnDomain?: string } = { returnDomain }): Promise<(string | undefined)[]> {
  const now = `${day}T00:00:00Z`;
  await coordinator.site('POST', '/incidents', { kind: 'other', happenedAt: '2026-12-01T00:00:00Z', account: 'Something happened' });
  await database.sql`update messages set next_attempt_at = ${now} where sent_at is null and failed_at is null`;
  const returnPaths: (string | undefined)[] = [];
  const send: SendLetter = async (_, handover) => {
    returnPaths.push(handover?.returnPath);
    return ok(undefined);
  };
  while (await sendMail({ ...jobFor(database, now), send, ...where }));
  return returnPaths;
}

async function take(to: string, raw: Uint8Array, day: string) {
  return takeReturnedLetter(jobFor(database, `${day}T01:00:00Z`), { to, raw });
}

async function inARow(): Promise<unknown> {
  const [row] = await database.sql`select in_a_row from bounces where account_id = ${reader.id}`;
  return row?.['in_a_row'];
}

/** What an admin reads of the address. */
async function adminSees(): Promise<boolean> {
  const page = await appFor(database, { now: '2027-03-01T00:00:00Z' }).request(`/admin/accounts/${reader.id}`, {
    headers: { Authorization: `Bearer ${admin.token}`, 'Accept-Language': 'en' },
  });
  return (await page.text()).includes('Letters came back: none are sent');
}

test('a letter has a return address of its own, that fits a mailbox’s name; without a domain it has none', async () => {
  const [path] = await sendOn('2027-01-01');
  expect(path).toMatch(/^bounce\+[0-9a-f]{32}-[0-9a-f]{20}@bounces\.zhijiao\.test$/);
  expect(path?.indexOf('@')).toBeLessThanOrEqual(64);
  expect(await sendOn('2027-01-02', {})).toEqual([undefined]);
});

test('whatever is no report under a key of ours has no effect', async () => {
  const [path = ''] = await sendOn('2027-01-03');
  for (const raw of Object.values(noReports(path))) expect(await take(path, raw, '2027-01-03')).toBe('dropped');
  const forged = path.replace(/-[0-9a-f]{20}@/, '-00000000000000000000@');
  const foreign = path.replace(/\+[0-9a-f]{32}/, `+${'0'.repeat(32)}`);
  for (const to of [forged, foreign, 'zhijiao@bounces.zhijiao.test', '', 'bounce+@'])
    expect(await take(to, reportForms.Postfix({ to }), '2027-01-03')).toBe('dropped');
  expect(await take(path, reportForms.Postfix({ to: path, action: 'delayed', status: '4.4.1' }), '2027-01-03')).toBe('delayed');
  expect([await inARow(), await adminSees()]).toEqual([undefined, false]);
});

test('three letters that come back stop the address, each counted once; an admin reads it, and nothing more is sent', async () => {
  for (const [day, form] of [
    ['2027-02-01', 'Postfix'],
    ['2027-02-02', 'Exchange'],
    ['2027-02-03', 'QQ and 163'],
  ] as const) {
    const [path = ''] = await sendOn(day);
    const raw = reportForms[form]({ to: path });
    expect([await take(path.toUpperCase(), raw, day), await take(path, raw, day)]).toEqual(['counted', 'known']);
  }
  expect([await inARow(), await adminSees()]).toEqual([3, true]);
  expect(await sendOn('2027-02-04')).toEqual([]);
  const events = await database.sql`select details from events where event = 'account.mail-stopped' and thing_id = ${reader.id}`;
  expect(events.map((row) => row['details'])).toEqual([{ answer: '550 5.0.0' }]);
  expect((await reader.site('POST', '/me/allow-mail')).status).toBe(200);
});

test('a letter that a server took and that did not come back for days ends the row', async () => {
  await sendOn('2027-03-01');
  await database.sql`delete from bounces`;
  for (const day of ['2027-03-02', '2027-03-03']) {
    const [path = ''] = await sendOn(day);
    await take(path, reportForms.Exim({ to: path }), day);
  }
  await sendOn('2027-03-04');
  expect(await inARow()).toBe(2);
  const [late = ''] = await sendOn('2027-03-20');
  await take(late, reportForms.Exim({ to: late }), '2027-03-20');
  expect(await inARow()).toBe(1);
});

test('what comes back after its reader moved counts for nobody', async () => {
  const [path = ''] = await sendOn('2027-04-01');
  await database.sql`update accounts set email = 'moved@example.org' where id = ${reader.id}`;
  expect([await take(path, reportForms.Postfix({ to: path }), '2027-04-01'), await inARow()]).toEqual(['dropped', undefined]);
});
