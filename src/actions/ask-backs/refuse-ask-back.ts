import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAskBack, saveAskBackState, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { instantOf, notFound, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { movableAskBack, type MoveAskBackError } from './movable-ask-back.ts';
import { tellCounty } from './tell-of-ask-back.ts';

/** Says no, or a yes no more. Why, where it is said, stands in the event for coordinators; the county hears the no alone. */
export async function refuseAskBack(
  context: ActionContext,
  id: string,
  reason: string | undefined,
): Promise<Result<AskBackSheet, MoveAskBackError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'ask-back.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableAskBack(inside, id, { move: 'refuse', permission: 'ask-back.answer' });
    if (!movable.ok) return movable;
    const { askBack, to } = movable.value;

    await saveAskBackState(db, id, { state: to, answeredAt: instantOf(now) });
    const news = askBack.state === 'agreed' ? ('ended' as const) : ('refused' as const);
    const about = { thing: 'ask_back', thingId: id, event: `ask_back.${news}`, from: askBack.state, to };
    const eventId = await record(inside, { ...about, reason, subjectId: askBack.accountId });
    await tellCounty(inside, id, { eventId, news });
    const refused = await findAskBack(db, id);
    return refused === undefined ? fail(notFound('ask_back')) : ok(refused);
  });
}
