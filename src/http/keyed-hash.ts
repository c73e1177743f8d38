import { base64Url } from '@better-auth/utils/base64';

/** A hash that nobody without the key can make or try out: HMAC with SHA-256, in base64url. */
export function keyedHash(secret: string): (text: string) => Promise<string> {
  let imported: Promise<CryptoKey> | undefined;
  return async (text) => {
    imported ??= crypto.subtle.importKey('raw', new TextEncoder().encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await imported, new TextEncoder().encode(text)));
    return base64Url.encode(bytes, { padding: false });
  };
}
