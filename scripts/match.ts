import { access, constants, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { match } from '../src/matching/match.ts';
import { policies } from '../src/domain/run.ts';
import { readSnapshot, UnreadableFile } from './match/read-file.ts';

const usage = 'Usage: npm run --silent match -- SNAPSHOT.json [--policy NAME] [--out RESULT.json]';

/** Runs a match on a snapshot file and prints its summary. */
async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UnreadableFile(usage);
  const policy = policies.find((name) => name === (values.policy ?? name));
  if (policy === undefined) throw new UnreadableFile(`There is no policy "${values.policy}". There is: ${policies.join(', ')}.`);
  const read = await readSnapshot(file);
  const snapshot = values.policy === undefined ? read : { ...read, policy };
  if (values.out !== undefined) await refuseUnwritable(values.out);

  const begun = performance.now();
  const result = match(snapshot);
  const matchMs = Math.round(performance.now() - begun);
  if (values.out !== undefined) await writeFile(values.out, JSON.stringify(result));
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const { status, policy: followed, unstableBecause, summary, goals } = result;
  const why = unstableBecause === null ? {} : { unstableBecause };
  console.log(JSON.stringify({ status, policy: followed, ...why, ...summary, goals, matchMs, peakMiB }, null, 2));
}

/** Before the computation, not after it. */
async function refuseUnwritable(file: string): Promise<void> {
  await access(path.dirname(path.resolve(file)), constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(`Cannot write ${file}: ${error.code ?? error.message}`);
  });
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { policy: { type: 'string' }, out: { type: 'string' } } });
  } catch (error) {
    throw new UnreadableFile(`${(error as Error).message}\n${usage}`);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
