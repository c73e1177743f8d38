import { authorise, reaches } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { safetyLinkDays, type SafetyAnswer, type SafetyAnswerInput } from '../../domain/safety.ts';
import { memberStates } from '../../domain/squad.ts';
import { asConsequence } from '../../db/acting.ts';
import { listAccountsOfRole } from '../../db/queries/accounts.ts';
import { findPlacement } from '../../db/queries/placements.ts';
import {
  insertOwnReply,
  listOpenRepliesOf,
  lockReplyByKey,
  newReplyId,
  notePlace,
  saveAnswer,
  type SafetyReply,
} from '../../db/queries/safety.ts';
import { needsHelpLetter } from '../../mail/safety-letter.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { sha256Of } from '../random-key.ts';
import { record } from '../record.ts';

export type Answered = { readonly answer: SafetyAnswer; readonly answeredAt: string };

/** The question that a letter's link leads to, while it answers; reading it answers nothing. */
export async function findQuestion(context: ActionContext, key: string): Promise<Result<SafetyReply, CommonFailure>> {
  const may = authorise(context.actor, 'safety.answer-by-link');
  if (!may.ok) return may;
  const since = instantOf(context.now.minus({ days: safetyLinkDays }));
  const keySha256 = await sha256Of(key);
  const reply = await asConsequence(context.db, context.actor, async () => lockReplyByKey(context.db, keySha256, since));
  return reply === undefined ? fail(notFound('safety-call')) : ok(reply);
}

/** Answers by the letter's link, without signing in; the last answer holds. */
export async function answerByLink(
  context: ActionContext,
  key: string,
  input: SafetyAnswerInput,
): Promise<Result<Answered, CommonFailure>> {
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const reply = await findQuestion(inside, key);
    if (!reply.ok) return reply;
    await asConsequence(db, context.actor, async () => write(inside, reply.value, input));
    return ok({ answer: input.answer, answeredAt: instantOf(context.now) });
  });
}

/** Says by oneself, at any time, that one is well or needs help; it answers what was asked of one as well. */
export async function answerOwn(
  context: ActionContext,
  placementId: string,
  input: SafetyAnswerInput,
): Promise<Result<Answered, CommonFailure>> {
  const { actor, now } = context;
  const may = authorise(actor, 'safety.answer');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const placement = await findPlacement(db, placementId);
    const accountId = accountIdOf(actor);
    const isMember = placement !== undefined && memberStates.some((state) => state === placement.state);
    const isOwn = placement?.accountId === accountId && accountId !== null;
    if (!isMember || !isOwn || !reaches(actor, 'safety.answer', placement)) return fail(notFound('placement'));
    const open = await listOpenRepliesOf(db, accountId);
    if (open.length === 0) {
      const id = await newReplyId(db);
      const at = instantOf(now);
      const sealedNote = await sealedNoteOf(inside, id, input);
      await insertOwnReply(db, { id, placementId, accountId, requestId: placement.requestId, answer: input.answer, sealedNote }, at);
      await happened(inside, { id, accountId }, input.answer);
    } else {
      await asConsequence(db, actor, async () => {
        for (const id of open) await write(inside, { id, accountId }, input);
      });
    }
    return ok({ answer: input.answer, answeredAt: instantOf(now) });
  });
}

type Whose = { readonly id: string; readonly accountId: string };

async function write(context: ActionContext, whose: Whose, input: SafetyAnswerInput): Promise<void> {
  const sealedNote = await sealedNoteOf(context, whose.id, input);
  await saveAnswer(context.db, whose.id, { answer: input.answer, sealedNote, at: instantOf(context.now) });
  await happened(context, whose, input.answer);
}

async function sealedNoteOf({ keys }: ActionContext, id: string, { note }: SafetyAnswerInput): Promise<Uint8Array | null> {
  return note === '' ? null : keys.seal(note, notePlace(id));
}

/** What was said stands in the record; where help is needed, those who can help hear at once. */
async function happened(context: ActionContext, { id, accountId }: Whose, answer: SafetyAnswer): Promise<void> {
  const event = answer === 'well' ? 'safety_reply.well' : 'safety_reply.needs-help';
  const eventId = await record(context, { thing: 'safety_reply', thingId: id, event, subjectId: accountId });
  if (answer === 'well') return;
  await asConsequence(context.db, context.actor, async () => {
    const helpers = [...(await listAccountsOfRole(context.db, 'safeguarding')), ...(await listAccountsOfRole(context.db, 'coordinator'))];
    const readers = [...new Map(helpers.map((helper) => [helper.id, helper])).values()];
    await tell(context, { eventId, template: 'needs-help', readers, path: '/desk/safety', letter: needsHelpLetter });
  });
}
