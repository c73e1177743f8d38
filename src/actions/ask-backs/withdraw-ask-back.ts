import { asConsequence } from '../../db/acting.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { askBackLifecycle, isBeforeMatch, type AskBackLapsed } from '../../domain/ask-back.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  findAskBack,
  lockAskBack,
  lockLiveAskBacks,
  saveAskBackState,
  type AskBack,
  type AskBackSheet,
} from '../../db/queries/ask-backs.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellVolunteer } from './tell-of-ask-back.ts';

export type WithdrawAskBackError = CommonFailure | AskBackLapsed;

/** The county takes back that it asked; the volunteer hears of it, and their choices stay as they are. */
export async function withdrawAskBack(context: ActionContext, id: string): Promise<Result<AskBackSheet, WithdrawAskBackError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'ask-back.invite');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const askBack = await lockAskBack(db, id);
    if (askBack === undefined || !reaches(actor, 'ask-back.invite', { countyCode: askBack.countyCode })) return fail(notFound('ask_back'));
    const moved = move(askBackLifecycle, askBack.state, 'withdraw');
    if (!moved.ok) return moved;
    const season = await findSeason(db, askBack.seasonId);
    if (season === undefined) throw new Error('an ask-back without its season');
    const inTime = isBeforeMatch(season, todayIn(season, now));
    if (!inTime.ok) return inTime;

    await tellVolunteer(inside, id, { eventId: await saveWithdrawn(inside, askBack), news: 'withdrawn' });
    const withdrawn = await findAskBack(db, id);
    return withdrawn === undefined ? fail(notFound('ask_back')) : ok(withdrawn);
  });
}

/** A request that is not to be any more asks nobody back; once it was matched, what was agreed stays as it was. */
export async function withdrawAskBacksOf(
  context: ActionContext,
  request: { readonly id: string; readonly seasonId: string },
): Promise<void> {
  const { db, actor, now } = context;
  const season = await findSeason(db, request.seasonId);
  if (season === undefined || !isBeforeMatch(season, todayIn(season, now)).ok) return;
  const live = await asConsequence(db, actor, async () => lockLiveAskBacks(db, { requestId: request.id }));
  for (const askBack of live) {
    const eventId = await asConsequence(db, actor, async () => saveWithdrawn(context, askBack));
    await tellVolunteer(context, askBack.id, { eventId, news: 'withdrawn' });
  }
}

/** Gives the event's id. */
async function saveWithdrawn(context: ActionContext, { id, state, accountId }: AskBack): Promise<string> {
  await saveAskBackState(context.db, id, { state: 'withdrawn' });
  return record(context, {
    thing: 'ask_back',
    thingId: id,
    event: 'ask_back.withdrawn',
    from: state,
    to: 'withdrawn',
    subjectId: accountId,
  });
}
