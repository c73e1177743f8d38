import { DateTime } from 'luxon';

import type { Locale } from '../../domain/account.ts';
import type { Vocabulary } from '../../domain/exports/column.ts';
import type { ExportKind } from '../../domain/exports/export.ts';
import type { Telling } from '../../http/exports/send-list.ts';
import type { Viewer } from '../viewer.ts';
import { trainingWords } from '../training/training-words.ts';
import { terms } from '../words/terms.ts';
import { exportsWords } from './exports-words.ts';

type Words = Readonly<Record<string, string>>;

/** What the codes of each vocabulary are called. */
function wordsFor(locale: Locale): Readonly<Partial<Record<Vocabulary, Words>>> {
  const said = terms[locale];
  return {
    delivery: said.deliveries,
    link: said.links,
    kind: said.requestKinds,
    role: said.lineRoles,
    roles: said.roles,
    volunteerKind: said.volunteerKinds,
    homeRegion: said.homeRegions,
    clearance: said.clearances,
    documentType: said.documentTypes,
    requestState: said.states.request,
    applicationState: said.states.application,
    placementState: said.states.placement,
    clearanceState: said.states.clearance,
    certificateState: said.states.certificate,
    trainingKind: trainingWords[locale].kinds,
    trainingDelivery: trainingWords[locale].deliveries,
    trainingState: said.states.training,
    disputeState: said.states.dispute,
  };
}

/** A list for people: columns and codes in words, instants in the reader's zone as spreadsheets sort them. */
export function tellingIn(kind: ExportKind, { locale, zone }: Viewer): Telling {
  const { kinds, yes, no } = exportsWords[locale];
  const words = wordsFor(locale);
  return {
    title: kinds[kind].name,
    head: (column) => column[locale],
    cell: ({ of }, value) => {
      if (typeof value === 'boolean') return value ? yes : no;
      if (typeof value !== 'string' || of === undefined) return value;
      if (of === 'instant') return DateTime.fromISO(value, { zone }).toFormat('yyyy-MM-dd HH:mm');
      const known: Words = words[of] ?? {};
      return value
        .split(', ')
        .map((code) => known[code] ?? code)
        .join(locale === 'zh' ? '、' : ', ');
    },
  };
}
