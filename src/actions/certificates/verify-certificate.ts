import { authorise, type Refusal } from '../../domain/actor.ts';
import { isSameName, maskedName, serialIn, type CertificateFacts, type CertificateState } from '../../domain/certificate.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findCertificate, type CertificateSeen } from '../../db/queries/certificates.ts';
import { notFound, type ActionContext, type NotFound } from '../context.ts';

/** What anybody who holds a certificate's number may check it against: everything but who it is about. */
export type Verification = {
  readonly serial: string;
  readonly state: CertificateState;
  /** Null once the person is erased. */
  readonly maskedName: string | null;
  readonly facts: CertificateFacts;
  readonly issuedAt: string;
  readonly closedAt: string | null;
  readonly closedBecause: string | null;
  /** What was issued in its place, and what it was issued in the place of. */
  readonly supersededBy: string | null;
  readonly supersedes: string | null;
};
export type VerifyError = Refusal | NotFound;

/** What a certificate says, by its serial number, to anybody. */
export async function verifyCertificate(context: ActionContext, typed: string): Promise<Result<Verification, VerifyError>> {
  const found = await findByNumber(context, typed);
  if (!found.ok) return found;
  const { serial, state, holderName, facts, issuedAt, closedAt, supersededBy, supersedes } = found.value;
  // Why a certificate was revoked may say something of a person; that it was put right does not.
  const closedBecause = state === 'superseded' ? found.value.closedBecause : null;
  return ok({
    serial,
    state,
    maskedName: holderName === null ? null : maskedName(holderName),
    facts,
    issuedAt,
    closedAt,
    closedBecause,
    supersededBy,
    supersedes,
  });
}

/** Whether a certificate was issued to somebody of this name: yes or no, and nothing of the name it has. */
export async function confirmHolder(context: ActionContext, typed: string, name: string): Promise<Result<boolean, VerifyError>> {
  const found = await findByNumber(context, typed);
  if (!found.ok) return found;
  return ok(found.value.holderName !== null && isSameName(found.value.holderName, name));
}

async function findByNumber(context: ActionContext, typed: string): Promise<Result<CertificateSeen, VerifyError>> {
  const may = authorise(context.actor, 'certificate.verify');
  if (!may.ok) return may;
  const serial = serialIn(typed);
  if (serial === undefined) return fail(notFound('certificate'));
  const found = await asConsequence(context.db, context.actor, async () => findCertificate(context.db, serial));
  return found === undefined ? fail(notFound('certificate')) : ok(found);
}
