import type { Outcome } from './contest.ts';

/** What a contender did on one instance, over the rounds. */
export type Score =
  | { readonly kind: 'solved'; readonly objective: string; readonly medianMs: number; readonly peakMiB: number }
  | Exclude<Outcome, { kind: 'solved' }>;

/** The worst outcome where there is one that is no solution, or that contradicts another round's. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const solved = outcomes.filter((outcome) => outcome.kind === 'solved');
  const other = outcomes.find((outcome) => outcome.kind !== 'solved');
  const [first] = solved;
  if (other !== undefined) return other;
  if (first === undefined) return { kind: 'failed', message: 'it never ran' };
  if (solved.some(({ objective }) => objective !== first.objective))
    return { kind: 'failed', message: 'its objective changed between rounds' };
  return {
    kind: 'solved',
    objective: first.objective,
    medianMs: median(solved.map(({ solveMs }) => solveMs)),
    peakMiB: Math.max(...solved.map(({ peakMiB }) => peakMiB)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
