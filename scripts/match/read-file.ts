import { readFile } from 'node:fs/promises';

import type { z } from 'zod';

import { danglingReferences, snapshotSchema, type Snapshot } from '../../src/matching/snapshot.ts';

/** A file that cannot be used, said so that the person who gave it can mend it. */
export class UnreadableFile extends Error {}

export async function readSnapshot(file: string): Promise<Snapshot> {
  const snapshot = await readJson(file, snapshotSchema);
  const [dangling] = danglingReferences(snapshot);
  if (dangling !== undefined) throw new UnreadableFile(`${file}: ${dangling}`);
  return snapshot;
}

export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(`Cannot read ${file}: ${error.code ?? error.message}`);
  });
  const parsed = schema.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 20).map(({ path, message }) => `${file}: /${path.join('/')}: ${message}`);
  throw new UnreadableFile(faults.join('\n'));
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableFile(`${file} is not JSON: ${(error as Error).message}`);
  }
}
