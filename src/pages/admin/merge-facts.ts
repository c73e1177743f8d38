import { z } from 'zod';

import type { Locale } from '../../domain/account.ts';
import type { MergeRow } from '../../db/queries/merges.ts';
import { dayText, daysText } from '../parts/time.tsx';
import { terms } from '../words/terms.ts';

const text = z.string().optional().catch(undefined);
const factsSchema = z.object({
  season: z.object({ zh: z.string(), en: z.string() }).optional().catch(undefined),
  ...{
    state: text,
    kind: text,
    label: text,
    serial: text,
    county_code: text,
    start_day: text,
    end_day: text,
    during: text,
    document_type: text,
  },
  ...{ held_day: text, valid_through_day: text, given_at: text, issued_at: text, asked_at: text, created_at: text },
});

const stateful: Readonly<Record<string, 'application' | 'placement' | 'clearance' | 'certificate'>> = {
  applications: 'application',
  placements: 'placement',
  clearances: 'clearance',
  certificates: 'certificate',
};

/** What a row is, in a line: what it is of, how far it is, and when. */
export function factsText({ table, key, facts }: MergeRow, locale: Locale): string {
  const said = terms[locale];
  const of = factsSchema.parse(facts);
  const thing = stateful[table ?? ''];
  const states: Readonly<Record<string, string>> = thing === undefined ? {} : said.states[thing];
  const kinds: Readonly<Record<string, string>> = { ...said.clearances, ...said.documentTypes };
  const kind = of.kind ?? of.document_type;
  const days =
    of.start_day !== undefined && of.end_day !== undefined
      ? daysText(of.start_day, of.end_day, locale)
      : dayOf(of.held_day ?? of.given_at ?? of.issued_at ?? of.asked_at ?? duringStart(of.during) ?? of.created_at, locale);
  const parts = [of.season?.[locale], of.serial, of.label, kind === undefined ? undefined : (kinds[kind] ?? kind), of.county_code];
  const line = [...parts, of.state === undefined ? undefined : (states[of.state] ?? of.state), days].filter((part) => part !== undefined);
  return line.length === 0 ? (key ?? '').replaceAll(/[{}"]/g, '') : line.join(' · ');
}

function duringStart(during: string | undefined): string | undefined {
  return /\d{4}-\d{2}-\d{2}/.exec(during ?? '')?.[0];
}

function dayOf(at: string | undefined, locale: Locale): string | undefined {
  return at === undefined ? undefined : dayText(at.slice(0, 10), locale);
}
