import { readFileSync } from 'node:fs';

import { Misconfigured } from '../../src/config.ts';
import { textsIn } from '../../src/node/environment.ts';
import { CannotStart } from './cannot-start.ts';
import type { Keys } from './keys.ts';

/** What is read, or a list of everything that is wrong for whoever can mend it. */
export function orCannotStart<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Misconfigured) throw new CannotStart(error.message);
    throw error;
  }
}

/** The keys as the environment of a machine that serves has them. */
export function keysIn(texts: Readonly<Record<string, string>>): Keys {
  const versions = (texts['FIELD_KEYS'] ?? '').split(',').map((entry) => {
    const colon = entry.indexOf(':');
    return [entry.slice(0, colon), entry.slice(colon + 1)] as const;
  });
  return { signInSecret: texts['SIGN_IN_SECRET'] ?? '', hashKey: texts['HASH_KEY'] ?? '', fieldKeys: Object.fromEntries(versions) };
}

/** The keys that the environment names, for the commands that work on what is served in production. */
export function environmentKeys(): Keys | undefined {
  const { texts } = textsIn(process.env);
  return texts['FIELD_KEYS'] === undefined ? undefined : keysIn(texts);
}

/** Under which address the owner of the database comes to it, where the environment says so. */
export function ownerAddress(): string | undefined {
  const given = process.env['DATABASE_OWNER_URL'] ?? '';
  const file = process.env['DATABASE_OWNER_URL_FILE'] ?? '';
  if (given !== '') return given;
  if (file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new CannotStart(`DATABASE_OWNER_URL_FILE: ${file} cannot be read.`);
  }
}
