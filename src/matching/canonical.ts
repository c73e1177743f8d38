import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { Target } from '../domain/application.ts';
import type { Snapshot } from './snapshot.ts';

/** The snapshot with everything in the order of its ids, so that the order in which it was read decides nothing. */
export function ordered(snapshot: Snapshot): Snapshot {
  const { on_site, distance, blended } = snapshot.season.checks;
  const { askedBack = [], ...rest } = snapshot;
  return {
    ...rest,
    provinces: snapshot.provinces.toSorted(by((province) => province.code)),
    counties: snapshot.counties.toSorted(by((county) => county.code)),
    season: { ...snapshot.season, checks: { on_site: on_site.toSorted(), distance: distance.toSorted(), blended: blended.toSorted() } },
    requests: snapshot.requests.toSorted(by((request) => request.id)),
    lines: snapshot.lines
      .toSorted(by((line) => line.id))
      .map((line) => ({ ...line, kinds: line.kinds.toSorted(), languages: line.languages.toSorted() })),
    applications: snapshot.applications.toSorted(by((application) => application.id)).map(orderedApplication),
    teams: snapshot.teams
      .toSorted(by((team) => team.id))
      .map((team) => ({ ...team, members: team.members.toSorted(by((member) => member.applicationId)) })),
    locks: {
      keep: snapshot.locks.keep.toSorted(by(pairKey)),
      exclude: snapshot.locks.exclude.toSorted(by(pairKey)),
    },
    told: snapshot.told.toSorted(by(pairKey)),
    ...(askedBack.length === 0 ? {} : { askedBack: askedBack.toSorted(by(pairKey)) }),
  };
}

/** Lists inside an application say the same in whatever order they come. */
function orderedApplication(application: Snapshot['applications'][number]): Snapshot['applications'][number] {
  return {
    ...application,
    languages: application.languages.toSorted(),
    subjects: application.subjects.toSorted(by(({ subject, level }) => `${subject} ${level}`)),
    deliveries: application.deliveries.toSorted(),
    windows: application.windows.toSorted(by(({ startDay, endDay, weeklyHours }) => `${startDay} ${endDay} ${weeklyHours}`)),
    choices: application.choices.toSorted(by(({ rank, target }) => `${String(rank).padStart(2, '0')} ${targetKey(target)}`)),
    never: application.never.toSorted(by(targetKey)),
    clearances: application.clearances.toSorted(by(({ kind, validThroughDay }) => `${kind} ${validThroughDay}`)),
    busy: application.busy.toSorted(by(({ startDay, endDay }) => `${startDay} ${endDay}`)),
    declinedRequestIds: application.declinedRequestIds.toSorted(),
    barredByCountyCodes: application.barredByCountyCodes.toSorted(),
    servedCountyCodes: application.servedCountyCodes.toSorted(),
    ...(application.unansweredRequestIds === undefined ? {} : { unansweredRequestIds: application.unansweredRequestIds.toSorted() }),
  };
}

function targetKey(target: Target): string {
  return `${target.kind} ${target.kind === 'request' ? target.id : target.code}`;
}

/** The one text of a snapshot: ordered, keys sorted, no spaces. What its SHA-256 is taken of. O(n log n). */
export function canonicalText(snapshot: Snapshot): string {
  return sortedText(ordered(snapshot));
}

/** A value as JSON with every object's keys in order, so that equal values have one text. */
export function sortedText(value: unknown): string {
  return JSON.stringify(keysInOrder(value));
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

/** Lists of numbers, which results have by the thousand, are left as they are. */
function keysInOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.every((item) => typeof item === 'number') ? value : value.map(keysInOrder);
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, keysInOrder(Reflect.get(value, key))]));
}
