import { DateTime } from 'luxon';
import { beforeEach, expect, test } from 'vitest';

import { applyImport } from '../../src/actions/imports/apply-import.ts';
import type { ActionContext } from '../../src/actions/context.ts';
import { receiveFile } from '../../src/actions/imports/receive-file.ts';
import { stopImport } from '../../src/actions/imports/stop-import.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { ImportMode } from '../../src/domain/import/import.ts';
import type { Result } from '../../src/domain/result.ts';
import { runImports } from '../../src/jobs/run-imports.ts';
import { testDatabase } from '../support/database.ts';
import { losing } from '../support/losing.ts';
import { makeAccount, makeRoad } from '../support/rows.ts';
import { acting, jobFor } from '../support/site.ts';

const database = testDatabase();
const now = '2026-12-01T08:00:00Z';
let coordinator: Actor;

beforeEach(async () => {
  await database.sql`truncate imports, stations cascade`;
  if ((await database.sql`select 1 from counties`).length === 0) await makeRoad(database.sql);
  coordinator = {
    kind: 'account',
    accountId: await makeAccount(database.sql, 'coordinator', '协调员'),
    roles: ['coordinator'],
    countyCodes: [],
  };
});

async function done<T>(action: (context: ActionContext) => Promise<Result<T, { readonly kind: string }>>): Promise<T> {
  const result = await acting(database, coordinator, DateTime.fromISO(now), action);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

/** A file of so many stations that was checked. */
async function checked(count: number, mode: ImportMode): Promise<string> {
  const rows = Array.from({ length: count }, (_, i) => `532926,第${i}站,2,60,卫星,2013-09-01`);
  const stream = new Blob([['县,站名,教室数,座位数,接入方式,开通日期', ...rows].join('\n')]).stream();
  const { id } = await done(async (context) => receiveFile(context, { kind: 'stations', mode }, { name: 'a.csv', stream }));
  await runImports(jobFor(database, now));
  return id;
}

/** One that was asked to be written. */
async function applying(count: number, mode: ImportMode): Promise<string> {
  const id = await checked(count, mode);
  await done(async (context) => applyImport(context, id));
  return id;
}

const standing = async (id: string) =>
  (await database.sql`select state, written, (select count(*)::int from stations) as stations from imports where id = ${id}`)[0];

/** The database breaks off once there are so many stations, as when its worker is gone. */
async function dyingAt(most: number, work: () => Promise<void>): Promise<void> {
  await database.sql.unsafe(`create function die() returns trigger language plpgsql as
    'begin if (select count(*) from stations) >= ${most} then raise exception ''died''; end if; return null; end'`);
  await database.sql`create trigger die after insert on stations for each statement execute function die()`;
  await work();
  await database.sql`drop function die cascade`;
}

test.each([
  ['rows', 500],
  ['all', 0],
] as const)('a job that died (%s) left %i stations, and is taken up again without writing one twice', async (mode, left) => {
  const id = await applying(700, mode);
  await dyingAt(600, async () => expect(runImports(jobFor(database, now))).rejects.toThrow());
  expect(await standing(id)).toEqual({ state: 'failed', written: left, stations: left });
  // As a worker leaves it that is gone: at work, and silent.
  await database.sql.begin(async (tx) => {
    await tx`alter table imports disable trigger user`;
    await tx`update imports set state = 'applying', finished_at = null, heartbeat_at = '2026-12-01T07:59:00Z' where id = ${id}`;
    await tx`alter table imports enable trigger user`;
  });
  expect(await runImports(jobFor(database, now))).toBe(false);
  expect(await runImports(jobFor(database, '2026-12-01T08:02:00Z'))).toBe(true);
  expect(await standing(id)).toEqual({ state: 'done', written: 700, stations: 700 });
});

test('a database that is gone for a moment fails no import: it is taken up again', async () => {
  const id = await applying(3, 'all');
  await losing(database.sql, 'stations', async () => expect(runImports(jobFor(database, now))).rejects.toThrow());
  expect(await standing(id)).toEqual({ state: 'applying', written: 0, stations: 0 });
  expect(await runImports(jobFor(database, now))).toBe(false);
  expect(await runImports(jobFor(database, '2026-12-01T08:03:00Z'))).toBe(true);
  expect(await standing(id)).toEqual({ state: 'done', written: 3, stations: 3 });
});

test('an import that is stopped before its job looks up writes nothing; one of two at once finds what the other wrote', async () => {
  const stopped = await applying(3, 'all');
  await done(async (context) => stopImport(context, stopped));
  expect(await runImports(jobFor(database, now))).toBe(false);
  expect(await standing(stopped)).toMatchObject({ state: 'stopped', stations: 0 });
  const both = [await checked(3, 'rows'), await checked(3, 'rows')];
  for (const id of both) await done(async (context) => applyImport(context, id));
  await Promise.all([runImports(jobFor(database, now)), runImports(jobFor(database, now))]);
  const ends = await database.sql`select state, new_rows + same_rows as sound from imports where id = any(${both}) order by id`;
  expect([...ends, ...(await database.sql`select count(*)::int as stations from stations`)]).toEqual([
    { state: 'done', sound: 3 },
    { state: 'done', sound: 3 },
    { stations: 3 },
  ]);
});
