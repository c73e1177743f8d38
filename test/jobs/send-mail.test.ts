import { beforeAll, expect, test } from 'vitest';

import { fail, ok } from '../../src/domain/result.ts';
import { sendMail } from '../../src/jobs/send-mail.ts';
import type { Letter, SendLetter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { itemsOf, makePerson, personOf, refusalOf, refused, type Person } from '../support/people.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();
let coordinator: Person;
const addresses: string[] = [];

beforeAll(async () => {
  coordinator = await makePerson(database, 'coordinator', '协调');
  for (const name of ['first', 'second']) {
    const lead = await makePerson(database, 'safeguarding', name);
    await database.sql`update accounts set email = ${`${name}@example.org`} where id = ${lead.id}`;
    addresses.push(`${name}@example.org`);
  }
});

/** Lays one letter for each of the two into the outbox, due from an instant on. */
async function layOut(dueAt: string): Promise<void> {
  await coordinator.site('POST', '/incidents', { kind: 'other', happenedAt: '2026-12-01T00:00:00Z', account: 'Something happened' });
  await database.sql`update messages set next_attempt_at = ${dueAt} where sent_at is null and failed_at is null`;
}

/** A post office that delivers to nobody but those it reaches. */
function postAt(now: string, reaches: (letter: Letter) => boolean) {
  const posted: string[] = [];
  const send = async (letter: Letter) => {
    if (!reaches(letter)) throw new Error(`nobody lives at ${letter.to}`);
    posted.push(letter.to);
    return ok(undefined);
  };
  return { posted, deliverOne: async () => sendMail({ ...jobFor(database, now), send }) };
}

async function messageTo(email: string) {
  const [row] = await database.sql`select attempts, next_attempt_at, sent_at, failed_at, sealed_letter is not null as is_kept
    from messages m join accounts a on a.id = m.account_id where a.email = ${email} order by m.id desc limit 1`;
  return row;
}

test('a letter that is due is sent once, and what it said is forgotten', async () => {
  await layOut('2027-01-01T00:00:00Z');
  const early = postAt('2026-12-31T23:59:59Z', () => true);
  expect([await early.deliverOne(), early.posted]).toEqual([false, []]);
  const [sealed] = await database.sql`select sealed_letter from messages limit 1`;
  expect(Buffer.from(sealed?.['sealed_letter'] as Uint8Array).includes('example.org')).toBe(false);

  const due = postAt('2027-01-01T00:00:00Z', () => true);
  expect([await due.deliverOne(), await due.deliverOne(), await due.deliverOne()]).toEqual([true, true, false]);
  expect(due.posted.toSorted()).toEqual(addresses);
  for (const email of addresses) {
    expect(await messageTo(email)).toMatchObject({
      attempts: 1,
      sent_at: new Date('2027-01-01T00:00:00Z'),
      failed_at: null,
      is_kept: false,
    });
  }
  const later = postAt('2028-01-01T00:00:00Z', () => true);
  expect([await later.deliverOne(), later.posted]).toEqual([false, []]);
});

test('two that run at once send each letter once', async () => {
  await layOut('2027-02-01T00:00:00Z');
  const post = postAt('2027-02-01T00:00:00Z', () => true);
  const done = await Promise.all([post.deliverOne(), post.deliverOne(), post.deliverOne()]);
  expect([done.filter(Boolean).length, post.posted.toSorted()]).toEqual([2, addresses]);
});

test('an address that cannot be reached holds up nobody, is tried again after ever longer waits, and is given up after eight', async () => {
  await layOut('2027-03-01T00:00:00Z');
  await database.sql`update messages set next_attempt_at = '2027-02-28T00:00:00Z'
    where sent_at is null and account_id = (select id from accounts where email = 'first@example.org')`;
  const start = postAt('2027-03-01T00:00:00Z', ({ to }) => to === 'second@example.org');
  expect([await start.deliverOne(), start.posted]).toEqual([true, []]);
  expect([await start.deliverOne(), start.posted]).toEqual([true, ['second@example.org']]);
  expect(await start.deliverOne()).toBe(false);

  const waits: number[] = [];
  let at = Date.parse('2027-03-01T00:00:00Z');
  for (let attempts = 1; attempts < 8; attempts += 1) {
    const message = await messageTo('first@example.org');
    expect(message).toMatchObject({ attempts, sent_at: null, failed_at: null, is_kept: true });
    const next = Number(message?.['next_attempt_at']);
    waits.push((next - at) / 60_000);
    expect(await postAt(new Date(next - 1000).toISOString(), () => false).deliverOne()).toBe(false);
    expect(await postAt(new Date(next).toISOString(), () => false).deliverOne()).toBe(true);
    at = next;
  }
  expect(waits).toEqual([20, 40, 80, 160, 320, 640, 1280]);
  expect(await messageTo('first@example.org')).toMatchObject({ attempts: 8, sent_at: null, failed_at: new Date(at), is_kept: false });
  const late = postAt('2028-01-01T00:00:00Z', () => true);
  expect([await late.deliverOne(), late.posted]).toEqual([false, []]);
});

test('a letter that is delivered on a later try is sent that once', async () => {
  await layOut('2027-05-01T00:00:00Z');
  const down = postAt('2027-05-01T00:00:00Z', () => false);
  expect([await down.deliverOne(), await down.deliverOne(), await down.deliverOne()]).toEqual([true, true, false]);
  const up = postAt('2027-05-01T00:20:00Z', () => true);
  expect([await up.deliverOne(), await up.deliverOne(), await up.deliverOne()]).toEqual([true, true, false]);
  expect(up.posted.toSorted()).toEqual(addresses);
  expect(await messageTo('first@example.org')).toMatchObject({ attempts: 2, is_kept: false });
});

type Answer = 'yes' | 'no for good';

/** Lays one letter for each of the two into the outbox and sends them; the first's server answers so. */
async function sendBoth(at: string, answer: Answer): Promise<string[]> {
  await layOut(at);
  const posted: string[] = [];
  const send: SendLetter = async (letter) => {
    if (answer === 'no for good' && letter.to === 'first@example.org') return fail({ kind: 'letter-refused', answer: '550 5.1.1' });
    posted.push(letter.to);
    return ok(undefined);
  };
  while (await sendMail({ ...jobFor(database, at), send }));
  return posted.toSorted();
}

async function eventsOfFirst(): Promise<string[]> {
  const rows = await database.sql`select event from events e join accounts a on a.id::text = e.thing_id
    where a.email = 'first@example.org' and e.event like 'account.mail%' order by e.sequence`;
  return rows.map((row) => String(row['event']));
}

test('a letter that is refused for good is given up at once; three in a row stop the address, until its owner lets letters come again', async () => {
  const [first] = await database.sql`select id from accounts where email = 'first@example.org'`;
  const owner = await personOf(database, String(first?.['id']));
  for (const day of [1, 2]) expect(await sendBoth(`2027-06-0${day}T00:00:00Z`, 'no for good')).toEqual(['second@example.org']);
  expect(await messageTo('first@example.org')).toMatchObject({ attempts: 1, failed_at: new Date('2027-06-02T00:00:00Z'), is_kept: false });
  // One that arrives ends the row.
  expect(await sendBoth('2027-06-03T00:00:00Z', 'yes')).toEqual(addresses);
  for (const day of [4, 5]) await sendBoth(`2027-06-0${day}T00:00:00Z`, 'no for good');
  expect([await eventsOfFirst(), (await owner.site('POST', '/me/allow-mail')).status]).toEqual([[], 200]);
  for (const day of [6, 7, 8]) await sendBoth(`2027-06-0${day}T00:00:00Z`, 'no for good');
  expect(await eventsOfFirst()).toEqual(['account.mail-allowed', 'account.mail-stopped']);

  expect(await sendBoth('2027-06-09T00:00:00Z', 'yes')).toEqual(['second@example.org']);
  expect(await messageTo('first@example.org')).toMatchObject({ attempts: 0, sent_at: null, failed_at: null, is_kept: true });
  expect((await owner.site('POST', '/me/allow-mail')).status).toBe(200);
  expect(await sendBoth('2027-06-10T00:00:00Z', 'yes')).toEqual(['first@example.org', ...addresses]);
  expect(refusalOf(await owner.site('POST', '/me/allow-mail'))).toEqual(refused(409, 'mail-not-stopped'));
});

test('an admin lets letters go to a stopped address again, and so does its change; nobody else does', async () => {
  const [first] = await database.sql`select id from accounts where email = 'first@example.org'`;
  const id = String(first?.['id']);
  const admin = await makePerson(database, 'admin', '管理');
  for (const day of [1, 2, 3]) await sendBoth(`2027-07-0${day}T00:00:00Z`, 'no for good');
  expect(refusalOf(await coordinator.site('POST', `/accounts/${id}/allow-mail`))).toEqual(refused(403, 'forbidden'));
  expect((await admin.site('POST', `/accounts/${id}/allow-mail`)).status).toBe(200);
  for (const day of [4, 5, 6]) await sendBoth(`2027-07-0${day}T00:00:00Z`, 'no for good');
  expect((await database.sql`select from bounces where stopped_at is not null`).length).toBe(1);
  await database.sql`update accounts set email = 'moved@example.org' where id = ${id}`;
  expect(await sendBoth('2027-07-07T00:00:00Z', 'no for good')).toEqual(['moved@example.org', 'second@example.org']);
});

test('a letter of which nobody heard the answer stays, and goes again when an admin says so, under its first Message-ID', async () => {
  await layOut('2027-08-01T00:00:00Z');
  const admin = await makePerson(database, 'admin', '管理');
  const ids: string[] = [];
  const dying: SendLetter = async (_, handover) => {
    ids.push(handover?.messageId ?? '');
    await handover?.beforeLast();
    throw new Error('the sender dies here');
  };
  const [message] =
    await database.sql`select id from messages where sent_at is null and failed_at is null order by next_attempt_at, id limit 1`;
  const id = String(message?.['id']);
  await database.sql`insert into handovers (message_id, handed_at) values (${id}, now())`;
  const post = postAt('2027-08-01T00:00:00Z', () => true);
  while (await post.deliverOne());
  expect(post.posted.length).toBe(1);
  expect(itemsOf(await admin.site('GET', '/jobs/letters?state=unconfirmed')).map((item) => item['id'])).toEqual([id]);
  expect((await admin.site('POST', `/jobs/letters/${id}/retry`)).status).toBe(202);
  // A failure that we lived to see is no handover: the letter is tried again.
  expect(await sendMail({ ...jobFor(database, '2027-08-01T00:00:00Z'), send: dying })).toBe(true);
  const again = jobFor(database, '2027-08-02T00:00:00Z');
  const send: SendLetter = async (_, handover) => {
    ids.push(handover?.messageId ?? '');
    return ok(undefined);
  };
  while (await sendMail({ ...again, send }));
  expect(ids).toEqual([`${id}@localhost`, `${id}@localhost`]);
});
