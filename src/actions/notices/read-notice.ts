import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findNotice, markRead } from '../../db/queries/notices.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';

/** Marks a notice of one's own read; gives where it leads. Nothing of the programme changes by it, so it leaves no event. */
export async function readNotice(context: ActionContext, id: string): Promise<Result<{ readonly path: string }, Refusal | NotFound>> {
  const { actor, db, now } = context;
  const may = authorise(actor, 'notice.read');
  if (!may.ok) return may;
  const notice = await findNotice(db, accountIdOf(actor) ?? '', id);
  if (notice === undefined) return fail(notFound('notice'));
  await markRead(db, id, instantOf(now));
  return ok({ path: notice.path });
}

/** Marks all notices of one's own read; gives how many were not yet. */
export async function readAllNotices({ actor, db, now }: ActionContext): Promise<Result<{ readonly marked: number }, Refusal>> {
  const may = authorise(actor, 'notice.read');
  if (!may.ok) return may;
  return ok({ marked: await markRead(db, null, instantOf(now)) });
}
