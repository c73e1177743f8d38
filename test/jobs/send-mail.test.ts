import { beforeAll, expect, test } from 'vitest';

import { sendMail } from '../../src/jobs/send-mail.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson, type Person } from '../support/people.ts';
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
