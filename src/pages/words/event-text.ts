import type { Locale } from '../../domain/account.ts';
import { eventNames } from './event-words.ts';
import { terms } from './terms.ts';

export function thingWord(thing: string, locale: Locale): string {
  const words: Readonly<Record<string, string>> = eventNames[locale].things;
  return words[thing] ?? thing;
}

type Told = { readonly event: string; readonly toState: string | null };

function ownWord(event: string, locale: Locale): string | undefined {
  const words: Readonly<Record<string, string>> = eventNames[locale].events;
  return words[event];
}

function stateWord({ event, toState }: Told, locale: Locale): string | undefined {
  const [thing = ''] = event.split('.');
  const states: Readonly<Record<string, Readonly<Record<string, string>>>> = terms[locale].states;
  return toState === null ? undefined : states[thing]?.[toState];
}

/** An event beside its thing: its own word, else the state it led to. */
export function eventWord(event: string, toState: string | null, locale: Locale): string {
  return ownWord(event, locale) ?? stateWord({ event, toState }, locale) ?? event;
}

/** An event that stands alone: its own word, else its thing and the state it led to. */
export function eventText(told: Told, locale: Locale): string {
  const own = ownWord(told.event, locale);
  if (own !== undefined) return own;
  const things: Readonly<Record<string, string>> = eventNames[locale].things;
  const [thing = ''] = told.event.split('.');
  const [name, state] = [things[thing], stateWord(told, locale)];
  if (name === undefined) return eventNames[locale].other;
  return state === undefined ? name : eventNames[locale].inState(name, state);
}
