import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Swapped = WhereAndWhen & {
  readonly volunteerName: string;
  /** Whom the county was told of before. */
  readonly insteadOf: string;
  readonly subject: Readonly<Record<Locale, string>>;
};

/** Two volunteers exchanged their placements: to the county's officers, who comes instead of whom. Names stand in the letter and not in its subject. */
export function guestSwappedLetter(
  { to, name, locale, link }: Addressed,
  { volunteerName, insteadOf, subject, ...request }: Swapped,
): Letter {
  const where = whereAndWhen(request, locale);
  if (locale === 'zh') {
    return letterOf(to, locale, `来访志愿者有更换：${request.place}`, [
      `${name}，您好：`,
      `经协调员确认，${insteadOf}与另一位志愿者互换了派遣，改由${volunteerName}（${subject.zh}）前来。`,
      where,
      '名额、科目和日期不变。请按新的来访志愿者准备接待。',
      { link, words: '登录查看' },
    ]);
  }
  return letterOf(to, locale, `Another volunteer comes: ${request.place}`, [
    `Dear ${name},`,
    `${insteadOf} exchanged placements with another volunteer, and a coordinator confirmed it: ${volunteerName} (${subject.en}) comes instead.`,
    where,
    'The seat, the subject and the days stay as they are. Please prepare for the new guest.',
    { link, words: 'Sign in and see' },
  ]);
}
