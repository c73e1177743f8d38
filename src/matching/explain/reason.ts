import type { RuleCode } from '../../domain/eligibility/rule.ts';
import { rankOf } from '../openings.ts';
import type { SolvedNetwork } from './solved-network.ts';
import type { Why, WhySearch } from './why.ts';

/** Why a choice was not to be: rules in the way; no seat on any way there; or the first goal that would lose by it. */
export type Because =
  | { readonly kind: 'rules'; readonly failedRules: readonly RuleCode[] }
  | { readonly kind: 'full' }
  | { readonly kind: 'goal'; readonly goal: string };

export type MissedChoice = { readonly rank: number; readonly lineId: string; readonly because: Because };

/** What a volunteer is told of their place: which choice it is, and why it is none that they ranked before it. */
export type Reason = {
  readonly placed: { readonly lineId: string; readonly rank: number | null } | null;
  readonly missed: readonly MissedChoice[];
};

/** More than that nobody reads. */
const mostMissed = 5;

/** Undefined for an unknown application. A search for every line of the choices that were missed. */
export function reasonFor(network: SolvedNetwork, search: WhySearch, applicationId: string): Reason | undefined {
  const a = network.numberOf.application.get(applicationId);
  if (a === undefined) return undefined;
  const application = network.snapshot.applications[a]!;
  const ranked = network.openings.flatMap((opening) => {
    const rank = rankOf(application, opening);
    return rank === null ? [] : [{ rank, lineId: opening.lineId }];
  });
  const placed = placeOf(network, a);
  const before = ranked.filter(({ rank }) => placed === null || placed.rank === null || rank < placed.rank);
  const missed = [...Map.groupBy(before, ({ rank }) => rank)]
    .toSorted(([x], [y]) => x - y)
    .slice(0, mostMissed)
    .flatMap(([rank, lines]) => nearestMiss(search, applicationId, rank, lines));
  return { placed, missed };
}

function placeOf({ pairs, flow, structure, snapshot, openings }: SolvedNetwork, a: number): Reason['placed'] {
  for (let pair = pairs.rowStart[a]!; pair < pairs.rowStart[a + 1]!; pair += 1) {
    if (flow[structure.firstPairArc + pair] !== 1) continue;
    const opening = openings[pairs.line[pair]!]!;
    return { lineId: opening.lineId, rank: rankOf(snapshot.applications[a]!, opening) };
  }
  return null;
}

/** Of the lines of one choice, the one that was nearest to be had speaks for it. */
function nearestMiss(
  search: WhySearch,
  applicationId: string,
  rank: number,
  lines: readonly { readonly lineId: string }[],
): MissedChoice[] {
  const reasons = lines.flatMap(({ lineId }) => {
    const why = search.ask(applicationId, lineId);
    return why === undefined ? [] : [{ lineId, because: becauseOf(why) }];
  });
  const nearest =
    reasons.find(({ because }) => because.kind === 'goal') ?? reasons.find(({ because }) => because.kind === 'full') ?? reasons[0];
  return nearest === undefined ? [] : [{ rank, ...nearest }];
}

function becauseOf(why: Why): Because {
  if (why.kind === 'ineligible') return { kind: 'rules', failedRules: why.failedRules };
  if (why.kind === 'impossible') return { kind: 'full' };
  return { kind: 'goal', goal: why.costs[0]?.goal ?? 'lottery' };
}
