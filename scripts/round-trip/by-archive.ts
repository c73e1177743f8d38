import { spawnSync } from 'node:child_process';

import { statisticsDimensions } from '../../src/domain/statistics.ts';
import { reachDimensions } from '../../src/domain/training.ts';
import { CannotStart } from '../installation/cannot-start.ts';
import { onOwnInstallation, type Announced } from '../installation/own-installation.ts';
import { compared, type Compared } from './compared.ts';

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

export type Archived = { readonly folder: string; readonly answers: ReadonlyMap<string, string> };

/** Archives what runs, and asks it. */
export async function archiveOf(announced: Announced, data: string, folder: string): Promise<Archived> {
  run('archive', data, [folder, '--with-keys']);
  return { folder, answers: await answersOf(announced) };
}

/** Makes another installation of an archive, and asks it the same. */
export async function restoredAgain({ folder, answers: before }: Archived): Promise<readonly Compared[]> {
  let after: ReadonlyMap<string, string> = new Map();
  await onOwnInstallation(
    [],
    async (announced) => {
      after = await answersOf(announced);
    },
    async (data) => run('restore', data, [folder]),
  );
  // Of a season whose results are not out there is no equity to tell, before and after.
  const refused = [...before].filter(([, answer]) => !/^(200|404) /.test(answer)).map(([question]) => question);
  if (refused.length > 0) throw new CannotStart(`not answered: ${refused.join(', ')}`);
  return [compared('what anybody may ask', before, after)];
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
