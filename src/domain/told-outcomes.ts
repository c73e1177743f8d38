import { fewestTold, hiddenParts } from './small-cells.ts';

/** What somebody got of a match: which of their choices, another place, or none. */
export const outcomes = ['first', 'second', 'third', 'later', 'unranked', 'nothing'] as const;
export type Outcome = (typeof outcomes)[number];
/** How many got each; null where it is kept back. */
export type ToldOutcomes = Readonly<Record<Outcome, number | null>>;

type Matched = {
  readonly placed: number;
  readonly unranked: number;
  readonly unplaced: number;
  readonly choices: readonly { readonly rank: number; readonly placed: number }[];
};

/** The outcomes of a whole match. Ranks from the fourth on are one, here as wherever outcomes are told: two partitions would tell their difference. */
export function outcomesOf({ choices, unranked, unplaced }: Matched): Readonly<Record<Outcome, number>> {
  const at = (holds: (rank: number) => boolean) => choices.reduce((sum, { rank, placed }) => (holds(rank) ? sum + placed : sum), 0);
  return {
    first: at((rank) => rank === 1),
    second: at((rank) => rank === 2),
    third: at((rank) => rank === 3),
    later: at((rank) => rank > 3),
    unranked,
    nothing: unplaced,
  };
}

const weightOf = (people: number) => ({ completions: people, volunteers: people });

/** Parts of a whole that is told, with those kept back as null; that nobody is in a part is told, where anything is. */
function toldParts(parts: readonly number[]): (number | null)[] {
  const held = parts.flatMap((part, place) => (part > 0 ? [{ part, place }] : []));
  const whole = held.reduce((sum, { part }) => sum + part, 0);
  const hidden = hiddenParts(
    weightOf(whole),
    held.map(({ part }) => weightOf(part)),
  );
  const kept = new Set([...hidden.parts].map((i) => held[i]?.place));
  return parts.map((part, place) => (hidden.areListed && !kept.has(place) ? part : null));
}

/** What is told of how many got what: nothing of fewer than five, nor what gives such away. */
export function toldOutcomes(counts: Readonly<Record<Outcome, number>>): ToldOutcomes {
  const [first = null, second = null, third = null, later = null, unranked = null, nothing = null] = toldParts(
    outcomes.map((outcome) => counts[outcome]),
  );
  return { first, second, third, later, unranked, nothing };
}

type Seats<F> = { readonly seats: number; readonly filled: F };
export type Tier<F> = { readonly tier: number; readonly minimum: Seats<F>; readonly ideal: Seats<F>; readonly maximum: Seats<F> };

/** Seats by need tier; who sits in them is kept back like any part. Together they are who was placed, so they go where that is not told. */
export function toldTiers(tiers: readonly Tier<number>[], isPlacedTold: boolean): Tier<number | null>[] {
  const told = toldParts(tiers.map(({ maximum }) => maximum.filled));
  return tiers.map((one, i) => {
    const shown = ({ seats, filled }: Seats<number>) => ({ seats, filled: isPlacedTold && told[i] !== null ? filled : null });
    return { tier: one.tier, minimum: shown(one.minimum), ideal: shown(one.ideal), maximum: shown(one.maximum) };
  });
}

/** Everything that is told to all of a match. */
export function toldMatch(matched: Matched & { readonly applications: number; readonly tiers: readonly Tier<number>[] }) {
  const told = toldOutcomes(outcomesOf(matched));
  // Who was placed is who applied less who was not.
  const isPlacedTold = told.nothing !== null;
  return {
    applications: matched.applications >= fewestTold ? matched.applications : null,
    placed: isPlacedTold ? matched.placed : null,
    outcomes: told,
    tiers: toldTiers(matched.tiers, isPlacedTold),
  };
}
