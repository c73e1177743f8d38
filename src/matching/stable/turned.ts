import type { Snapshot } from '../snapshot.ts';

/** The snapshot as it is when these requests are held at a distance. */
export function withTurned<S extends Pick<Snapshot, 'requests'>>(snapshot: S, turnedRequestIds: ReadonlySet<string>): S {
  if (turnedRequestIds.size === 0) return snapshot;
  const requests = snapshot.requests.map((request) =>
    turnedRequestIds.has(request.id) ? { ...request, delivery: 'distance' as const } : request,
  );
  return { ...snapshot, requests };
}
