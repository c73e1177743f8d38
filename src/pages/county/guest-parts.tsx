import type { Context } from 'hono';

import { findHostedPlacement, type Guest, type HostedPlacement } from '../../db/queries/county-placements.ts';
import { completionGaps } from '../../domain/completion.ts';
import { reaches } from '../../domain/actor.ts';
import type { ClearanceKind } from '../../domain/clearance.ts';
import type { AppEnv } from '../../http/context.ts';
import type { Locale } from '../../domain/account.ts';
import { terms } from '../words/terms.ts';
import { guestsWords } from './guests-words.ts';
import { idIn, inLocale } from './own.ts';

/** The placement in the address, where it is hosted by the officer's county. */
export async function hostedIn(c: Context<AppEnv>): Promise<HostedPlacement | undefined> {
  const id = idIn(c);
  const placement = id === undefined ? undefined : await findHostedPlacement(c.var.db, id);
  return placement !== undefined && reaches(c.var.actor, 'placement.host', { countyCode: placement.countyCode }) ? placement : undefined;
}

/** Whether student or teacher, and from where. */
export function originOf({ kind, institution }: Guest, locale: Locale): string {
  const words = guestsWords[locale];
  const who = kind === null ? words.unknownKind : terms[locale].volunteerKinds[kind];
  return institution === null || institution === '' ? who : words.from(who, institution);
}

/** What somebody teaches, and as what. */
export function teachingOf({ subjectZh, subjectEn, role }: Guest, locale: Locale): string {
  return `${inLocale(locale, subjectZh, subjectEn)} · ${terms[locale].lineRoles[role]}`;
}

export function checksText(checks: readonly ClearanceKind[], locale: Locale): string {
  return checks.map((kind) => terms[locale].clearances[kind]).join(locale === 'zh' ? '、' : ', ');
}

/** Does the county's own word stand between the service and its completion? */
function isToSign(said: Pick<Guest, 'reportedDays' | 'confirmedDays' | 'settledDays' | 'openDisputes'>): boolean {
  const gaps = completionGaps(said).map(({ kind }) => kind);
  return !gaps.includes('dispute-open') && gaps.length > 0;
}

/** What the county has to do about somebody now, if anything. */
export function dueOf({ state, startDay, ...said }: Guest, today: string, locale: Locale): string | undefined {
  const words = guestsWords[locale];
  if (state === 'accepted' && startDay <= today) return words.needsStart;
  if (state === 'started' && said.reportedDays !== null && isToSign(said)) return words.needsSign;
  return undefined;
}

export function hoursText(minutes: number, locale: Locale): string {
  return new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 1 }).format(minutes / 60);
}
