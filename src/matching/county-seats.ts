import type { MatchResult } from './result.ts';
import type { Snapshot } from './snapshot.ts';

/** What a county asks for in all its lines, and what a match gives it. */
export type CountySeats = {
  readonly countyCode: string;
  readonly tier: number;
  readonly minimum: number;
  readonly ideal: number;
  readonly maximum: number;
  readonly placed: number;
  /** Seats missing up to the minima of its lines, line by line. */
  readonly missing: number;
};

/** Counties of a match by need: by tier, then who lacks most up to its minima, then up to its ideals. Linear in lines and matches. */
export function countySeatsOf(snapshot: Snapshot, matches: MatchResult['matches']): CountySeats[] {
  const placedByLine = placedByLineIn(matches);
  const requestsById = new Map(snapshot.requests.map((request) => [request.id, request]));
  const linesByCounty = Map.groupBy(snapshot.lines, ({ requestId }) => requestsById.get(requestId)?.countyCode ?? '');
  const placedIn = ({ id }: { readonly id: string }) => placedByLine.get(id) ?? 0;
  const counties = snapshot.counties.map(({ code: countyCode, tier }): CountySeats => {
    const lines = linesByCounty.get(countyCode) ?? [];
    const sum = (of: (line: Snapshot['lines'][number]) => number) => lines.reduce((total, line) => total + of(line), 0);
    return {
      countyCode,
      tier,
      minimum: sum(({ minimum }) => minimum),
      ideal: sum(({ ideal }) => ideal),
      maximum: sum(({ maximum }) => maximum),
      placed: sum(placedIn),
      missing: sum((line) => Math.max(0, line.minimum - placedIn(line))),
    };
  });
  return counties.toSorted(byNeed);
}

const lacks = ({ ideal, placed }: CountySeats) => Math.max(0, ideal - placed);

function byNeed(a: CountySeats, b: CountySeats): number {
  return a.tier - b.tier || b.missing - a.missing || lacks(b) - lacks(a) || (a.countyCode < b.countyCode ? -1 : 1);
}

/** How many people a match gives each line; lines with nobody are left out. */
export function placedByLineIn(matches: MatchResult['matches']): ReadonlyMap<string, number> {
  const placed = new Map<string, number>();
  for (const { lineId } of matches) placed.set(lineId, (placed.get(lineId) ?? 0) + 1);
  return placed;
}
