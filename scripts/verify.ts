import { checkMatch } from '../src/matching/check.ts';
import { resultSchema } from '../src/matching/result.ts';
import { readJson, readSnapshot, UnreadableFile } from './match/read-file.ts';

/** Checks a match against its snapshot by its prices, without the solver; exit 0 only when it is optimal. */
async function main([snapshotFile, resultFile, ...more]: readonly string[]): Promise<number> {
  if (snapshotFile === undefined || resultFile === undefined || more.length > 0) {
    throw new UnreadableFile('Usage: npm run --silent verify -- SNAPSHOT.json RESULT.json');
  }
  const snapshot = await readSnapshot(snapshotFile);
  const verdict = checkMatch(snapshot, await readJson(resultFile, resultSchema));
  console.log(JSON.stringify(verdict));
  return verdict.optimal ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
