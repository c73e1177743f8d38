import { pairKey } from './canonical.ts';
import { summarySchema, type MatchResult, type MatchSummary } from './result.ts';
import type { Snapshot } from './snapshot.ts';

/** What people read of a match; its eligible and its blocking pairs are counted by the caller. Linear in lines and matches. */
export function summaryOf(
  snapshot: Snapshot,
  matches: MatchResult['matches'],
  { pairs, blockingPairs }: { readonly pairs: number; readonly blockingPairs: number },
): MatchSummary {
  const placedByLine = new Map<string, number>();
  for (const { lineId } of matches) placedByLine.set(lineId, (placedByLine.get(lineId) ?? 0) + 1);
  const kept = new Set(matches.map(pairKey));
  const toldKept = snapshot.told.filter((pair) => kept.has(pairKey(pair))).length;
  const missing = snapshot.lines.map((line) => Math.max(0, line.minimum - (placedByLine.get(line.id) ?? 0)));
  const byRank = Map.groupBy(matches, ({ rank }) => rank);
  return {
    applications: snapshot.applications.length,
    requests: snapshot.requests.length,
    lines: snapshot.lines.length,
    pairs,
    placed: matches.length,
    locksKept: snapshot.locks.keep.filter((pair) => kept.has(pairKey(pair))).length,
    toldKept,
    toldMoved: snapshot.told.length - toldKept,
    tiers: tiersOf(snapshot, placedByLine),
    choices: [...byRank]
      .flatMap(([rank, placed]) => (rank === null ? [] : [{ rank, placed: placed.length }]))
      .toSorted((a, b) => a.rank - b.rank),
    unranked: byRank.get(null)?.length ?? 0,
    unplaced: snapshot.applications.length - new Set(matches.map(({ applicationId }) => applicationId)).size,
    linesShort: missing.filter((seats) => seats > 0).length,
    seatsShort: missing.reduce((sum, seats) => sum + seats, 0),
    blockingPairs,
  };
}

function tiersOf(snapshot: Snapshot, placedByLine: ReadonlyMap<string, number>): MatchSummary['tiers'] {
  const tierByCounty = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  const tierByRequest = new Map(snapshot.requests.map(({ id, countyCode }) => [id, tierByCounty.get(countyCode)]));
  return [1, 2, 3].map((tier) => {
    const lines = snapshot.lines.filter((line) => tierByRequest.get(line.requestId) === tier);
    const upTo = (level: 'minimum' | 'ideal' | 'maximum') => ({
      seats: lines.reduce((sum, line) => sum + line[level], 0),
      filled: lines.reduce((sum, line) => sum + Math.min(line[level], placedByLine.get(line.id) ?? 0), 0),
    });
    return { tier, minimum: upTo('minimum'), ideal: upTo('ideal'), maximum: upTo('maximum') };
  });
}

/** The first figure that is another than the one counted, in words. */
export function wrongInSummary(counted: MatchSummary, said: MatchSummary): string | undefined {
  for (const key of summarySchema.keyof().options) {
    if (JSON.stringify(counted[key]) === JSON.stringify(said[key])) continue;
    return `summary: ${key} is ${JSON.stringify(counted[key])}, the result says ${JSON.stringify(said[key])}`;
  }
  return undefined;
}
