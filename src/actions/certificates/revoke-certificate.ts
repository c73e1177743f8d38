import { authorise } from '../../domain/actor.ts';
import { certificateLifecycle } from '../../domain/certificate.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { closeCertificate, lockCertificate, type Certificate } from '../../db/queries/certificates.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** Takes a certificate back: from now on it proves nothing, and says so to whoever checks it. */
export async function revokeCertificate(
  context: ActionContext,
  serial: string,
  reason: string,
): Promise<Result<Certificate, CommonFailure>> {
  const may = authorise(context.actor, 'certificate.issue');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const certificate = await lockCertificate(db, serial);
    if (certificate === undefined) return fail(notFound('certificate'));
    const moved = move(certificateLifecycle, certificate.state, 'revoke');
    if (!moved.ok) return moved;
    const closing = { state: moved.value, closedAt: instantOf(context.now), closedBecause: reason };
    await closeCertificate(db, serial, closing);
    const about = { thing: 'certificate', thingId: serial, event: 'certificate.revoked', from: certificate.state, to: moved.value };
    await record({ ...context, db }, { ...about, reason, subjectId: certificate.accountId });
    return ok({ ...certificate, ...closing });
  });
}
