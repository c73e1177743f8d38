import { homeZone } from '../../domain/calendar.ts';
import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import type { Choice } from '../../db/queries/desk-applications.ts';
import type { Named } from '../../db/queries/happened.ts';
import type { Option } from '../parts/form.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { deskWords } from './desk-words.ts';

export function nameIn({ zh, en }: Named, { locale }: Pick<Viewer, 'locale'>): string {
  return locale === 'en' ? en : zh;
}

/** Where a county lies, in the reader's order; what has no name is left out. */
export function whereText([province, county]: readonly [Named | null, Named | null], viewer: Viewer): string {
  const names = [province, county].flatMap((name) => (name === null ? [] : [nameIn(name, viewer)]));
  return viewer.locale === 'zh' ? names.join('') : names.toReversed().join(', ');
}

export function optionsOf(choices: readonly Choice[], viewer: Viewer): Option[] {
  return choices.map(({ value, name }) => ({ value, label: nameIn(name, viewer) }));
}

/** States to choose from, and all of them. */
export function stateOptions(states: Readonly<Record<string, string>>, locale: Locale): Option[] {
  return [{ value: 'any', label: deskWords[locale].anyState }, ...Object.entries(states).map(([value, label]) => ({ value, label }))];
}

/** Subjects with their levels, in a row. */
export function subjectsText(subjects: readonly { readonly name: Named; readonly level: number }[], viewer: Viewer): string {
  const words = deskWords[viewer.locale];
  const levels: Readonly<Record<number, string>> = terms[viewer.locale].levels;
  return words.joined(subjects.map(({ name, level }) => words.level(nameIn(name, viewer), levels[level] ?? String(level))));
}

/** Today, where days are meant that belong to no season. */
export function todayOf({ now }: Pick<Viewer, 'now'>): string {
  return now.setZone(homeZone).toISODate() ?? '';
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days);
}

/** How many days ago an instant was, where days are meant that belong to no season. */
export function daysSince(at: string, viewer: Pick<Viewer, 'now'>): number {
  const day = DateTime.fromISO(at.replace(' ', 'T')).setZone(homeZone).toISODate() ?? '';
  return daysBetween(day, todayOf(viewer));
}
