import type { RunInput } from '../../domain/run.ts';
import type { Typed } from '../typed.ts';
import { locksIn, readChange, type Locking } from './draft.ts';

/** The locks that were ticked in a form, each written as the address writes it. */
export function locksTyped(typed: Typed): RunInput['locks'] {
  return locksOf(locksIn(typed.list('lock').flatMap((written) => readChange(written) ?? [])));
}

/** Locks as a run keeps them. */
export function locksOf(locks: readonly Locking[]): RunInput['locks'] {
  const pairsOf = (wanted: Locking['kind']) =>
    locks.flatMap(({ kind, applicationId, lineId }) => (kind === wanted ? [{ applicationId, lineId }] : []));
  return { keep: pairsOf('pin'), exclude: pairsOf('forbid') };
}

/** The locks of a run, as changes. */
export function lockingsOf({ keep, exclude }: RunInput['locks']): Locking[] {
  return [...keep.map((pair): Locking => ({ kind: 'pin', ...pair })), ...exclude.map((pair): Locking => ({ kind: 'forbid', ...pair }))];
}

/** What the next run would be locked by: what this one was, and what is in mind; a pair stands once, as it was said last. */
export function joinedLocks(own: readonly Locking[], drafted: readonly Locking[]): readonly Locking[] {
  const byPair = new Map([...own, ...drafted].map((lock) => [`${lock.applicationId} ${lock.lineId}`, lock]));
  return [...byPair.values()];
}
