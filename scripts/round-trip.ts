import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { statisticsDimensions } from '../src/domain/statistics.ts';
import { reachDimensions } from '../src/domain/training.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';
import { onOwnInstallation, type Announced } from './installation/own-installation.ts';

/** What both installations are asked, by anybody. */
const questions = [
  '/statistics',
  ...statisticsDimensions.map((by) => `/statistics?by=${by}`),
  '/statistics?by=year&and=province',
  ...reachDimensions.map((by) => `/trainings/reach?by=${by}`),
  '/partnerships?limit=200',
  '/stations?limit=200',
  '/needs?limit=200',
];

/** Archives a demonstration, makes another installation of the archive, and asks both for the same figures. */
async function main(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'zhijiao-round-trip-'));
  const archive = path.join(home, 'archive');
  try {
    console.log('Starting an installation with demonstration data …');
    let before: ReadonlyMap<string, string> = new Map();
    await onOwnInstallation([], async (announced, data) => {
      run('archive', data, [archive, '--with-keys']);
      before = await answersOf(announced);
    });
    let after: ReadonlyMap<string, string> = new Map();
    await onOwnInstallation(
      [],
      async (announced) => {
        after = await answersOf(announced);
      },
      async (data) => run('restore', data, [archive]),
    );
    report(before, after);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** As `npm run` would, on the installation in a data folder. */
function run(command: 'archive' | 'restore', data: string, flags: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${command}.ts`, ...flags], {
    encoding: 'utf8',
    env: { ...process.env, ZHIJIAO_DATA: data, DATABASE_URL: '' },
  });
  console.log(stdout.trim());
  if (status !== 0) throw new CannotStart(`npm run ${command} failed:\n${stderr}`);
}

async function answersOf({ siteUrl }: Announced): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const { items: seasons } = (await (await fetch(`${siteUrl}/api/v1/seasons?limit=200`)).json()) as { items: { id: string }[] };
  for (const question of [...questions, ...seasons.map(({ id }) => `/statistics/equity?season=${id}`)]) {
    const answer = await fetch(`${siteUrl}/api/v1${question}`);
    // When it was asked differs; what is told must not.
    const told = (await answer.text()).replaceAll(/"asOf":"[^"]*"/g, '"asOf":""');
    answers.set(question, `${answer.status} ${told}`);
  }
  return answers;
}

function report(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const asked = [...new Set([...before.keys(), ...after.keys()])];
  const different = asked.filter((question) => before.get(question) !== after.get(question));
  // Of a season whose results are not out there is no equity to tell, before and after.
  const refused = asked.filter((question) => !/^(200|404) /.test(before.get(question) ?? ''));
  for (const question of different) console.log(`different: ${question}`);
  for (const question of refused) console.log(`not answered: ${question} ${before.get(question)?.slice(0, 80) ?? ''}`);
  console.log(`${asked.length} answers compared: ${different.length} differ.`);
  process.exitCode = different.length + refused.length === 0 ? 0 : 1;
}

await runCommand(main);
