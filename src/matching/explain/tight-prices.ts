import type { SolvedNetwork } from './solved-network.ts';

/**
 * Lowers every application's price as far as the match stays proven: to what its best other way is worth. A search then knows what it
 * costs to move somebody before it looks at where they could go, and leaves most of them alone. O(pairs · goals), and as many costs
 * of pairs as it takes to tell the best from the next.
 */
export function tightenPrices({ pairs, structure, flow, price, goals, costOf, snapshot }: SolvedNetwork): void {
  const { nodes, firstPairArc } = structure;
  const best = new Float64Array(goals.length);
  const tried = new Float64Array(goals.length);
  for (let a = 0; a < snapshot.applications.length; a += 1) {
    // Whoever is placed may stay at home instead; whoever is not is worth no more than their best pair.
    let isKnown = flow[a]! > 0;
    if (isKnown) best.set(price.subarray(nodes.hub * goals.length, (nodes.hub + 1) * goals.length));
    for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
      const arc = firstPairArc + pair;
      if (flow[arc]! > 0) continue;
      const line = (nodes.lines + pairs.line[pair]!) * goals.length;
      let isAfter = !isKnown;
      let k = 0;
      for (; k < goals.length; k += 1) {
        tried[k] = price[line + k]! - costOf(arc, k);
        if (isAfter || tried[k] === best[k]) continue;
        if (tried[k]! < best[k]!) break;
        isAfter = true;
      }
      if (isAfter && k === goals.length) best.set(tried);
      isKnown = true;
    }
    if (isKnown) price.set(best, (nodes.applications + a) * goals.length);
  }
}
