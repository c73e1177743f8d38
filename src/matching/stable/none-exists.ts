import { ordered } from '../canonical.ts';
import { openingsOf } from '../openings.ts';
import { findPairs } from '../pairs.ts';
import type { Snapshot } from '../snapshot.ts';
import { tryEveryWay } from './every-way.ts';
import { marketOf, withoutSeats } from './market-of.ts';
import { Round } from './settle.ts';
import { withTurned } from './turned.ts';

/** Tries every way of the teams again, from the snapshot: true when none has a stable match among the requests that stand. */
export function hasNoStableMatch(
  given: Snapshot,
  gone: { readonly closedRequestIds: readonly string[]; readonly turnedRequestIds: readonly string[] },
): boolean {
  const snapshot = ordered(withTurned(given, new Set(gone.turnedRequestIds)));
  const openings = openingsOf(snapshot);
  const search = findPairs(snapshot, openings);
  for (;;) {
    const { done, value } = search.next();
    if (!done) continue;
    const closed = new Set(gone.closedRequestIds);
    const market = withoutSeats(marketOf(snapshot, openings, value, new Map()), (line) => closed.has(openings[line]!.requestId));
    return market.mostPlacements.every((most) => most === 1) && tryEveryWay(new Round(market)).kind === 'none';
  }
}
