import { ordered } from '../canonical.ts';
import { openingsOf } from '../openings.ts';
import { findPairs } from '../pairs.ts';
import type { Snapshot } from '../snapshot.ts';
import { hasNoStable } from './find-stable.ts';
import { marketOf, withoutSeats } from './market-of.ts';
import { withTurned } from './turned.ts';

/** Tries every way of the teams again, from the snapshot: true when it is proven that the requests that stand have no stable match. */
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
    return hasNoStable(market);
  }
}
