import { fail, ok, type Result } from '../../domain/result.ts';
import type { SharedContact } from '../../domain/squad.ts';
import { deleteSquadContact, listSquadContacts, phonePlace, saveSquadContact, wechatPlace, type Squad } from '../../db/queries/squads.ts';
import type { FieldKeys } from '../../db/field-keys.ts';
import { accountIdOf, instantOf, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { squadFor } from './squad-for.ts';

/** By what a member may be reached, in clear. */
export type Contact = {
  readonly placementId: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly wechatId: string | null;
};

/** Lets the others of the squad reach oneself, by what is given and nothing else; what was shared before is replaced. */
export async function shareContact(
  context: ActionContext,
  squadId: string,
  { email, phone, wechatId }: SharedContact,
): Promise<Result<readonly Contact[], CommonFailure>> {
  const { actor, db, keys, now } = context;
  const squad = await squadFor(context, 'squad.share-contact', squadId);
  if (!squad.ok) return squad;
  const placementId = ownIn(squad.value);
  if (placementId === undefined) return fail(notFound('squad'));
  const accountId = accountIdOf(actor) ?? '';
  await saveSquadContact(db, {
    placementId,
    accountId,
    sharesEmail: email,
    sealedPhone: phone === undefined ? null : await keys.seal(phone, phonePlace(placementId)),
    sealedWechatId: wechatId === undefined ? null : await keys.seal(wechatId, wechatPlace(placementId)),
    agreedAt: instantOf(now),
  });
  const shares = [...(email ? ['email'] : []), ...(phone === undefined ? [] : ['phone']), ...(wechatId === undefined ? [] : ['wechatId'])];
  await record(context, { thing: 'squad', thingId: squadId, event: 'squad.contact-shared', subjectId: accountId, details: { shares } });
  return ok(await contactsOf(context, squad.value));
}

/** Takes it back: from now on nobody of the squad sees it. */
export async function withdrawContact(context: ActionContext, squadId: string): Promise<Result<readonly Contact[], CommonFailure>> {
  const squad = await squadFor(context, 'squad.share-contact', squadId);
  if (!squad.ok) return squad;
  const placementId = ownIn(squad.value);
  if (placementId === undefined || !(await deleteSquadContact(context.db, placementId))) return fail(notFound('contact'));
  const subjectId = accountIdOf(context.actor) ?? undefined;
  await record(context, { thing: 'squad', thingId: squadId, event: 'squad.contact-withdrawn', subjectId });
  return ok(await contactsOf(context, squad.value));
}

/** By what the members of the squad reach each other, until a week after its last day; nothing for anybody else. */
export async function contactsOf({ db, keys, now }: ActionContext, squad: Squad): Promise<Contact[]> {
  const sealed = await listSquadContacts(db, squad.id, todayIn(squad, now));
  return Promise.all(
    sealed.map(async ({ placementId, email, sealedPhone, sealedWechatId }) => ({
      placementId,
      email,
      phone: await opened(keys, sealedPhone, phonePlace(placementId)),
      wechatId: await opened(keys, sealedWechatId, wechatPlace(placementId)),
    })),
  );
}

async function opened(keys: FieldKeys, sealed: Uint8Array | null, place: string): Promise<string | null> {
  return sealed === null ? null : keys.open(sealed, place);
}

function ownIn({ members }: Squad): string | undefined {
  return members.find(({ isOwn }) => isOwn)?.placementId;
}
