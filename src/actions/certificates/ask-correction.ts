import { authorise, reaches, type Refusal } from '../../domain/actor.ts';
import { certificateLifecycle } from '../../domain/certificate.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findCertificate, insertCorrection, listCorrections, type CertificateSeen } from '../../db/queries/certificates.ts';
import { instantOf, notEditable, notFound, type ActionContext, type NotEditable, type NotFound } from '../context.ts';
import { record } from '../record.ts';

export type AskCorrectionError = Refusal | NotFound | NotEditable | { readonly kind: 'asked-already' };

/** Asks that something in one's own certificate is put right; a coordinator answers. */
export async function askCorrection(
  context: ActionContext,
  serial: string,
  text: string,
): Promise<Result<CertificateSeen, AskCorrectionError>> {
  const may = authorise(context.actor, 'certificate.ask');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const certificate = await findCertificate(db, serial);
    if (certificate === undefined || !reaches(context.actor, 'certificate.ask', certificate)) return fail(notFound('certificate'));
    if (certificate.state !== 'issued') return fail(notEditable(certificateLifecycle, certificate.state));
    const asked = await listCorrections(db, serial);
    if (asked.some(({ answeredAt }) => answeredAt === null)) return fail({ kind: 'asked-already' });

    await insertCorrection(db, { serial, accountId: certificate.accountId, text, askedAt: instantOf(context.now) });
    const about = { thing: 'certificate', thingId: serial, event: 'certificate.correction-asked', subjectId: certificate.accountId };
    await record({ ...context, db }, about);
    return ok(certificate);
  });
}
