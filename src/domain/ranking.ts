import { choiceTargetSchema, type ApplicationFields, type Target } from './application.ts';

/** Targets rank by rank, the most wanted first; those of one rank are ties. */
export type Ranking = readonly (readonly Target[])[];

export const rankingMoves = ['up', 'down', 'tie', 'remove'] as const;
export type RankingMove = (typeof rankingMoves)[number];

/** A target as a form names it: `request:…`, `county:532926`, `province:530000`. */
export function targetName(target: Target): string {
  return `${target.kind}:${target.kind === 'request' ? target.id : target.code}`;
}

/** The target of this name; undefined where it is none. */
export function targetNamed(name: string): Target | undefined {
  const [kind, code] = name.split(':');
  return choiceTargetSchema.safeParse(kind === 'request' ? { kind, id: code } : { kind, code }).data;
}

export function rankingOf(ranked: readonly { readonly rank: number; readonly target: Target }[]): Ranking {
  const byRank = Map.groupBy(ranked, ({ rank }) => rank);
  return [...byRank].toSorted(([a], [b]) => a - b).map(([, of]) => of.map(({ target }) => target));
}

export function choicesOf(ranking: Ranking): ApplicationFields['choices'] {
  return ranking.map((targets, i) => ({ rank: i + 1, targets: [...targets] }));
}

/**
 * One step with the target of this name: up or down by a rank, out of a tie into a rank of its own; the same rank as the one
 * above; or out of the ranking. Where there is nowhere to go everything stays.
 */
export function moveInRanking(ranking: Ranking, name: string, move: RankingMove): Ranking {
  const at = ranking.findIndex((targets) => targets.some((target) => targetName(target) === name));
  const target = ranking[at]?.find((one) => targetName(one) === name);
  if (target === undefined) return ranking;
  const others = (ranking[at] ?? []).filter((one) => one !== target);
  const before = ranking.slice(0, at);
  const after = ranking.slice(at + 1);
  const rest = others.length === 0 ? [] : [others];
  if (move === 'remove') return [...before, ...rest, ...after];
  if (move === 'tie')
    return before.length === 0 ? ranking : [...before.slice(0, -1), [...(before.at(-1) ?? []), target], ...rest, ...after];
  const isTied = others.length > 0;
  if (move === 'up')
    return isTied ? [...before, [target], ...rest, ...after] : [...before.slice(0, -1), [target], ...before.slice(-1), ...after];
  return isTied ? [...before, ...rest, [target], ...after] : [...before, ...after.slice(0, 1), [target], ...after.slice(1)];
}

/** Ranks that a ranking has at most. */
const mostRanks = 50;

/** The ranking with this target alone in the first place, and everything else behind it as it was; the last ranks of a full one become ties. */
export function withFirst(choices: ApplicationFields['choices'], first: Target): ApplicationFields['choices'] {
  const others = choices
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ targets }) => targets.filter((target) => targetName(target) !== targetName(first)))
    .filter((targets) => targets.length > 0);
  const room = mostRanks - 1;
  const kept = others.length <= room ? others : [...others.slice(0, room - 1), others.slice(room - 1).flat()];
  return choicesOf([[first], ...kept]);
}
