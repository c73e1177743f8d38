import type { Snapshot } from '../snapshot.ts';
import { mostChanges, type Change } from './change.ts';

/** What one volunteer more is called who is as another is, a request more, or a line of it: the first, the second. */
function nameOfAnother(like: string, time: number): string {
  return `${like}+${time}`;
}

/** All names that something like this one may have. */
export function namesOfOthers(like: string): string[] {
  return Array.from({ length: mostChanges }, (_, i) => nameOfAnother(like, i + 1));
}

/** Where a question sets a limit to the beds of a county that had none: more than anybody could be sent to. */
const unlimitedBeds = 1_000_000;

/**
 * The snapshot with what the changes add: volunteers and requests, each as one that is there in everything but the lottery, and beds that
 * can be counted. The same snapshot where they add nothing, or name what it does not have.
 */
export function grownSnapshot(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  return changes.reduce((sofar, change) => {
    if (change.kind === 'another') return withApplication(sofar, change.likeApplicationId);
    if (change.kind === 'request') return withRequest(sofar, change.likeRequestId);
    return change.kind === 'beds' ? withBeds(sofar, change.countyCode) : sofar;
  }, snapshot);
}

function withApplication(snapshot: Snapshot, likeId: string): Snapshot {
  const like = snapshot.applications.find(({ id }) => id === likeId);
  if (like === undefined) return snapshot;
  return { ...snapshot, applications: [...snapshot.applications, { ...like, id: firstFree(snapshot.applications, likeId).name }] };
}

function withRequest(snapshot: Snapshot, likeId: string): Snapshot {
  const like = snapshot.requests.find(({ id }) => id === likeId);
  if (like === undefined) return snapshot;
  const { name, time } = firstFree(snapshot.requests, likeId);
  const lines = snapshot.lines
    .filter(({ requestId }) => requestId === likeId)
    .map((line) => ({ ...line, id: nameOfAnother(line.id, time), requestId: name }));
  return { ...snapshot, requests: [...snapshot.requests, { ...like, id: name }], lines: [...snapshot.lines, ...lines] };
}

function withBeds(snapshot: Snapshot, countyCode: string): Snapshot {
  if (!snapshot.counties.some(({ code, beds }) => code === countyCode && beds === null)) return snapshot;
  const counties = snapshot.counties.map((county) => (county.code === countyCode ? { ...county, beds: unlimitedBeds } : county));
  return { ...snapshot, counties };
}

function firstFree(things: readonly { readonly id: string }[], like: string): { readonly name: string; readonly time: number } {
  const taken = new Set(things.map(({ id }) => id));
  const time = namesOfOthers(like).findIndex((name) => !taken.has(name)) + 1;
  return { name: nameOfAnother(like, time), time };
}
