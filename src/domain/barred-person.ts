import { distance } from 'fastest-levenshtein';
import { pinyin } from 'pinyin-pro';
import { z } from 'zod';

import { plainName } from './identity.ts';

export const barredPersonSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** The number of an identity document, where it is known. Only its keyed hash is kept. */
  number: z.string().trim().min(5).max(40).optional(),
  reason: z.string().trim().min(1).max(5000),
});
export type BarredPersonInput = z.infer<typeof barredPersonSchema>;

export const reviewDecisionSchema = z.strictObject({
  outcome: z.enum(['confirmed', 'dismissed']),
  reason: z.string().trim().min(1).max(5000),
});
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

/** From here on two names are alike enough for a person to look. */
export const alikeFrom = 0.8;

/**
 * How alike two names are, from 0 to 1: one less the edit distance over the longer length, the best of the names as written
 * and as they sound in pinyin, with their words in either order. So 张伟, Zhang Wei and Wei ZHANG are the same name.
 * Time: the product of the lengths. Source: Levenshtein (1966).
 */
export function likeness(a: string, b: string): number {
  const [first, second] = [formsOf(a), formsOf(b)];
  return Math.max(...first.flatMap((x) => second.map((y) => closeness(x, y))));
}

function closeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 0 : 1 - distance(a, b) / longer;
}

/** A name as written, as it sounds, and as it sounds with its words sorted. */
function formsOf(name: string): string[] {
  const sounds = pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' });
  const words = sounds.flatMap((sound) => sound.toLowerCase().split(/[\s·.'’-]+/)).filter((word) => word !== '');
  return [plainName(name), words.join(''), words.toSorted().join('')];
}
