import type { Locale } from '../../domain/account.ts';
import type { CertificateFacts, Named } from '../../domain/certificate.ts';
import { homeZone } from '../../domain/calendar.ts';
import { Summary, type SummaryRow } from '../parts/lists.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { DateTime } from 'luxon';
import { certificateWords } from './certificate-words.ts';

export type SaidOfCertificate = {
  readonly serial: string;
  readonly name: string | null;
  readonly facts: CertificateFacts;
  readonly issuedAt: string;
};
export type FactKey =
  | 'number'
  | 'name'
  | 'documentType'
  | 'content'
  | 'place'
  | 'days'
  | 'daysServed'
  | 'hours'
  | 'learners'
  | 'season'
  | 'completed'
  | 'issuer'
  | 'contact'
  | 'signatory'
  | 'issued';

/** 46.5: hours to two places, for a certificate is not rounded. */
export function exactHours(minutes: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 2 }).format(minutes / 60);
}

/** Everything that a certificate says, in one language, line by line: the paper and the page that checks it say the same words. */
export function factLines(
  said: SaidOfCertificate,
  locale: Locale,
): { readonly key: FactKey; readonly label: string; readonly text: string }[] {
  const { facts } = said;
  const words = certificateWords[locale];
  const of = terms[locale];
  const named = (one: Named) => one[locale];
  const where =
    locale === 'zh'
      ? `${facts.province.zh}${facts.county.zh} · ${facts.place}`
      : `${facts.place}, ${facts.county.en}, ${facts.province.en}`;
  const subjects = facts.subjects.map((one) => words.hoursOf(named(one), exactHours(one.minutes, locale), one.lessons));
  const texts: Readonly<Record<FactKey, string>> = {
    number: said.serial,
    name: said.name ?? words.erased,
    documentType: facts.documentType === null ? words.documentUnknown : of.documentTypes[facts.documentType],
    content: [of.requestKinds[facts.kind], of.deliveries[facts.delivery], of.lineRoles[facts.role]].join(' · '),
    place: where,
    days: daysText(facts.startDay, facts.endDay, locale),
    daysServed: words.dayCount(facts.daysServed),
    hours: [...subjects, words.hoursInAll(exactHours(facts.minutesTaught, locale))].join(locale === 'zh' ? '；' : '; '),
    learners: String(facts.learners),
    season: named(facts.season),
    completed: dayText(facts.completedDay, locale),
    issuer: named(facts.issuer),
    contact: facts.issuer.contact,
    signatory: `${named(facts.signatory.name)} · ${named(facts.signatory.title)}`,
    issued: dayText(issuedDay(said.issuedAt), locale),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the texts are keys of facts
  return (Object.entries(texts) as [FactKey, string][]).map(([key, text]) => ({ key, label: words[key], text }));
}

export function issuedDay(issuedAt: string): string {
  return DateTime.fromJSDate(new Date(issuedAt)).setZone(homeZone).toISODate() ?? '';
}

/** What a certificate says, as a list on a page. */
export function Facts({ said, viewer }: { readonly said: SaidOfCertificate; readonly viewer: Viewer }) {
  const rows: SummaryRow[] = factLines(said, viewer.locale).map(({ label, text }) => ({ label, value: text }));
  return <Summary viewer={viewer} rows={rows} />;
}
