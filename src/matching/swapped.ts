import { failedRules } from '../domain/eligibility/eligibility.ts';
import { brokenPairs, type BrokenPair } from './broken-pairs.ts';
import { pairKey } from './canonical.ts';
import { openingsOf } from './openings.ts';
import type { Snapshot } from './snapshot.ts';

type Pair = { readonly applicationId: string; readonly lineId: string };
export type SwapBreak = BrokenPair['why'];
export type BrokenBySwap = { readonly first: readonly SwapBreak[]; readonly second: readonly SwapBreak[] };

/**
 * What stands in the way of two people taking each other's places: every rule that either crossed pair fails, and what the match's own
 * check would find that it does not find today, such as a team that would be split. `first` is of the first person in the second's
 * place. The snapshot is a repair's: whoever was told, and has not begun, still counts as to be placed. Linear in the snapshot.
 */
export function brokenBySwap(snapshot: Snapshot, first: Pair, second: Pair): BrokenBySwap {
  const told = snapshot.told.filter((pair) => ![pairKey(first), pairKey(second)].includes(pairKey(pair)));
  const firstThere = { applicationId: first.applicationId, lineId: second.lineId };
  const secondThere = { applicationId: second.applicationId, lineId: first.lineId };
  const known = new Set(brokenPairs(snapshot, snapshot.told).map(breakKey));
  const fresh = brokenPairs(snapshot, [...told, firstThere, secondThere]).filter((broken) => !known.has(breakKey(broken)));
  return { first: breaksOf(snapshot, firstThere, fresh), second: breaksOf(snapshot, secondThere, fresh) };
}

const breakKey = (broken: BrokenPair) => `${pairKey(broken)} ${broken.why}`;

function breaksOf(snapshot: Snapshot, pair: Pair, fresh: readonly BrokenPair[]): SwapBreak[] {
  const application = snapshot.applications.find(({ id }) => id === pair.applicationId);
  const opening = openingsOf(snapshot).find(({ lineId }) => lineId === pair.lineId);
  const isExcluded = snapshot.locks.exclude.some((excluded) => pairKey(excluded) === pairKey(pair));
  const failed = application === undefined || opening === undefined ? [] : failedRules(application, opening, isExcluded);
  const mates = matesOf(snapshot, pair.applicationId);
  const found = fresh.flatMap(({ applicationId, lineId, why }) =>
    (applicationId === pair.applicationId && lineId === pair.lineId) || mates.has(applicationId) ? [why] : [],
  );
  return [...new Set([...failed, ...found])];
}

function matesOf({ teams }: Snapshot, applicationId: string): ReadonlySet<string> {
  const own = teams.filter(({ members }) => members.some((member) => member.applicationId === applicationId));
  return new Set(own.flatMap(({ members }) => members.map((member) => member.applicationId)).filter((id) => id !== applicationId));
}
