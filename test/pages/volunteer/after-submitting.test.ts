import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { personOf, type Person } from '../../support/people.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { advance, makeAccount, makeRoad, moveRow, propose, recordMove, type Road } from '../../support/rows.ts';

const database = testDatabase();
let road: Road;
let coordinator: Person;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 4, maximum: 4, stage: 'matching' });
  coordinator = await personOf(database, road.coordinatorId);
});

async function volunteerAt(index: number, now = '2027-05-12T08:00:00Z') {
  const { accountId, applicationId } = road.volunteers[index]!;
  return { reader: await PageReader.of(database, accountId, now), path: `/applications/${applicationId}` };
}

test('nobody hears half a result: a proposal shows nowhere until it is released', async () => {
  const { reader, path } = await volunteerAt(0);
  const placementId = await propose(database.sql, road, 0);
  const waiting = await reader.get(path);
  expect(wordsOf(waiting)).toContain('The match is under way');
  expect(waiting.text).not.toContain(placementId);
  expect((await reader.get('/applications')).text).not.toContain(placementId);

  await advance(database.sql, placementId, 'offered');
  const list = await reader.get('/applications');
  expect(wordsOf(list)).toMatch(/^My applications .*Waiting for your answer Nanjian, English/);
  expect(wordsOf(list)).toContain('20 May 2027, 08:00');
  expect(list.text).toContain(`href="/placements/${placementId}"`);
  const offered = await reader.get(path);
  expect(wordsOf(offered)).toContain('Offer: Nanjian');
  expect(wordsOf(offered)).toContain('a place you did not rank');
  expect(wordsOf(await reader.get(`${path}/withdraw`))).toContain(
    'step back from these placements, and the county is told: Nanjian, English',
  );
  await reader.send(`${path}/withdraw`, { reason: 'Illness in the family' });
  const [row] = await database.sql`select state from placements where id = ${placementId}`;
  expect(row?.['state']).toBe('withdrawn');
});

test('the stages say what was, what is now and with whom, and what is promised for when', async () => {
  const { reader, path } = await volunteerAt(1, '2027-04-01T08:00:00Z');
  const page = await reader.get(path);
  const stages = [...page.text.matchAll(/<li class="(past|now|next)"[^>]*><span class="stage">([^<]*)</g)].map(
    ([, when, title]) => `${when} ${title}`,
  );
  expect(stages).toEqual([
    'past Begun',
    'past Submitted',
    'past Approved',
    'now Match day',
    'next Offers are sent',
    'next Deadline to answer',
    'next Teaching begins',
  ]);
  expect(wordsOf(page)).toContain('Match day expected 10 May 2027 With the coordinator');
  expect(wordsOf(page)).toContain('within 72 hours of the offer');
  const zh = wordsOf(await reader.get(path, 'zh'));
  expect(zh).toContain('匹配日 预计 2027年5月10日');
  expect(wordsOf(page)).toContain('Ask a person to look');
});

test('from the release on the application says why not the choices before the place, or why there is none', async () => {
  const { sql } = database;
  const { seasonId, requestId, lineId, volunteers } = road;
  const target = { kind: 'request', id: requestId };
  const missed = [{ rank: 1, target, lineId, because: { kind: 'goal', goal: 'fit' } }];
  const reason = { placed: [], missed, able: { lines: 3, eligible: 1, nearest: 'dates' } };
  await sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const [row] = await tx`insert into runs (season_id, policy, locks) values (${seasonId}, 'need-first', '{}') returning id`;
    const id = String(row?.['id']);
    await recordMove(tx, 'run', id, null, 'queued');
    const done = { snapshot_sha256: '00', summary: tx.json({}) };
    await moveRow(tx, 'run', id, 'queued', 'running');
    await moveRow(tx, 'run', id, 'running', 'done', done);
    await moveRow(tx, 'run', id, 'done', 'published', { published_at: '2027-05-11T08:00:00Z' });
    for (const { applicationId } of volunteers.slice(1, 3)) {
      await tx`insert into run_reasons (run_id, application_id, reason) values (${id}, ${applicationId}, ${tx.json(reason)})`;
    }
  });
  const { reader, path } = await volunteerAt(1);
  expect(wordsOf(await reader.get(path))).not.toContain('went to volunteers');
  await sql`update runs set released_at = '2027-05-11T09:00:00Z'`;
  const page = wordsOf(await reader.get(path));
  expect(page).toContain('Why there is no place You have no place in this match. Places that asked for your subjects: 3.');
  expect(page).toContain('Your first, Nanjian, went to volunteers who return to it, have more experience');
  expect(page).not.toContain('The match is under way');
  expect(wordsOf(await reader.get(path, 'zh'))).toContain('您的第一志愿南涧彝族自治县安排给了重返该县');

  const placed = await volunteerAt(2);
  const placementId = await propose(sql, road, 2);
  expect(wordsOf(await placed.reader.get(placed.path))).toContain('Why there is no place');
  await advance(sql, placementId, 'offered');
  const offered = wordsOf(await placed.reader.get(placed.path));
  expect(offered).toContain('Why not a choice before it Your first, Nanjian, went to');
  expect(offered).not.toContain('You have no place in this match');
  await sql`update placements set rank = 1 where id = ${placementId}`;
  expect(wordsOf(await placed.reader.get(placed.path))).not.toContain('Why not a choice before it');
});

test('whoever teaches already cannot withdraw, and is told so where they tried', async () => {
  const { reader, path } = await volunteerAt(2);
  const [placed] = await database.sql`select id from placements where application_id = ${road.volunteers[2]!.applicationId}`;
  await database.sql`delete from season_checks where season_id = ${road.seasonId}`;
  await advance(database.sql, String(placed?.['id']), 'accepted', 'started');
  const page = await reader.send(`${path}/withdraw`, { reason: 'I want to go home' });
  expect([page.status, wordsOf(page).includes('Teaching has begun already')]).toEqual([422, true]);
  expect(page.text).toContain('I want to go home');
});

test('a returned application shows the coordinator’s words first, and is changed again', async () => {
  const { accountId } = road.volunteers[3]!;
  const open = await makeRoad(database.sql, { stage: 'open' });
  const reader = await PageReader.of(database, accountId);
  const begun = await reader.send('/applications', { seasonId: open.seasonId });
  const path = String(begun.location).replace('?done=begun', '');
  const fill = async (part: string, fields: Record<string, string>) => {
    const version = /name="version" value="(\d+)"/.exec((await reader.get(`${path}/${part}`)).text)?.[1] ?? '';
    return reader.send(`${path}/${part}`, { version, ...fields });
  };
  await fill('subjects', { 'level.english': '1' });
  await fill('availability', {
    deliveries: 'distance',
    'windows.0.startDay': '2027-07-01',
    'windows.0.endDay': '2027-07-30',
    'windows.0.weeklyHours': '8',
  });
  expect((await reader.send(`${path}/submit`)).location).toBe(`${path}?done=submitted`);
  expect((await reader.get(`${path}/subjects`)).location).toBe(path);
  expect((await coordinator.site('POST', `${path}/return`, { reason: 'Say more of your dates' })).status).toBe(200);
  const returned = wordsOf(await reader.at('2027-05-02T08:00:00Z').get(path));
  expect(returned.indexOf('Say more of your dates')).toBeLessThan(returned.indexOf('needed parts done'));
  expect((await fill('subjects', { 'level.english': '2' })).status).toBe(303);
  expect(wordsOf(await reader.at('2027-05-02T08:00:00Z').get(`${path}/check-answers`))).toContain('Submit the application again');
  expect((await reader.at('2027-05-02T08:00:00Z').send(`${path}/submit`)).location).toBe(`${path}?done=submitted`);
});

test('who reads applications for the programme is led to the desk, and a county officer to nothing', async () => {
  const { path } = await volunteerAt(1);
  const staff = await PageReader.of(database, road.coordinatorId);
  expect((await staff.get(path)).location).toBe(`/desk${path}`);
  expect((await staff.get('/applications')).location).toBe('/desk/applications');
  expect((await staff.get(`${path}/subjects`)).status).toBe(403);
  const officer = await PageReader.of(database, await makeAccount(database.sql, 'county', '县'));
  expect((await officer.get(path)).status).toBe(403);
});
