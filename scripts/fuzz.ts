import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { z } from 'zod';

import { fuzz } from './fuzz/fuzz.ts';
import { CannotStart, runCommand } from './installation/cannot-start.ts';

const usage = `Usage: npm run fuzz -- [--calls 2000] [--seed 1] [--round N]
  Calls every operation of the API's document as everybody, with input that is valid, nearly valid and hostile, on copies of a made-up season,
  and sends broken files to the import and to the matcher. Nothing may fail, be answered otherwise than the document says, tell of what is
  inside, be half done or be slow.
  --calls   how many calls at least
  --seed    everything that is sent is drawn from it
  --round   only this round of the seed, to see a finding again`;

const flagsSchema = z.object({
  calls: z.coerce.number().int().min(1).max(10_000_000).default(2000),
  seed: z.coerce.number().int().min(0).default(1),
  round: z.coerce.number().int().min(1).optional(),
});
export type Flags = z.infer<typeof flagsSchema>;

async function main(): Promise<void> {
  const flags = readFlags();
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-fuzz-'));
  try {
    if (!(await fuzz(flags, folder))) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFlags(): Flags {
  try {
    const option = { type: 'string' } as const;
    const flags = flagsSchema.safeParse(parseArgs({ options: { calls: option, seed: option, round: option } }).values);
    if (flags.success) return flags.data;
  } catch (error) {
    throw new CannotStart(`${(error as Error).message}\n${usage}`);
  }
  throw new CannotStart(usage);
}

await runCommand(main);
