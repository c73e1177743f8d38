import { rowOf, type Market } from './market.ts';
import { nobody, Seats } from './seats.ts';

/**
 * Deferred acceptance for one placement each and no teams: every volunteer proposes down the own order, the lines' side holds whom
 * it likes best so far. Gives by volunteer the pair held, or -1.
 *
 * The outcome is stable, and at least as good for every volunteer as any other stable one; who proposes first makes no difference.
 * Each pair is proposed at most once, so it ends. Time: O(pairs × log seats) comparisons.
 * Source: Gale & Shapley, College admissions and the stability of marriage (1962); Roth (1984); with the lines' choice as in
 * `Seats`, Hatfield & Milgrom (2005), theorems 3 and 4.
 */
export function deferredAcceptance(market: Market, pairAt: Market['pairAt'] = market.pairAt): Int32Array {
  const volunteers = market.mostPlacements.length;
  const seats = new Seats(market);
  const held = new Int32Array(volunteers).fill(nobody);
  const asked = new Int32Array(volunteers);
  for (let first = 0; first < volunteers; first += 1) {
    for (let volunteer = first; volunteer !== nobody;) {
      const pair = pairAt(volunteer, asked[volunteer]!);
      if (pair === -1) break;
      asked[volunteer] = asked[volunteer]! + 1;
      const gone = seats.take(pair);
      if (gone === pair) continue;
      held[volunteer] = pair;
      if (gone === nobody) break;
      volunteer = market.volunteerOf[gone]!;
      held[volunteer] = nobody;
    }
  }
  return held;
}

/**
 * The stable outcome that the lines' side likes best: it offers its choice from all pairs, each volunteer lets go of every offer but
 * the best and of what is worse than that, until nobody lets go. Same form as above. Time: O(pairs × volunteers) at most.
 * Source: Fleiner (2003); Hatfield & Milgrom (2005), the greatest fixed point from the other end.
 */
export function deferredOffers(market: Market, pairAt: Market['pairAt']): Int32Array {
  const volunteers = market.mostPlacements.length;
  const rows = Array.from({ length: volunteers }, (_, volunteer) => rowOf({ pairAt }, volunteer));
  const position = new Map(rows.flatMap((row) => row.map((pair, k) => [pair, k] as const)));
  const best = new Int32Array(volunteers).fill(-1);
  for (;;) {
    const seats = new Seats(market);
    const offered = new Set<number>();
    for (const [v, row] of rows.entries()) {
      for (const pair of row.slice(0, best[v] === -1 ? row.length : best[v]! + 1)) {
        const gone = seats.take(pair);
        if (gone !== pair) offered.add(pair);
        offered.delete(gone === pair ? nobody : gone);
      }
    }
    let hasChanged = false;
    for (const pair of offered) {
      const v = market.volunteerOf[pair]!;
      const k = position.get(pair)!;
      if (best[v] !== -1 && k >= best[v]!) continue;
      best[v] = k;
      hasChanged = true;
    }
    if (!hasChanged) return best.map((k, v) => (k === -1 ? nobody : rows[v]![k]!));
  }
}
