import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findHealthNote, findIdentityDocument, healthPlace, numberPlace } from '../../db/queries/identity.ts';
import { listHeldData } from '../../db/queries/held-data.ts';
import { feedbackPlace } from '../../db/queries/feedback.ts';
import { notePlace, actionPlace } from '../../db/queries/safety.ts';
import { phonePlace, wechatPlace } from '../../db/queries/squads.ts';
import type { FieldKeys } from '../../db/field-keys.ts';
import { openEmergencyContact } from '../squads/give-emergency-contact.ts';
import { notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

type Held = Awaited<ReturnType<typeof listHeldData>>;

/** What is held and not given, with the reason: it is somebody else's, or its being known would end what it is for. */
const withheld = [
  { kind: 'references', why: 'Referees wrote them in confidence.' },
  { kind: 'safeguarding records', why: 'If there are any, only the safeguarding lead may read them; ask for a person to look.' },
] as const;

type SealedKind = 'squadContacts' | 'emergencyContacts' | 'safetyReplies';

/** Everything that is held about a person. */
export type OwnData = Omit<Held, SealedKind | 'feedback'> &
  Awaited<ReturnType<typeof openedFeedback>> &
  Awaited<ReturnType<typeof openedSquadData>> & {
    readonly identity: { readonly documentType: string; readonly number: string } | null;
    readonly healthNote: string | null;
    readonly withheld: typeof withheld;
  };

/** Gives a person everything that is held about them, in clear, and records that it was given: a copy of it all is worth knowing about. */
export async function exportOwnData(context: ActionContext): Promise<Result<OwnData, CommonFailure>> {
  const { actor, keys } = context;
  const may = authorise(actor, 'me.read');
  if (!may.ok) return may;
  if (actor.kind !== 'account') return fail(notFound('account'));
  const { accountId } = actor;
  return context.db.transaction(async (db) => {
    const held = await listHeldData(db, accountId, todayIn({ timeZone: homeZone }, context.now));
    const document = await findIdentityDocument(db, accountId);
    const note = await findHealthNote(db, accountId);
    await record({ ...context, db }, { thing: 'account', thingId: accountId, event: 'account.exported', subjectId: accountId });
    return ok({
      ...held,
      ...(await openedSquadData(keys, held)),
      ...(await openedFeedback(keys, held)),
      identity:
        document === undefined
          ? null
          : { documentType: document.documentType, number: await keys.open(document.sealedNumber, numberPlace(accountId)) },
      healthNote: note === undefined ? null : await keys.open(note.sealedText, healthPlace(accountId)),
      withheld,
    });
  });
}

/** What they said of a county, and what it said of them as far as they may read it, in clear. */
async function openedFeedback(keys: FieldKeys, { feedback }: Pick<Held, 'feedback'>) {
  const opened = feedback.map(async ({ sealedText, ...one }) => ({
    ...one,
    text: sealedText === null ? null : await keys.open(sealedText, feedbackPlace(`${one.placementId} ${one.side}`)),
  }));
  return { feedback: await Promise.all(opened) };
}

/** What they share with a squad, whom to call for them and what they answered to safety calls, in clear. */
async function openedSquadData(keys: FieldKeys, { squadContacts, emergencyContacts, safetyReplies }: Pick<Held, SealedKind>) {
  const open = async (sealed: Uint8Array | null, place: string) => (sealed === null ? null : keys.open(sealed, place));
  return {
    squadContacts: await Promise.all(
      squadContacts.map(async ({ placementId, sharesEmail, agreedAt, sealedPhone, sealedWechatId }) => ({
        placementId,
        sharesEmail,
        agreedAt,
        phone: await open(sealedPhone, phonePlace(placementId)),
        wechatId: await open(sealedWechatId, wechatPlace(placementId)),
      })),
    ),
    emergencyContacts: await Promise.all(
      emergencyContacts.map(async ({ placementId, givenAt, sealedContact }) => ({
        placementId,
        givenAt,
        ...(await openEmergencyContact(keys, placementId, sealedContact)),
      })),
    ),
    safetyReplies: await Promise.all(
      safetyReplies.map(async ({ sealedNote, sealedAction, ...reply }) => ({
        ...reply,
        note: await open(sealedNote, notePlace(reply.id)),
        action: await open(sealedAction, actionPlace(reply.id)),
      })),
    ),
  };
}
