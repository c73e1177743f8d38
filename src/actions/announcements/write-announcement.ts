import { authorise } from '../../domain/actor.ts';
import type { AnnouncementInput } from '../../domain/announcement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  deleteAnnouncement,
  insertAnnouncement,
  lockAnnouncement,
  saveAnnouncement,
  type Announcement,
} from '../../db/queries/announcements.ts';
import { findRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import type { Connection } from '../../db/client.ts';
import { accountIdOf, notFound, unknownAt, type ActionContext, type CommonFailure, type Fault } from '../context.ts';
import { record } from '../record.ts';

export type AnnouncementSent = { readonly kind: 'announcement-sent' };

/** Writes to many: a draft that nobody has heard of. */
export async function writeAnnouncement(
  context: ActionContext,
  input: AnnouncementInput,
): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const may = authorise(context.actor, 'announcement.send');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const faults = await faultsIn(db, input);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const id = await insertAnnouncement(db, input, accountIdOf(context.actor) ?? '');
    await record({ ...context, db }, { thing: 'announcement', thingId: id, event: 'announcement.written' });
    return ok({ id });
  });
}

/** Changes a draft. */
export async function changeAnnouncement(
  context: ActionContext,
  id: string,
  input: AnnouncementInput,
): Promise<Result<{ readonly id: string }, CommonFailure | AnnouncementSent>> {
  return onDraft(context, id, async (inside) => {
    const faults = await faultsIn(inside.db, input);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    await saveAnnouncement(inside.db, id, input);
    await record(inside, { thing: 'announcement', thingId: id, event: 'announcement.changed' });
    return ok({ id });
  });
}

/** Throws a draft away. */
export async function discardAnnouncement(
  context: ActionContext,
  id: string,
): Promise<Result<{ readonly id: string }, CommonFailure | AnnouncementSent>> {
  return onDraft(context, id, async (inside) => {
    await deleteAnnouncement(inside.db, id);
    await record(inside, { thing: 'announcement', thingId: id, event: 'announcement.discarded' });
    return ok({ id });
  });
}

/** Does something to what is not sent yet, held so that it is sent once. */
export async function onDraft<T, E extends CommonFailure | { readonly kind: string }>(
  context: ActionContext,
  id: string,
  work: (inside: ActionContext, announcement: Announcement) => Promise<Result<T, E>>,
): Promise<Result<T, E | CommonFailure | AnnouncementSent>> {
  const may = authorise(context.actor, 'announcement.send');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const announcement = await lockAnnouncement(db, id);
    if (announcement === undefined) return fail(notFound('announcement'));
    if (announcement.sentAt !== null) return fail({ kind: 'announcement-sent' });
    return work({ ...context, db }, announcement);
  });
}

async function faultsIn(db: Connection, { seasonId, audience }: AnnouncementInput): Promise<Fault[]> {
  if ((await findSeason(db, seasonId)) === undefined) return [unknownAt('/seasonId')];
  if (audience.kind !== 'squad') return [];
  const request = await findRequest(db, audience.requestId);
  return request?.seasonId === seasonId ? [] : [unknownAt('/audience/requestId')];
}
