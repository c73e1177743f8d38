import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makeVolunteer } from '../../support/people.ts';
import { PageReader, valueIn, wordsOf } from '../../support/page-reader.ts';
import { makeRoad, recordMove, type Road } from '../../support/rows.ts';

const database = testDatabase();
let road: Road;

beforeAll(async () => {
  road = await makeRoad(database.sql, { stage: 'open', maximum: 3 });
  await database.sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values
    ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01'), ('530112', '530000', '西山区', 'Xishan', 2, '2013-01-01')`;
});

/** A volunteer who teaches English on site in July, with a draft; gives the address of its choices. */
async function withDraft(name: string) {
  const { id } = await makeVolunteer(database, name);
  const reader = await PageReader.of(database, id);
  const begun = await reader.send('/applications', { seasonId: road.seasonId });
  const path = String(begun.location).replace('?done=begun', '');
  return { id, reader, path };
}

type Stored = { readonly rank: number; readonly target: string }[];

async function choicesOf(path: string): Promise<Stored> {
  const id = path.split('/').at(-1) ?? '';
  const rows = await database.sql`select rank, coalesce(request_id::text, county_code, province_code) as target
    from application_choices where application_id = ${id} order by rank, position desc`;
  return rows.map((row) => ({ rank: Number(row['rank']), target: String(row['target']) }));
}

/** The form as it stands in the page, with a button pressed. */
async function press(reader: PageReader, path: string, move: string, also: Record<string, string> = {}) {
  const page = await reader.get(`${path}/choices`);
  const named = [...page.text.matchAll(/<input type="hidden" name="(choices\.\d+\.\w+|never)" value="([^"]*)"/g)];
  const fields: Record<string, string | string[]> = { version: valueIn(page, 'version'), scope: 'anywhere_after', move, ...also };
  for (const [, name = '', value = ''] of named) fields[name] = name === 'never' ? [...[fields[name] ?? []].flat(), value] : value;
  return reader.send(`${path}/choices`, fields);
}

test('choices are added, moved up and down, tied and removed by buttons alone', async () => {
  const { reader, path } = await withDraft('排序的人');
  for (const add of ['county:530111', 'county:530112', 'province:530000']) await press(reader, path, 'add', { add });
  expect(await choicesOf(path)).toEqual([
    { rank: 1, target: '530111' },
    { rank: 2, target: '530112' },
    { rank: 3, target: '530000' },
  ]);
  const up = await press(reader, path, 'up:province:530000');
  expect(up.location).toBe(`${path}/choices#province:530000`);
  await press(reader, path, 'tie:county:530112');
  expect((await choicesOf(path)).map(({ rank, target }) => `${rank} ${target}`).toSorted()).toEqual(['1 530111', '2 530000', '2 530112']);
  expect(wordsOf(await reader.get(`${path}/choices`))).toContain('Choice 2 · tied');
  await press(reader, path, 'up:county:530112');
  expect(await choicesOf(path)).toEqual([
    { rank: 1, target: '530111' },
    { rank: 2, target: '530112' },
    { rank: 3, target: '530000' },
  ]);
  await press(reader, path, 'down:county:530111');
  await press(reader, path, 'remove:county:530112');
  expect(await choicesOf(path)).toEqual([
    { rank: 1, target: '530111' },
    { rank: 2, target: '530000' },
  ]);
  // At either end there is nowhere to go.
  await press(reader, path, 'up:county:530111');
  await press(reader, path, 'down:province:530000');
  expect((await choicesOf(path)).map(({ target }) => target)).toEqual(['530111', '530000']);
});

test('a place is ranked or ruled out, never both, and the form says which', async () => {
  const { reader, path } = await withDraft('有所不去的人');
  await press(reader, path, 'add', { add: 'county:530111' });
  expect(wordsOf(await press(reader, path, 'never', { addNever: 'county:530111' }))).toContain(
    'This is among your choices. Remove it there first',
  );
  await press(reader, path, 'never', { addNever: 'county:530112' });
  expect(wordsOf(await press(reader, path, 'add', { add: 'county:530112' }))).toContain('You ruled this out');
  expect(wordsOf(await press(reader, path, 'add', { add: 'county:530111' }))).toContain('This is among your choices already');
  expect(wordsOf(await press(reader, path, 'add'))).toContain('Choose a county or province first');
  expect(await choicesOf(path)).toEqual([
    { rank: 0, target: '530112' },
    { rank: 1, target: '530111' },
  ]);
  await press(reader, path, 'allow:county:530112');
  expect(await choicesOf(path)).toEqual([{ rank: 1, target: '530111' }]);
  const only = await press(reader, path, 'remove:county:530111', { scope: 'only_these' });
  expect(only.status).toBe(303);
  expect(wordsOf(await reader.get(`${path}/check-answers`))).toContain('make at least one choice');
});

test('each need says in words what stands in its way, and is added from the list of those that fit', async () => {
  const { reader, path } = await withDraft('看需求的人');
  const nothingSaid = wordsOf(await reader.get(`${path}/needs`));
  expect(nothingSaid).toContain('No need fits you at present');
  const all = wordsOf(await reader.get(`${path}/needs?fit=all`));
  for (const reason of ['Asks for English at level “Basics”', 'Needs you for the whole of 12 – 26 July 2027', 'Is taught so: On site']) {
    expect(all).toContain(reason);
  }
  await database.sql`insert into application_subjects (application_id, subject_code, level) values (${path.split('/').at(-1) ?? ''}, 'english', 2)`;
  const version = async () => valueIn(await reader.get(`${path}/availability`), 'version');
  const window = { 'windows.0.startDay': '2027-07-01', 'windows.0.endDay': '2027-08-01', 'windows.0.weeklyHours': '20' };
  await reader.send(`${path}/availability`, { version: await version(), deliveries: 'on_site', ...window });
  const fits = await reader.get(`${path}/needs`);
  expect(wordsOf(fits)).toContain('Fits once checks are cleared');
  expect(wordsOf(fits)).toContain('Checks not cleared yet: Identity check');
  const added = await reader.send(`${path}/needs?subject=english`, { version: await version(), target: `request:${road.requestId}` });
  expect(added.location).toBe(`${path}/needs?subject=english&done=added#${road.requestId}`);
  expect(await choicesOf(path)).toEqual([{ rank: 1, target: road.requestId }]);
  expect(wordsOf(await reader.get(`${path}/needs`))).toContain('Among your choices');
  expect(wordsOf(await reader.get(`${path}/choices`))).toContain(
    'Nanjian, English, On site, 12 – 26 July 2027 Fits once checks are cleared',
  );
  expect((await reader.send(`${path}/needs`, { target: 'county:530111' })).status).toBe(422);
  expect(wordsOf(await reader.get(`${path}/needs?province=110000&after=nonsense&fit=all`))).toContain('No need is like this.');
});

test('two windows with the same choices: the second is told, and keeps its order', async () => {
  const { reader, path } = await withDraft('两个窗口');
  const old = valueIn(await reader.get(`${path}/choices`), 'version');
  await press(reader, path, 'add', { add: 'county:530111' });
  const page = await reader.send(`${path}/choices`, {
    version: old,
    scope: 'anywhere_after',
    'choices.0.target': 'county:530112',
    'choices.0.rank': '1',
  });
  expect([page.status, valueIn(page, 'choices.0.target')]).toEqual([422, 'county:530112']);
  expect(wordsOf(page)).toContain('This application was just changed elsewhere');
  expect(wordsOf(page)).toContain('Xishan');
});

test('a request that was cancelled after it was ranked is told of, and removed', async () => {
  const { reader, path } = await withDraft('落空的人');
  const other = await makeRequest();
  const version = valueIn(await reader.get(`${path}/statement`), 'version');
  await reader.send(`${path}/needs`, { version, target: `request:${other}` });
  await database.sql.begin(async (transaction) => {
    await transaction`update requests set state = 'cancelled' where id = ${other}`;
    await recordMove(transaction as unknown as typeof database.sql, 'request', other, 'approved', 'cancelled');
  });
  expect(wordsOf(await reader.get(`${path}/choices`))).toContain('This request was cancelled or changed. Remove it');
  const page = await reader.get(`${path}/statement`);
  const blocked = await reader.send(`${path}/statement`, { version: valueIn(page, 'version'), statement: 'My words' });
  expect([blocked.status, wordsOf(blocked).includes('Something in another part')]).toEqual([422, true]);
  expect(blocked.text).toContain('My words');
  expect((await press(reader, path, `remove:request:${other}`)).status).toBe(303);
  expect(await choicesOf(path)).toEqual([]);
});

async function makeRequest(): Promise<string> {
  const { sql } = database;
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const [row] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
      values (${road.seasonId}, '530111', 'camp', 'on_site', '官渡二中', '2027-07-12', '2027-07-26', 20) returning id`;
    const id = String(row?.['id']);
    await tx`insert into lines (request_id, season_id, position, subject_code, level, role, minimum, ideal, maximum)
      values (${id}, ${road.seasonId}, 0, 'english', 1, 'teacher', 1, 2, 2)`;
    for (const [from, to] of [
      [null, 'draft'],
      ['draft', 'submitted'],
      ['submitted', 'approved'],
    ] as const) {
      if (from !== null) await tx`update requests set state = ${to} where id = ${id}`;
      await recordMove(tx, 'request', id, from, to);
    }
    return id;
  });
}

test('before submitting, somebody learns that nothing they chose fits them', async () => {
  const { reader, path } = await withDraft('还没填学科的人');
  const told = 'None of your choices has a need that fits you';
  expect(wordsOf(await reader.get(`${path}/check-answers`))).not.toContain(told);
  await press(reader, path, 'add', { add: 'county:532926' });
  expect(wordsOf(await reader.get(`${path}/check-answers`))).toContain(told);
  // Where nobody needs anything yet, nothing can be said.
  await press(reader, path, 'remove:county:532926');
  await press(reader, path, 'add', { add: 'county:530111' });
  expect(wordsOf(await reader.get(`${path}/check-answers`))).not.toContain(told);
});
