import type { Locale } from '../../domain/account.ts';
import type { OwnPlacement } from '../../db/queries/own-placements.ts';
import { terms } from '../words/terms.ts';

type InCounty = Pick<OwnPlacement, 'countyZh' | 'countyEn' | 'provinceZh' | 'provinceEn'>;
type OfSubject = Pick<OwnPlacement, 'subjectZh' | 'subjectEn'>;

/** 云南省南涧彝族自治县; Nanjian, Yunnan. */
export function countyOf(row: InCounty, locale: Locale): string {
  return locale === 'zh' ? `${row.provinceZh}${row.countyZh}` : `${row.countyEn}, ${row.provinceEn}`;
}

export function placeOf(row: InCounty & { readonly place: string }, locale: Locale): string {
  return locale === 'zh' ? `${countyOf(row, locale)} · ${row.place}` : `${row.place} · ${countyOf(row, locale)}`;
}

export function subjectOf(row: OfSubject, locale: Locale): string {
  return locale === 'zh' ? row.subjectZh : row.subjectEn;
}

/** What somebody does there: subject, role, kind. */
export function taskOf(row: OfSubject & Pick<OwnPlacement, 'role' | 'kind'>, locale: Locale): string {
  const { lineRoles, requestKinds } = terms[locale];
  return [subjectOf(row, locale), lineRoles[row.role], requestKinds[row.kind]].join(' · ');
}

/** Minutes as hours, to the half. */
export function hoursText(minutes: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 1 }).format(minutes / 60);
}
