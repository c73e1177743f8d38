import { authorise, type Refusal } from '../../domain/actor.ts';
import { areLikelyOneName } from '../../domain/merge.ts';
import { likeness } from '../../domain/likeness.ts';
import { ok, type Result } from '../../domain/result.ts';
import { listTwins, type Twins } from '../../db/queries/merges.ts';
import type { ActionContext } from '../context.ts';

const mostWeighed = 500;
const mostSuggested = 50;

export type LikelyTwins = Twins & { readonly likeness: number };

/** Pairs of accounts that are likely one person's: one identity number whatever the names, or one birthday with names that are alike. */
export async function suggestTwins({ actor, db }: ActionContext): Promise<Result<LikelyTwins[], Refusal>> {
  const may = authorise(actor, 'account.merge');
  if (!may.ok) return may;
  const weighed = (await listTwins(db, mostWeighed)).map((twins) => ({
    ...twins,
    likeness: likeness(twins.first.name, twins.second.name),
  }));
  const likely = weighed.filter(
    ({ first, second, sameNumber, likeness: alike }) => sameNumber || areLikelyOneName(first.name, second.name, alike),
  );
  return ok(likely.toSorted((a, b) => Number(b.sameNumber) - Number(a.sameNumber) || b.likeness - a.likeness).slice(0, mostSuggested));
}
