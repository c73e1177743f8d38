import { expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { clearedCheck, personOf, type Person } from '../support/people.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();

type Set = { readonly road: Road; readonly people: readonly Person[]; readonly coordinator: Person; readonly offerId: string };

/** One seat, offered to the first of some volunteers who all fit and ranked the request as they stand here. */
async function oneSeat(volunteers: number): Promise<Set> {
  const road = await makeRoad(database.sql, { volunteers, maximum: 1, stage: 'matching' });
  for (const [i, { accountId, applicationId }] of road.volunteers.entries()) {
    await database.sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await database.sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await database.sql`insert into application_choices (application_id, season_id, position, rank, request_id) values (${applicationId}, ${road.seasonId}, 1, ${i + 1}, ${road.requestId})`;
    await clearedCheck(database.sql, { accountId, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy: road.coordinatorId });
  }
  const offerId = await propose(database.sql, road, 0);
  await advance(database.sql, offerId, 'offered');
  const people = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  return { road, people, coordinator: await personOf(database, road.coordinatorId), offerId };
}

const work = async (at: string, posted: Letter[] = []) => runDueJobs(jobFor(database, at, posted));

/** The line's placements in the order in which they were made: whose, and how they stand. */
async function storyOf({ road }: Set): Promise<string[]> {
  const rows =
    await database.sql`select account_id, state, reply_by_at from placements where line_id = ${road.lineId} order by created_at, id`;
  return rows.map((row) => `${road.volunteers.findIndex(({ accountId }) => accountId === row['account_id'])} ${String(row['state'])}`);
}
const deadlineOf = async ({ road }: Set) =>
  new Date(
    String(
      (await database.sql`select reply_by_at from placements where line_id = ${road.lineId} and state = 'offered'`)[0]?.['reply_by_at'],
    ),
  ).toISOString();

async function decline({ people, offerId }: Set, at = '2027-05-15T08:00:00Z') {
  const declined = await people[0]?.at(at)('POST', `/placements/${offerId}/decline`, { reason: 'dates' });
  expect(declined?.status).toBe(200);
}

test('a declined seat goes to the next by itself with a deadline of its own, on until it is filled', async () => {
  const set = await oneSeat(3);
  await decline(set);
  const posted: Letter[] = [];
  await work('2027-05-15T08:01:00Z', posted);
  expect(posted.map(({ text }) => text.includes('按候补次序轮到您'))).toEqual([true]);
  expect(await storyOf(set)).toEqual(['0 declined', '1 offered']);
  expect(await deadlineOf(set)).toBe('2027-05-18T08:01:00.000Z');
  // Nobody answers: it lapses, and the one after is asked.
  await work('2027-05-18T08:02:00Z');
  expect(await storyOf(set)).toEqual(['0 declined', '1 lapsed', '2 offered']);
  const [third] = await database.sql`select id from placements where line_id = ${set.road.lineId} and state = 'offered'`;
  const accepted = await set.people[2]?.at('2027-05-19T08:00:00Z')('POST', `/placements/${String(third?.['id'])}/accept`);
  expect(accepted?.body['state']).toBe('accepted');
  await work('2027-05-30T08:00:00Z');
  expect(await storyOf(set)).toEqual(['0 declined', '1 lapsed', '2 accepted']);
});

test('whether the job runs at once, twice, or not for a day, the same people are asked', async () => {
  const outcomes: string[][] = [];
  for (const runs of [
    ['2027-05-15T08:01:00Z'],
    ['2027-05-15T08:01:00Z', '2027-05-15T08:01:00Z', '2027-05-15T09:30:00Z'],
    ['2027-05-16T09:00:00Z'],
  ]) {
    const set = await oneSeat(3);
    await decline(set);
    for (const at of runs) await work(at);
    outcomes.push(await storyOf(set));
  }
  expect(outcomes).toEqual(outcomes.map(() => ['0 declined', '1 offered']));
});

test('two jobs at once offer one seat once', async () => {
  const set = await oneSeat(4);
  await decline(set);
  await Promise.all([1, 2, 3, 4].map(async () => work('2027-05-15T08:01:00Z')));
  expect(await storyOf(set)).toEqual(['0 declined', '1 offered']);
});

test('who is not eligible, not cleared or asked before is left out; where nobody is left the seat waits', async () => {
  const set = await oneSeat(3);
  await database.sql`update application_windows set days = '[2027-07-01,2027-07-20]' where application_id = ${set.road.volunteers[1]?.applicationId ?? ''}`;
  await database.sql`delete from application_choices where application_id = ${set.road.volunteers[2]?.applicationId ?? ''}`;
  await database.sql`update applications set scope = 'only_these' where id = ${set.road.volunteers[2]?.applicationId ?? ''}`;
  await decline(set);
  await work('2027-05-15T08:01:00Z');
  expect(await storyOf(set)).toEqual(['0 declined']);
  await database.sql`update application_windows set days = '[2027-07-01,2027-08-31]'`;
  await work('2027-05-15T08:30:00Z');
  expect(await storyOf(set)).toEqual(['0 declined']);
  await work('2027-05-15T09:02:00Z');
  expect(await storyOf(set)).toEqual(['0 declined', '1 offered']);
});

test('a coordinator holds a line, passes one over with a reason, and lets it go on', async () => {
  const set = await oneSeat(3);
  const at = `/lines/${set.road.lineId}/alternates`;
  const coordinator = set.coordinator.at('2027-05-15T08:00:30Z');
  const held = await coordinator('POST', `${at}/hold`, { reason: 'The school may close' });
  expect(held.body).toMatchObject({ hold: { reason: 'The school may close' }, freeSeats: 0 });
  await decline(set);
  await work('2027-05-15T08:01:00Z');
  expect(await storyOf(set)).toEqual(['0 declined']);

  const [, second, third] = set.road.volunteers;
  const skipped = await coordinator('POST', `${at}/skip`, { applicationId: second?.applicationId, reason: 'Asked to be left out' });
  expect(skipped.body).toMatchObject({
    freeSeats: 1,
    seats: [{ placementId: set.offerId, state: 'declined', isLateDropOut: false }],
    alternates: [{ applicationId: third?.applicationId, rank: 3 }],
    skipped: [{ applicationId: second?.applicationId, reason: 'Asked to be left out' }],
  });
  expect((await coordinator('POST', `${at}/resume`)).body).toMatchObject({ hold: null });
  await work('2027-05-15T08:02:00Z');
  expect(await storyOf(set)).toEqual(['0 declined', '2 offered']);
});

test('a late drop-out waits for a coordinator, who offers with one press', async () => {
  const set = await oneSeat(3);
  await advance(database.sql, set.offerId, 'accepted');
  const late = '2027-07-05T08:00:00Z';
  expect((await set.people[0]?.at(late)('POST', `/placements/${set.offerId}/withdraw`, { reason: 'ill' }))?.status).toBe(200);
  await work('2027-07-05T08:01:00Z');
  expect(await storyOf(set)).toEqual(['0 withdrawn']);

  const at = `/lines/${set.road.lineId}/alternates`;
  const coordinator = set.coordinator.at('2027-07-05T09:00:00Z');
  expect((await coordinator('GET', at)).body).toMatchObject({ seats: [{ isLateDropOut: true }] });
  const [first, second] = set.road.volunteers;
  const refused = await coordinator('POST', `${at}/offer`, { applicationId: first?.applicationId });
  expect([refused.status, refused.body['type']]).toEqual([409, '/problems/not-an-alternate']);
  const offered = await coordinator('POST', `${at}/offer`, { applicationId: second?.applicationId });
  expect(offered.body).toMatchObject({ state: 'offered', rank: 2, replyByAt: '2027-07-06T09:00:00.000Z' });
  const again = await coordinator('POST', `${at}/offer`, { applicationId: set.road.volunteers[2]?.applicationId });
  expect([again.status, again.body['type']]).toEqual([409, '/problems/no-free-seat']);
  // What lapses after that goes on by itself.
  await work('2027-07-06T09:01:00Z');
  expect(await storyOf(set)).toEqual(['0 withdrawn', '1 lapsed', '2 offered']);
});

test('a seat of a cancelled request is not offered again, and one taken by hand is not offered twice', async () => {
  const gone = await oneSeat(2);
  await decline(gone);
  expect(
    (await gone.coordinator.at('2027-05-15T08:00:30Z')('POST', `/requests/${gone.road.requestId}/cancel`, { reason: 'closed' })).status,
  ).toBe(200);
  await work('2027-05-15T08:01:00Z');
  expect(await storyOf(gone)).toEqual(['0 declined']);

  const byHand = await oneSeat(3);
  await decline(byHand);
  const pair = { applicationId: byHand.road.volunteers[2]?.applicationId, lineId: byHand.road.lineId, reason: 'The school knows them' };
  expect((await byHand.coordinator.at('2027-05-15T08:00:30Z')('POST', '/placements', pair)).status).toBe(201);
  await work('2027-05-15T08:01:00Z');
  expect(await storyOf(byHand)).toEqual(['0 declined', '2 proposed']);
});
