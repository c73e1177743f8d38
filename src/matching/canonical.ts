import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { Snapshot } from './snapshot.ts';

/** The snapshot with everything in the order of its ids, so that the order in which it was read decides nothing. */
export function ordered(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    provinces: snapshot.provinces.toSorted(by((province) => province.code)),
    counties: snapshot.counties.toSorted(by((county) => county.code)),
    requests: snapshot.requests.toSorted(by((request) => request.id)),
    lines: snapshot.lines.toSorted(by((line) => line.id)),
    applications: snapshot.applications.toSorted(by((application) => application.id)),
    teams: snapshot.teams
      .toSorted(by((team) => team.id))
      .map((team) => ({ ...team, members: team.members.toSorted(by((member) => member.applicationId)) })),
    locks: {
      keep: snapshot.locks.keep.toSorted(by(pairKey)),
      exclude: snapshot.locks.exclude.toSorted(by(pairKey)),
    },
    told: snapshot.told.toSorted(by(pairKey)),
  };
}

/** The one text of a snapshot: ordered, keys sorted, no spaces. What its SHA-256 is taken of. O(n log n). */
export function canonicalText(snapshot: Snapshot): string {
  return JSON.stringify(ordered(snapshot), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? sortedByKey(value) : value,
  );
}

/** In hexadecimal. */
export function sha256Of(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

export function pairKey(pair: { readonly applicationId: string; readonly lineId: string }): string {
  return `${pair.applicationId} ${pair.lineId}`;
}

function by<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function sortedByKey(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
