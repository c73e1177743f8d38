import { isEligible } from '../domain/eligibility/eligibility.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { pairKey } from './canonical.ts';
import type { Snapshot } from './snapshot.ts';

/** Eligible pairs row by row: those of application `a` are `line[rowStart[a]] … line[rowStart[a + 1] - 1]`. */
export type Pairs = { readonly rowStart: Int32Array; readonly line: Int32Array };

/** Judges every pair; gives after every 100 applications how many it has done. O(applications × lines of their subjects). */
export function* findPairs(snapshot: Snapshot, openings: readonly Opening[]): Generator<number, Pairs> {
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const linesBySubject = Map.groupBy(openings.keys(), (line) => openings[line]!.subject);
  const rowStart = new Int32Array(snapshot.applications.length + 1);
  const found: number[] = [];
  for (const [a, application] of snapshot.applications.entries()) {
    const row: number[] = [];
    for (const subject of new Set(application.subjects.map((taught) => taught.subject))) {
      for (const line of linesBySubject.get(subject) ?? []) {
        const opening = openings[line]!;
        const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
        if (isEligible(application, opening, isExcluded)) row.push(line);
      }
    }
    row.sort((x, y) => x - y);
    for (const line of row) found.push(line);
    rowStart[a + 1] = found.length;
    if (a % 100 === 99) yield a + 1;
  }
  return { rowStart, line: Int32Array.from(found) };
}

/** The pairs after one request has changed: those of its lines judged anew, the others as they were. Linear in the pairs. */
export function judgedAgain(snapshot: Snapshot, openings: readonly Opening[], pairs: Pairs, changedRequestId: string): Pairs {
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const changed = [...openings.keys()].filter((line) => openings[line]!.requestId === changedRequestId);
  const rowStart = new Int32Array(pairs.rowStart.length);
  const line = new Int32Array(pairs.line.length + snapshot.applications.length * changed.length);
  for (const [a, application] of snapshot.applications.entries()) {
    const row = pairs.line.subarray(pairs.rowStart[a], pairs.rowStart[a + 1]);
    const others = changed.some((own) => row.includes(own)) ? row.filter((own) => !changed.includes(own)) : row;
    const now = changed.filter((own) => {
      const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: openings[own]!.lineId }));
      return isEligible(application, openings[own]!, isExcluded);
    });
    const from = rowStart[a]!;
    line.set(others, from);
    line.set(now, from + others.length);
    rowStart[a + 1] = from + others.length + now.length;
    if (now.length > 0) line.subarray(from, rowStart[a + 1]).sort();
  }
  return { rowStart, line: line.slice(0, rowStart.at(-1)) };
}
