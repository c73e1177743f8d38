import type { Answers } from './contest.ts';
import type { Score } from './score.ts';
import type { Kind, LoadName, SizeName } from './shape.ts';

export type InstanceName = { readonly size: SizeName; readonly kind: Kind; readonly load: LoadName; readonly nested: boolean };

/** One instance with the score of every contender, ours first. */
export type Result = {
  readonly name: InstanceName;
  readonly arcs: number;
  readonly scores: readonly [Score, ...Score[]];
  readonly answers: Answers | null;
};

export function nameOf({ size, kind, load, nested }: InstanceName): string {
  return `${size} ${kind} ${load}${nested ? ' nested' : ''}`;
}

/** A Markdown table, a row an instance. */
export function resultTable(results: readonly Result[], names: readonly string[], limitSeconds: number): string {
  const heads = ['instance', 'arcs', ...names.map((name) => `${name}, ms`), 'ratio', 'peak MiB'];
  const rows = results.map((result) => [
    nameOf(result.name),
    result.arcs.toLocaleString('en'),
    ...result.scores.map((score) => timeText(score, limitSeconds)),
    ratioText(result.scores),
    result.scores.map((score) => (score.kind === 'solved' ? score.peakMiB : '–')).join(' / '),
  ]);
  return tableText(heads, rows);
}

/** What is asked of a solved instance, beside what solving it took in the same process; empty where nothing was. */
export function answerTable(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, answers }) =>
    answers === null
      ? []
      : [
          [
            nameOf(name),
            answers.whyNotMs.toFixed(2),
            answers.whyNotMostMs.toFixed(2),
            (answers.repairMs / answers.solveMs).toFixed(3),
            (answers.checkMs / answers.solveMs).toFixed(3),
          ],
        ],
  );
  const heads = ['instance', 'why not, ms (median)', 'why not, ms (19 of 20 below)', 'repair to solve', 'checker to solve'];
  return rows.length === 0 ? '' : tableText(heads, rows);
}

/** How the time grows with the arcs, as an exponent between each size and the next; empty where only one size ran. */
export function growthTable(results: readonly Result[], names: readonly string[]): string {
  const byKind = Map.groupBy(results, ({ name }) => nameOf(name).replace(`${name.size} `, ''));
  const rows = [...byKind].flatMap(([kind, sizes]) =>
    sizes.slice(1).map((larger, i) => {
      const smaller = sizes[i]!;
      const exponents = names.map((_, contender) => growthText(smaller, larger, contender));
      return [`${kind}, ${smaller.name.size} to ${larger.name.size}`, ...exponents];
    }),
  );
  return rows.length === 0 ? '' : tableText(['time = arcs to the power of', ...names], rows);
}

function timeText(score: Score, limitSeconds: number): string {
  if (score.kind === 'solved') return score.medianMs.toLocaleString('en', { maximumFractionDigits: score.medianMs < 1000 ? 1 : 0 });
  return score.kind === 'late' ? `> ${limitSeconds} s` : 'failed';
}

/** Ours to the faster of the others; one that was ended at the limit is slower than one that was not, and bounds nothing alone. */
function ratioText([mine, ...others]: readonly [Score, ...Score[]]): string {
  const times = others.flatMap((score) => (score.kind === 'solved' ? score.medianMs : []));
  return mine.kind === 'solved' && times.length > 0 ? (mine.medianMs / Math.min(...times)).toFixed(2) : '–';
}

function growthText(smaller: Result, larger: Result, contender: number): string {
  const [a, b] = [smaller.scores[contender], larger.scores[contender]];
  if (a?.kind !== 'solved' || b?.kind !== 'solved') return '–';
  return (Math.log(b.medianMs / a.medianMs) / Math.log(larger.arcs / smaller.arcs)).toFixed(2);
}

function tableText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = heads.map((_, i) => (i === 0 ? '---' : '--:'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
