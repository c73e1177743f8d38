import { base64Url } from '@better-auth/utils/base64';

/** A key that opens one thing to whoever holds it: 256 bits of chance in base64url, and the hash that is all we keep. */
export async function randomKey(): Promise<{ readonly key: string; readonly sha256: Uint8Array }> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const key = base64Url.encode(bytes, { padding: false });
  return { key, sha256: await sha256Of(key) };
}

export async function sha256Of(key: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)));
}
