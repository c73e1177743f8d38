import { dropClosed, incidenceOf, type Incidence } from './adjacency.ts';
import type { Network } from './network.ts';

/**
 * A flow that may still move on its open arcs, under prices. Nodes may have too much (positive excess) or too little; on every open
 * arc the reduced cost, cost + price of source − price of target, is not negative where more could flow, nor positive
 * where something does. Every change below keeps that.
 */
export type Residual = {
  readonly network: Network;
  readonly out: Incidence;
  readonly into: Incidence;
  // per arc
  readonly flow: Float64Array;
  readonly cost: Float64Array;
  /** 1 where an earlier goal has settled the arc: it stays as it is. */
  readonly closed: Uint8Array;
  // per node
  readonly price: Float64Array;
  readonly excess: Float64Array;
};

/** Nothing flows, every arc is open. Memory: 25 bytes an arc and 24 a node, besides the network's own. */
export function residualOf(network: Network): Residual {
  const arcs = network.source.length;
  return {
    network,
    out: incidenceOf(network.nodes, network.source),
    into: incidenceOf(network.nodes, network.target),
    flow: new Float64Array(arcs),
    cost: new Float64Array(arcs),
    closed: new Uint8Array(arcs),
    price: new Float64Array(network.nodes),
    excess: new Float64Array(network.nodes),
  };
}

export function reducedCost({ network, cost, price }: Residual, arc: number): number {
  return cost[arc]! + price[network.source[arc]!]! - price[network.target[arc]!]!;
}

/**
 * Raises the price of nodes that less can enter than would otherwise have to leave: a person whom a hundred arcs of negative cost
 * leave gets one unit to place, not a hundred to take back. Any prices are a right start; these leave less to send. Linear.
 */
export function raiseNarrow(residual: Residual): void {
  const { network, out, into, flow, cost, price } = residual;
  const { capacity } = network;
  for (let v = 0; v < network.nodes; v += 1) {
    let leaving = 0;
    let steepest = 0;
    for (let i = out.start[v]!; i < out.end[v]!; i += 1) {
      const arc = out.arcs[i]!;
      if (cost[arc]! >= 0) continue;
      leaving += capacity[arc]! - flow[arc]!;
      steepest = Math.max(steepest, -cost[arc]!);
    }
    let entering = 0;
    for (let i = into.start[v]!; i < into.end[v]!; i += 1) entering += capacity[into.arcs[i]!]!;
    if (entering < leaving) price[v] = steepest;
  }
}

/**
 * Fills and empties the open arcs that break the condition; gives how much nodes then have too much in all.
 * Throws a RangeError where an arc without limit would have to be filled.
 */
export function restoreCondition(residual: Residual): number {
  const { network, flow, closed, excess } = residual;
  const { source, target, capacity } = network;
  for (let arc = 0; arc < flow.length; arc += 1) {
    if (closed[arc] === 1) continue;
    const reduced = reducedCost(residual, arc);
    const moved = reduced < 0 ? capacity[arc]! - flow[arc]! : reduced > 0 ? -flow[arc]! : 0;
    if (moved === 0) continue;
    if (moved === Infinity) throw new RangeError('an arc without limit has a negative cost');
    flow[arc] = flow[arc]! + moved;
    excess[source[arc]!] = excess[source[arc]!]! - moved;
    excess[target[arc]!] = excess[target[arc]!]! + moved;
  }
  let tooMuch = 0;
  for (let v = 0; v < excess.length; v += 1) if (excess[v]! > 0) tooMuch += excess[v]!;
  return tooMuch;
}

/**
 * Closes the arcs whose reduced cost is not zero. By complementary slackness the flows that are optimal for this goal are
 * exactly those that leave these arcs alone.
 */
export function closeSettled(residual: Residual): void {
  const { closed, out, into } = residual;
  let any = false;
  for (let arc = 0; arc < closed.length; arc += 1) {
    if (closed[arc] === 1 || reducedCost(residual, arc) === 0) continue;
    closed[arc] = 1;
    any = true;
  }
  if (!any) return;
  dropClosed(out, closed);
  dropClosed(into, closed);
}
