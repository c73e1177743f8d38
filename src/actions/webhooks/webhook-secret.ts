import { base64 } from '@better-auth/utils/base64';

const secretBytes = 32;

/** A secret as Standard Webhooks writes it: 256 bits of chance in base64, behind a sign by which it is known where it was left lying. */
export function newWebhookSecret(): string {
  return `whsec_${base64.encode(crypto.getRandomValues(new Uint8Array(secretBytes)))}`;
}
