import { beforeAll, expect, test } from 'vitest';

import { runImports } from '../../../src/jobs/run-imports.ts';
import { testDatabase } from '../../support/database.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { makeRoad } from '../../support/rows.ts';
import { jobFor } from '../../support/site.ts';

const database = testDatabase();
const now = '2026-12-01T08:00:00Z';
let coordinator: PageReader;

beforeAll(async () => {
  const road = await makeRoad(database.sql);
  coordinator = await PageReader.of(database, road.coordinatorId, now);
});

async function work(): Promise<void> {
  while (await runImports(jobFor(database, now)));
}

const rows = ['532926,甲站,1,20,互联网,2016-03-01', '532926,乙站,许多,20,互联网,2016-03-01'];

test('a coordinator sends a file, matches its columns, sees what would come of it, and imports the sound rows', async () => {
  const form = await coordinator.get('/desk/imports');
  expect(form.text).toContain('enctype="multipart/form-data"');
  // Accounts give roles, which is for admins.
  expect(form.text).not.toContain('value="accounts"');
  const none = await coordinator.send('/desk/imports', { kind: 'stations' });
  expect([none.status, wordsOf(none).includes('Choose a file')]).toEqual([422, true]);
  const broken = await coordinator.sendFile('/desk/imports', new File(['县,站名\n"532926'], 'a.csv'), { kind: 'stations' });
  expect([broken.status, wordsOf(broken).includes('A quotation mark has no second one. (line 2)')]).toEqual([422, true]);

  const file = new File([['A,B,C,D,E,F', ...rows].join('\n')], '站点.csv');
  const { location } = await coordinator.sendFile('/desk/imports', file, { kind: 'stations', encoding: 'detect' });
  const at = location ?? '';
  const received = await coordinator.get(at);
  expect(wordsOf(received)).toContain('No column fills these yet, which every row needs');
  expect(wordsOf(received)).toContain('甲站');
  const columns = { 'column.0': 'county', 'column.1': 'nameZh', 'column.2': 'rooms', 'column.3': 'seats', 'column.4': 'link' };
  const lacking = await coordinator.send(`${at}/columns`, columns);
  expect(lacking.status).toBe(422);
  const twice = await coordinator.send(`${at}/columns`, { ...columns, 'column.5': 'seats' });
  expect([twice.status, twice.text.includes('href="#column.5"')]).toEqual([422, true]);
  expect((await coordinator.send(`${at}/columns`, { ...columns, 'column.5': 'openedDay' })).location).toBe(at);
  expect((await coordinator.get(at)).text).toContain('http-equiv="refresh"');
  await work();

  const checked = await coordinator.get(at);
  expect(wordsOf(checked)).toContain('This is what checking found. Nothing has changed yet.');
  expect(wordsOf(checked)).toContain('C This is not a number');
  // With a faulty row all is not a choice.
  expect(checked.text).not.toContain('value="all"');
  expect((await coordinator.get(`${at}/faults.csv`)).text).toContain('3,C: This is not a number,532926,乙站,许多');
  expect((await coordinator.get(`${at}/faults.xlsx`)).status).toBe(200);
  expect((await coordinator.send(`${at}/apply`, { mode: 'rows' })).location).toBe(at);
  await work();
  expect(wordsOf(await coordinator.get(at))).toContain('have faults and were not written');
  expect(await database.sql`select name_zh from stations`).toEqual([{ name_zh: '甲站' }]);
  // Sent twice, a step changes nothing.
  expect((await coordinator.send(`${at}/apply`, { mode: 'rows' })).location).toBe(at);
  expect(wordsOf(await coordinator.get('/desk/imports'))).toContain('站点.csv');
});
