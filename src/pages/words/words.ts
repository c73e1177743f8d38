import type { Locale } from '../../domain/account.ts';
import { catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of the frame and of the first pages; groups of pages keep theirs beside them, in files named `…-words.ts`. */
export const wordsByLocale = catalogue(zh, en);
export type Words = (typeof wordsByLocale)['zh'];

export function wordsIn(locale: Locale): Words {
  return wordsByLocale[locale];
}
