import { asConsequence } from '../../db/acting.ts';
import type { ApplicationFields } from '../../domain/application.ts';
import { isBeforeMatch, putsFirst } from '../../domain/ask-back.ts';
import { lockAgreedAskBack, lockLiveAskBacks, saveAskBackState, type AskBack } from '../../db/queries/ask-backs.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { instantOf, todayIn, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { tellCounty } from './tell-of-ask-back.ts';

type Whose = { readonly accountId: string; readonly seasonId: string };

/** Whoever takes the request off the first place of their ranking says yes no more, and the county hears of it. */
export async function endUnlessFirst(context: ActionContext, whose: Whose, choices: ApplicationFields['choices']): Promise<void> {
  const agreed = await lockAgreedAskBack(context.db, whose.accountId, whose.seasonId);
  if (agreed !== undefined && !putsFirst(choices, agreed.requestId)) await end(context, agreed);
}

/** Whoever withdraws the application, before it is matched, goes nowhere in that season. */
export async function endWithApplication(context: ActionContext, { accountId, seasonId }: Whose): Promise<void> {
  const season = await findSeason(context.db, seasonId);
  if (season === undefined || !isBeforeMatch(season, todayIn(season, context.now)).ok) return;
  const agreed = await lockAgreedAskBack(context.db, accountId, seasonId);
  if (agreed !== undefined) await end(context, agreed);
}

/** Whoever is erased answers nothing any more: every county that still waits for them, or counts on them, hears a no. */
export async function endAllOf(context: ActionContext, accountId: string): Promise<void> {
  const { db, actor } = context;
  for (const askBack of await asConsequence(db, actor, async () => lockLiveAskBacks(db, { accountId }))) {
    const season = await findSeason(db, askBack.seasonId);
    if (season !== undefined && isBeforeMatch(season, todayIn(season, context.now)).ok) await end(context, askBack);
  }
}

async function end(context: ActionContext, { id, state, accountId }: AskBack): Promise<void> {
  const news = state === 'agreed' ? ('ended' as const) : ('refused' as const);
  const about = { thing: 'ask_back', thingId: id, event: `ask_back.${news}`, from: state, to: 'refused', subjectId: accountId };
  const eventId = await asConsequence(context.db, context.actor, async () => {
    await saveAskBackState(context.db, id, { state: 'refused', answeredAt: instantOf(context.now) });
    return record(context, about);
  });
  await tellCounty(context, id, { eventId, news });
}
