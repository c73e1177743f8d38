import { issueCertificate } from '../actions/certificates/issue-certificate.ts';
import { instantOf } from '../actions/context.ts';
import { listUncertified, lockBatchAtWork, saveBatch } from '../db/queries/certificates.ts';
import { asSystem, type PostContext } from './job.ts';

const name = 'issue-certificates';
const certificatesAtOnce = 20;

/**
 * Issues the next certificates of the oldest batch at work; gives whether there was one. How far it is stands in the batch's row
 * and moves in the transaction of the certificates, so a job that died is taken up where it was, and none is issued twice.
 */
export async function issueCertificates(job: PostContext): Promise<boolean> {
  return asSystem(job, name, async (db) => {
    const batch = await lockBatchAtWork(db);
    if (batch === undefined) return false;
    const now = job.now();
    const context = { actor: { kind: 'system', job: name } as const, now, db, keys: job.keys, siteUrl: job.siteUrl };
    const placementIds = await listUncertified(db, batch.seasonId, batch.throughPlacementId, certificatesAtOnce);
    let issued = 0;
    for (const placementId of placementIds) if ((await issueCertificate(context, placementId)).ok) issued += 1;
    await saveBatch(db, batch.id, {
      issued: batch.issued + issued,
      skipped: batch.skipped + placementIds.length - issued,
      throughPlacementId: placementIds.at(-1) ?? batch.throughPlacementId,
      finishedAt: placementIds.length < certificatesAtOnce ? instantOf(now) : null,
    });
    return true;
  });
}
