import { asConsequence } from '../../db/acting.ts';
import { authorise } from '../../domain/actor.ts';
import { isBeforeMatch } from '../../domain/ask-back.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAskBack, lockLiveAskBacks, saveAskBackState, type AskBack, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { notFound, todayIn, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { movableAskBack, type MoveAskBackError } from './movable-ask-back.ts';
import { tellVolunteer } from './tell-of-ask-back.ts';

/** The county takes back that it asked; the volunteer hears of it, and their choices stay as they are. */
export async function withdrawAskBack(context: ActionContext, id: string): Promise<Result<AskBackSheet, MoveAskBackError>> {
  const { actor } = context;
  const may = authorise(actor, 'ask-back.invite');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableAskBack(inside, id, { move: 'withdraw', permission: 'ask-back.invite' });
    if (!movable.ok) return movable;
    const { askBack } = movable.value;

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
