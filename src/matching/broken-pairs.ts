import { overlaps } from '../domain/calendar.ts';
import { failedRules } from '../domain/eligibility/eligibility.ts';
import type { Opening, RuleCode } from '../domain/eligibility/rule.ts';
import { lodgingGroups } from './lodging.ts';
import { openingsOf } from './openings.ts';
import type { MatchResult } from './result.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';
import { withTurned } from './stable/turned.ts';

type Pair = Pick<MatchResult['matches'][number], 'applicationId' | 'lineId'>;

export type BrokenPair = Pair & {
  /** The rule that fails, what is gone, or the capacity that is passed. */
  readonly why: RuleCode | 'application' | 'request' | 'seats' | 'squad' | 'beds' | 'quota' | 'placements' | 'team';
};

/**
 * Pairs of a match that another snapshot does not allow: a match computed on an earlier one is held against the present.
 * Where a capacity is passed, every pair under it is named. Linear in the snapshot and the pairs.
 */
export function brokenPairs(given: Snapshot, matches: readonly Pair[], turnedRequestIds: readonly string[] = []): BrokenPair[] {
  const snapshot = withTurned(given, new Set(turnedRequestIds));
  const applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
  const openingsById = new Map(openingsOf(snapshot).map((opening) => [opening.lineId, opening]));
  const overfull = overfullIn(snapshot);
  const tooMany = withTooMany(applicationsById, openingsById, matches);
  const split = inSplitTeams(snapshot, openingsById, matches);
  const capacities = matches.map(({ lineId }) => overfull.pass(lineId));
  return matches.flatMap(({ applicationId, lineId }, i): BrokenPair[] => {
    const application = applicationsById.get(applicationId);
    const opening = openingsById.get(lineId);
    if (application === undefined) return [{ applicationId, lineId, why: 'application' }];
    if (opening === undefined) return [{ applicationId, lineId, why: 'request' }];
    const why =
      failedRules(application, opening, false)[0] ??
      capacities[i]?.find(({ placed, most }) => placed > most)?.kind ??
      (tooMany.has(applicationId) ? 'placements' : split.has(applicationId) ? 'team' : undefined);
    return why === undefined ? [] : [{ applicationId, lineId, why }];
  });
}

type ById<T> = ReadonlyMap<string, T>;

/** Applications with more placements than they take, or two that share a day. */
function withTooMany(applications: ById<SnapshotApplication>, openings: ById<Opening>, matches: readonly Pair[]): ReadonlySet<string> {
  return new Set(
    [...Map.groupBy(matches, ({ applicationId }) => applicationId)].flatMap(([id, own]) => {
      if (own.length === 1) return [];
      const held = own.flatMap(({ lineId }) => openings.get(lineId) ?? []);
      const clash = held.some((one, i) => held.slice(i + 1).some((other) => overlaps(one, other)));
      return clash || own.length > (applications.get(id)?.mostPlacements ?? 0) ? [id] : [];
    }),
  );
}

/** Members who go only together, of teams that are not. */
function inSplitTeams({ teams }: Snapshot, openings: ById<Opening>, matches: readonly Pair[]): ReadonlySet<string> {
  const countiesOf = Map.groupBy(matches, ({ applicationId }) => applicationId);
  return new Set(
    teams.flatMap(({ members }) => {
      const counties = members.map(({ applicationId }) =>
        (countiesOf.get(applicationId) ?? []).map(({ lineId }) => openings.get(lineId)?.countyCode),
      );
      const isTogether = new Set(counties.flat()).size === 1 && counties.every((own) => own.length > 0);
      return isTogether ? [] : members.flatMap(({ applicationId, onlyTogether }) => (onlyTogether ? [applicationId] : []));
    }),
  );
}

type Capacity = { readonly kind: 'seats' | 'squad' | 'beds' | 'quota'; readonly most: number; placed: number };

/** Counts people into the capacities above their line: seats, squad, beds, quota. */
function overfullIn({ lines, requests, counties, provinces }: Snapshot): { pass(lineId: string): readonly Capacity[] } {
  const capacity = (kind: Capacity['kind'], most: number | null): Capacity => ({ kind, most: most ?? Infinity, placed: 0 });
  const quotaByProvince = new Map(provinces.map(({ code, quota }) => [code, capacity('quota', quota)]));
  const countiesByCode = new Map(counties.map((county) => [county.code, county]));
  const bedsByRequest = new Map<string, Capacity>();
  for (const [code, own] of Map.groupBy(requests, ({ countyCode }) => countyCode)) {
    for (const group of lodgingGroups(own)) {
      const beds = capacity('beds', countiesByCode.get(code)?.beds ?? null);
      for (const { id } of group) bedsByRequest.set(id, beds);
    }
  }
  const aboveRequest = new Map(
    requests.map(({ id, countyCode, squadMaximum }) => {
      const quota = quotaByProvince.get(countiesByCode.get(countyCode)?.provinceCode ?? '');
      return [id, [capacity('squad', squadMaximum), bedsByRequest.get(id), quota].filter((above) => above !== undefined)] as const;
    }),
  );
  const aboveLine = new Map(
    lines.map(({ id, requestId, maximum }) => [id, [capacity('seats', maximum), ...(aboveRequest.get(requestId) ?? [])]] as const),
  );
  return {
    pass(lineId) {
      const above = aboveLine.get(lineId) ?? [];
      for (const passed of above) passed.placed += 1;
      return above;
    },
  };
}
