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
  return <Costs why={why} locale={locale} />;
}

function Costs({ why: { kind, costs, moves }, locale }: { why: Extract<Other['why'], { costs: unknown }>; locale: Locale }) {
  const words = benchWords[locale];
  const [first = '', ...more] = costTexts(costs, locale);
  const isHere = kind === 'matched';
  const rest = more.map((text) => (locale === 'zh' ? '；' : '; ') + text).join('');
  return (
    <span class="reason">
      {isHere ? `${words.alreadyHere} · ` : ''}
      <span class={isWorse(costs) ? 'strong lacking' : 'strong'}>{isHere ? words.withoutHere(first) : first}</span>
      <span class="quiet">
        {rest}
        {moves.length < 2 ? '' : ` · ${words.alreadyMoves(moves.length)}`}
      </span>
    </span>
  );
}
