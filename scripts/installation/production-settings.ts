import { Misconfigured } from '../../src/config.ts';
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
