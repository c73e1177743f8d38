import type { Context } from 'hono';

import type { Left } from '../../db/queries/queue.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import type { ActionContext } from '../../actions/context.ts';
import type { FieldFault } from '../parts/form.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf } from '../viewer.ts';
import { deskWords } from './desk-words.ts';
import { cameTooLate, decisionIn, faultsAt, goOn, nothingTyped, type Queue } from './queue.tsx';

/** What a page of one thing tells again. */
export type Said = {
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  /** Whether somebody else decided before this decision came. */
  readonly isLate?: boolean;
};

/** A queue of things that are approved, returned or rejected, as its pages know it. */
export type Decided<Thing extends { readonly id: string }> = {
  readonly queue: Queue;
  readonly find: (c: Context<AppEnv>) => Promise<Thing | undefined>;
  readonly decide: (context: ActionContext, id: string, decision: Decision) => Promise<Result<unknown, KnownFailure>>;
  readonly left: (c: Context<AppEnv>, thing: Thing) => Promise<Left>;
  readonly show: (c: Context<AppEnv>, thing: Thing, said: Said) => Promise<Response>;
};

const doneWords = { approve: 'approved', return: 'returned', reject: 'rejected' } as const satisfies Record<Decision['move'], string>;

/** Decides, then goes on to the next of the queue; what could not be decided is shown again, as it stands by now. */
export function decided<Thing extends { readonly id: string }>(
  { queue, find, decide, left, show }: Decided<Thing>,
  move: Decision['move'],
): (c: Context<AppEnv>) => Promise<Response> {
  return async (c) => {
    const thing = await find(c);
    if (thing === undefined) return c.notFound();
    const typed = await typedIn(c);
    const decision = decisionIn(move, typed);
    const result = decision.ok ? await decide(actionContext(c), thing.id, decision.value) : decision;
    if (result.ok) return goOn(c, queue, await left(c, thing), doneWords[move], thing.id);
    // Somebody else may have decided meanwhile: it is shown as it stands now.
    const now = (await find(c)) ?? thing;
    if (cameTooLate(result.error)) return show(c, now, { typed: nothingTyped, faults: [], isLate: true });
    const { reason } = deskWords[c.var.locale];
    return show(c, now, {
      typed,
      faults: faultsAt(result.error, 'reason', viewerOf(c), (field) => (field === 'reason' ? reason : undefined)),
    });
  };
}
