import fc from 'fast-check';
import type postgres from 'postgres';

import { snapshotSchema } from '../../src/matching/snapshot.ts';
import type { Flags } from '../fuzz.ts';
import { FuzzInstallation, type Copy } from './installation.ts';
import { faultsOfFile, smallFiles, spoiltFiles, type MatcherFiles } from './matcher-files.ts';
import { Known } from './known.ts';
import { Report } from './report.ts';
import { brokenIn, Round, type Drawing } from './round.ts';

/** A round is as long as this, and then there is a fresh copy: what came of one call is there for the next, and a finding is soon seen again. */
const callsOfRound = 1000;
/** A file for the matcher for so many calls. */
const callsForFile = 10;

/** Gives whether nothing was found. */
export async function fuzz({ calls, seed, round: only }: Flags, folder: string): Promise<boolean> {
  const report = new Report();
  const installation = await FuzzInstallation.start(folder);
  try {
    const known = new Known();
    const broken = new Set<string>();
    await playing(installation, 0, { known, report, seed, broken }, async (round, copy) => {
      await round.look();
      for (const what of await brokenIn(copy)) broken.add(what);
    });
    for (let number = only ?? 1, played = 0; played < calls; number += 1) {
      const ofRound = Math.min(callsOfRound, calls - played);
      played += ofRound;
      const drawing = { known: known.copy(), report, broken, seed: Math.imul(seed + 1, 0x9e_37_79_b1) + number };
      await playing(installation, number, drawing, async (round, copy) => {
        await round.play(ofRound);
        const files = await filesOf(copy.owner);
        if (files !== undefined) await tryFiles(files, { report, folder, seed: drawing.seed });
      });
      console.log(`Round ${number}: ${played.toLocaleString('en')} of ${calls.toLocaleString('en')} calls.`);
      if (only !== undefined) break;
    }
  } finally {
    await installation.stop();
  }
  report.print(seed);
  return report.isClean;
}

async function playing(
  installation: FuzzInstallation,
  number: number,
  drawing: Drawing,
  play: (round: Round, copy: Copy) => Promise<void>,
): Promise<void> {
  const copy = await installation.copy(number);
  try {
    await play(new Round(installation, copy, drawing), copy);
  } finally {
    await copy.end();
  }
}

/** The snapshot of a match of the made-up season. */
async function filesOf(owner: postgres.Sql): Promise<MatcherFiles | undefined> {
  const [run] = await owner`select snapshot::text as snapshot from run_files where snapshot is not null limit 1`;
  return run === undefined ? undefined : smallFiles(snapshotSchema.parse(JSON.parse(String(run['snapshot']))));
}

async function tryFiles(files: MatcherFiles, { report, folder, seed }: { report: Report; folder: string; seed: number }): Promise<void> {
  for (const spoilt of fc.sample(spoiltFiles(files), { seed, numRuns: callsOfRound / callsForFile })) {
    report.files += 1;
    for (const fault of await faultsOfFile(spoilt, files, folder)) report.note(fault, `the matcher's ${spoilt.which}`);
  }
}
