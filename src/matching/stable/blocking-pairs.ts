import { isEligible } from '../../domain/eligibility/eligibility.ts';
import { overlaps } from '../../domain/calendar.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { openingsOf } from '../openings.ts';
import type { Pairs } from '../pairs.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';
import { CountiesSide } from './counties-side.ts';
import { ordersOf, type Orders } from './orders.ts';
import { Sitting, type Pair } from './sitting.ts';
import { TeamsSide } from './teams-side.ts';
import { withTurned } from './turned.ts';

/** A match, and which requests it closed or turned to a distance. */
export type Placed = {
  readonly matches: readonly Pair[];
  readonly closedRequestIds: readonly string[];
  readonly turnedRequestIds: readonly string[];
};

/**
 * What becomes of lines that a volunteer ranked alike, or did not rank: `settled` by fit and lottery, as policy `stable` does before
 * anybody proposes; or left `open`, so that only a better rank is liked better. What is stable when settled is stable when open.
 */
export type Ties = 'settled' | 'open';

/**
 * The pairs of a match, under whatever policy, that would both rather have each other, by application and line. Exactly:
 *
 * - The counties' side chooses from pairs by tier, fit and lottery, passing no capacity. It would take new pairs when it chooses
 *   them all from everybody placed and them: there is room, or somebody who stands after them goes.
 * - A volunteer would rather have a line when it is not held, and of what is held, what is liked as well (by rank; when ties are
 *   settled, then fit, then lottery) neither overlaps it nor is as many placements as the person takes. Unranked lines are
 *   liked least, staying at home less.
 * - A pair blocks when it is eligible, its request is not closed, and both would. Members of a team that is together look in its
 *   county only; those who go only together do not look alone.
 * - A team would rather have another county than be apart, or than a county whose lines give its members a larger sum of
 *   ranks (when ties are settled, then less fit, then later in the lottery). Where the counties' side would take it there, the
 *   pairs that it likes best there block, save what is held already.
 * - Pairs that a coordinator keeps stand first in both orders, so they never give way.
 *
 * Time: linear in the pairs judged, plus, for teams, the ways to seat them.
 * Source: Gale & Shapley (1962); Hatfield & Milgrom (2005) for the counties' side as one; Roth (1984) for the members of a team.
 */
export function blockingPairs(snapshot: Snapshot, placed: Placed, ties: Ties): Pair[] {
  const judge = new BlockingJudge(snapshot, placed, ties);
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const linesBySubject = Map.groupBy(judge.openings, ({ subject }) => subject);
  const found: Pair[] = [];
  for (const application of snapshot.applications) {
    for (const subject of new Set(application.subjects.map((taught) => taught.subject))) {
      for (const opening of linesBySubject.get(subject) ?? []) {
        const pair = { applicationId: application.id, lineId: opening.lineId };
        const isExcluded = excluded.size > 0 && excluded.has(pairKey(pair));
        if (isEligible(application, opening, isExcluded) && judge.doesBlock(application, opening)) found.push(pair);
      }
    }
  }
  return inOrder([...found, ...judge.blockingOfTeams()]);
}

/** The same where the eligible pairs are known, by the ordered snapshot's positions. */
export function blockingAmong(snapshot: Snapshot, pairs: Pairs, placed: Placed, ties: Ties): Pair[] {
  const judge = new BlockingJudge(snapshot, placed, ties);
  const found = snapshot.applications.flatMap((application, a) =>
    Array.from(pairs.line.subarray(pairs.rowStart[a], pairs.rowStart[a + 1]), (line) => judge.openings[line]!)
      .filter((opening) => judge.doesBlock(application, opening))
      .map(({ lineId }) => ({ applicationId: application.id, lineId })),
  );
  return inOrder([...found, ...judge.blockingOfTeams()]);
}

/** A match that closed and turned nothing. */
export function unaltered(matches: Placed['matches']): Placed {
  return { matches, closedRequestIds: [], turnedRequestIds: [] };
}

/** The same, one eligible pair at a time, for whoever goes through the pairs anyway. */
export class BlockingJudge {
  /** With turned requests held at a distance. */
  readonly openings: readonly Opening[];
  readonly #orders: Orders;
  readonly #ties: Ties;
  readonly #counties: CountiesSide;
  readonly #teams: TeamsSide;
  readonly #heldBy: ReadonlyMap<string, readonly Sitting[]>;

  constructor(given: Snapshot, { matches, closedRequestIds, turnedRequestIds }: Placed, ties: Ties) {
    this.#ties = ties;
    const snapshot = withTurned(given, new Set(turnedRequestIds));
    this.openings = openingsOf(snapshot);
    this.#orders = ordersOf(snapshot);
    const applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
    const openingsById = new Map(this.openings.map((opening) => [opening.lineId, opening]));
    const held = matches.map(
      ({ applicationId, lineId }) => new Sitting(this.#orders, applicationsById.get(applicationId)!, openingsById.get(lineId)!),
    );
    this.#heldBy = Map.groupBy(held, ({ application }) => application.id);
    this.#counties = new CountiesSide(snapshot, held, new Set(closedRequestIds));
    this.#teams = new TeamsSide(snapshot, this.openings, { orders: this.#orders, counties: this.#counties, heldBy: this.#heldBy, ties });
  }

  /** Does an eligible pair block, the volunteer going alone? */
  doesBlock(application: SnapshotApplication, opening: Opening): boolean {
    if (!this.#teams.mayGoAlone(application.id, opening)) return false;
    const pair = new Sitting(this.#orders, application, opening);
    return this.#isWanted(pair) && this.#counties.wouldTake(pair);
  }

  blockingOfTeams(): Pair[] {
    return this.#teams.blocking();
  }

  #isWanted(pair: Sitting): boolean {
    let asGood = 0;
    for (const held of this.#heldBy.get(pair.application.id) ?? []) {
      if (held.opening.lineId === pair.opening.lineId) return false;
      if (this.#ties === 'open' ? held.rank > pair.rank : !held.isBetterThan(pair)) continue;
      asGood += 1;
      if (overlaps(held.opening, pair.opening)) return false;
    }
    return asGood < pair.application.mostPlacements;
  }
}

/** By application and line, without copies. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map(pairs.map((pair) => [pairKey(pair), pair]));
  return [...byKey.values()].toSorted((a, b) => compare(a.applicationId, b.applicationId) || compare(a.lineId, b.lineId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
