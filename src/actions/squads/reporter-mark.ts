import type { FieldKeys } from '../../db/field-keys.ts';
import type { Actor } from '../../domain/actor.ts';
import { accountIdOf } from '../context.ts';

/**
 * Stands for whoever writes a report in the form they write it in, and tells nobody who that is: on a shared device a report that was
 * kept without a network must not go out in the name of whoever is signed in by then.
 */
export async function reporterMark(keys: FieldKeys, actor: Actor): Promise<string> {
  return (await keys.hash(`reporter ${accountIdOf(actor) ?? ''}`)).slice(0, 24);
}
