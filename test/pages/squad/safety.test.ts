import { beforeAll, expect, test } from 'vitest';

import { openLetter } from '../../../src/db/queries/messages.ts';
import { testDatabase } from '../../support/database.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { advance, makeAccount, makeRoad, propose, type Road } from '../../support/rows.ts';
import { testKeys } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
const now = '2027-07-14T06:00:00Z';
let road: Road;
let coordinator: PageReader;
let safeguarding: PageReader;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  for (const index of [0, 1]) await advance(database.sql, await propose(database.sql, road, index), 'offered', 'accepted');
  coordinator = await PageReader.of(database, road.coordinatorId, now);
  safeguarding = await PageReader.of(database, await makeAccount(database.sql, 'safeguarding', '保护'), now);
});

/** Where the newest letter with a question leads, as its reader finds it. */
async function linkOf(index: number): Promise<string> {
  const [row] = await database.sql`select event_id, template, sealed_letter from messages
    where template = 'safety-call' and account_id = ${road.volunteers[index]!.accountId} order by id desc limit 1`;
  const message = { eventId: String(row?.['event_id']), template: 'safety-call', sealedLetter: row?.['sealed_letter'] as Uint8Array };
  const { text } = await openLetter(testKeys, message as Parameters<typeof openLetter>[1]);
  return /\/safe\/[\w-]{43}/.exec(text)?.[0] ?? '';
}

test('the desk asks after it has seen how many a letter goes to, and reads who has not answered', async () => {
  const page = await coordinator.get('/desk/safety');
  expect(wordsOf(page)).toContain('Nobody waits for help.');
  const [, target = ''] = /<option value="(squad:[^"]+)"/.exec(page.text) ?? [];
  expect((await coordinator.send('/desk/safety', { target: 'squad:0', text: '' })).status).toBe(422);
  const confirm = await coordinator.send('/desk/safety', { target, text: 'There was an earthquake' });
  expect(wordsOf(confirm)).toMatch(/each of the 2 people .* There was an earthquake/);
  expect((await database.sql`select from safety_calls`).length).toBe(0);
  const asked = await safeguarding.send('/desk/safety', { target, text: 'There was an earthquake', confirmed: 'yes' });
  expect(asked.location).toMatch(/^\/desk\/safety-calls\/[0-9a-f-]{36}\?done=asked$/);
  expect(wordsOf(await coordinator.get(asked.location ?? ''))).toMatch(/Needs help 0 No answer yet 2 Well 0/);
});

test('to open the letter’s link answers nothing; one tap answers, without signing in, and whoever needs help stands first on the desk', async () => {
  const visitor = new Visitor(database);
  const [well, help] = [await linkOf(0), await linkOf(1)];
  expect((await visitor.get(well, { now })).text).toContain('志愿者 0');
  expect((await database.sql`select from safety_replies where answer is not null`).length).toBe(0);
  expect((await visitor.send(well, { answer: 'perhaps' }, { now })).status).toBe(422);
  expect((await visitor.send(well, { answer: 'well' }, { now })).location).toBe(`${well}?done=well`);
  expect((await visitor.send(help, { answer: 'needs_help', note: 'The road is gone' }, { now })).location).toBe(`${help}?done=needs_help`);
  expect((await visitor.get(`${help}?done=needs_help`, { now })).text).toContain('Coordinators and the safeguarding lead have been told');

  const desk = await safeguarding.get('/desk/safety');
  expect(wordsOf(desk)).toMatch(/nobody has helped yet .*志愿者 1 .*The road is gone/);
  const [, id = ''] = /\/desk\/safety-replies\/([0-9a-f-]{36})\/helped/.exec(desk.text) ?? [];
  expect((await safeguarding.send(`/desk/safety-replies/${id}/helped`)).status).toBe(422);
  const helped = await safeguarding.send(`/desk/safety-replies/${id}/helped`, { [`action-${id}`]: 'A car is on its way' });
  expect(helped.location).toBe('/desk/safety?done=helped');
  expect(wordsOf(await coordinator.get('/desk/safety'))).toContain('Nobody waits for help.');
});

test('a link that nobody made, or whose question is two weeks old, opens nothing', async () => {
  const visitor = new Visitor(database);
  const link = await linkOf(0);
  expect((await visitor.get(link, { now: '2027-07-28T05:00:00Z' })).status).toBe(200);
  for (const [path, at] of [
    [link, '2027-07-28T07:00:00Z'],
    [`/safe/${'x'.repeat(43)}`, now],
    ['/safe/x', now],
  ] as const) {
    expect((await visitor.get(path, { now: at })).status).toBe(404);
    expect((await visitor.send(path, { answer: 'well' }, { now: at })).status).toBe(404);
  }
});

test('volunteers do not ask one another', async () => {
  const volunteer = await PageReader.of(database, road.volunteers[0]!.accountId, now);
  expect((await volunteer.get('/desk/safety')).status).toBe(403);
});
