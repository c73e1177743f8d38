import type { Frontier } from './frontier.ts';
import type { Residual } from './residual.ts';

/**
 * Makes the shortest distances, by reduced cost, from nodes with too much to the nearest with too little part of the
 * prices, so that a way between them costs nothing; from one node alone where `only` is not -1. False when there is no way.
 * Source: Dijkstra (1959); prices of settled nodes alone change, as in Ahuja, Magnanti & Orlin (1993), section 9.7.
 */
export function shortenWays(residual: Residual, frontier: Frontier, only: number): boolean {
  const { excess, price } = residual;
  frontier.clear();
  if (only !== -1) frontier.reach(only, 0);
  else for (let v = 0; v < excess.length; v += 1) if (excess[v]! > 0) frontier.reach(v, 0);
  let isFound = false;
  for (let u = frontier.settleNext(); u !== -1; u = frontier.settleNext()) {
    if (excess[u]! < 0 && !isFound) {
      isFound = true;
      frontier.endAtLevel();
    }
    reachOut(residual, frontier, u);
    reachBack(residual, frontier, u);
  }
  if (isFound) frontier.lowerPrices(price, frontier.level);
  return isFound;
}

function reachOut({ network, out, flow, cost, price }: Residual, frontier: Frontier, u: number): void {
  const { target, capacity } = network;
  const { level } = frontier;
  const own = level + price[u]!;
  for (let i = out.start[u]!, end = out.end[u]!; i < end; i += 1) {
    const arc = out.arcs[i]!;
    const v = target[arc]!;
    if (flow[arc]! < capacity[arc]! && !frontier.isSettled(v)) frontier.reach(v, own + cost[arc]! - price[v]!);
  }
}

function reachBack({ network, into, flow, cost, price }: Residual, frontier: Frontier, u: number): void {
  const { source } = network;
  const { level } = frontier;
  const own = level + price[u]!;
  for (let i = into.start[u]!, end = into.end[u]!; i < end; i += 1) {
    const arc = into.arcs[i]!;
    if (flow[arc]! <= 0) continue;
    const v = source[arc]!;
    if (!frontier.isSettled(v)) frontier.reach(v, own - cost[arc]! - price[v]!);
  }
}
