import { authorise, reaches } from '../../domain/actor.ts';
import type { ContactLook, EmergencyContact } from '../../domain/emergency-contact.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findSquadHead, listEmergencyContacts, type SealedEmergencyContact, type SquadHead } from '../../db/queries/emergency-contacts.ts';
import { accountIdOf, notFound, todayIn, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { openEmergencyContact } from './give-emergency-contact.ts';

/** A member who said whom to call; not whom. */
export type ContactGiven = Omit<SealedEmergencyContact, 'sealedContact' | 'accountId'>;

type Given = { readonly squad: SquadHead; readonly given: readonly ContactGiven[] };

/** Which members of a squad that is away said whom to call: for whoever leads it, safeguarding and coordinators. */
export async function contactsGiven(context: ActionContext, squadId: string): Promise<Result<Given, CommonFailure>> {
  const found = await sealedFor(context, squadId);
  if (!found.ok) return found;
  const { squad, contacts } = found.value;
  return ok({ squad, given: contacts.map(({ placementId, name, role, givenAt }) => ({ placementId, name, role, givenAt })) });
}

/** Shows whom to call for one member. The look is recorded with its reason, and the member sees it. */
export async function seeEmergencyContact(
  context: ActionContext,
  squadId: string,
  { placementId, reason }: ContactLook,
): Promise<Result<EmergencyContact, CommonFailure>> {
  const found = await sealedFor(context, squadId);
  if (!found.ok) return found;
  const contact = found.value.contacts.find((one) => one.placementId === placementId);
  if (contact === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/placementId')] });
  const opened = await openEmergencyContact(context.keys, placementId, contact.sealedContact);
  const about = { thing: 'emergency_contact', thingId: placementId, event: 'emergency_contact.seen', subjectId: contact.accountId };
  await record(context, { ...about, reason });
  return ok(opened);
}

async function sealedFor({ actor, db, now }: ActionContext, squadId: string) {
  const may = authorise(actor, 'emergency-contact.see');
  if (!may.ok) return may;
  const squad = await findSquadHead(db, squadId);
  const owner = squad?.leads === true ? { accountId: accountIdOf(actor) ?? '' } : {};
  if (squad === undefined || !reaches(actor, 'emergency-contact.see', owner)) return fail(notFound('squad'));
  return ok({ squad, contacts: await listEmergencyContacts(db, squadId, todayIn(squad, now)) });
}
