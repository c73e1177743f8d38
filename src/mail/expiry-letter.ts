import type { Locale } from '../domain/account.ts';
import type { ClearanceKind } from '../domain/clearance.ts';
import { clearanceNames } from './clearance-names.ts';
import { letterOf, type Letter } from './letter.ts';

type Ending = {
  readonly to: string;
  readonly locale: Locale;
  readonly name: string;
  readonly kind: ClearanceKind;
  readonly validThroughDay: string;
  readonly link: string;
  readonly leave?: string;
};

/** A check is about to end; what to do so that nothing is missed. */
export function expiryLetter({ to, locale, name, kind, validThroughDay, link, leave }: Ending): Letter {
  const check = clearanceNames[kind][locale];
  if (locale === 'zh') {
    const said = `您的“${check}”有效期到 ${validThroughDay}。到期之后还没有更新的，派遣不能开始。`;
    const lines = [`${name}，您好：`, said, { link, words: '登录后更新这项审查' }];
    return letterOf(to, locale, `您的${check}将于 ${validThroughDay} 到期`, lines, leave);
  }
  const said = `Your ${check} is valid through ${validThroughDay}. No placement can start without it after that day.`;
  const lines = [`Dear ${name},`, said, { link, words: 'Sign in and renew it' }];
  return letterOf(to, locale, `Your ${check} ends on ${validThroughDay}`, lines, leave);
}
