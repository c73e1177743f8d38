import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeVolunteer } from '../../support/people.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { makeRoad, moveRow, type Road } from '../../support/rows.ts';

const database = testDatabase();
let road: Road;

beforeAll(async () => {
  road = await makeRoad(database.sql, { stage: 'open' });
});

async function withDraft(name: string) {
  const { id } = await makeVolunteer(database, name);
  const reader = await PageReader.of(database, id);
  const begun = await reader.send('/applications', { seasonId: road.seasonId });
  return { reader, path: `${String(begun.location).replace('?done=begun', '')}/team` };
}

const codeIn = (page: { text: string }) => /<code[^>]*>([a-z2-9]{12})<\/code>/.exec(page.text)?.[1] ?? '';

test('one creates a team and passes the code on, another joins with it, and both see who goes', async () => {
  const [first, second] = [await withDraft('周远'), await withDraft('李想')];
  expect((await first.reader.send(first.path, { do: 'create' })).status).toBe(422);
  expect((await first.reader.send(first.path, { do: 'create', createWish: 'together' })).location).toBe(`${first.path}?done=created`);
  const own = await first.reader.get(first.path);
  expect(wordsOf(own)).toContain('A team needs two members');
  const code = codeIn(own);
  const typed = `${code.slice(0, 4).toUpperCase()} ${code.slice(4)}`;
  const joined = await second.reader.send(second.path, { do: 'join', code: typed, joinWish: 'alone' });
  expect(joined.location).toBe(`${second.path}?done=joined`);
  for (const { reader, path } of [first, second]) {
    const seen = wordsOf(await reader.get(path));
    expect(seen).toContain('周远');
    expect(seen).toContain('李想');
  }
  await second.reader.send(second.path, { do: 'wish', wish: 'together' });
  expect(wordsOf(await second.reader.get(second.path))).toContain('李想 (you) Only together');
  expect((await second.reader.send(second.path, { do: 'leave' })).location).toBe(`${second.path}?done=left`);
  expect(wordsOf(await first.reader.get(first.path))).not.toContain('李想');
  expect((await second.reader.send(second.path, { do: 'leave' })).status).toBe(303);
});

test('a code that opens nothing is told beside it, and what was typed stays', async () => {
  const { reader, path } = await withDraft('猜的人');
  const short = await reader.send(path, { do: 'join', code: 'abc', joinWish: 'alone' });
  expect([short.status, wordsOf(short).includes('A code is twelve small letters and digits')]).toEqual([422, true]);
  const unknown = await reader.send(path, { do: 'join', code: 'abcdefghjkmn', joinWish: 'alone' });
  expect(wordsOf(unknown)).toContain('No team has this code');
  expect(unknown.text).toContain('value="abcdefghjkmn"');
  expect((await reader.send(path)).status).toBe(422);
});

test('a seventh is told that the team is full, and whoever is in one joins no other', async () => {
  const leader = await withDraft('队长');
  await leader.reader.send(leader.path, { do: 'create', createWish: 'alone' });
  const code = codeIn(await leader.reader.get(leader.path));
  for (const name of ['二', '三', '四', '五', '六']) {
    const { reader, path } = await withDraft(name);
    expect((await reader.send(path, { do: 'join', code, joinWish: 'alone' })).status).toBe(303);
  }
  const seventh = await withDraft('七');
  expect(wordsOf(await seventh.reader.send(seventh.path, { do: 'join', code, joinWish: 'alone' }))).toContain('six members already');
  expect(wordsOf(await leader.reader.send(leader.path, { do: 'create', createWish: 'alone' }))).toContain('You are in a team already');
});

test('once the season is matched teams stay as they are, and the page says so', async () => {
  const { reader, path } = await withDraft('晚到的人');
  await database.sql.begin(async (transaction) => {
    await moveRow(transaction as unknown as typeof database.sql, 'season', road.seasonId, 'open', 'matching');
  });
  expect(wordsOf(await reader.get(path))).toContain('teams cannot change');
  const page = await reader.send(path, { do: 'create', createWish: 'alone' });
  expect([page.status, wordsOf(page).includes('teams cannot change')]).toEqual([422, true]);
});
