import { failedRules } from '../../domain/eligibility/eligibility.ts';
import type { RuleCode } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { rankOf } from '../openings.ts';
import { reducedCost } from './residual-order.ts';
import { arcOfPair, type SolvedNetwork } from './solved-network.ts';
import { TwoEndedSearch, type Way } from './two-ended-search.ts';

/** Somebody goes from a line, or from no placement, to another, or to none. */
export type Move = { readonly applicationId: string; readonly fromLineId: string | null; readonly toLineId: string | null };

export type GoalChange = { readonly goal: string; readonly by: number };

/**
 * Why an application is, or is not, in a line.
 *   ineligible  every rule that stands in the way.
 *   matched     it is; what the best match without that pair costs more, or nothing where the pair makes no difference.
 *   unmatched   it is not; what the best match with that pair costs more, and who moves for it.
 *   impossible  eligible, but no match has the pair: a capacity on the way is nil.
 * Costs stand goal by goal in the policy's order, without those that stay the same: what counts is the first, and a smaller number is better.
 */
export type Why =
  | { readonly kind: 'ineligible'; readonly failedRules: readonly RuleCode[] }
  | { readonly kind: 'impossible' }
  | {
      readonly kind: 'matched' | 'unmatched';
      readonly rank: number | null;
      readonly costs: readonly GoalChange[];
      readonly moves: readonly Move[];
    };

/** Answers questions about the pairs of one match. Made once; each answer is one search. */
export class WhySearch {
  readonly #network: SolvedNetwork;
  readonly #search: TwoEndedSearch;

  constructor(network: SolvedNetwork) {
    this.#network = network;
    this.#search = new TwoEndedSearch(network);
  }

  /** Undefined where the match's snapshot has no such application or line. */
  ask(applicationId: string, lineId: string): Why | undefined {
    const { numberOf, snapshot, openings, flow } = this.#network;
    const a = numberOf.application.get(applicationId);
    const l = numberOf.line.get(lineId);
    if (a === undefined || l === undefined) return undefined;
    const arc = arcOfPair(this.#network, a, l);
    if (arc === -1) {
      const isExcluded = snapshot.locks.exclude.some((pair) => pairKey(pair) === pairKey({ applicationId, lineId }));
      return { kind: 'ineligible', failedRules: failedRules(snapshot.applications[a]!, openings[l]!, isExcluded) };
    }
    const rank = rankOf(snapshot.applications[a]!, openings[l]!);
    return flow[arc] === 1 ? this.#without(arc, rank) : this.#with(arc, rank);
  }

  /** The cheapest cycle through the pair's arc: from the line back to the application. */
  #with(arc: number, rank: number | null): Why {
    const { source, target } = this.#network.structure.network;
    const way = this.#search.find(target[arc]!, source[arc]!);
    if (way === undefined) return { kind: 'impossible' };
    return { kind: 'unmatched', rank, costs: this.#costs(way, arc, 1), moves: movesAlong(this.#network, [arc, ...way.arcs]) };
  }

  /** The cheapest cycle against it: from the application to the line by another way. */
  #without(arc: number, rank: number | null): Why {
    const { source, target } = this.#network.structure.network;
    const way = this.#search.find(source[arc]!, target[arc]!, arc);
    if (way === undefined) return { kind: 'matched', rank, costs: [], moves: [] };
    return { kind: 'matched', rank, costs: this.#costs(way, arc, -1), moves: movesAlong(this.#network, [arc, ...way.arcs]) };
  }

  #costs({ length }: Way, arc: number, sign: 1 | -1): GoalChange[] {
    return this.#network.goals.flatMap(({ name: goal }, k) => {
      const by = length[k]! + sign * reducedCost(this.#network, arc, k);
      return by === 0 ? [] : [{ goal, by }];
    });
  }
}

/** Who moves when the flow on these arcs turns: pairs that are empty fill, pairs that are filled empty. */
export function movesAlong({ flow, snapshot, pairs, structure }: SolvedNetwork, arcs: readonly number[]): Move[] {
  const { firstPairArc, network, nodes } = structure;
  const moves = new Map<string, { fromLineId: string | null; toLineId: string | null }>();
  for (const arc of arcs) {
    const pair = arc - firstPairArc;
    if (pair < 0 || pair >= pairs.line.length) continue;
    const { id } = snapshot.applications[network.source[arc]! - nodes.applications]!;
    const own = moves.get(id) ?? { fromLineId: null, toLineId: null };
    const lineId = snapshot.lines[pairs.line[pair]!]!.id;
    moves.set(id, flow[arc] === 1 ? { ...own, fromLineId: lineId } : { ...own, toLineId: lineId });
  }
  return [...moves].map(([applicationId, move]) => ({ applicationId, ...move }));
}
