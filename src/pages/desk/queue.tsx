import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';

import type { Happened } from '../../db/queries/happened.ts';
import type { Left } from '../../db/queries/queue.ts';
import type { Decision } from '../../domain/decision.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { reasonSchema } from '../../domain/placement.ts';
import type { AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther } from '../answer.tsx';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Timeline } from '../parts/lists.tsx';
import { Done } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { keptSearch } from './asked.ts';
import { deskWords } from './desk-words.ts';
import { actorText } from './actor-words.ts';
import { eventWord } from '../words/event-text.ts';

/** What stands in a queue, and the page that shows the whole queue. */
export type Queue = '/desk/applications' | '/desk/requests' | '/desk/clearances' | '/desk/completions';

/** After one of a queue was decided: on to the next under the same filters, or back to the queue where none is left. */
export function goOn(c: Context<AppEnv>, queue: Queue, { nextId, left }: Left, done: DoneWord, last: string): Response {
  const search = keptSearch(c, { done, last, left: String(left) });
  return seeOther(c, nextId === null ? `${queue}${search}` : `${queue}/${nextId}${search}`);
}

export type DoneWord = keyof (typeof deskWords)['zh']['done'];

const saidOnce = z.object({
  done: z.string().max(20).optional().catch(undefined),
  last: z.uuid().optional().catch(undefined),
  left: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});

/** What was just done, how many are left, and the way back to it; said once. */
export function JustDone({ viewer, queue }: { viewer: Viewer; queue?: Queue }) {
  const asked = new URLSearchParams(viewer.path.split('?')[1] ?? '');
  const { done, last, left } = saidOnce.parse(Object.fromEntries(asked));
  const words = deskWords[viewer.locale];
  const said = Object.entries(words.done).find(([word]) => word === done)?.[1];
  if (said === undefined) return null;
  return (
    <Done>
      {said} {left === undefined || queue === undefined ? null : words.nowLeft(left)}{' '}
      {last === undefined || queue === undefined ? null : <a href={`${queue}/${last}`}>{words.seeLast}</a>}
    </Done>
  );
}

/** How many wait besides this one, and the way past it. */
export function LeftToDo({ viewer, queue, left: { left, nextId }, search }: { viewer: Viewer; queue: Queue; left: Left; search: string }) {
  const words = deskWords[viewer.locale];
  return (
    <p class="left-to-do small quiet">
      {words.left(left)}
      {nextId === null ? null : (
        <>
          {' · '}
          <a href={`${queue}/${nextId}${search}`}>{words.skip}</a>
        </>
      )}
    </p>
  );
}

type DecideProps = {
  readonly viewer: Viewer;
  /** The address of the thing: the decisions lie below it. */
  readonly at: string;
  readonly search: string;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

/** Approve, return or reject, then the next. */
export function Decide({ viewer, at, search, typed, faults }: DecideProps) {
  const words = deskWords[viewer.locale];
  return (
    <>
      <form method="post" action={`${at}/approve${search}`}>
        <button class="button wide-button">{words.approveNext}</button>
      </form>
      <form method="post" action={`${at}/return${search}`} novalidate>
        <AreaField name="reason" label={words.reason} hint={words.reasonHint} typed={typed} faults={faults} rows={4} maxlength={2000} />
        <p class="actions close">
          <button class="button second">{words.returnNext}</button>
          <button class="button grave" formaction={`${at}/reject${search}`}>
            {words.rejectNext}
          </button>
        </p>
      </form>
    </>
  );
}

/** The decision that a form says: approving needs no reason, the others do. */
export function decisionIn(move: Decision['move'], typed: Typed): Result<Decision, KnownFailure & { kind: 'invalid' }> {
  if (move === 'approve') return ok({ move });
  const reason = reasonIn(typed);
  return reason.ok ? ok({ move, reason: reason.value }) : reason;
}

export function reasonIn(typed: Typed, field = 'reason'): Result<string, KnownFailure & { kind: 'invalid' }> {
  const parsed = reasonSchema.safeParse({ reason: typed.optional(field) });
  return parsed.success ? ok(parsed.data.reason) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
}

/** A failure as faults at the form's fields; where no field can mend it, at the one named. */
export function faultsAt(
  failure: KnownFailure,
  field: string,
  viewer: Viewer,
  labelOf?: (field: string) => string | undefined,
): readonly FieldFault[] {
  const inFields = faultsIn(failure, viewer.locale, labelOf);
  if (inFields !== undefined) return inFields;
  const { title, detail } = toldOf(failure, viewer);
  return [{ field, message: detail, label: title }];
}

/** Somebody else was quicker: what became of it, by whom and when; that this decision counts for nothing. */
export function DecidedMeanwhile({ viewer, happened }: { viewer: Viewer; happened: readonly Happened[] }) {
  const words = deskWords[viewer.locale];
  const last = happened.at(-1);
  return (
    <div class="note waiting" role="alert">
      <p>{words.meanwhile}</p>
      {last === undefined ? null : (
        <p>
          {eventWord(last.event, last.toState, viewer.locale)} · {actorText(last.actor, last.name, viewer.locale)} ·{' '}
          <Instant at={last.at} viewer={viewer} />
        </p>
      )}
    </div>
  );
}

/** How a page answers that shows what was sent again. */
export function statusOf({
  faults,
  isLate = false,
}: {
  readonly faults: readonly FieldFault[];
  readonly isLate?: boolean;
}): 200 | 409 | 422 {
  return isLate ? 409 : faults.length === 0 ? 200 : 422;
}

/** Whether a decision came too late: what it was about has moved on. */
export function cameTooLate({ kind }: KnownFailure): boolean {
  return kind === 'illegal-move';
}

/** What happened to a thing, newest last: who did it, and why. */
export function History({ viewer, happened }: { viewer: Viewer; happened: readonly Happened[] }) {
  const words = deskWords[viewer.locale];
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      {happened.length === 0 ? <p class="quiet">{words.noHistory}</p> : null}
      <Timeline
        viewer={viewer}
        stages={happened.map(({ at, event, toState, name, actor, reason }) => ({
          title: eventWord(event, toState, viewer.locale),
          when: 'past' as const,
          at: { instant: at },
          note: (
            <>
              {actorText(actor, name, viewer.locale)}
              {reason === null ? null : <span class="under">{words.because(reason)}</span>}
            </>
          ),
        }))}
      />
    </section>
  );
}

/** Content at the left, what there is to do with it at the right; one below the other on a narrow screen. */
export function Split({ aside, label, children }: { aside: Child; label: string; children: Child }) {
  return (
    <div class="desk-split">
      <div class="desk-main">{children}</div>
      <aside aria-label={label}>{aside}</aside>
    </div>
  );
}

export const nothingTyped = new Typed();
