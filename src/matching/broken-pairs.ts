import { failedRules } from '../domain/eligibility/eligibility.ts';
import type { RuleCode } from '../domain/eligibility/rule.ts';
import { lodgingGroups } from './lodging.ts';
import { openingsOf } from './openings.ts';
import type { MatchResult } from './result.ts';
import type { Snapshot } from './snapshot.ts';

type Pair = Pick<MatchResult['matches'][number], 'applicationId' | 'lineId'>;

export type BrokenPair = Pair & {
  /** The rule that fails, what is gone, or the capacity that is passed. */
  readonly why: RuleCode | 'application' | 'request' | 'seats' | 'squad' | 'beds' | 'quota';
};

/**
 * Pairs of a match that another snapshot does not allow: a match computed on an earlier one is held against the present.
 * Where a capacity is passed, every pair under it is named. Linear in the snapshot and the pairs.
 */
export function brokenPairs(snapshot: Snapshot, matches: readonly Pair[]): BrokenPair[] {
  const applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
  const openingsById = new Map(openingsOf(snapshot).map((opening) => [opening.lineId, opening]));
  const overfull = overfullIn(snapshot);
  const capacities = matches.map(({ lineId }) => overfull.pass(lineId));
  return matches.flatMap(({ applicationId, lineId }, i): BrokenPair[] => {
    const application = applicationsById.get(applicationId);
    const opening = openingsById.get(lineId);
    if (application === undefined) return [{ applicationId, lineId, why: 'application' }];
    if (opening === undefined) return [{ applicationId, lineId, why: 'request' }];
    const why = failedRules(application, opening, false)[0] ?? capacities[i]?.find(({ placed, most }) => placed > most)?.kind;
    return why === undefined ? [] : [{ applicationId, lineId, why }];
  });
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
