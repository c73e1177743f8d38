import { authorise, type Refusal } from '../../domain/actor.ts';
import type { OptionalTopic } from '../../domain/letter-kind.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findReader } from '../../db/queries/readers.ts';
import { insertUnsubscription } from '../../db/queries/unsubscriptions.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { readLeaveKey } from '../outbox/leave-address.ts';
import { record } from '../record.ts';

type Left = { readonly topic: OptionalTopic };

/** What a key from a letter turns off; nothing where it is none of ours, or its person is gone. */
export async function findLeaving(context: ActionContext, key: string): Promise<Result<Left, Refusal | NotFound>> {
  const may = authorise(context.actor, 'unsubscribe.use');
  if (!may.ok) return may;
  const leaving = await readLeaveKey(context.keys, key);
  return leaving === undefined ? fail(notFound('letter')) : ok({ topic: leaving.topic });
}

/** Whoever holds the key from a letter wants no more like it. Said twice it is said once. */
export async function unsubscribe(context: ActionContext, key: string): Promise<Result<Left, Refusal | NotFound>> {
  const may = authorise(context.actor, 'unsubscribe.use');
  if (!may.ok) return may;
  const leaving = await readLeaveKey(context.keys, key);
  if (leaving === undefined) return fail(notFound('letter'));
  const { accountId, topic } = leaving;
  return context.db.transaction(async (db) =>
    asConsequence(db, context.actor, async () => {
      if ((await findReader(db, accountId)) === undefined) return fail(notFound('letter'));
      if (await insertUnsubscription(db, accountId, topic, instantOf(context.now))) {
        const about = { thing: 'account', thingId: accountId, event: 'account.unsubscribed', subjectId: accountId };
        await record({ ...context, db }, { ...about, details: { topic } });
      }
      return ok({ topic });
    }),
  );
}
