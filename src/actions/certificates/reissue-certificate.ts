import { authorise } from '../../domain/actor.ts';
import { certificateLifecycle } from '../../domain/certificate.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  answerCorrection,
  closeCertificate,
  findCertifiable,
  findCertificate,
  lockCertificate,
  type Certificate,
} from '../../db/queries/certificates.ts';
import { asConsequence } from '../../db/acting.ts';
import { lockPlacement } from '../../db/queries/placements.ts';
import { instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { writeCertificate, type NoSignatory } from './write-certificate.ts';

export type ReissueCertificateError = CommonFailure | NoSignatory;

/**
 * Issues a certificate anew from what is on record now; the old one says that it was superseded, or stays revoked, and points on.
 * Nothing is mailed again.
 */
export async function reissueCertificate(
  context: ActionContext,
  serial: string,
  reason: string,
): Promise<Result<Certificate, ReissueCertificateError>> {
  const may = authorise(context.actor, 'certificate.issue');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const known = await findCertificate(db, serial);
    if (known === undefined) return fail(notFound('certificate'));
    await lockPlacement(db, known.placementId);
    const old = await lockCertificate(db, serial);
    // Only the last of a row of certificates is issued anew.
    const wasFollowed = (await findCertificate(db, serial))?.supersededBy !== null;
    if (old === undefined || (old.state === 'revoked' && wasFollowed)) return fail(notFound('certificate'));
    const moved = old.state === 'revoked' ? ok('revoked' as const) : move(certificateLifecycle, old.state, 'supersede');
    if (!moved.ok) return moved;
    const ready = await asConsequence(db, context.actor, async () => findCertifiable(db, old.placementId));
    if (ready === undefined) return fail(notFound('completion'));
    if (ready.facts.signing === null) return fail({ kind: 'no-signatory', completedDay: ready.facts.completedDay });

    if (old.state === 'issued') await supersede(inside, old, reason);
    await answerCorrection(db, serial, reason, instantOf(context.now));
    return writeCertificate(inside, old.placementId, old);
  });
}

async function supersede(context: ActionContext, { serial, accountId }: Certificate, reason: string): Promise<void> {
  await closeCertificate(context.db, serial, { state: 'superseded', closedAt: instantOf(context.now), closedBecause: reason });
  await record(context, {
    thing: 'certificate',
    thingId: serial,
    event: 'certificate.superseded',
    from: 'issued',
    to: 'superseded',
    reason,
    subjectId: accountId,
  });
}
