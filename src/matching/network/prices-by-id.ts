import type { MatchResult } from '../result.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Structure } from './structure.ts';

/** The prices of each goal, by the ids of what they stand for. O(nodes · goals). */
export function pricesById(snapshot: Snapshot, { nodes }: Structure, prices: readonly Float64Array[]): MatchResult['prices'] {
  const hubPrices = prices.map((ofGoal) => ofGoal[nodes.hub]!);
  // Prices are differences: counted from the hub they do not depend on where the tree is rooted.
  const at = (node: number) => prices.map((ofGoal, goal) => ofGoal[node]! - hubPrices[goal]!);
  const byId = (ids: readonly string[], first: number) => Object.fromEntries(ids.map((id, index) => [id, at(first + index)]));
  return {
    hub: at(nodes.hub),
    applications: byId(snapshot.applications.map(idOf), nodes.applications),
    lines: byId(snapshot.lines.map(idOf), nodes.lines),
    requests: byId(snapshot.requests.map(idOf), nodes.requests),
    lodgings: byId(nodes.lodgings, nodes.firstLodging),
    counties: byId(snapshot.counties.map(codeOf), nodes.counties),
    provinces: byId(snapshot.provinces.map(codeOf), nodes.provinces),
  };
}

const idOf = (thing: { readonly id: string }) => thing.id;
const codeOf = (thing: { readonly code: string }) => thing.code;
