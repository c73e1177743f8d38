import { overlaps } from '../domain/calendar.ts';
import { failedRules, isEligible } from '../domain/eligibility/eligibility.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { pairKey } from './canonical.ts';
import { openingsOf, rankOf } from './openings.ts';
import type { MatchResult } from './result.ts';
import { sharedBeds } from './shared-beds.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';
import { countyTogether } from './stable/teams-side.ts';
import { withTurned } from './stable/turned.ts';

export type CheckedPlacement = { readonly application: SnapshotApplication; readonly opening: Opening; readonly rank: number | null };

/** The first thing that is wrong with a result, in words. */
export class Wrong extends Error {}

/**
 * The placements of a result that keeps every rule: eligible pairs, capacities, dates, teams, requests that are all or nothing. The
 * snapshot is ordered. Throws what is wrong first. Near-linear in the placements, lines and teams.
 */
export function feasiblePlacements(snapshot: Snapshot, result: MatchResult): CheckedPlacement[] {
  checkGone(snapshot, result);
  const placements = placementsOf(snapshot, result);
  checkCapacities(snapshot, result, placements);
  checkVolunteers(placements);
  checkTeams(snapshot, placements);
  checkMinima(snapshot, result, placements);
  return placements;
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

function placementsOf(given: Snapshot, result: MatchResult): CheckedPlacement[] {
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

function checkCapacities(given: Snapshot, result: MatchResult, placements: readonly CheckedPlacement[]): void {
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
function checkVolunteers(placements: readonly CheckedPlacement[]): void {
  for (const own of Map.groupBy(placements, ({ application }) => application).values()) {
    const { id, mostPlacements } = own[0]!.application;
    if (own.length > mostPlacements) throw new Wrong(`application ${id}: ${own.length} placements where ${mostPlacements} is the most`);
    const clash = own.some((one, i) => own.slice(i + 1).some((other) => overlaps(one.opening, other.opening)));
    if (clash) throw new Wrong(`application ${id} has placements that overlap`);
  }
}

function checkTeams(snapshot: Snapshot, placements: readonly CheckedPlacement[]): void {
  const heldBy = Map.groupBy(placements, ({ application }) => application.id);
  for (const team of snapshot.teams) {
    if (countyTogether(team, heldBy) !== undefined) continue;
    const alone = team.members.find(({ applicationId, onlyTogether }) => onlyTogether && heldBy.has(applicationId));
    if (alone !== undefined) throw new Wrong(`application ${alone.applicationId} goes only together, and team ${team.id} is not`);
  }
}

/** All-or-nothing requests that stand reach every line's minimum. */
function checkMinima(snapshot: Snapshot, result: MatchResult, placements: readonly CheckedPlacement[]): void {
  const closed = new Set(result.closedRequestIds);
  const byId = new Map(snapshot.requests.map((request) => [request.id, request]));
  const inLine = Map.groupBy(placements, ({ opening }) => opening.lineId);
  for (const { id, requestId, minimum } of snapshot.lines) {
    if (byId.get(requestId)!.belowMinimum === 'goes_ahead' || closed.has(requestId)) continue;
    const placed = inLine.get(id)?.length ?? 0;
    if (placed < minimum) throw new Wrong(`line ${id}: ${placed} where ${minimum} is the least, or request ${requestId} is closed`);
  }
}
