import { overlaps } from '../domain/calendar.ts';
import type { Snapshot, SnapshotRequest } from './snapshot.ts';

/**
 * For every request whose people stay in the county: the first id among those linked to it by a chain of overlaps.
 * The checker's own reading of decision 0001, apart from the solver's. Quadratic in the requests of a county.
 */
export function sharedBeds(snapshot: Snapshot): ReadonlyMap<string, string> {
  const firstOf = new Map<string, string>();
  const staying = snapshot.requests.filter(({ delivery }) => delivery !== 'distance');
  for (const requests of Map.groupBy(staying, ({ countyCode }) => countyCode).values()) {
    for (const request of requests) {
      if (firstOf.has(request.id)) continue;
      const chain = chainFrom(request, requests);
      const first = chain.map(({ id }) => id).reduce((a, b) => (a < b ? a : b));
      for (const { id } of chain) firstOf.set(id, first);
    }
  }
  return firstOf;
}

function chainFrom(start: SnapshotRequest, requests: readonly SnapshotRequest[]): SnapshotRequest[] {
  const chain = new Set([start]);
  for (const linked of chain) for (const other of requests) if (overlaps(linked, other)) chain.add(other);
  return [...chain];
}
