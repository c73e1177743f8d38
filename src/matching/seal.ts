import { sha256Of, sortedText } from './canonical.ts';
import type { MatchResult, UnsealedResult } from './result.ts';

/** The result with the hash of all that it says. Linear in its text. */
export function sealed(result: UnsealedResult): MatchResult {
  return { ...result, sha256: sha256Of(sortedText(result)) };
}

/** Is the result as it was made? Prices may move within their slack and prove the same: the hash tells that too. */
export function isSealed({ sha256, ...result }: MatchResult): boolean {
  return sha256 === sha256Of(sortedText(result));
}
