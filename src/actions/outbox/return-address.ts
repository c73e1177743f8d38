import type { FieldKeys } from '../../db/field-keys.ts';

export type Returning = { readonly messageId: string; readonly email: string };

/**
 * Where a letter comes back to that cannot be delivered: an address of this letter's own, which nobody can make up for another, in a
 * domain whose mail is handed to the site. It holds for the address that the letter went to: moved elsewhere, what comes back late
 * counts for nobody. Local parts have 64 characters at most (RFC 5321, 4.5.3.1.1), and some servers put them in small letters.
 */
export async function returnAddress(keys: FieldKeys, domain: string, letter: Returning): Promise<string> {
  return `bounce+${letter.messageId.replaceAll('-', '')}-${await markOf(keys, letter)}@${domain}`;
}

/** Which letter an address is of, and with what mark; undefined where it is none that we make. */
export function readReturnAddress(address: string): { readonly messageId: string; readonly mark: string } | undefined {
  const [, id, mark] = /^<?bounce\+([0-9a-f]{32})-([0-9a-f]{20})@/.exec(address.trim().toLowerCase()) ?? [];
  if (id === undefined || mark === undefined) return undefined;
  return { messageId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), mark };
}

export async function isReturnOf(keys: FieldKeys, letter: Returning, mark: string): Promise<boolean> {
  // Hashed once more, so that the time of comparing tells nothing of the mark.
  return (await keys.hash(mark)) === (await keys.hash(await markOf(keys, letter)));
}

async function markOf(keys: FieldKeys, { messageId, email }: Returning): Promise<string> {
  return (await keys.hash(`return ${messageId} ${email.toLowerCase()}`)).slice(0, 20);
}
