import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { tinySeason } from '../matching/tiny-season.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command of scripts/ on files of the folder; gives its exit code and what it printed. */
async function command(name: 'match' | 'verify', ...given: readonly string[]) {
  const named = given.map((argument) => (argument.endsWith('.json') ? path.join(folder, argument) : argument));
  return run(process.execPath, [`scripts/${name}.ts`, ...named]).then(
    ({ stdout }) => ({ code: 0, said: JSON.parse(stdout) as Record<string, unknown> }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, said: JSON.parse(stdout) as Record<string, unknown> }),
  );
}

const couple = (completionsOfOne: number) =>
  tinySeason({
    lines: [
      { id: 'h1', subject: 'english' },
      { id: 'h2', subject: 'computing' },
    ],
    people: [
      { id: 'one', subjects: ['english'], completions: completionsOfOne },
      { id: 'other', subjects: ['computing'] },
      { id: 'single', subjects: ['english', 'computing'], choices: ['r-h1', 'r-h2'], completions: 1 },
    ],
    teams: [{ id: 't', members: ['one', 'other'].map((applicationId) => ({ applicationId, onlyTogether: true })) }],
  });

test('a stable match is confirmed, one that cannot be is confirmed with its pairs, and a false one refused', async () => {
  await writeFile(path.join(folder, 'stable.json'), JSON.stringify(couple(0)));
  await writeFile(path.join(folder, 'unstable.json'), JSON.stringify({ ...couple(3), policy: 'need-first' }));
  expect((await command('match', 'stable.json', '--out', 'a.json')).said).toMatchObject({ status: 'stable', policy: 'stable', placed: 1 });
  expect(await command('verify', 'stable.json', 'a.json')).toEqual({ code: 0, said: { stable: true } });

  const { said } = await command('match', 'unstable.json', '--policy', 'stable', '--out', 'b.json');
  expect(said).toMatchObject({ status: 'unstable', unstableBecause: 'none-exists', blockingPairs: expect.any(Number) });
  await writeFile(path.join(folder, 'unstable.json'), JSON.stringify(couple(3)));
  expect(await command('verify', 'unstable.json', 'b.json')).toEqual({ code: 0, said: { stable: false, blockingPairs: 1 } });

  const result = JSON.parse(await readFile(path.join(folder, 'b.json'), 'utf8')) as object;
  await writeFile(path.join(folder, 'c.json'), JSON.stringify({ ...result, status: 'stable', blockingPairs: [], unstableBecause: null }));
  expect(await command('verify', 'unstable.json', 'c.json')).toMatchObject({
    code: 1,
    said: { stable: false, wrong: expect.stringContaining('would both rather have each other') },
  });
});
