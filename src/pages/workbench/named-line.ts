import type { Locale } from '../../domain/account.ts';
import type { NamedLine } from '../../db/queries/run-choice.ts';
import { shortDayText } from '../parts/time.tsx';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';

/** Where and what: "Nanjian · English, specialist". */
export function lineText({ county, subject, level }: NamedLine, locale: Locale): string {
  const levels: Readonly<Record<number, string>> = terms[locale].levels;
  return `${county[locale]} · ${benchWords[locale].taught(subject[locale], levels[level] ?? String(level))}`;
}

export function termText({ startDay, endDay }: NamedLine, locale: Locale): string {
  return `${shortDayText(startDay, locale)} – ${shortDayText(endDay, locale)}`;
}
