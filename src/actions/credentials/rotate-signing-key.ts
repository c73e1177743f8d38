import { authorise, type Refusal } from '../../domain/actor.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { listKeysInUse, makeSigningKey, type KeyInUse } from './signing-key.ts';

/** Signs with a new key from now on. The older ones stay published, so what they signed still holds. */
export async function rotateSigningKey(context: ActionContext): Promise<Result<KeyInUse[], Refusal>> {
  const may = authorise(context.actor, 'signatory.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const { id } = await makeSigningKey(inside);
    await record(inside, { thing: 'signing_key', thingId: id, event: 'signing_key.made' });
    return ok(await listKeysInUse(inside));
  });
}
