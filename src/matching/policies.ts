import type { PolicyName } from '../domain/run.ts';
import type { Tier } from '../domain/teaching.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { pairKey } from './canonical.ts';
import { lotteryOf } from './lottery.ts';
import { rankOf } from './openings.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';

/** A line's seats in their three parts: up to its minimum, on to its ideal, on to its maximum. */
export type SeatPart = 'minimum' | 'ideal' | 'maximum';

/** What one goal costs, and whom it charges. Whole numbers; the sum over the match is made as small as can be. */
export type PolicyGoal = { readonly name: string } & (
  | { readonly of: 'pairs'; readonly cost: (application: SnapshotApplication, opening: Opening) => number }
  | { readonly of: 'seats'; readonly cost: (part: SeatPart, tier: Tier) => number }
  /** The `extra`-th seat that a county gets beyond the sum of its lines' minima, from 1. Must not fall. */
  | { readonly of: 'counties'; readonly cost: (extra: number) => number }
);

/** The goals of a policy, first things first; no amount of a later one buys the least of an earlier one. */
export function goalsOf(snapshot: Snapshot): readonly PolicyGoal[] {
  return policyGoals[snapshot.policy](snapshot);
}

const needFirst = (snapshot: Snapshot): readonly PolicyGoal[] => [
  locksKept(snapshot),
  ...toldKept(snapshot),
  ...tiers.map((tier) => seatsFilled('minimum', tier)),
  ...tiers.map((tier) => seatsFilled('ideal', tier)),
  ...tiers.map((tier) => seatsFilled('maximum', tier)),
  evenness,
  ...askedBackMet(snapshot),
  ranksGot(snapshot),
  fit(snapshot),
  lottery(snapshot),
];

const policyGoals: Record<PolicyName, (snapshot: Snapshot) => readonly PolicyGoal[]> = {
  'need-first': needFirst,
  'choices-first': (snapshot) => [
    locksKept(snapshot),
    ...toldKept(snapshot),
    ...tiers.map((tier) => seatsFilled('minimum', tier)),
    ...askedBackMet(snapshot),
    choicesMet(snapshot),
    ...tiers.map((tier) => seatsFilled('ideal', tier)),
    ...tiers.map((tier) => seatsFilled('maximum', tier)),
    evenness,
    fit(snapshot),
    lottery(snapshot),
  ],
  // Nothing is made best here: the values only say what the stable match is worth beside the others.
  stable: needFirst,
};

const evenness: PolicyGoal = { name: 'evenness', of: 'counties', cost: (extra) => extra };

const tiers = [1, 2, 3] as const;

function locksKept(snapshot: Snapshot): PolicyGoal {
  const kept = new Set(snapshot.locks.keep.map(pairKey));
  return {
    name: 'locks',
    of: 'pairs',
    cost: (application, opening) =>
      kept.size > 0 && kept.has(pairKey({ applicationId: application.id, lineId: opening.lineId })) ? -1 : 0,
  };
}

/** Where people have been told already: as few as can be are moved, or left without the place they were told of. */
function toldKept(snapshot: Snapshot): readonly PolicyGoal[] {
  if (snapshot.told.length === 0) return [];
  const told = new Set(snapshot.told.map(pairKey));
  return [
    {
      name: 'moved',
      of: 'pairs',
      cost: (application, opening) => (told.has(pairKey({ applicationId: application.id, lineId: opening.lineId })) ? -1 : 0),
    },
  ];
}

function seatsFilled(wanted: SeatPart, wantedTier: Tier): PolicyGoal {
  return {
    name: `${wanted}-tier-${wantedTier}`,
    of: 'seats',
    cost: (part, tier) => (part === wanted && tier === wantedTier ? -1 : 0),
  };
}

/**
 * As many as can be of the pairs in which each side put the other first: the county that asked somebody back, and the volunteer
 * who said yes. It stands right before the volunteers' choices, in which only one side has its say, and after the seats that a policy
 * puts before choices. So such a pair is placed wherever the goals before it allow as many of them as without it and one more.
 * Where nobody was asked back there is no such goal.
 */
function askedBackMet(snapshot: Snapshot): readonly PolicyGoal[] {
  const asked = askedBackKeys(snapshot);
  if (asked.size === 0) return [];
  return [
    {
      name: 'asked-back',
      of: 'pairs',
      cost: (application, opening) => (asked.has(pairKey({ applicationId: application.id, lineId: opening.lineId })) ? -1 : 0),
    },
  ];
}

export function askedBackKeys({ askedBack = [] }: Pick<Snapshot, 'askedBack'>): ReadonlySet<string> {
  return new Set(askedBack.map(pairKey));
}

/**
 * Unranked costs one more than the last rank anybody used, for everybody: a person who ranked little would otherwise
 * be cheaper to send where they never asked to go than a person who did ask.
 */
function ranksGot(snapshot: Snapshot): PolicyGoal {
  const unranked = unrankedOf(snapshot);
  return { name: 'choices', of: 'pairs', cost: (application, opening) => rankOf(application, opening) ?? unranked };
}

/**
 * The same where it is not settled yet how many are placed: to stay at home costs one more than to go unranked, or
 * ranks would be fewest with nobody placed.
 */
function choicesMet(snapshot: Snapshot): PolicyGoal {
  const unranked = unrankedOf(snapshot);
  return { name: 'choices', of: 'pairs', cost: (application, opening) => (rankOf(application, opening) ?? unranked) - (unranked + 1) };
}

export function unrankedOf({ applications }: Snapshot): number {
  return 1 + applications.reduce((most, { choices }) => choices.reduce((max, { rank }) => Math.max(max, rank), most), 0);
}

function fit(snapshot: Snapshot): PolicyGoal {
  const askingIds = new Set(snapshot.requests.filter((request) => request.asksForReturners).map((request) => request.id));
  return { name: 'fit', of: 'pairs', cost: (application, opening) => -fitPoints(application, opening, askingIds) };
}

/** 4 for returning to a county that asks for it, 1 a completion up to 3, 1 a level above the one asked. */
export function fitPoints(application: SnapshotApplication, opening: Opening, askingRequestIds: ReadonlySet<string>): number {
  const returns = askingRequestIds.has(opening.requestId) && application.servedCountyCodes.includes(opening.countyCode);
  const level = application.subjects.reduce(
    (most, taught) => (taught.subject === opening.subject ? Math.max(most, taught.level) : most),
    0,
  );
  return (returns ? 4 : 0) + Math.min(application.completions, 3) + Math.max(0, level - opening.level);
}

function lottery(snapshot: Snapshot): PolicyGoal {
  const draw = lotteryOf(snapshot.seed);
  return { name: 'lottery', of: 'pairs', cost: (application, opening) => draw(application.id, opening.lineId) };
}
