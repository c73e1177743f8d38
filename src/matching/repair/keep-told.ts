import type { Opening } from '../../domain/eligibility/rule.ts';
import { brokenPairs } from '../broken-pairs.ts';
import type { Circulation } from '../network/circulation.ts';
import type { Structure } from '../network/structure.ts';
import type { Pairs } from '../pairs.ts';
import type { PolicyGoal } from '../policies.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * A repair looks first among the matches that move nobody: those who were told have the pair they were told of and no other, so that
 * only the remaining people are matched over the remaining seats.
 *
 * Why that is the best of all matches, where it is one: let everybody who was told sit in their place t. Prices that prove the
 * smaller match hold for every arc it has. Give each who was told the price p = price(line t) − cost(pair t), goal by goal. Then the arc
 * of the pair costs nothing at reduced cost, and the match is proven in the whole network once p does not come before the hub's price,
 * and p + cost − price(line) does not come before 0 on any other pair of theirs. Where only the goal `moved` speaks, it does so by itself:
 * p is 1 there, and 0 is enough. `provenWithTold` asks it of every such pair, and whoever calls solves in full where the answer is no. The
 * lottery makes the best match unique, so both ways give the same one.
 */

type Told = { readonly application: number; readonly line: number };

/** The pairs with those who were told held to theirs; undefined where some of them cannot stay, or there are none. Linear in the pairs. */
export function pairsKeepingTold(snapshot: Snapshot, pairs: Pairs): { readonly pairs: Pairs; readonly told: readonly Told[] } | undefined {
  if (snapshot.told.length === 0 || brokenPairs(snapshot, snapshot.told).length > 0) return undefined;
  const lineNumbers = new Map(snapshot.lines.map(({ id }, l) => [id, l]));
  const toldLine = new Map(snapshot.told.map(({ applicationId, lineId }) => [applicationId, lineNumbers.get(lineId)!]));
  if (toldLine.size < snapshot.told.length) return undefined;
  const told: Told[] = [];
  const rowStart = new Int32Array(pairs.rowStart.length);
  const line = new Int32Array(pairs.line.length);
  for (const [application, { id }] of snapshot.applications.entries()) {
    const own = toldLine.get(id);
    const row = pairs.line.subarray(pairs.rowStart[application], pairs.rowStart[application + 1]);
    if (own !== undefined && !row.includes(own)) return undefined;
    if (own !== undefined) told.push({ application, line: own });
    const kept = own === undefined ? row : [own];
    line.set(kept, rowStart[application]);
    rowStart[application + 1] = rowStart[application]! + kept.length;
  }
  return { pairs: { rowStart, line: line.slice(0, rowStart.at(-1)) }, told };
}

type Whole = {
  readonly snapshot: Snapshot;
  readonly openings: readonly Opening[];
  readonly goals: readonly PolicyGoal[];
  /** All of them. */
  readonly pairs: Pairs;
};

/**
 * Writes the prices of those who were told, and gives whether flow and prices are then proven among all pairs, as is said above.
 * O(pairs of those who were told); a goal of a pair is worked out only as far as no earlier one has decided.
 */
export function provenWithTold(
  { prices }: Circulation,
  { nodes }: Structure,
  told: readonly Told[],
  { snapshot, openings, goals, pairs }: Whole,
): boolean {
  const costOf = (goal: PolicyGoal, application: number, line: number) =>
    goal.of === 'pairs' ? goal.cost(snapshot.applications[application]!, openings[line]!) : 0;
  const isOrdered = (difference: (goal: number) => number): boolean => {
    for (let k = 0; k < goals.length; k += 1) {
      const value = difference(k);
      if (value !== 0) return value > 0;
    }
    return true;
  };
  return told.every(({ application, line }) => {
    const own = nodes.applications + application;
    for (const [k, goal] of goals.entries()) prices[k]![own] = prices[k]![nodes.lines + line]! - costOf(goal, application, line);
    const others = pairs.line.subarray(pairs.rowStart[application], pairs.rowStart[application + 1]);
    return (
      isOrdered((k) => prices[k]![own]! - prices[k]![nodes.hub]!) &&
      others.every((other) => isOrdered((k) => prices[k]![own]! + costOf(goals[k]!, application, other) - prices[k]![nodes.lines + other]!))
    );
  });
}
