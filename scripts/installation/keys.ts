import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';

import { z } from 'zod';

import { fieldKeysOf, type FieldKeys } from '../../src/db/field-keys.ts';
import { CannotStart } from './cannot-start.ts';

const keysSchema = z.object({
  signInSecret: z.string().min(32),
  hashKey: z.base64(),
  /** By version; the newest encrypts, all open. */
  fieldKeys: z.record(z.string().regex(/^\d{1,3}$/), z.base64()),
});
export type Keys = z.infer<typeof keysSchema>;

/** What signs, hashes and encrypts in this installation. Made once; whoever loses it cannot read what was encrypted. */
export async function readKeys(file: string): Promise<Keys> {
  if (!existsSync(file)) await writeKeys(file, { signInSecret: newKey(), hashKey: newKey(), fieldKeys: { 1: newKey() } });
  const parsed = keysSchema.safeParse(await readJson(file));
  if (!parsed.success) throw new CannotStart(`${file} does not hold this installation's keys. Put back the file as it was.`);
  return parsed.data;
}

/** All of the file or none of it: half a file of keys would lock everybody out. */
export async function writeKeys(file: string, keys: Keys): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export function newKey(): string {
  return randomBytes(32).toString('base64');
}

/** Shows that a key is the one it is said to be, without telling it. */
export function fingerprintOf(key: string): string {
  return createHash('sha256').update(`zhijiao field key ${key}`).digest('hex').slice(0, 32);
}

/** What seals and opens with them. */
export function openKeys({ fieldKeys, hashKey }: Keys): FieldKeys {
  return fieldKeysOf(new Map(Object.entries(fieldKeys).map(([version, key]) => [Number(version), key])), hashKey);
}

/** As the Worker takes them. */
export function fieldKeysText({ fieldKeys }: Keys): string {
  return Object.entries(fieldKeys)
    .map(([version, key]) => `${version}:${key}`)
    .join(',');
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
