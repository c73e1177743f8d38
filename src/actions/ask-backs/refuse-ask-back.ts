import { authorise, reaches } from '../../domain/actor.ts';
import { askBackLifecycle, isBeforeMatch, type AskBackLapsed } from '../../domain/ask-back.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAskBack, lockAskBack, saveAskBackState, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellCounty } from './tell-of-ask-back.ts';

export type RefuseAskBackError = CommonFailure | AskBackLapsed;

/** Says no, or a yes no more. Why, where it is said, stands in the event for coordinators; the county hears the no alone. */
export async function refuseAskBack(
  context: ActionContext,
  id: string,
  reason: string | undefined,
): Promise<Result<AskBackSheet, RefuseAskBackError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'ask-back.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const askBack = await lockAskBack(db, id);
    if (askBack === undefined || !reaches(actor, 'ask-back.answer', { accountId: askBack.accountId })) return fail(notFound('ask_back'));
    const moved = move(askBackLifecycle, askBack.state, 'refuse');
    if (!moved.ok) return moved;
    const season = await findSeason(db, askBack.seasonId);
    if (season === undefined) throw new Error('an ask-back without its season');
    const inTime = isBeforeMatch(season, todayIn(season, now));
    if (!inTime.ok) return inTime;

    await saveAskBackState(db, id, { state: moved.value, answeredAt: instantOf(now) });
    const news = askBack.state === 'agreed' ? ('ended' as const) : ('refused' as const);
    const about = { thing: 'ask_back', thingId: id, event: `ask_back.${news}`, from: askBack.state, to: moved.value };
    const eventId = await record(inside, { ...about, reason, subjectId: askBack.accountId });
    await tellCounty(inside, id, { eventId, news });
    const refused = await findAskBack(db, id);
    return refused === undefined ? fail(notFound('ask_back')) : ok(refused);
  });
}
