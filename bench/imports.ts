import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { writeXlsx } from 'hucre/xlsx';
import postgres from 'postgres';

import { startEmbeddedPostgres } from '../scripts/installation/embedded-postgres.ts';
import { newKey } from '../scripts/installation/keys.ts';
import { fillDatabase, makeDatabase, openForApplication } from '../scripts/installation/prepare-database.ts';

/**
 * What taking a file of stations in costs, checking it and writing it row by row, for a tenth and the whole of a hundred thousand rows as CSV
 * and as a workbook: rows a second, and the most memory of the process that reads. Each file is taken in by a process of its own. The stations
 * lie in all counties in turn, as stations do: each part of a file is compared with all that its counties have.
 */
const header = ['县', '站名', '教室数', '座位数', '接入方式', '开通日期', '关闭日期'];
const sizes = [10_000, 100_000] as const;
const folder = await mkdtemp(path.join(tmpdir(), 'zhijiao-bench-'));
const server = await startEmbeddedPostgres(path.join(folder, 'data', 'postgres'), { flags: ['fsync=off'] });
try {
  const ownerUrl = await makeDatabase(server.adminUrl);
  const keys = { signInSecret: newKey(), hashKey: newKey(), fieldKeys: { 1: newKey() } };
  const databaseUrl = await openForApplication(ownerUrl, { secret: newKey(), keys });
  await fillDatabase(ownerUrl, { empty: true, keys });
  const counties = await countyCodes(ownerUrl);
  console.log('| file | rows | MB | taken in, rows/s | checked, rows/s | written, rows/s | most memory, MB |');
  console.log('|---|---|---|---|---|---|---|');
  for (const format of ['csv', 'xlsx'] as const) {
    const memory: number[] = [];
    for (const count of sizes) {
      const file = path.join(folder, `${count}.${format}`);
      await writeFile(file, await bytesOf(format, count, counties));
      const one = new URL('imports/one-file.ts', import.meta.url).pathname;
      const told = execFileSync(process.execPath, [one, databaseUrl, ownerUrl, file], { encoding: 'utf8' });
      const [megabytes = 0, taken = 0, checked = 0, written = 0, most = 0] = told.trim().split(' ').map(Number);
      const speed = (seconds: number) => Math.round(count / seconds).toLocaleString('en');
      console.log(
        `| ${format} | ${count.toLocaleString('en')} | ${megabytes.toFixed(1)} | ${speed(taken)} | ${speed(checked)} | ${speed(written)} | ${most.toFixed(0)} |`,
      );
      memory.push(most);
    }
    const [small = NaN, large = NaN] = memory;
    console.log(`| ${format}, ten times the rows | | | | | | ×${(large / small).toFixed(2)} |`);
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

async function countyCodes(ownerUrl: string): Promise<string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const rows = await sql<{ code: string }[]>`select code from counties order by code`;
  await sql.end();
  return rows.map(({ code }) => code);
}

async function bytesOf(format: 'csv' | 'xlsx', count: number, counties: readonly string[]): Promise<Uint8Array> {
  const rows = [
    header,
    ...Array.from({ length: count }, (_, i) => [
      counties[i % counties.length] ?? '',
      `${format} ${count} 第${i}站`,
      '2',
      '60',
      '卫星',
      '2013-09-01',
      '',
    ]),
  ];
  if (format === 'xlsx') return writeXlsx({ sheets: [{ name: '教学站', rows }] });
  return new TextEncoder().encode(rows.map((row) => row.join(',')).join('\r\n'));
}
