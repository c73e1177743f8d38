import type { Context } from 'hono';
import { z } from 'zod';

import { answerDispute } from '../../actions/disputes/answer-dispute.ts';
import { dropDispute } from '../../actions/disputes/drop-dispute.ts';
import { settleDispute } from '../../actions/disputes/settle-dispute.ts';
import { findDispute, type DisputeSheet } from '../../db/queries/disputes.ts';
import { authorise, reaches, type Permission } from '../../domain/actor.ts';
import { answerDisputeSchema, settleDisputeSchema } from '../../domain/dispute.ts';
import { fail, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { disputeView, type Side } from './dispute-view.tsx';
import { disputeWords } from './dispute-words.ts';

type Call = Context<AppEnv>;

async function disputeIn(c: Call, permission: Permission): Promise<DisputeSheet | undefined> {
  const id = z.uuid().safeParse(c.req.param('id')).data;
  const dispute = id === undefined ? undefined : await findDispute(c.var.db, id);
  return dispute !== undefined && reaches(c.var.actor, permission, dispute) ? dispute : undefined;
}

/** As what somebody looks at it: whose service it is comes before whose county it is. */
function sideOf({ var: { actor } }: Call, { accountId, countyCode }: DisputeSheet): Side {
  if (reaches(actor, 'dispute.answer', { accountId })) return 'volunteer';
  return authorise(actor, 'dispute.open').ok && reaches(actor, 'dispute.open', { countyCode }) ? 'county' : 'coordinator';
}

type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };
const doneSchema = z.enum(['opened', 'answered', 'dropped', 'settled']);

async function send(c: Call, dispute: DisputeSheet, tried?: Tried): Promise<Response> {
  const shown = {
    viewer: viewerOf(c),
    dispute,
    side: sideOf(c, dispute),
    done: doneSchema.safeParse(c.req.query('done')).data,
    typed: tried?.typed ?? new Typed(),
    faults: tried?.faults ?? [],
  };
  return sendPrivate(c, disputeView(shown), tried === undefined ? 200 : 422);
}

/** A failure at the fields of the form it belongs to; what is of no field stands at the first. */
function formFaults(failure: KnownFailure, first: string, { locale, ...viewer }: Viewer): readonly FieldFault[] {
  const words = disputeWords[locale];
  if (failure.kind !== 'invalid') return [{ field: first, message: toldOf(failure, { locale, ...viewer }).title }];
  const messages: Readonly<Record<string, string>> = {
    '/figure missing': words.wrong.figure,
    '/note missing': words.wrong.note,
    '/answer missing': words.wrong.answer,
    '/reason missing': words.wrong.why,
    '/decided missing': words.wrong.figure,
  };
  return failure.faults.map((fault) => {
    const [told] = fieldFaults([fault], locale);
    return { field: told?.field ?? first, message: messages[`${fault.pointer} ${fault.code}`] ?? told?.message ?? '' };
  });
}

async function answered(c: Call, id: string, typed: Typed): Promise<Result<unknown, KnownFailure>> {
  const parsed = answerDisputeSchema.safeParse({
    answer: typed.optional('answer'),
    // A figure that stands there while somebody stands by the record is none.
    ...(typed.text('answer') === 'corrected' && typed.text('figure') !== '' ? { figure: typed.number('figure') } : {}),
    note: typed.text('note'),
  });
  return parsed.success ? answerDispute(actionContext(c), id, parsed.data) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
}

async function settled(c: Call, id: string, typed: Typed): Promise<Result<unknown, KnownFailure>> {
  const parsed = settleDisputeSchema.safeParse({ decided: typed.number('decided'), reason: typed.optional('reason') });
  return parsed.success ? settleDispute(actionContext(c), id, parsed.data) : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
}

async function dropped(c: Call, id: string, typed: Typed): Promise<Result<unknown, KnownFailure>> {
  return dropDispute({ ...actionContext(c), reason: typed.optional('reason')?.slice(0, 2000) }, id);
}

const moves = [
  { name: 'answer', permission: 'dispute.answer', done: 'answered', first: 'answer', act: answered },
  { name: 'drop', permission: 'dispute.open', done: 'dropped', first: 'reason', act: dropped },
  { name: 'settle', permission: 'dispute.settle', done: 'settled', first: 'decided', act: settled },
] as const;

const pages = new PageRouter().get('/disputes/:id', 'dispute.read', async (c) => {
  const dispute = await disputeIn(c, 'dispute.read');
  return dispute === undefined ? c.notFound() : send(c, dispute);
});
for (const { name, permission, done, first, act } of moves) {
  pages.post(`/disputes/:id/${name}`, permission, async (c) => {
    const dispute = await disputeIn(c, permission);
    if (dispute === undefined) return c.notFound();
    const typed = await typedIn(c);
    const result = await act(c, dispute.id, typed);
    if (result.ok) return seeOther(c, `/disputes/${dispute.id}?done=${done}`);
    return send(c, dispute, { typed, faults: formFaults(result.error, first, viewerOf(c)) });
  });
}
export const disputePages = pages;
