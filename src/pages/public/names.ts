import type { Locale } from '../../domain/account.ts';

/** A name in the reader's language. */
export function nameIn(locale: Locale, zh: string, en: string): string {
  return locale === 'en' ? en : zh;
}

/** A number as the language writes it. */
export function numberIn(locale: Locale, value: number): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en' : 'zh-CN').format(value);
}

/** A figure that may be kept back. */
export function figureIn(locale: Locale, value: number | null): string {
  return value === null ? '–' : numberIn(locale, value);
}

/** Sentences one after the other: Chinese puts no space between them. */
export function sentencesIn(locale: Locale, sentences: readonly string[]): string {
  return sentences.join(locale === 'en' ? ' ' : '');
}
