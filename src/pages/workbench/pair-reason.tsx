import type { Locale } from '../../domain/account.ts';
import { terms } from '../words/terms.ts';
import { benchWords } from './bench-words.ts';
import { costTexts, isWorse } from './goal-words.ts';
import type { Other } from './selection.ts';

/** What stands between an application and a line, or what it would cost: the first goal that changes counts, and stands first. */
export function PairReason({ why, locale }: { why: Other['why']; locale: Locale }) {
  const words = benchWords[locale];
  if (why.kind === 'ineligible') {
    const rules = why.failedRules.map((rule) => terms[locale].rules[rule]).join(locale === 'zh' ? '、' : '; ');
    return <span class="reason quiet">{words.fails(rules)}</span>;
  }
  if (why.kind === 'impossible') return <span class="reason quiet">{words.impossible}</span>;
  if (why.kind === 'eligible') return <span class="reason">{words.eligible}</span>;
  const [first = '', ...more] = costTexts(why.costs, locale);
  return (
    <span class="reason">
      {why.kind === 'matched' ? `${words.alreadyHere} · ${words.withoutHere}: ` : ''}
      <span class={isWorse(why.costs) ? 'strong lacking' : 'strong'}>{first}</span>
      {more.length === 0 ? null : <span class="quiet">{(locale === 'zh' ? '；' : '; ') + more.join(locale === 'zh' ? '；' : '; ')}</span>}
      {why.moves.length < 2 ? null : <span class="quiet"> · {words.alreadyMoves(why.moves.length)}</span>}
    </span>
  );
}
