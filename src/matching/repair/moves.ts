import type { PlacementState } from '../../domain/placement.ts';
import { brokenPairs, type BrokenPair } from '../broken-pairs.ts';
import { pairKey } from '../canonical.ts';
import type { Snapshot } from '../snapshot.ts';

/** A place that was told and ended since the last match was published: its seat is free again. */
export type EndedPlace = {
  readonly placementId: string;
  readonly applicationId: string;
  readonly lineId: string;
  readonly state: PlacementState;
  /** Its volunteer left it because the host conditions changed. */
  readonly isForConditions: boolean;
  /** Its request was cancelled as a whole. */
  readonly isOfRequest: boolean;
};

export type MoveReason =
  /** Their place cannot stand: a rule, a capacity, the request or the application itself. */
  | { readonly kind: 'no-longer-fits'; readonly why: BrokenPair['why'] }
  /** A coordinator excluded the pair. */
  | { readonly kind: 'excluded' }
  /** Their seat is needed for others who move, or are kept there. */
  | { readonly kind: 'gives-way'; readonly toApplicationIds: readonly string[] }
  /** Nobody goes to that line any more. */
  | { readonly kind: 'line-closes' }
  /** They take the seat of somebody who left. */
  | { readonly kind: 'seat-freed'; readonly by: EndedPlace }
  /** They take the seat of somebody whom this repair moves. */
  | { readonly kind: 'follows'; readonly applicationId: string }
  /** They take a seat that nobody had. */
  | { readonly kind: 'seat-open' }
  /** Their own place had ended before. */
  | { readonly kind: 'place-lost'; readonly place: EndedPlace };

/** Somebody who goes elsewhere, loses their place or comes in; null where they have no place before, or none after. */
export type RepairMove = {
  readonly applicationId: string;
  readonly fromLineId: string | null;
  readonly toLineId: string | null;
  /** First why they leave, then why they come there. */
  readonly reasons: readonly MoveReason[];
};

type Pair = { readonly applicationId: string; readonly lineId: string };
type Step = { readonly applicationId: string; readonly from: Pair | undefined; readonly to: Pair | undefined };

/**
 * Who moves in a repair, and why: told people first, then whoever comes in, each by application. Every seat that fell free and every
 * seat that somebody leaves explains one newcomer at most. Linear in the snapshot and the pairs, but for sorting.
 */
export function repairMoves(snapshot: Snapshot, matches: readonly Pair[], ended: readonly EndedPlace[]): RepairMove[] {
  const kept = new Set(matches.map(pairKey));
  const told = new Set(snapshot.told.map(pairKey));
  const left = snapshot.told.filter((pair) => !kept.has(pairKey(pair)));
  const gained = matches.filter((pair) => !told.has(pairKey(pair)));
  const steps = stepsOf(left, gained);
  const whyLeft = reasonsToLeave(snapshot, matches, left, gained);
  const whyTaken = reasonsToCome(steps, ended);
  const endedOf = Map.groupBy(ended, ({ applicationId }) => applicationId);
  return steps.map(({ applicationId, from, to }) => ({
    applicationId,
    fromLineId: from?.lineId ?? null,
    toLineId: to?.lineId ?? null,
    reasons: [
      ...(from === undefined
        ? (endedOf.get(applicationId) ?? []).map((place): MoveReason => ({ kind: 'place-lost', place }))
        : [whyLeft.get(pairKey(from))!]),
      ...(to === undefined ? [] : [whyTaken.get(pairKey(to))!]),
    ],
  }));
}

/** What somebody leaves and what they get, one beside the other; who was told comes first. */
function stepsOf(left: readonly Pair[], gained: readonly Pair[]): Step[] {
  const gainedOf = Map.groupBy(gained, ({ applicationId }) => applicationId);
  const moved = left.toSorted(byKey).map((from): Step => {
    const to = gainedOf.get(from.applicationId)?.shift();
    return { applicationId: from.applicationId, from, to };
  });
  const taken = new Set(moved.flatMap(({ to }) => (to === undefined ? [] : [pairKey(to)])));
  const come = gained.filter((pair) => !taken.has(pairKey(pair))).toSorted(byKey);
  return [...moved, ...come.map((to): Step => ({ applicationId: to.applicationId, from: undefined, to }))];
}

function reasonsToLeave(
  snapshot: Snapshot,
  matches: readonly Pair[],
  left: readonly Pair[],
  gained: readonly Pair[],
): ReadonlyMap<string, MoveReason> {
  const broken = new Map(brokenPairs(snapshot, snapshot.told).map((pair) => [pairKey(pair), pair.why]));
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const newAt = Map.groupBy(gained, ({ lineId }) => lineId);
  const open = new Set(matches.map(({ lineId }) => lineId));
  return new Map(
    left.map((pair): [string, MoveReason] => {
      const key = pairKey(pair);
      const why = broken.get(key);
      if (excluded.has(key)) return [key, { kind: 'excluded' }];
      if (why !== undefined) return [key, { kind: 'no-longer-fits', why }];
      if (!open.has(pair.lineId)) return [key, { kind: 'line-closes' }];
      return [key, { kind: 'gives-way', toApplicationIds: (newAt.get(pair.lineId) ?? []).map(({ applicationId }) => applicationId) }];
    }),
  );
}

function reasonsToCome(steps: readonly Step[], ended: readonly EndedPlace[]): ReadonlyMap<string, MoveReason> {
  const freed = Map.groupBy(ended, ({ lineId }) => lineId);
  const leaving = Map.groupBy(
    steps.flatMap(({ from }) => (from === undefined ? [] : [from])),
    ({ lineId }) => lineId,
  );
  return new Map(
    steps.flatMap(({ to }): [string, MoveReason][] => {
      if (to === undefined) return [];
      const by = freed.get(to.lineId)?.shift();
      if (by !== undefined) return [[pairKey(to), { kind: 'seat-freed', by }]];
      const before = leaving.get(to.lineId)?.shift();
      return [[pairKey(to), before === undefined ? { kind: 'seat-open' } : { kind: 'follows', applicationId: before.applicationId }]];
    }),
  );
}

const byKey = (a: Pair, b: Pair) => (pairKey(a) < pairKey(b) ? -1 : 1);
