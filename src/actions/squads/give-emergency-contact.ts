import { emergencyContactSchema, type EmergencyContact } from '../../domain/emergency-contact.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  deleteEmergencyContact,
  emergencyContactPlace,
  findEmergencyContact,
  saveEmergencyContact,
} from '../../db/queries/emergency-contacts.ts';
import type { FieldKeys } from '../../db/field-keys.ts';
import type { Squad } from '../../db/queries/squads.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { squadFor } from './squad-for.ts';

/** Says whom to call if something happens to oneself in this squad; what was said before is replaced. */
export async function giveEmergencyContact(
  context: ActionContext,
  squadId: string,
  contact: EmergencyContact,
): Promise<Result<EmergencyContact, CommonFailure>> {
  const { actor, db, keys, now } = context;
  const own = await ownPlacementIn(context, squadId);
  if (!own.ok) return own;
  const { placementId } = own.value;
  const accountId = accountIdOf(actor) ?? '';
  const sealedContact = await keys.seal(JSON.stringify(contact), emergencyContactPlace(placementId));
  await saveEmergencyContact(db, { placementId, accountId, sealedContact, givenAt: instantOf(now) });
  await record(context, { thing: 'emergency_contact', thingId: placementId, event: 'emergency_contact.given', subjectId: accountId });
  return ok(contact);
}

/** Takes it back: nobody sees it from now on. */
export async function withdrawEmergencyContact(
  context: ActionContext,
  squadId: string,
): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const own = await ownPlacementIn(context, squadId);
  if (!own.ok) return own;
  const { placementId } = own.value;
  if (!(await deleteEmergencyContact(context.db, placementId))) return fail(notFound('contact'));
  const subjectId = accountIdOf(context.actor) ?? undefined;
  await record(context, { thing: 'emergency_contact', thingId: placementId, event: 'emergency_contact.withdrawn', subjectId });
  return ok({ id: placementId });
}

/** What oneself said, with the squad it is for. */
export async function ownEmergencyContact(
  context: ActionContext,
  squadId: string,
): Promise<Result<{ readonly squad: Squad; readonly contact: EmergencyContact | null }, CommonFailure>> {
  const own = await ownPlacementIn(context, squadId);
  if (!own.ok) return own;
  const { squad, placementId } = own.value;
  const sealed = await findEmergencyContact(context.db, placementId);
  return ok({ squad, contact: sealed === undefined ? null : await openEmergencyContact(context.keys, placementId, sealed) });
}

export async function openEmergencyContact(keys: FieldKeys, placementId: string, sealed: Uint8Array): Promise<EmergencyContact> {
  return emergencyContactSchema.parse(JSON.parse(await keys.open(sealed, emergencyContactPlace(placementId))));
}

async function ownPlacementIn(context: ActionContext, squadId: string) {
  const squad = await squadFor(context, 'emergency-contact.give', squadId);
  if (!squad.ok) return squad;
  const placementId = squad.value.members.find(({ isOwn }) => isOwn)?.placementId;
  return placementId === undefined ? fail(notFound('squad')) : ok({ squad: squad.value, placementId });
}
