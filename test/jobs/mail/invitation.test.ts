import { once } from 'node:events';

import ICAL from 'ical.js';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { smtpSender } from '../../../src/jobs/mail/smtp.ts';
import { sendMail } from '../../../src/jobs/send-mail.ts';
import { testDatabase } from '../../support/database.ts';
import { personOf } from '../../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../../support/rows.ts';
import { jobFor } from '../../support/site.ts';

const database = testDatabase();
const now = '2027-05-15T08:00:00Z';
let road: Road;
let taken: Buffer[] = [];
let arrived: Email[] = [];
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, _, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      taken.push(Buffer.concat(chunks));
      done();
    });
  },
});
let port = 0;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  road = await makeRoad(database.sql, { volunteers: 3, maximum: 3, stage: 'matching' });
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
});
beforeEach(() => {
  taken = [];
});

async function deliver(): Promise<void> {
  const send = smtpSender(`smtp://127.0.0.1:${port}`, 'zhijiao@example.org');
  // The outbox takes what the database's clock wrote.
  while (await sendMail({ ...jobFor(database, new Date(Date.now() + 60_000).toISOString()), send }));
  arrived = await Promise.all(taken.map(async (letter) => PostalMime.parse(letter)));
}

/** The invitation that a letter carries, as an outside parser reads it. */
function invitationIn(email: Email | undefined) {
  const part = email?.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (part === undefined) throw new Error('no invitation arrived');
  const text = typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content);
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const component = calendar.getFirstSubcomponent('vevent')!;
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    carried: part.method,
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue('status'),
    days: [event.startDate.toString(), event.endDate.toString()],
    organizer: event.organizer,
    attendee: String(event.attendees[0]?.getFirstValue()),
  };
}

test('whoever accepts gets the days as an invitation; whoever withdraws, a cancellation of the same entry with a higher number', async () => {
  const { accountId } = road.volunteers[0]!;
  const placementId = await propose(database.sql, road, 0);
  await advance(database.sql, placementId, 'offered');
  const person = await personOf(database, accountId);
  expect((await person.at(now)('POST', `/placements/${placementId}/accept`)).status).toBe(200);
  await deliver();
  const [account] = await database.sql`select email from accounts where id = ${accountId}`;
  const invited = invitationIn(arrived[0]);
  expect([arrived.length, arrived[0]?.subject, arrived[0]?.to?.[0]?.address]).toEqual([
    1,
    '派遣已确认：南涧一中，2027-07-12 至 2027-07-26',
    account?.['email'],
  ]);
  expect(invited).toMatchObject({
    method: 'REQUEST',
    carried: 'REQUEST',
    uid: `placement-${placementId}@zhijiao`,
    status: 'CONFIRMED',
    days: ['2027-07-12', '2027-07-27'],
    organizer: 'mailto:no-reply@localhost',
    attendee: `mailto:${String(account?.['email'])}`,
  });

  expect((await person.at(now)('POST', `/placements/${placementId}/withdraw`, { reason: 'ill' })).status).toBe(200);
  await deliver();
  const cancelled = invitationIn(arrived[1]);
  expect(cancelled).toMatchObject({ method: 'CANCEL', carried: 'CANCEL', uid: invited.uid, status: 'CANCELLED' });
  expect(cancelled.sequence).toBeGreaterThan(invited.sequence);
});

test('a request that is cancelled takes the days out of the calendars of those who had accepted, with the letter that says why, and of nobody else', async () => {
  const accepted = await propose(database.sql, road, 1);
  await advance(database.sql, accepted, 'offered');
  const offered = await propose(database.sql, road, 2);
  await advance(database.sql, offered, 'offered');
  const person = await personOf(database, road.volunteers[1]!.accountId);
  expect((await person.at(now)('POST', `/placements/${accepted}/accept`)).status).toBe(200);
  const coordinator = await personOf(database, road.coordinatorId);
  expect((await coordinator.at(now)('POST', `/requests/${road.requestId}/cancel`, { reason: 'the school is being rebuilt' })).status).toBe(
    200,
  );
  await deliver();
  const carrying = arrived.filter(({ attachments }) => attachments.length > 0);
  expect(carrying.map((email) => [email.subject, invitationIn(email).method, invitationIn(email).uid])).toEqual([
    ['派遣已确认：南涧一中，2027-07-12 至 2027-07-26', 'REQUEST', `placement-${accepted}@zhijiao`],
    ['您的派遣已取消：南涧一中', 'CANCEL', `placement-${accepted}@zhijiao`],
  ]);
});
