import { failedRules, isEligible } from '../../domain/eligibility/eligibility.ts';
import { overlaps } from '../../domain/calendar.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { canonicalText, ordered, pairKey, sha256Of } from '../canonical.ts';
import { openingsOf, rankOf } from '../openings.ts';
import { goalsOf } from '../policies.ts';
import { summarySchema, type MatchResult } from '../result.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';
import { sharedBeds } from '../shared-beds.ts';
import { summaryOf } from '../summary.ts';
import { blockingPairs } from './blocking-pairs.ts';
import { goalValues } from './goal-values.ts';
import { countyTogether } from './teams-side.ts';
import { withTurned } from './turned.ts';
import { hasNoStableMatch } from './none-exists.ts';

/** What a check of policy `stable` finds: stable; unstable, with exactly the pairs that block listed; or the first thing that is wrong. */
export type StableVerdict =
  | { readonly stable: true }
  | { readonly stable: false; readonly blockingPairs: number }
  | { readonly stable: false; readonly wrong: string };

type Placement = { readonly application: SnapshotApplication; readonly opening: Opening; readonly rank: number | null };

class Wrong extends Error {}

/**
 * Whether a result of policy `stable` is true, from snapshot and match alone, without the procedures that made it: it is feasible, exactly the
 * pairs listed block, and what it states (values, ranks, summary) is so. That no stable match exists is tried again. It does
 * not ask whether another stable match is better for the volunteers, nor whether a request had to be closed.
 * Time: linear in the pairs judged, plus, for teams, the ways to seat them.
 */
export function checkStable(given: Snapshot, result: MatchResult): StableVerdict {
  try {
    const snapshot = ordered(given);
    checkBelonging(snapshot, result);
    checkGone(snapshot, result);
    const placements = placementsOf(snapshot, result);
    checkCapacities(snapshot, result, placements);
    checkVolunteers(placements);
    checkTeams(snapshot, placements);
    checkMinima(snapshot, result, placements);
    checkBlocking(snapshot, result);
    checkStatements(snapshot, result, placements);
    return result.status === 'stable' ? { stable: true } : { stable: false, blockingPairs: result.blockingPairs.length };
  } catch (error) {
    if (error instanceof Wrong) return { stable: false, wrong: error.message };
    throw error;
  }
}

function checkBelonging(snapshot: Snapshot, result: MatchResult): void {
  if (result.policy !== snapshot.policy) throw new Wrong(`the result follows ${result.policy}, the snapshot asks ${snapshot.policy}`);
  if (result.snapshotSha256 !== sha256Of(canonicalText(snapshot))) throw new Wrong('the result belongs to another snapshot');
  if (result.prices.hub.length > 0) throw new Wrong('prices: a stable match has none');
  for (const [kind, priced] of Object.entries(result.prices)) {
    if (Object.keys(priced).length > 0) throw new Wrong(`prices of ${kind}: a stable match has none`);
  }
}

/** Only requests that may be closed or turned are, none both. */
function checkGone(snapshot: Snapshot, { closedRequestIds, turnedRequestIds }: MatchResult): void {
  const byId = new Map(snapshot.requests.map((request) => [request.id, request]));
  for (const id of closedRequestIds) {
    if ((byId.get(id)?.belowMinimum ?? 'goes_ahead') === 'goes_ahead') throw new Wrong(`request ${id} may not be closed`);
  }
  for (const id of turnedRequestIds) {
    if (byId.get(id)?.belowMinimum !== 'turns_to_distance') throw new Wrong(`request ${id} may not be turned`);
    if (closedRequestIds.includes(id)) throw new Wrong(`request ${id} is closed and turned`);
  }
  for (const ids of [closedRequestIds, turnedRequestIds]) {
    if (ids.some((id, i) => i > 0 && ids[i - 1]! >= id)) throw new Wrong('closed and turned requests stand once each, by id');
  }
}

function placementsOf(given: Snapshot, result: MatchResult): Placement[] {
  const snapshot = withTurned(given, new Set(result.turnedRequestIds));
  const applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
  const openingsById = new Map(openingsOf(snapshot).map((opening) => [opening.lineId, opening]));
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  return result.matches.map((match, i) => {
    const [application, opening] = [applicationsById.get(match.applicationId), openingsById.get(match.lineId)];
    const name = `application ${match.applicationId} in line ${match.lineId}`;
    if (application === undefined || opening === undefined) throw new Wrong(`${name}: not in the snapshot`);
    if (i > 0 && !isBefore(result.matches[i - 1]!, match)) throw new Wrong(`${name}: out of order, or placed twice`);
    const isExcluded = excluded.has(pairKey(match));
    if (!isEligible(application, opening, isExcluded)) {
      throw new Wrong(`${name} is not eligible: ${failedRules(application, opening, isExcluded).join(', ')}`);
    }
    const rank = rankOf(application, opening);
    if (rank !== match.rank) throw new Wrong(`${name} got rank ${rank ?? 'none'}, the result says ${match.rank ?? 'none'}`);
    return { application, opening, rank };
  });
}

function isBefore(a: MatchResult['matches'][number], b: MatchResult['matches'][number]): boolean {
  return a.applicationId < b.applicationId || (a.applicationId === b.applicationId && a.lineId < b.lineId);
}

function checkCapacity(name: string, placed: number, most: number | null): void {
  if (placed > (most ?? Infinity)) throw new Wrong(`${name}: ${placed} where ${most} is the most`);
}

function checkCapacities(given: Snapshot, result: MatchResult, placements: readonly Placement[]): void {
  const snapshot = withTurned(given, new Set(result.turnedRequestIds));
  const countOf = (keyOf: (opening: Opening) => string | undefined) => {
    const groups = Map.groupBy(placements, ({ opening }) => keyOf(opening));
    return (key: string | undefined) => groups.get(key)?.length ?? 0;
  };
  const closed = new Set(result.closedRequestIds);
  const inLine = countOf(({ lineId }) => lineId);
  for (const { id, requestId, maximum } of snapshot.lines) checkCapacity(`line ${id}`, inLine(id), closed.has(requestId) ? 0 : maximum);
  const inRequest = countOf(({ requestId }) => requestId);
  for (const { id, squadMaximum } of snapshot.requests) checkCapacity(`request ${id}`, inRequest(id), squadMaximum);
  const sharedWith = sharedBeds(snapshot);
  const inLodging = countOf(({ requestId }) => sharedWith.get(requestId));
  const bedsByCounty = new Map(snapshot.counties.map(({ code, beds }) => [code, beds]));
  for (const { id, countyCode } of snapshot.requests) {
    if (sharedWith.get(id) === id) checkCapacity(`beds of county ${countyCode}`, inLodging(id), bedsByCounty.get(countyCode)!);
  }
  const inProvince = countOf(({ provinceCode }) => provinceCode);
  for (const { code, quota } of snapshot.provinces) checkCapacity(`province ${code}`, inProvince(code), quota);
}

/** Nobody has more placements than wanted, or two that share a day. */
function checkVolunteers(placements: readonly Placement[]): void {
  for (const own of Map.groupBy(placements, ({ application }) => application).values()) {
    const { id, mostPlacements } = own[0]!.application;
    if (own.length > mostPlacements) throw new Wrong(`application ${id}: ${own.length} placements where ${mostPlacements} is the most`);
    const clash = own.some((one, i) => own.slice(i + 1).some((other) => overlaps(one.opening, other.opening)));
    if (clash) throw new Wrong(`application ${id} has placements that overlap`);
  }
}

function checkTeams(snapshot: Snapshot, placements: readonly Placement[]): void {
  const heldBy = Map.groupBy(placements, ({ application }) => application.id);
  for (const team of snapshot.teams) {
    if (countyTogether(team, heldBy) !== undefined) continue;
    const alone = team.members.find(({ applicationId, onlyTogether }) => onlyTogether && heldBy.has(applicationId));
    if (alone !== undefined) throw new Wrong(`application ${alone.applicationId} goes only together, and team ${team.id} is not`);
  }
}

/** All-or-nothing requests that stand reach every line's minimum. */
function checkMinima(snapshot: Snapshot, result: MatchResult, placements: readonly Placement[]): void {
  const closed = new Set(result.closedRequestIds);
  const byId = new Map(snapshot.requests.map((request) => [request.id, request]));
  const inLine = Map.groupBy(placements, ({ opening }) => opening.lineId);
  for (const { id, requestId, minimum } of snapshot.lines) {
    if (byId.get(requestId)!.belowMinimum === 'goes_ahead' || closed.has(requestId)) continue;
    const placed = inLine.get(id)?.length ?? 0;
    if (placed < minimum) throw new Wrong(`line ${id}: ${placed} where ${minimum} is the least, or request ${requestId} is closed`);
  }
}

function checkBlocking(snapshot: Snapshot, result: MatchResult): void {
  const isSaid = new Set(result.blockingPairs.map(pairKey));
  const found = blockingPairs(snapshot, result, 'settled');
  const unsaid = found.find((pair) => !isSaid.has(pairKey(pair)));
  if (unsaid !== undefined) {
    throw new Wrong(`application ${unsaid.applicationId} and line ${unsaid.lineId} would both rather have each other`);
  }
  if (JSON.stringify(result.blockingPairs) !== JSON.stringify(found)) throw new Wrong('blocking pairs: some listed do not block, or twice');
  const status = found.length === 0 ? 'stable' : 'unstable';
  if (result.status !== status) throw new Wrong(`the result says ${result.status}, ${found.length} pairs block`);
  if ((result.unstableBecause === null) !== (found.length === 0)) throw new Wrong(`unstableBecause: ${result.unstableBecause}`);
  if (result.unstableBecause === 'none-exists' && !hasNoStableMatch(snapshot, result)) {
    throw new Wrong('that no stable match exists is not confirmed');
  }
}

function checkStatements(snapshot: Snapshot, result: MatchResult, placements: readonly Placement[]): void {
  const goals = goalsOf(snapshot);
  const values = goalValues(snapshot, goals, placements);
  const counted = JSON.stringify(goals.map(({ name }, k) => ({ name, value: values[k]! })));
  if (JSON.stringify(result.goals) !== counted) throw new Wrong(`goals: the match is worth ${counted}`);
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const openings = Map.groupBy(openingsOf(snapshot), ({ subject }) => subject);
  let pairs = 0;
  for (const application of snapshot.applications) {
    for (const subject of new Set(application.subjects.map((taught) => taught.subject))) {
      for (const opening of openings.get(subject) ?? []) {
        const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
        if (isEligible(application, opening, isExcluded)) pairs += 1;
      }
    }
  }
  // What is stable with its ties settled is stable with them open.
  const blocking = result.blockingPairs.length === 0 ? 0 : blockingPairs(snapshot, result, 'open').length;
  const summary = summaryOf(snapshot, result.matches, { pairs, blockingPairs: blocking });
  for (const key of summarySchema.keyof().options) {
    if (JSON.stringify(summary[key]) === JSON.stringify(result.summary[key])) continue;
    throw new Wrong(`summary: ${key} is ${JSON.stringify(summary[key])}, the result says ${JSON.stringify(result.summary[key])}`);
  }
}
