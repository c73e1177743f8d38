import { distance } from 'fastest-levenshtein';
import { pinyin } from 'pinyin-pro';

import { plainName } from './identity.ts';

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
