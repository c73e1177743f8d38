import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { CannotStart } from '../installation/cannot-start.ts';

/** The form of an archive; another number is another form. */
export const archiveFormat = 1;

const tableSchema = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  rows: z.int().min(0),
  /** Of the rows as text, before they are compressed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ArchivedTable = z.infer<typeof tableSchema>;

const manifestSchema = z.object({
  format: z.literal(archiveFormat),
  madeAt: z.iso.datetime(),
  /** When the newest of the migrations that made the tables was written: which version of Zhijiao the rows belong to. */
  migration: z.int(),
  /** Each after those it refers to. */
  tables: z.array(tableSchema),
  /** What an installation makes anew, and leaves behind when it moves. */
  left: z.array(z.string()),
  /** Which keys open what is encrypted, by version, without telling them. */
  keys: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestFile = (folder: string) => path.join(folder, 'manifest.json');
export const keysFile = (folder: string) => path.join(folder, 'keys.json');
export const tableFile = (folder: string, table: string) => path.join(folder, 'tables', `${table}.csv.gz`);

/** What an archive says it holds. It is written last, so a folder without one is no archive, or half of one. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(manifestFile(folder), 'utf8').catch(() => undefined);
  if (text === undefined) throw new CannotStart(`${folder} holds no archive: there is no manifest.json that can be read.`);
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `- ${issue.path.join('.')}: ${issue.message}`);
  throw new CannotStart([`${manifestFile(folder)} is not an archive's of format ${archiveFormat}:`, ...faults].join('\n'));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
