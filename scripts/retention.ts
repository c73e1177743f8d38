import { parseArgs } from 'node:util';

import { DateTime } from 'luxon';

import { openDatabase } from '../src/db/client.ts';
import { retentionRules } from '../src/domain/retention.ts';
import { cleanUpNow, listDue, type Due } from '../src/jobs/clean-up.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { runningDatabase } from './installation/running-database.ts';

const usage = `Usage: npm run --silent retention -- [--run]
  Shows what the table of periods would let go now. With --run it goes; each day it does so by itself.`;

async function main(): Promise<void> {
  const { run } = readFlags();
  const db = openDatabase(await runningDatabase(), { connections: 1 });
  try {
    const now = DateTime.utc();
    const due = await db.transaction(async (tx) => (run ? cleanUpNow(tx, now) : listDue(tx, now)));
    console.log(tableOf(due, run));
  } finally {
    await db.$client.end();
  }
}

function tableOf(due: readonly Due[], isDone: boolean): string {
  const countByKind = new Map<string, number>(due.map((line) => [line.kind, line.due]));
  const lines = retentionRules.map(({ kind, keptFor, from, becomes }) => {
    const [[unit, count] = ['', 0]] = Object.entries(keptFor);
    return `${kind.padEnd(22)} ${`${count} ${unit} after ${from.en}`.padEnd(48)} ${becomes.padEnd(8)} ${String(countByKind.get(kind) ?? 0).padStart(8)}`;
  });
  const head = `${'kind'.padEnd(22)} ${'kept for'.padEnd(48)} ${'then'.padEnd(8)} ${(isDone ? 'gone' : 'due').padStart(8)}`;
  return [head, ...lines, '', isDone ? 'It is done.' : 'Nothing was changed. With --run it goes.'].join('\n');
}

function readFlags(): { readonly run: boolean } {
  try {
    return parseArgs({ options: { run: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
}

await runCommand(main);
