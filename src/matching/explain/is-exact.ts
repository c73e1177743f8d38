import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Whether the prices of a match say what every other match would cost: so they do where the match is a flow, and nothing besides
 * flow holds people together.
 */
export function hasExactCosts(snapshot: Snapshot, result: MatchResult): boolean {
  return (
    result.status === 'optimal' &&
    Object.keys(result.prices.applications).length === snapshot.applications.length &&
    snapshot.teams.length === 0 &&
    snapshot.requests.every(({ belowMinimum }) => belowMinimum === 'goes_ahead') &&
    snapshot.applications.every(({ mostPlacements }) => mostPlacements === 1)
  );
}
