import type { Locale } from '../../domain/account.ts';
import { stateTones, terms, type Stateful, type StateOf } from '../words/terms.ts';

export type Tone = 'done' | 'waiting' | 'refused' | 'plain';

/** A state is a word in a pill; its colour only repeats what the word says. */
export function Pill({ tone = 'plain', children }: { tone?: Tone; children: string }) {
  return <span class={tone === 'plain' ? 'pill' : `pill ${tone}`}>{children}</span>;
}

/** The state of a thing by its word in the reader's language. */
export function State<T extends Stateful>({ of, state, locale }: { of: T; state: StateOf<T>; locale: Locale }) {
  const words: Readonly<Record<string, string>> = terms[locale].states[of];
  const tones: Readonly<Record<string, Tone>> = stateTones[of];
  return <Pill tone={tones[state] ?? 'plain'}>{words[state] ?? state}</Pill>;
}
