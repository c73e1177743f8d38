import { fail, ok, type Result } from '../../domain/result.ts';
import { deleteReportLink, saveReportLink } from '../../db/queries/squads.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';
import { squadFor } from './squad-for.ts';

/** Makes the squad's link, by which it reports without signing in. It is given this once; the one before is dead. */
export async function makeReportLink(context: ActionContext, squadId: string): Promise<Result<{ readonly url: string }, CommonFailure>> {
  const { actor, db, now, siteUrl } = context;
  const squad = await squadFor(context, 'squad.lead', squadId);
  if (!squad.ok) return squad;
  const { key, sha256: keySha256 } = await randomKey();
  await saveReportLink(db, { requestId: squadId, keySha256, madeBy: accountIdOf(actor) ?? '', madeAt: instantOf(now) });
  await record(context, { thing: 'squad', thingId: squadId, event: 'squad.link-made' });
  return ok({ url: new URL(`/report/${key}`, siteUrl).href });
}

/** Ends the squad's link: whoever holds it is refused from now on. */
export async function endReportLink(context: ActionContext, squadId: string): Promise<Result<{ readonly id: string }, CommonFailure>> {
  const squad = await squadFor(context, 'squad.lead', squadId);
  if (!squad.ok) return squad;
  if (!(await deleteReportLink(context.db, squadId))) return fail(notFound('report-link'));
  await record(context, { thing: 'squad', thingId: squadId, event: 'squad.link-ended' });
  return ok({ id: squadId });
}
