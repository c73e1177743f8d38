import { authorise, reaches } from '../../domain/actor.ts';
import { clearanceLifecycle } from '../../domain/clearance.ts';
import { formDays, isReference, type RefereeInput } from '../../domain/reference.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findAccount, type Account } from '../../db/queries/accounts.ts';
import { lockClearance, type Clearance } from '../../db/queries/clearances.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import { findReferee, insertReferee, listOtherReferees, refereeEmailPlace, saveReferee, type Referee } from '../../db/queries/referees.ts';
import { referenceLetter } from '../../mail/reference-letter.ts';
import { instantOf, notEditable, notFound, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';

export type AskRefereeError = CommonFailure | { readonly kind: 'not-a-reference'; readonly clearanceKind: string };

/** Asks somebody for a reference, in the place of whoever was asked before and has not answered: their form is dead at once. */
export async function askReferee(
  context: ActionContext,
  clearanceId: string,
  asked: RefereeInput,
): Promise<Result<Referee, AskRefereeError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'reference.ask');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const clearance = await lockClearance(db, clearanceId);
    if (clearance === undefined || !reaches(actor, 'reference.ask', clearance)) return fail(notFound('clearance'));
    if (!isReference(clearance.kind)) return fail({ kind: 'not-a-reference', clearanceKind: clearance.kind });
    if (clearance.state !== 'requested') return fail(notEditable(clearanceLifecycle, clearance.state));
    const volunteer = await findAccount(db, clearance.accountId);
    if (volunteer === undefined) throw new Error('a check of nobody');
    const faults = await refereeFaults(inside, clearance, volunteer, asked);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });

    const before = await findReferee(db, clearanceId);
    if (before !== undefined) await saveReferee(db, before.id, { replacedAt: instantOf(now), sealedEmail: null });
    return ok(await write(inside, clearance, volunteer, asked));
  });
}

/** A referee is neither the volunteer nor the other referee. */
async function refereeFaults(
  { db, keys }: ActionContext,
  clearance: Clearance,
  volunteer: Account,
  { email }: RefereeInput,
): Promise<Fault[]> {
  if (volunteer.email.toLowerCase() === email) return [{ pointer: '/email', code: 'own-address' }];
  for (const { sealedEmail, keySha256 } of await listOtherReferees(db, clearance.accountId, clearance.id)) {
    if (sealedEmail !== null && (await keys.open(sealedEmail, refereeEmailPlace(keySha256))) === email) {
      return [{ pointer: '/email', code: 'same-referee' }];
    }
  }
  return [];
}

async function write(context: ActionContext, clearance: Clearance, volunteer: Account, asked: RefereeInput): Promise<Referee> {
  const { db, keys, now, siteUrl } = context;
  const { key, sha256: keySha256 } = await randomKey();
  const referee = await insertReferee(db, {
    clearanceId: clearance.id,
    accountId: clearance.accountId,
    name: asked.name,
    relation: asked.relation,
    sealedEmail: await keys.seal(asked.email, refereeEmailPlace(keySha256)),
    keySha256,
    askedAt: instantOf(now),
    expiresAt: instantOf(now.plus({ days: formDays })),
  });
  const about = { thing: 'reference', thingId: referee.id, event: 'reference.asked', subjectId: clearance.accountId };
  const eventId = await record(context, about);
  const link = new URL(`/reference/${key}?lang=${asked.locale}`, siteUrl).href;
  const letter = referenceLetter({ to: asked.email, locale: asked.locale, refereeName: asked.name, volunteerName: volunteer.name, link });
  await insertMessage(db, keys, { eventId, accountId: null, template: 'reference', letter });
  return referee;
}
