import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import fc from 'fast-check';

import { checkMatch } from '../../src/matching/check.ts';
import { match } from '../../src/matching/match.ts';
import { resultSchema, type MatchResult } from '../../src/matching/result.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { readJson, readSnapshot, UnreadableFile } from '../match/read-file.ts';
import { spoilt } from './hostile.ts';
import type { Fault } from './judge.ts';

/** A season's files, cut down to what is matched in no time. */
export type MatcherFiles = { readonly snapshot: Snapshot; readonly result: MatchResult };

export function smallFiles(snapshot: Snapshot): MatcherFiles {
  const small = { ...snapshot, applications: snapshot.applications.slice(0, 12) };
  const kept = new Set(small.applications.map(({ id }) => id));
  const ofKept = <T extends { readonly applicationId: string }>(pairs: readonly T[]) =>
    pairs.filter((pair) => kept.has(pair.applicationId));
  const { teams, locks, told, askedBack = [] } = snapshot;
  const whole = {
    ...small,
    teams: teams.filter(({ members }) => members.every(({ applicationId }) => kept.has(applicationId))),
    locks: { keep: ofKept(locks.keep), exclude: ofKept(locks.exclude) },
    told: ofKept(told),
    askedBack: ofKept(askedBack),
  };
  return { snapshot: whole, result: match(whole) };
}

type Spoilt = { readonly which: 'snapshot' | 'result'; readonly text: string };

/** Files that are nearly those of the season. */
export function spoiltFiles({ snapshot, result }: MatcherFiles): fc.Arbitrary<Spoilt> {
  const of = (which: Spoilt['which'], value: unknown) => {
    const text = spoilt(fc.constant(value)).map((made) => JSON.stringify(made) ?? '');
    const cut = fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1)));
    return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: cut }).map((written) => ({ which, text: written }));
  };
  return fc.oneof(of('snapshot', snapshot), of('result', result));
}

/** Reads such a file as the commands do: it is refused in words, or matched, and then the match is what it says it is. */
export async function faultsOfFile({ which, text }: Spoilt, files: MatcherFiles, folder: string): Promise<Fault[]> {
  const file = path.join(folder, `${which}.json`);
  await writeFile(file, text);
  try {
    if (which === 'result') {
      checkMatch(files.snapshot, await readJson(file, resultSchema));
      return [];
    }
    const snapshot = await readSnapshot(file);
    const verdict = checkMatch(snapshot, match(snapshot));
    return 'wrong' in verdict ? [{ kind: 'half done', said: `a match is not what it says it is: ${JSON.stringify(verdict)}` }] : [];
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    return [{ kind: 'server error', said: `${which}: ${(error as Error).stack?.split('\n').slice(0, 4).join(' ') ?? ''}` }];
  }
}
