import { ruleCodes } from '../../domain/eligibility/rule.ts';
import type { BrokenPair } from '../../matching/broken-pairs.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { runWords } from './run-words.ts';

/** Why a pair no longer holds: the rule by its name, or what else is in the way. */
export function brokenText(why: BrokenPair['why'], { locale }: Viewer): string {
  const rule = ruleCodes.find((code) => code === why);
  if (rule !== undefined) return terms[locale].rules[rule];
  const whys: Readonly<Record<string, string>> = runWords[locale].whys;
  return whys[why] ?? why;
}
