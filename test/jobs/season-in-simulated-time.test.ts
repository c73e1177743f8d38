import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { clearedCheck, makeOfficer, personOf, type Person } from '../support/people.ts';
import { makeRoad, makeSignatory, type Road } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

/** When the jobs come by, asked at every step of the season: at which instants, and how many at once. */
type Clock = { readonly name: string; readonly comesBy: (step: DateTime) => readonly DateTime[] };

const instant = (text: string) => DateTime.fromISO(text, { zone: 'utc' });
const isIn = (step: DateTime, from: string, hours: number) => {
  const start = instant(from);
  return step >= start && step < start.plus({ hours });
};
const clocks: readonly Clock[] = [
  { name: 'on time', comesBy: (step) => [step] },
  { name: 'five hours late', comesBy: (step) => [step.plus({ hours: 5 })] },
  { name: 'twice at once', comesBy: (step) => [step, step] },
  {
    name: 'not at all on days on which an offer lapses, one is asked after, a check ends, and the season is countersigned',
    comesBy: (step) =>
      ['2027-05-13T02:00Z', '2027-05-17T08:00Z', '2027-06-20T16:00Z', '2027-07-27T00:00Z'].some((from) => isIn(step, from, 24))
        ? []
        : [step],
  },
];
const worlds = clocks.map((clock) => ({ clock, database: testDatabase() }));

/** What each of the volunteers does, so many hours after their offer. The second says nothing; the last may not go: a check ends too soon. */
const deeds: readonly (readonly { readonly hours: number; readonly path: string; readonly body?: object }[])[] = [
  [{ hours: 20, path: 'accept' }],
  [],
  [
    { hours: 24, path: 'extend' },
    { hours: 100, path: 'decline', body: { reason: 'dates' } },
  ],
  [
    { hours: 12, path: 'accept' },
    { hours: 600, path: 'withdraw', body: { reason: 'ill' } },
  ],
  [{ hours: 30, path: 'accept' }],
  [],
];

type Row = Record<string, unknown>;
type Season = {
  readonly database: TestDatabase;
  readonly road: Road;
  readonly volunteers: readonly Person[];
  readonly coordinator: Person;
  readonly officer: Person;
};

/** Two seats, and six volunteers who ranked them in their order; all cleared to the end but the last. */
async function makeSeason(database: TestDatabase): Promise<Season> {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: deeds.length, maximum: 2, stage: 'matching' });
  await makeSignatory(sql);
  for (const [i, { accountId, applicationId }] of road.volunteers.entries()) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', 2)`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
      values (${applicationId}, ${road.seasonId}, 0, ${i + 1}, ${road.requestId})`;
    const validThroughDay = i === deeds.length - 1 ? '2027-06-20' : '2027-12-31';
    await clearedCheck(sql, { accountId, kind: 'identity', validThroughDay, verifiedBy: road.coordinatorId });
  }
  const volunteers = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  return {
    database,
    road,
    volunteers,
    coordinator: await personOf(database, road.coordinatorId),
    officer: await makeOfficer(database, '532926'),
  };
}

/** The instants at which people look up: often while offers are out, seldom before the term. */
function* steps(): Generator<DateTime> {
  const spans = [
    { from: instant('2027-05-10T08:00Z'), to: instant('2027-05-23T08:00Z'), everyHours: 6 },
    { from: instant('2027-05-24T08:00Z'), to: instant('2027-07-10T08:00Z'), everyHours: 36 },
    { from: instant('2027-07-12T02:00Z'), to: instant('2027-07-14T14:00Z'), everyHours: 12 },
    { from: instant('2027-07-27T02:00Z'), to: instant('2027-07-30T02:00Z'), everyHours: 12 },
  ];
  for (const { from, to, everyHours } of spans) for (let now = from; now <= to; now = now.plus({ hours: everyHours })) yield now;
}

async function done(answer: Promise<{ status: number; body: Record<string, unknown> }>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  expect([status, body['detail']]).toEqual([expect.toBeOneOf([200, 201, 202]), undefined]);
  return body;
}

/** What the coordinator does from the match to the teaching. */
async function coordinatorActs({ database, road, coordinator }: Season, now: string): Promise<void> {
  const desk = coordinator.at(now);
  const season = `/seasons/${road.seasonId}`;
  if (now.startsWith('2027-05-10T08')) await done(desk('POST', `${season}/runs`, {}));
  if (now.startsWith('2027-07-12T02')) await done(desk('POST', `${season}/advance`));
  const [run] = await database.sql`select id from runs where state = 'done'`;
  if (run === undefined) return;
  await done(desk('POST', `/runs/${String(run['id'])}/publish`));
  await done(desk('POST', `${season}/advance`));
  await done(desk('POST', `${season}/release`));
}

const lesson = { startsAt: '2027-07-13T09:00:00+08:00', minutes: 45, subject: 'english', learners: 30 };
/** What is done with every placement of the term: when, by whom, and how. */
const term = [
  { at: '2027-07-12T02', by: 'officer', method: 'POST', path: 'start' },
  { at: '2027-07-13T02', by: 'volunteer', method: 'POST', path: 'sessions', body: lesson },
  { at: '2027-07-27T02', by: 'volunteer', method: 'PUT', path: 'report', body: { daysServed: 15, text: 'Read and sung.' } },
  { at: '2027-07-27T14', by: 'officer', method: 'POST', path: 'confirm', body: { daysServed: 15, signedBy: '县联络员' } },
  { at: '2027-07-28T02', by: 'coordinator', method: 'POST', path: 'complete' },
] as const;

async function termGoesOn({ database, coordinator, officer, volunteers }: Season, now: string): Promise<void> {
  for (const step of term.filter(({ at }) => now.startsWith(at))) {
    const going = await database.sql`select id, account_id from placements where state in ('accepted', 'started') order by id`;
    for (const { id, account_id: accountId } of going) {
      const volunteer = volunteers.find((person) => person.id === accountId);
      const who = { coordinator, officer, volunteer }[step.by];
      if (who === undefined) throw new Error('nobody of the season');
      await done(who.at(now)(step.method, `/placements/${String(id)}/${step.path}`, 'body' in step ? step.body : undefined));
    }
  }
}

/** Each volunteer does the next of their deeds once its time has come after their offer. */
async function volunteersAct({ database, volunteers }: Season, now: DateTime, doneDeeds: Set<object>): Promise<void> {
  const offers = await database.sql`select p.id, p.account_id, (select max(e.at) from events e
      where e.thing = 'placement' and e.thing_id = p.id::text and e.to_state = 'offered') as offered_at
    from placements p where p.state in ('offered', 'accepted') order by p.id`;
  for (const { id, account_id: accountId, offered_at: offeredAt } of offers) {
    const index = volunteers.findIndex((volunteer) => volunteer.id === accountId);
    const since = now.diff(DateTime.fromJSDate(offeredAt as Date), 'hours').hours;
    const due = deeds[index]?.find((deed) => !doneDeeds.has(deed) && since >= deed.hours);
    if (due === undefined) continue;
    await done(
      volunteers[index]?.at(now.toISO() ?? '')('POST', `/placements/${String(id)}/${due.path}`, due.body) ??
        Promise.reject(new Error('nobody')),
    );
    doneDeeds.add(due);
  }
}

/** What came of it, told by the volunteers' numbers and without instants, and how often each was reminded to answer. */
async function outcomeOf({ database: { sql }, road }: Season) {
  const numbers = road.volunteers.map(({ accountId }) => accountId);
  const about = (row: Row) => `${numbers.indexOf(String(row['who']))} ${String(row['what'])}`;
  const moves = await sql`select subject_id as who, string_agg(coalesce(from_state, '') || '>' || to_state, ' ' order by sequence) as what
    from events where thing = 'placement' and to_state is not null and to_state <> 'proposed' group by subject_id order by 2, 1`;
  const letters =
    await sql`select account_id as who, template || case when bool_and(sent_at is not null) then '' else ' unsent' end as template, count(*)::int as times
    from messages where account_id = any (${numbers}) group by account_id, template`;
  const told: Row[] = letters.map((row) => ({ ...row, what: `${String(row['template'])} ×${String(row['times'])}` }));
  const checks = await sql`select account_id as who, state as what from clearances`;
  const records =
    await sql`select p.account_id as who, c.minutes_taught || ' minutes, ' || (select string_agg(state, ' ') from certificates where placement_id = c.placement_id) as what
    from completions c join placements p on p.id = c.placement_id`;
  const isReminder = (row: Row) => row['template'] === 'offer-reminder';
  return {
    moves: moves.map(about).toSorted(),
    letters: told
      .filter((row) => !isReminder(row))
      .map(about)
      .toSorted(),
    checks: checks.map(about).toSorted(),
    records: records.map(about).toSorted(),
    reminders: told.filter(isReminder).map(about).toSorted(),
  };
}

async function live(database: TestDatabase, { comesBy }: Clock) {
  const season = await makeSeason(database);
  const doneDeeds = new Set<object>();
  for (const now of steps()) {
    await coordinatorActs(season, now.toISO() ?? '');
    await termGoesOn(season, now.toISO() ?? '');
    await volunteersAct(season, now, doneDeeds);
    await Promise.all(comesBy(now).map(async (at) => runDueJobs(jobFor(database, at.toISO() ?? ''))));
  }
  expect(doneDeeds.size).toBe(deeds.flat().length);
  return outcomeOf(season);
}

test('a whole season ends the same whether its jobs run on time, late, twice at once, or not at all for a day', async () => {
  const outcomes = await Promise.all(worlds.map(async ({ clock, database }) => ({ clock: clock.name, ...(await live(database, clock)) })));
  const [onTime] = outcomes;
  expect(onTime).toMatchObject({
    moves: [
      '0 proposed>offered offered>accepted accepted>started started>completed',
      '1 proposed>offered offered>lapsed',
      '2 proposed>offered offered>declined',
      '3 proposed>offered offered>accepted accepted>withdrawn',
      '4 proposed>offered offered>accepted accepted>started started>completed',
    ],
    records: ['0 45 minutes, issued', '4 45 minutes, issued'],
    reminders: ['1 offer-reminder ×1', '2 offer-reminder ×1'],
  });
  for (const { clock, reminders, ...outcome } of outcomes) {
    expect({ ...outcome, clock }).toEqual({ ...onTime, clock, reminders: undefined });
    // A reminder that would come after its deadline is left out; none comes twice.
    expect(reminders.filter((line) => !line.endsWith('×1'))).toEqual([]);
  }
});
