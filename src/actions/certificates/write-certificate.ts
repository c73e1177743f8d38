import { homeZone } from '../../domain/calendar.ts';
import { serialBytes, serialFrom } from '../../domain/certificate.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findCertifiable, insertCertificate, type Certifiable, type Certificate } from '../../db/queries/certificates.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import { certificateLetter } from '../../mail/certificate-letter.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { record } from '../record.ts';

/** Nobody was in office on the day of completion, so nobody signs. */
export type NoSignatory = { readonly kind: 'no-signatory'; readonly completedDay: string };
export type WriteCertificateError = NotFound | NoSignatory;

/**
 * Writes a placement's certificate as its facts are today, in the caller's transaction, which holds the placement. The first one
 * is told by letter; one that stands in the place of another is not.
 */
export async function writeCertificate(
  context: ActionContext,
  placementId: string,
  before?: Pick<Certificate, 'serial'>,
): Promise<Result<Certificate, WriteCertificateError>> {
  const { db, now } = context;
  const certifiable = await asConsequence(db, context.actor, async () => findCertifiable(db, placementId));
  if (certifiable === undefined) return fail(notFound('completion'));
  const { signing, ...facts } = certifiable.facts;
  if (signing === null) return fail({ kind: 'no-signatory', completedDay: facts.completedDay });

  const certificate = await insertCertificate(db, {
    serial: serialFrom(now.setZone(homeZone).year, crypto.getRandomValues(new Uint8Array(serialBytes))),
    placementId,
    accountId: certifiable.accountId,
    holderName: certifiable.name,
    facts: { ...facts, ...signing },
    supersedes: before?.serial ?? null,
    issuedAt: instantOf(now),
  });
  const eventId = await record(context, {
    thing: 'certificate',
    thingId: certificate.serial,
    event: 'certificate.issued',
    to: 'issued',
    subjectId: certifiable.accountId,
    details: { placementId, ...(before === undefined ? {} : { supersedes: before.serial }) },
  });
  if (before === undefined && !facts.madeUp) await tell(context, { certifiable, serial: certificate.serial, eventId });
  return ok(certificate);
}

type Told = { readonly certifiable: Certifiable; readonly serial: string; readonly eventId: string };

async function tell({ db, keys, siteUrl }: ActionContext, { certifiable, serial, eventId }: Told): Promise<void> {
  const { accountId, email, locale, name, facts } = certifiable;
  const link = new URL(`/me/certificates/${serial}`, siteUrl).href;
  const letter = certificateLetter({ to: email, locale, name, serial, place: facts.place, link });
  await insertMessage(db, keys, { eventId, accountId, template: 'certificate', letter });
}
