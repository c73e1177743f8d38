import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { answerCorrection, findCertificate, type CertificateSeen } from '../../db/queries/certificates.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { record } from '../record.ts';

export type DeclineCorrectionError = Refusal | NotFound | { readonly kind: 'nothing-asked' };

/** Answers what was asked about a certificate where it stays as it is, and says why. */
export async function declineCorrection(
  context: ActionContext,
  serial: string,
  answer: string,
): Promise<Result<CertificateSeen, DeclineCorrectionError>> {
  const may = authorise(context.actor, 'certificate.issue');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const certificate = await findCertificate(db, serial);
    if (certificate === undefined) return fail(notFound('certificate'));
    if (!(await answerCorrection(db, serial, answer, instantOf(context.now)))) return fail({ kind: 'nothing-asked' });
    const about = { thing: 'certificate', thingId: serial, event: 'certificate.correction-declined', subjectId: certificate.accountId };
    await record({ ...context, db }, { ...about, reason: answer });
    return ok(certificate);
  });
}
