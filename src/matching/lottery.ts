import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The number a pair draws: the first 32 bits of the SHA-256 of "SEED:APPLICATION:LINE". Lower goes first. Whoever knows
 * the seed can draw it again; nobody can steer it, since the seed's hash was public before applications closed.
 */
export function lotteryOf(seed: string): (applicationId: string, lineId: string) => number {
  const begun = sha256.create().update(utf8ToBytes(`${seed}:`));
  return (applicationId, lineId) => {
    const digest = begun
      .clone()
      .update(utf8ToBytes(`${applicationId}:${lineId}`))
      .digest();
    return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
  };
}
