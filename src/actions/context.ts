import type { DateTime } from 'luxon';

import type { Actor, Refusal } from '../domain/actor.ts';
import { movesFrom, type IllegalMove, type Lifecycle } from '../domain/lifecycle.ts';
import type { SeasonForbids } from '../domain/season.ts';
import type { Connection } from '../db/client.ts';
import type { FieldKeys } from '../db/field-keys.ts';

/** What every action is given: who acts, when, and where it is written. */
export type ActionContext = {
  readonly actor: Actor;
  readonly now: DateTime;
  readonly db: Connection;
  readonly keys: FieldKeys;
  /** Where people reach the site: links in letters begin with it. */
  readonly siteUrl: string;
  /** Why, where it was said and the action does not ask for it itself. */
  readonly reason?: string | undefined;
};

/** Fields that were understood and cannot be: every fault at once, each with a JSON pointer. */
export type Invalid = { readonly kind: 'invalid'; readonly faults: readonly Fault[] };
export type Fault = { readonly pointer: string; readonly code: string };

export type NotFound = { readonly kind: 'not-found'; readonly thing: string };
/** Somebody changed the thing after it was read. */
export type Stale = { readonly kind: 'stale'; readonly version: number };
export type NotEditable = {
  readonly kind: 'not-editable';
  readonly thing: string;
  readonly state: string;
  readonly allowed: readonly string[];
};

/** It cannot be written to in its present state; with what is possible from it. */
export function notEditable<State extends string>(lifecycle: Lifecycle<State, string>, state: State): NotEditable {
  return { kind: 'not-editable', thing: lifecycle.thing, state, allowed: movesFrom(lifecycle, state) };
}

export type CommonFailure = Refusal | NotFound | IllegalMove | Invalid | Stale | NotEditable | SeasonForbids;

export function notFound(thing: string): NotFound {
  return { kind: 'not-found', thing };
}

/** A code or id in the input that nothing has: a fault at its place. */
export function unknownAt(pointer: string): Fault {
  return { pointer, code: 'unknown' };
}

/** The instant as the store takes it. */
export function instantOf(now: DateTime): string {
  const iso = now.toUTC().toISO();
  if (iso === null) throw new Error('the clock gave no valid instant');
  return iso;
}

/** The calendar day in the season's zone. */
export function todayIn(season: { readonly timeZone: string }, now: DateTime): string {
  return now.setZone(season.timeZone).toISODate() ?? '';
}

/** The account that acts, or null for the public and for jobs. */
export function accountIdOf(actor: Actor): string | null {
  return actor.kind === 'account' ? actor.accountId : null;
}
