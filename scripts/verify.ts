import { checkMatch } from '../src/matching/check.ts';
import { resultSchema } from '../src/matching/result.ts';
import { readJson, readSnapshot, UnreadableFile } from './match/read-file.ts';

/** Checks a result against its snapshot, without the solver; exit 0 only when what it says of itself is true. */
async function main([snapshotFile, resultFile, ...more]: readonly string[]): Promise<number> {
  if (snapshotFile === undefined || resultFile === undefined || more.length > 0) {
    throw new UnreadableFile('Usage: npm run --silent verify -- SNAPSHOT.json RESULT.json');
  }
  const snapshot = await readSnapshot(snapshotFile);
  const verdict = checkMatch(snapshot, await readJson(resultFile, resultSchema));
  console.log(JSON.stringify(verdict));
  return 'wrong' in verdict ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
