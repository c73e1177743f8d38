import { beforeAll, expect, test } from 'vitest';

import { runDueJobs } from '../../../src/jobs/jobs.ts';
import { testDatabase } from '../../support/database.ts';
import { advance, makeRoad, moveRow, propose, type Road } from '../../support/rows.ts';
import { jobFor } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;
let runs: string;

const applicationOf = (volunteer: number) => road.volunteers[volunteer]!.applicationId;
const pinOf = (volunteer: number) => `pin~${applicationOf(volunteer)}~${road.lineId}`;
const work = async () => runDueJobs(jobFor(database, new Date().toISOString()));

/** Three volunteers for one seat: two are able, and the third is not up to the level. */
beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { stage: 'matching', volunteers: 3 });
  await sql`delete from season_checks`;
  await sql`update lines set level = 2`;
  for (const [i, { applicationId }] of road.volunteers.entries()) {
    await sql`insert into application_subjects (application_id, subject_code, level) values (${applicationId}, 'english', ${i === 2 ? 1 : 2})`;
    await sql`insert into application_windows (application_id, position, days, weekly_hours) values (${applicationId}, 0, '[2027-07-01,2027-08-31]', 30)`;
    await sql`insert into application_choices (application_id, season_id, position, rank, request_id)
      values (${applicationId}, ${road.seasonId}, 0, ${i === 1 ? 2 : 1}, ${road.requestId})`;
  }
  await sql`update accounts set email = 'coordinator@example.org' where id = ${road.coordinatorId}`;
  coordinator = new Visitor(database);
  await coordinator.signIn('coordinator@example.org');
  runs = `/desk/seasons/${road.seasonId}/runs`;
});

/** Starts a run as the form does, and waits for it; gives its page. */
async function doneRun(fields: Record<string, string> = {}): Promise<string> {
  const started = await coordinator.send(runs, { policy: 'need-first', kind: 'anew', ...fields });
  expect(started.status).toBe(303);
  await work();
  return started.location!;
}

const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('before a match starts it is said what it would take in; a policy that is none is told, and nothing starts', async () => {
  const page = await coordinator.get(runs);
  expect(textOf(page.text)).toContain('Approved applications 3 Approved requests 1');
  const refused = await coordinator.send(runs, { policy: 'whoever-pays' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('This is not one of the possible values');
  expect(textOf((await coordinator.get(runs)).text)).toContain('There is no match yet.');
});

test('while it waits the page refreshes by itself and can be stopped; a stopped run says what to do', async () => {
  const { location } = await coordinator.send(runs, { policy: 'need-first' });
  const waiting = await coordinator.get(location!);
  expect(waiting.text).toContain('id="progress" data-refresh="2"');
  expect(waiting.text).toMatch(/<noscript><meta http-equiv="refresh" content="5"/);
  const stopped = await coordinator.send(`${location}/stop`);
  expect([stopped.status, stopped.location]).toEqual([303, `${location}?done=stopped`]);
  expect(textOf((await coordinator.get(location!)).text)).toContain('Nothing was changed. Start another');
  // Its lists have nothing to show: they lead to what can be said of it.
  expect((await coordinator.get(`${location}/volunteers`)).location).toBe(location);
});

test('the workbench shows who is where, why, what a move costs exactly, and gathers locks in the address', async () => {
  const run = await doneRun();
  const bench = textOf((await coordinator.get(run)).text);
  expect(bench).toContain('optimal, proof checked');
  expect(bench).toContain('Minimum seats, tier 1 1 / 1');
  expect(bench).toContain('志愿者 0');

  const panel = await coordinator.get(`${run}?county=532926&application=${applicationOf(1)}`);
  expect(textOf(panel.text)).toContain('Nanjian · English, confident 2nd choice choices 1 rank worse in all');
  const pinned = await coordinator.get(`${run}?county=532926&application=${applicationOf(1)}&change=${pinOf(1)}`);
  expect(textOf(pinned.text)).toContain('1 change in mind for the next run');
  expect(pinned.text).toContain(`/locks?change=${pinOf(1)}`);
  // Nothing that can be typed into an address breaks the page.
  expect((await coordinator.get(`${run}?county=9&application=x&line=y&tier=9&change=pin~~&change=~&after=z&q=%25`)).status).toBe(200);
});

test('what if: the exact effect of a lock, then a run with it, which keeps it for the next', async () => {
  const run = await doneRun();
  const effect = textOf((await coordinator.get(`${run}/what-if?change=${pinOf(1)}`)).text);
  expect(effect).toContain('The match gets worse');
  expect(effect).toContain('choices 1 rank worse in all');
  expect(effect).toContain('2 people move');
  const ruledOut = textOf((await coordinator.get(`${run}/what-if?change=${pinOf(2)}`)).text);
  expect(ruledOut).toContain('One of these cannot be in this match');
  const found = textOf((await coordinator.get(`${run}/what-if?q=nanjian`)).text);
  expect(found).toContain('One seat more Nanjian');

  const locks = await coordinator.get(`${run}/locks?change=${pinOf(1)}`);
  expect(locks.text).toContain(`name="lock" value="${pinOf(1)}"`);
  const again = await doneRun({ lock: pinOf(1) });
  expect(textOf((await coordinator.get(`${again}/volunteers?result=placed`)).text)).toContain('志愿者 1 Student 2nd choice Nanjian');
  expect(textOf((await coordinator.get(`${again}/locks`)).text)).toContain('志愿者 1 stays in Nanjian · English, confident of this run');
  const compared = textOf((await coordinator.get(`/desk/runs/compare?a=${run.split('/').at(-1)}&b=${again.split('/').at(-1)}`)).text);
  expect(compared).toContain('Applications, requests, locks or the lottery changed between the two');
  expect(compared).toMatch(/志愿者 0 .*Nanjian/);
});

test('a lock on somebody who is not in the match is told, and the locks are not lost', async () => {
  const lock = `pin~${road.requestId}~${road.lineId}`;
  const refused = await coordinator.send(runs, { policy: 'stable', lock });
  expect(refused.status).toBe(422);
  expect(textOf(refused.text)).toContain('This is no approved application or line of the season');
  expect(refused.text).toContain(`name="lock" value="${lock}"`);
});

test('results by volunteer say why somebody has no place; why and why not of any pair', async () => {
  const run = await doneRun();
  const unplaced = textOf((await coordinator.get(`${run}/volunteers?result=unplaced`)).text);
  expect(unplaced).toContain('Eligible for 1 line, all given to others');
  expect(unplaced).toContain('Eligible for nothing; most often in the way: Subject and level');
  expect(textOf((await coordinator.get(`${run}/volunteers?name=nobody`)).text)).toContain('No volunteer matches these filters.');
  const search = await coordinator.get(`${run}/why?name=${encodeURIComponent('志愿者 2')}&county=nanjian`);
  expect(search.text).toContain(`application=${applicationOf(2)}`);
  expect(search.text).toContain(`request=${road.requestId}`);
  const why = textOf((await coordinator.get(`${run}/why?application=${applicationOf(2)}&request=${road.requestId}`)).text);
  expect(why).toContain('The line asks for English (Confident); they teach English (Basics).');
  expect(why).toContain('Your first, Nanjian, asked for English at level 2 or above');
});

test('an empty seat says what keeps people out and which single change would help most; of a stable match no cost is given', async () => {
  await database.sql`update lines set minimum = 3, ideal = 3, maximum = 3`;
  const run = await doneRun();
  const short = textOf((await coordinator.get(`${run}/shortages?below=minimum`)).text);
  expect(short).toContain('2 / 3 / 3 Below the minimum 2, of them 0 elsewhere 1 kept out by one rule alone: Subject and level');
  const line = textOf((await coordinator.get(`${run}?county=532926&line=${road.lineId}`)).text);
  expect(line).toContain('Asking for a lower level would fill 1 more.');
  expect(line).toContain('What would help most Asking for a lower level fills 1 more · 1 more would be eligible');
  const stable = await doneRun({ policy: 'stable' });
  const told = textOf((await coordinator.get(`${stable}?county=532926&application=${applicationOf(2)}`)).text);
  expect(told).toContain('rules and facts can be told, exact costs cannot');
  expect(textOf((await coordinator.get(`${stable}/what-if?change=${pinOf(1)}`)).text)).toContain('exact costs cannot');
  await database.sql`update lines set minimum = 1, ideal = 1, maximum = 1`;
});

test('a run that failed says why in the reader’s language; what is not known is shown as it was noted', async () => {
  const { location } = await coordinator.send(runs, { policy: 'need-first' });
  const id = location!.split('/').at(-1)!;
  const fail = async (failure: string) => {
    await database.sql`update runs set failure = ${failure} where id = ${id}`;
    return textOf((await coordinator.get(`/desk/runs/${id}?lang=zh`)).text);
  };
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    await moveRow(tx, 'run', id, 'queued', 'running');
    await moveRow(tx, 'run', id, 'running', 'failed', { finished_at: new Date().toISOString() });
  });
  expect(await fail('its job died 3 times')).toContain('原因：计算任务中断了 3 次');
  expect(await fail('disk full')).toContain('原因：计算出错 系统记录：disk full');
  await coordinator.get('/desk?lang=en');
});

test('a squad whose seats others hold says so, instead of an empty table', async () => {
  await advance(database.sql, await propose(database.sql, road, 0), 'offered', 'accepted');
  const run = await doneRun();
  const bench = await coordinator.get(`${run}?county=532926`);
  expect(textOf(bench.text)).toContain('Earlier placements hold every seat: this match had none to give.');
  expect(textOf(bench.text)).toContain('none open');
});
