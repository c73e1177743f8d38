import type { SnapshotRequest } from './snapshot.ts';

/**
 * Requests of one county whose people share its beds: those who stay there (on site or blended) and whose dates are
 * linked by a chain of overlaps. A bed that falls free within a chain is not given again: see
 * docs/decisions/0001-beds-by-chain.md. Each group is ordered by id. O(n log n).
 */
export function lodgingGroups(requests: readonly SnapshotRequest[]): SnapshotRequest[][] {
  const staying = requests.filter((request) => request.delivery !== 'distance').toSorted((a, b) => (a.startDay < b.startDay ? -1 : 1));
  const groups: SnapshotRequest[][] = [];
  let endsOn = '';
  for (const request of staying) {
    const last = groups.at(-1);
    if (last !== undefined && request.startDay <= endsOn) last.push(request);
    else groups.push([request]);
    endsOn = last !== undefined && request.startDay <= endsOn && endsOn > request.endDay ? endsOn : request.endDay;
  }
  return groups.map((group) => group.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}
