import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { live, type Flags } from './chaos/live.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';

const usage = `Usage: npm run chaos -- [--kills 100] [--seed 1] [--users 12] [--races N]
  Lives seasons with many users at once on an installation of its own, kills its parts at random moments, and checks from the outside
  that nothing confirmed was lost or done twice, and that everything holds that must.
  --kills   how many kills at least
  --seed    what is killed when, and who does what, is drawn from it; how it falls together on the machine is not
  --users   how many volunteers a season has
  --races   how many rounds of races, without kills: 1 for up to 100 kills, 4 for more`;

const flagsSchema = z.object({
  kills: z.coerce.number().int().min(0).max(100_000).default(100),
  seed: z.coerce.number().int().min(0).default(1),
  users: z.coerce.number().int().min(4).max(200).default(12),
  races: z.coerce.number().int().min(0).max(1000).optional(),
});
/** A round is about a thousand calls. */
const roundsOf = (kills: number) => (kills > 100 ? 4 : 1);

async function main(): Promise<void> {
  const flags = readFlags();
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-chaos-'));
  try {
    if (!(await live(flags, folder))) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFlags(): Flags {
  try {
    const option = { type: 'string' } as const;
    const given = parseArgs({ options: { kills: option, seed: option, users: option, races: option } }).values;
    const flags = flagsSchema.safeParse(given);
    if (flags.success) return { ...flags.data, races: flags.data.races ?? roundsOf(flags.data.kills) };
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
