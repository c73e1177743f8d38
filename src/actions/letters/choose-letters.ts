import { authorise, type Refusal } from '../../domain/actor.ts';
import { optionalTopics, type OptionalTopic } from '../../domain/letter-kind.ts';
import { ok, type Result } from '../../domain/result.ts';
import { deleteUnsubscription, insertUnsubscription } from '../../db/queries/unsubscriptions.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';

/** Sets which of the letters that may be turned off somebody wants. */
export async function chooseLetters(
  context: ActionContext,
  wanted: readonly OptionalTopic[],
): Promise<Result<{ readonly wanted: readonly OptionalTopic[] }, Refusal>> {
  const may = authorise(context.actor, 'me.change');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const accountId = accountIdOf(context.actor) ?? '';
    const changed: OptionalTopic[] = [];
    for (const topic of optionalTopics) {
      const isChanged = wanted.includes(topic)
        ? await deleteUnsubscription(db, accountId, topic)
        : await insertUnsubscription(db, accountId, topic, instantOf(context.now));
      if (isChanged) changed.push(topic);
    }
    if (changed.length > 0) {
      const about = { thing: 'account', thingId: accountId, event: 'account.letters-chosen', subjectId: accountId };
      await record({ ...context, db }, { ...about, details: { wanted } });
    }
    return ok({ wanted });
  });
}
