import type { FieldKeys } from '../../db/field-keys.ts';
import { optionalTopics, type OptionalTopic } from '../../domain/letter-kind.ts';

export type Leaving = { readonly accountId: string; readonly topic: OptionalTopic };

/** Where somebody says, without signing in, that they want no more letters about something: nobody can make the address up for another. */
export async function leaveAddress(keys: FieldKeys, siteUrl: string, leaving: Leaving): Promise<string> {
  return new URL(`/unsubscribe/${leaving.topic}.${leaving.accountId}.${await markOf(keys, leaving)}`, siteUrl).href;
}

/** Whose the key is and what it turns off; undefined where it is none of ours. */
export async function readLeaveKey(keys: FieldKeys, key: string): Promise<Leaving | undefined> {
  const [, said, accountId, mark] = /^([a-z]+)\.([0-9a-f-]{36})\.([0-9a-f]{64})$/.exec(key) ?? [];
  const topic = optionalTopics.find((one) => one === said);
  if (topic === undefined || accountId === undefined || mark === undefined) return undefined;
  const expected = await markOf(keys, { accountId, topic });
  // Hashed once more, so that the time of comparing tells nothing of the mark.
  return (await keys.hash(mark)) === (await keys.hash(expected)) ? { accountId, topic } : undefined;
}

async function markOf(keys: FieldKeys, { accountId, topic }: Leaving): Promise<string> {
  return keys.hash(`unsubscribe ${topic} ${accountId}`);
}
