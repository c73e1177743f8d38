import { bytesToHex } from '@noble/hashes/utils.js';

/** A new seed for a season's lottery, 256 bits in hexadecimal, with the hash that commits to it. */
export async function drawSeed(): Promise<{ readonly lotterySeed: string; readonly lotterySeedSha256: string }> {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const sha256 = new Uint8Array(await crypto.subtle.digest('SHA-256', seed));
  return { lotterySeed: bytesToHex(seed), lotterySeedSha256: bytesToHex(sha256) };
}
