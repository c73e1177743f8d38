import { authorise, reaches, type Refusal } from '../../domain/actor.ts';
import { credentialOf } from '../../domain/credential.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findCertificate } from '../../db/queries/certificates.ts';
import { insertSignedCredential } from '../../db/queries/signing-keys.ts';
import { instantOf, notFound, type ActionContext, type NotFound } from '../context.ts';
import { sign } from './signing-key.ts';

/** A certificate as a signed credential that programs can check by themselves. */
export async function signCredential(context: ActionContext, serial: string): Promise<Result<string, Refusal | NotFound>> {
  const may = authorise(context.actor, 'certificate.read');
  if (!may.ok) return may;
  const certificate = await findCertificate(context.db, serial);
  if (certificate === undefined || !reaches(context.actor, 'certificate.read', certificate)) return fail(notFound('certificate'));
  const { holderName: name, facts, statusIndex } = certificate;
  if (name === null) return fail(notFound('certificate'));
  const issuedAt = new Date(certificate.issuedAt).toISOString();
  const said = credentialOf({ serial: certificate.serial, name, facts, issuedAt, statusIndex }, context.siteUrl);
  const { jwt, keyId } = await sign(context, said);
  const signed = { signingKeyId: keyId, serial: certificate.serial, firstSignedAt: instantOf(context.now) };
  await asConsequence(context.db, context.actor, async () => insertSignedCredential(context.db, signed));
  return ok(jwt);
}
