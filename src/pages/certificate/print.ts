import type { Context } from 'hono';

import type { CertificateSeen } from '../../db/queries/certificates.ts';
import type { AppEnv } from '../../http/context.ts';
import { certificatePdf } from './certificate-pdf.ts';

/** A certificate as a file to keep and to print. */
export async function sendPdf(c: Context<AppEnv>, { serial, holderName: name, ...rest }: CertificateSeen): Promise<Response> {
  const { press, signIn } = c.var.settings;
  const link = new URL(`/certificates/${serial}`, signIn.siteUrl).href;
  const pdf = await certificatePdf({ serial, name, link, ...rest }, press);
  return c.body(Uint8Array.from(pdf), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${serial}.pdf"`,
    'Cache-Control': 'no-store',
  });
}
