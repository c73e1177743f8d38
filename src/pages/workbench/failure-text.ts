import type { Locale } from '../../domain/account.ts';
import { runWords } from './run-words.ts';

/** Why a run failed, in words; what the system noted besides, where there is more to know. */
export function failureText(failure: string, locale: Locale): { readonly why: string; readonly noted?: string } {
  const words = runWords[locale];
  const died = /^its job died (\d+) times$/.exec(failure)?.[1];
  if (died !== undefined) return { why: words.died(died) };
  return { why: failure.startsWith('the checker refuses') ? words.refused : words.unknownFailure, noted: words.noted(failure) };
}
