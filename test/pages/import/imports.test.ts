import { beforeAll, expect, test } from 'vitest';

import { runImports } from '../../../src/jobs/run-imports.ts';
import { testDatabase } from '../../support/database.ts';
import { PageReader, wordsOf } from '../../support/page-reader.ts';
import { makeRoad } from '../../support/rows.ts';
import { appFor, jobFor, siteUrl, tokenOf } from '../../support/site.ts';

const database = testDatabase();
const now = '2026-12-01T08:00:00Z';
let coordinator: PageReader;
let token: string;

beforeAll(async () => {
  const road = await makeRoad(database.sql);
  coordinator = await PageReader.of(database, road.coordinatorId, now);
  token = await tokenOf(database.sql, road.coordinatorId);
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

const boundary = '----a form of the tests';
const part = (head: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
const formOf = (file: string, end = `--${boundary}--\r\n`) =>
  part('name="kind"', 'stations') + part('name="encoding"', 'utf-8') + part('name="file"; filename="a %22b%22.csv"', file) + end;

/** A form that comes over the wire in pieces of so many bytes. */
async function sendInPieces(form: string, size: number, declared?: number) {
  const bytes = new TextEncoder().encode(form);
  let read = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (read >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(read, (read += size)));
    },
  });
  const headers = new Headers({ Accept: 'text/html', 'Accept-Language': 'en', Origin: siteUrl, Authorization: `Bearer ${token}` });
  headers.set('Content-Type', `multipart/form-data; boundary="${boundary}"`);
  if (declared !== undefined) headers.set('Content-Length', String(declared));
  const asked: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' };
  const response = await appFor(database, { now }).request('/desk/imports', asked);
  return {
    status: response.status,
    location: response.headers.get('Location'),
    text: await response.text(),
    isReadToTheEnd: read >= bytes.length,
  };
}

test.each([1, 7, 64, 100_000])('a form that comes in pieces of %i bytes is the same file, whatever stands in it', async (size) => {
  // What looks like a boundary and is none.
  const looksAlike = `\r\n--${boundary.slice(0, -1)}`;
  const file = ['县,站名', `532926,"甲${looksAlike}"`, '532926,乙'].join('\r\n');
  const sent = await sendInPieces(formOf(file), size);
  const id = (sent.location ?? '').split('/').at(-1) ?? '';
  const [held] = await database.sql`select file_name, file_bytes, rows, kind, encoding from imports where id = ${id}`;
  expect([sent.status, held]).toEqual([
    303,
    { file_name: 'a "b".csv', file_bytes: new TextEncoder().encode(file).length, rows: 2, kind: 'stations', encoding: 'utf-8' },
  ]);
  const [row] = await database.sql`select cells from import_rows where import_id = ${id} order by line limit 1`;
  expect(row?.['cells']).toEqual(['532926', `甲${looksAlike}`]);
});

test('a file that is too large is refused in words where it was chosen, with what was chosen; a form that breaks off leaves nothing', async () => {
  const large = await sendInPieces(formOf('a,b\r\n'.repeat(1000)), 100, 65 * 1024 * 1024);
  expect([large.status, large.isReadToTheEnd]).toEqual([422, true]);
  expect(wordsOf(large)).toContain('The file is larger than 64 MiB. Send it in parts.');
  expect(large.text).toMatch(/value="stations"[^>]* checked/);
  // A browser reads the answer only once it has sent all of its form.
  const old = await sendInPieces(formOf(`\u00d0${'x'.repeat(5000)}"`), 100);
  expect([old.status, old.isReadToTheEnd]).toEqual([422, true]);
  const [before] = await database.sql`select count(*)::int as imports from imports`;
  expect((await sendInPieces(formOf('县,站名\r\n532926,甲', ''), 64)).status).toBe(400);
  expect((await sendInPieces(formOf('县,站名').replace(`--${boundary}\r\n`, ''), 64)).status).not.toBe(303);
  expect(await database.sql`select count(*)::int as imports from imports`).toEqual([before]);
});
