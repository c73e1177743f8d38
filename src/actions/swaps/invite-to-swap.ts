import { lockPlacement, type Placement } from '../../db/queries/placements.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { findSwap, insertSwap, lockLiveSwapOf, saveSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { authorise, reaches } from '../../domain/actor.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { placingStates, seasonForbids } from '../../domain/season.ts';
import { swapLapsesAt, swapLifecycle } from '../../domain/swap.ts';
import { instantOf, notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';

export type SwapOpenAlready = {
  readonly kind: 'swap-open-already';
  readonly state: string;
  readonly allowed: readonly string[];
};
/** One of the placements has begun, or begins at this moment. */
export type SwapTooLate = { readonly kind: 'swap-too-late'; readonly startDay: string };
export type InviteToSwapError = CommonFailure | SwapOpenAlready | SwapTooLate;

type Invited = { readonly swap: SwapSheet; /** Shown this once: only the hash of its key is kept. */ readonly url: string };

/**
 * A volunteer offers the placement that they accepted for another, by a link that they send to whom they choose; the site names
 * nobody. While nobody has answered, asking again makes a new link, and the one before is dead.
 */
export async function inviteToSwap(context: ActionContext, placementId: string): Promise<Result<Invited, InviteToSwapError>> {
  const may = authorise(context.actor, 'swap.make');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await lockPlacement(db, placementId);
    if (placement === undefined || !reaches(context.actor, 'swap.make', placement)) return fail(notFound('placement'));
    if (placement.state !== 'accepted') return fail(notEditable(placementLifecycle, placement.state));
    const live = await lockLiveSwapOf(db, placementId);
    if (live !== undefined && (live.state !== 'invited' || live.firstPlacementId !== placementId)) {
      return fail({ kind: 'swap-open-already', state: live.state, allowed: movesFrom(swapLifecycle, live.state) });
    }
    return live === undefined ? begin(inside, placement) : renew(inside, live.id);
  });
}

async function begin(
  context: ActionContext,
  { id, seasonId, startDay, accountId }: Placement,
): Promise<Result<Invited, InviteToSwapError>> {
  const { db, now } = context;
  const season = await findSeason(db, seasonId);
  if (season === undefined) throw new Error('a placement without its season');
  if (!placingStates.includes(season.state)) return fail(seasonForbids(season, 'placing'));
  const lapsesAt = swapLapsesAt(now, [startDay], season);
  if (lapsesAt <= now) return fail({ kind: 'swap-too-late', startDay });
  const { key, sha256: keySha256 } = await randomKey();
  const swapId = await insertSwap(db, { seasonId, firstPlacementId: id, keySha256, lapsesAt: instantOf(lapsesAt) });
  const about = { thing: 'swap', thingId: swapId, event: 'swap.invited', to: 'invited', subjectId: accountId };
  await record(context, { ...about, details: { placementId: id } });
  return invited(context, swapId, key);
}

async function renew(context: ActionContext, swapId: string): Promise<Result<Invited, InviteToSwapError>> {
  const { key, sha256: keySha256 } = await randomKey();
  await saveSwap(context.db, swapId, { keySha256 });
  await record(context, { thing: 'swap', thingId: swapId, event: 'swap.link-made' });
  return invited(context, swapId, key);
}

async function invited({ db, siteUrl }: ActionContext, swapId: string, key: string): Promise<Result<Invited, InviteToSwapError>> {
  const swap = await findSwap(db, swapId);
  return swap === undefined ? fail(notFound('swap')) : ok({ swap, url: new URL(`/swap/${key}`, siteUrl).href });
}
