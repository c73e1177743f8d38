import { nowhere } from './assignment.ts';

/** Volunteers by line: those of line l stand from start[l] up to start[l + 1]. */
export type Holders = { readonly start: Int32Array; readonly volunteer: Int32Array };

/** O(volunteers + lines). */
export function holdersOf(lines: number, lineOf: Int32Array): Holders {
  const start = new Int32Array(lines + 1);
  for (let v = 0; v < lineOf.length; v += 1) if (lineOf[v] !== nowhere) start[lineOf[v]! + 1]! += 1;
  for (let line = 0; line < lines; line += 1) start[line + 1]! += start[line]!;
  const next = start.slice();
  const volunteer = new Int32Array(start[lines]!);
  for (let v = 0; v < lineOf.length; v += 1) {
    const line = lineOf[v]!;
    if (line === nowhere) continue;
    volunteer[next[line]!] = v;
    next[line]! += 1;
  }
  return { start, volunteer };
}
