import { z } from 'zod';

import type { OpenIdProvider } from './settings.ts';

const patienceMilliseconds = 10_000;
const metadataSchema = z.object({ issuer: z.string() });

/** Where a provider says who it is (OpenID Connect Discovery 1.0, section 4). */
export function metadataUrl({ issuer }: OpenIdProvider): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

/** Does the provider answer, in time and at its own address, as the very issuer that the operator named? */
export async function isItself(provider: OpenIdProvider): Promise<boolean> {
  try {
    // A redirect is no answer; the Workers runtime does not know how to refuse one by itself.
    const answer = await fetch(metadataUrl(provider), { redirect: 'manual', signal: AbortSignal.timeout(patienceMilliseconds) });
    if (!answer.ok) return false;
    const metadata = metadataSchema.safeParse(await answer.json());
    return metadata.success && metadata.data.issuer === provider.issuer;
  } catch {
    return false;
  }
}
