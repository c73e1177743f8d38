import type { MatchResult } from './result.ts';
import type { Snapshot } from './snapshot.ts';

export type Shortage = {
  readonly lineId: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly tier: number;
  readonly minimum: number;
  readonly ideal: number;
  readonly placed: number;
};

/** Lines that a match leaves below their ideal, by line id. Linear in lines and matches. */
export function shortagesOf(snapshot: Snapshot, matches: MatchResult['matches']): Shortage[] {
  const placedByLine = new Map<string, number>();
  for (const { lineId } of matches) placedByLine.set(lineId, (placedByLine.get(lineId) ?? 0) + 1);
  const requestsById = new Map(snapshot.requests.map((request) => [request.id, request]));
  const tierByCounty = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  return snapshot.lines
    .map(({ id: lineId, requestId, minimum, ideal }) => {
      const countyCode = requestsById.get(requestId)?.countyCode ?? '';
      return {
        lineId,
        requestId,
        countyCode,
        tier: tierByCounty.get(countyCode) ?? 3,
        minimum,
        ideal,
        placed: placedByLine.get(lineId) ?? 0,
      };
    })
    .filter(({ ideal, placed }) => placed < ideal)
    .toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
}

/** Applications that a match leaves without a placement, by id. */
export function unplacedIn(snapshot: Snapshot, matches: MatchResult['matches']): string[] {
  const placed = new Set(matches.map(({ applicationId }) => applicationId));
  return snapshot.applications
    .map(({ id }) => id)
    .filter((id) => !placed.has(id))
    .toSorted();
}
