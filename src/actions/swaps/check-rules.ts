import { asConsequence } from '../../db/acting.ts';
import { findRankingRun } from '../../db/queries/alternates.ts';
import { loadSnapshot } from '../../db/queries/snapshot.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { brokenBySwap, type BrokenBySwap, type SwapBreak } from '../../matching/swapped.ts';
import type { ActionContext } from '../context.ts';
import type { HeldSwap } from './held-swap.ts';

/** `hidden` stands for whatever it is on the side of the other person. */
type Told = readonly (SwapBreak | 'hidden')[];
export type SwapBreaksRules = {
  readonly kind: 'swap-breaks-rules';
  /** What the first person does not fulfil in the second's place. */
  readonly first: Told;
  readonly second: Told;
};

type Pair = { readonly applicationId: string; readonly lineId: string };
type Pairs = { readonly seasonId: string; readonly first: Pair; readonly second: Pair };

/** Holds both crossed pairs against the rules of the match as it stands; each person is told of their own side alone. */
export async function checkRules(
  context: ActionContext,
  { seasonId, first, second }: Pairs,
  side: HeldSwap['side'],
): Promise<Result<undefined, SwapBreaksRules>> {
  const { actor, db } = context;
  const broken = await asConsequence(db, actor, async (): Promise<BrokenBySwap> => {
    const run = await findRankingRun(db, seasonId);
    return brokenBySwap(await loadSnapshot(db, seasonId, { ...run, isRepair: true }), first, second);
  });
  if (broken.first.length === 0 && broken.second.length === 0) return ok(undefined);
  const told = (of: 'first' | 'second'): Told => (side === undefined || side === of || broken[of].length === 0 ? broken[of] : ['hidden']);
  return fail({ kind: 'swap-breaks-rules', first: told('first'), second: told('second') });
}
