import { expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import type { Letter } from '../../src/mail/letter.ts';
import { testDatabase } from '../support/database.ts';
import { personOf } from '../support/people.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();

/** Two proposals about to be released; the first volunteer reads English in Chicago. */
async function proposed() {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  const ids = [await propose(sql, road, 0), await propose(sql, road, 1)] as const;
  const [first, second] = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  await sql`update accounts set locale = 'en', name = 'Ann' where id = ${first?.id ?? ''}`;
  await sql`update volunteers set time_zone = 'America/Chicago' where account_id = ${first?.id ?? ''}`;
  const addresses = await sql`select id, email from accounts`;
  const emailOf = (id: string | undefined) => String(addresses.find((row) => row['id'] === id)?.['email']);
  return { road, ids, first, second, emails: [emailOf(first?.id), emailOf(second?.id)] as const };
}

/** What the jobs send these people at an instant. */
async function sent(at: string, { emails }: { readonly emails: readonly string[] }): Promise<Letter[]> {
  const posted: Letter[] = [];
  await runDueJobs(jobFor(database, at, posted));
  return posted.filter(({ to }) => emails.includes(to));
}
const subjectsTo = (letters: readonly Letter[], email: string) => letters.filter(({ to }) => to === email).map(({ subject }) => subject);

test('everybody who is offered a place is written to once, in their language, with the deadline by their own clock', async () => {
  const set = await proposed();
  const { road, emails } = set;
  const coordinator = await personOf(database, road.coordinatorId);
  expect((await coordinator.at('2027-05-12T08:00:00Z')('POST', `/seasons/${road.seasonId}/release`)).body).toMatchObject({ offered: 2 });
  const letters = await sent('2027-05-12T08:01:00Z', set);
  expect(letters).toHaveLength(2);
  expect(subjectsTo(letters, emails[0])).toEqual(['Your offer: Nanjian, reply by 15 May 2027, 03:00 (America/Chicago)']);
  expect(subjectsTo(letters, emails[1])).toEqual(['派遣通知：南涧彝族自治县，请在 2027 年 5 月 15 日 16:00（Asia/Shanghai） 前答复']);
  const text = letters.find(({ to }) => to === emails[0])?.text;
  for (const said of ['English at 南涧一中, Nanjian, from 2027-07-12 to 2027-07-26', '48 hours more', '/placements/'])
    expect(text).toContain(said);
  expect(await sent('2027-05-12T08:02:00Z', set)).toEqual([]);
});

test('who has not answered is reminded a day before the deadline, once; who answered is not; a lapse is told', async () => {
  const set = await proposed();
  const { road, ids, first, second, emails } = set;
  const coordinator = await personOf(database, road.coordinatorId);
  await coordinator.at('2027-05-12T08:00:00Z')('POST', `/seasons/${road.seasonId}/release`);
  await sent('2027-05-12T08:01:00Z', set);
  expect((await second?.at('2027-05-13T08:00:00Z')('POST', `/placements/${ids[1]}/accept`))?.status).toBe(200);
  // Whoever accepts gets the days, and no reminder.
  expect((await sent('2027-05-14T07:59:00Z', set)).map(({ to, icalEvent }) => [to, icalEvent?.method])).toEqual([[emails[1], 'REQUEST']]);
  // Late by hours, and twice.
  const reminders = [...(await sent('2027-05-14T20:00:00Z', set)), ...(await sent('2027-05-14T20:00:00Z', set))];
  expect(reminders.map(({ to, subject }) => [to, subject])).toEqual([
    [emails[0], 'Reply to your offer by 15 May 2027, 03:00 (America/Chicago)'],
  ]);
  // Another deadline has its own reminder.
  expect((await first?.at('2027-05-14T21:00:00Z')('POST', `/placements/${ids[0]}/extend`))?.status).toBe(200);
  expect(await sent('2027-05-15T08:01:00Z', set)).toEqual([]);
  expect(subjectsTo(await sent('2027-05-16T08:00:00Z', set), emails[0])).toEqual([
    'Reply to your offer by 17 May 2027, 03:00 (America/Chicago)',
  ]);
  expect(subjectsTo(await sent('2027-05-17T08:01:00Z', set), emails[0])).toEqual(['Your offer has lapsed']);
  expect(await sent('2027-05-17T08:02:00Z', set)).toEqual([]);
});

test('a clock that stood still until the deadline reminds of nothing that is over', async () => {
  const set = await proposed();
  const { road, emails } = set;
  const coordinator = await personOf(database, road.coordinatorId);
  await coordinator.at('2027-05-12T08:00:00Z')('POST', `/seasons/${road.seasonId}/release`);
  await sent('2027-05-12T08:01:00Z', set);
  expect(subjectsTo(await sent('2027-05-16T08:00:00Z', set), emails[0])).toEqual(['Your offer has lapsed']);
});

test('a proposal offered by itself is written of too', async () => {
  const set = await proposed();
  const { road, ids, emails } = set;
  const coordinator = await personOf(database, road.coordinatorId);
  expect((await coordinator.at('2027-05-12T08:00:00Z')('POST', `/placements/${ids[0]}/offer`)).status).toBe(200);
  const letters = await sent('2027-05-12T08:01:00Z', set);
  expect([letters.length, subjectsTo(letters, emails[0]).length]).toEqual([1, 1]);
  await advance(database.sql, ids[1], 'dropped');
});
