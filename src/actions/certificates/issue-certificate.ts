import { authorise, type Refusal } from '../../domain/actor.ts';
import { placementLifecycle } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findLatestCertificate, type Certificate } from '../../db/queries/certificates.ts';
import { lockPlacement } from '../../db/queries/placements.ts';
import { notEditable, notFound, type ActionContext, type NotEditable, type NotFound } from '../context.ts';
import { writeCertificate, type NoSignatory } from './write-certificate.ts';

export type IssueCertificateError = Refusal | NotFound | NotEditable | NoSignatory;

/** Issues the certificate of a completed placement. Asked again, it gives the newest there is: putting one right is another verb. */
export async function issueCertificate(context: ActionContext, placementId: string): Promise<Result<Certificate, IssueCertificateError>> {
  const may = authorise(context.actor, 'certificate.issue');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const placement = await lockPlacement(db, placementId);
    if (placement === undefined) return fail(notFound('placement'));
    if (placement.state !== 'completed') return fail(notEditable(placementLifecycle, placement.state));
    const latest = await findLatestCertificate(db, placementId);
    return latest === undefined ? writeCertificate({ ...context, db }, placementId) : ok(latest);
  });
}
