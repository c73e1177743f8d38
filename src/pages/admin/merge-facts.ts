import { z } from 'zod';

import type { Locale } from '../../domain/account.ts';
import type { MergeRow } from '../../db/queries/merges.ts';
import { dayText, daysText } from '../parts/time.tsx';
import { terms } from '../words/terms.ts';

const text = z.string().optional().catch(undefined);
const factsSchema = z.object({
  season: z.object({ zh: z.string(), en: z.string() }).optional().catch(undefined),
  state: text,
  kind: text,
  document_type: text,
  label: text,
  serial: text,
  county_code: text,
  start_day: text,
  end_day: text,
  during: text,
  held_day: text,
  given_at: text,
  issued_at: text,
  asked_at: text,
  created_at: text,
});
type Facts = z.infer<typeof factsSchema>;

const stateful: Readonly<Record<string, 'application' | 'placement' | 'clearance' | 'certificate'>> = {
  applications: 'application',
  placements: 'placement',
  clearances: 'clearance',
  certificates: 'certificate',
};

/** What a row is, in a line: what it is of, how far it is, and when. */
export function factsText({ table, key, facts }: MergeRow, locale: Locale): string {
  const of = factsSchema.parse(facts);
  const parts = [
    of.season?.[locale],
    of.serial,
    of.label,
    kindText(of, locale),
    of.county_code,
    stateText(table, of, locale),
    whenText(of, locale),
  ];
  const line = parts.filter((part) => part !== undefined);
  return line.length === 0 ? (key ?? '').replaceAll(/[{}"]/g, '') : line.join(' · ');
}

function kindText({ kind, document_type: document }: Facts, locale: Locale): string | undefined {
  const kinds: Readonly<Record<string, string>> = { ...terms[locale].clearances, ...terms[locale].documentTypes };
  const of = kind ?? document;
  return of === undefined ? undefined : (kinds[of] ?? of);
}

function stateText(table: string | null, { state }: Facts, locale: Locale): string | undefined {
  const thing = stateful[table ?? ''];
  const states: Readonly<Record<string, string>> = thing === undefined ? {} : terms[locale].states[thing];
  return state === undefined ? undefined : (states[state] ?? state);
}

function whenText(of: Facts, locale: Locale): string | undefined {
  if (of.start_day !== undefined && of.end_day !== undefined) return daysText(of.start_day, of.end_day, locale);
  const moments = [of.held_day, of.given_at, of.issued_at, of.asked_at, duringStart(of.during), of.created_at];
  return dayOf(
    moments.find((moment) => moment !== undefined),
    locale,
  );
}

function duringStart(during: string | undefined): string | undefined {
  return /\d{4}-\d{2}-\d{2}/.exec(during ?? '')?.[0];
}

function dayOf(at: string | undefined, locale: Locale): string | undefined {
  return at === undefined ? undefined : dayText(at.slice(0, 10), locale);
}
