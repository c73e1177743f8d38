import { beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { makeTwoPlaces, type TwoPlaces } from '../../support/two-places.ts';

const database = testDatabase();
const now = '2027-05-20T08:00:00Z';
let places: TwoPlaces;
let first: PageReader;
let second: PageReader;
let coordinator: PageReader;
let own: string;
let others: string;

beforeEach(async () => {
  places = await makeTwoPlaces(database);
  first = await PageReader.of(database, places.first.volunteer.id, now);
  second = await PageReader.of(database, places.second.volunteer.id, now);
  coordinator = await PageReader.of(database, places.coordinator.id, now);
  own = `/placements/${places.first.placementId}/swap`;
  others = `/placements/${places.second.placementId}/swap`;
});

const linkIn = (text: string) => /\/swap\/[\w-]{43}/.exec(text)?.[0] ?? '';

test('two volunteers swap by a link, see each other’s place and nobody’s name, and a coordinator confirms', async () => {
  expect((await first.get(`/placements/${places.first.placementId}`)).text).toContain(`href="${own}"`);
  expect(wordsOf(await first.get(own))).toContain('Make the link');
  const made = await first.send(own);
  expect(wordsOf(made)).toContain('It is shown this once');
  const link = linkIn(made.text);
  expect((await first.get(own)).text).not.toContain(link);
  expect(wordsOf(await first.get(link))).toContain('You made this link yourself');

  const opened = await second.get(link);
  expect(wordsOf(opened)).toContain('南涧一中');
  expect(wordsOf(opened)).toContain('官渡中学');
  expect(opened.text).not.toContain('志愿者 0');
  const nothing = await second.send(link, {});
  expect([nothing.status, nothing.text.includes('Choose a placement')]).toEqual([422, true]);
  const given = await second.send(link, { placementId: places.second.placementId });
  expect(given.location).toBe(`${others}?done=proposed`);
  expect(wordsOf(await second.get(`${others}?done=proposed`))).toContain('Whoever invited you now looks at your placement');
  expect((await second.get(link)).status).toBe(404);

  const seen = await first.get(own);
  expect(wordsOf(seen)).toContain('官渡中学');
  expect(seen.text).not.toContain('志愿者 1');
  expect((await first.send(`${own}/agree`)).location).toBe(`${own}?done=agreed`);

  expect(wordsOf(await coordinator.get('/desk'))).toContain('Swaps to confirm');
  const [at = ''] = /\/desk\/swaps\/[0-9a-f-]{36}/.exec((await coordinator.get('/desk/swaps')).text) ?? [];
  for (const said of ['志愿者 0 and 志愿者 1', 'each takes the other’s seat']) expect(wordsOf(await coordinator.get(at))).toContain(said);
  const unsaid = await coordinator.send(`${at}/refuse`, { reason: '' });
  expect([unsaid.status, unsaid.text.includes('This is needed')]).toEqual([422, true]);
  expect((await coordinator.send(`${at}/confirm`)).location).toBe(`${at}?done=confirmed`);
  expect(wordsOf(await coordinator.get(`${at}?done=confirmed`))).toContain('Exchanged. Both volunteers and both counties are written to.');
  const late = await coordinator.send(`${at}/confirm`);
  expect([late.status, wordsOf(late).includes('This swap has just moved on')]).toEqual([409, true]);

  const [row] = await database.sql`select id from placements where replaces_id = ${places.second.placementId}`;
  const there = `/desk/placements/${String(row?.['id'])}`;
  expect((await coordinator.get(there)).text).toContain(`<a href="${at}">a swap</a>`);
  expect(wordsOf(await first.get(own))).toContain('This swap is done');
  expect(wordsOf(await first.get(`/placements/${String(row?.['id'])}`))).not.toContain('Offered');
});

test('what stands in the way is told in words, each on their own side; a coordinator reads both', async () => {
  const link = linkIn((await first.send(own)).text);
  await database.sql`update lines set level = 3 where id = ${places.first.lineId}`;
  const refused = await second.send(link, { placementId: places.second.placementId });
  expect([refused.status, wordsOf(refused).includes('The rules of the match do not allow it: Subject and level')]).toEqual([422, true]);
  await database.sql`update lines set level = 1 where id = ${places.first.lineId}`;
  await second.send(link, { placementId: places.second.placementId });
  await database.sql`update lines set level = 3 where id = ${places.first.lineId}`;
  const answered = await first.send(`${own}/agree`);
  expect(wordsOf(answered)).toContain('The other does not fulfil what your place asks for');
  expect(wordsOf(answered)).not.toContain('Subject and level');
  await database.sql`update lines set level = 1 where id = ${places.first.lineId}`;
  await first.send(`${own}/agree`);
  await database.sql`update lines set level = 3 where id = ${places.first.lineId}`;
  const [at = ''] = /\/desk\/swaps\/[0-9a-f-]{36}/.exec((await coordinator.get('/desk/swaps')).text) ?? [];
  expect(wordsOf(await coordinator.send(`${at}/confirm`))).toContain(
    'The rules do not let 志愿者 1 take the other place: Subject and level.',
  );
  expect((await coordinator.send(`${at}/refuse`, { reason: '级别不同' })).location).toBe(`${at}?done=refused`);
  expect(wordsOf(await second.get(others))).toContain('级别不同');
});

test('either takes it back, and may begin anew', async () => {
  const link = linkIn((await first.send(own)).text);
  await second.send(link, { placementId: places.second.placementId });
  expect((await second.send(`${others}/withdraw`)).location).toBe(`${others}?done=withdrawn`);
  const after = await first.get(own);
  for (const said of ['The last swap was taken back', 'Make the link']) expect(wordsOf(after)).toContain(said);
});
