import type { Locale } from '../../domain/account.ts';
import { en } from './en.ts';
import type { Words } from './shape.ts';
import { zh } from './zh.ts';

export function wordsIn(locale: Locale): Words {
  return locale === 'en' ? en : zh;
}
