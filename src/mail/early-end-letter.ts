import type { ReturnAnswer } from '../domain/early-end.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Ended = WhereAndWhen & {
  readonly news: 'ended' | 'decided';
  /** Why it ended. */
  readonly reason: string;
  readonly mayReturn: ReturnAnswer;
  readonly returnReason: string;
};

const inChinese = {
  yes: '您今后可以再次申请。',
  no: '您今后不能再参加派遣。如有异议，请联系协调员。',
  undecided: '您今后能否再次参加，由协调员另行决定。',
} as const;
const inEnglish = {
  yes: 'You are welcome to apply again.',
  no: 'You cannot be placed again. If you do not agree, write to a coordinator.',
  undecided: 'A coordinator has still to decide whether you may come again.',
} as const;

/** A placement ended before its time, or it was decided whether its volunteer may come again: to the volunteer. */
export function earlyEndLetter({ to, name, locale, link }: Addressed, told: Ended): Letter {
  const { news, reason, mayReturn, returnReason, place } = told;
  const why = returnReason === '' ? [] : [returnReason];
  if (locale === 'zh') {
    return letterOf(to, locale, news === 'ended' ? `派遣已提前结束：${place}` : `能否再次参加：${place}`, [
      `${name}，您好：`,
      ...(news === 'ended'
        ? [`${whereAndWhen(told, locale)}的派遣提前结束。已记录的课时保留。原因：${reason}`]
        : [`${whereAndWhen(told, locale)}的派遣提前结束之后，协调员作出了决定。`]),
      inChinese[mayReturn],
      ...why,
      { link, words: '查看派遣' },
    ]);
  }
  return letterOf(to, locale, news === 'ended' ? `Your placement ended early: ${place}` : `Whether you may come again: ${place}`, [
    `Dear ${name},`,
    ...(news === 'ended'
      ? [`Your placement (${whereAndWhen(told, locale)}) ended before its time. The lessons on record stay. The reason: ${reason}`]
      : [`After your placement (${whereAndWhen(told, locale)}) ended before its time, a coordinator decided.`]),
    inEnglish[mayReturn],
    ...why,
    { link, words: 'See the placement' },
  ]);
}
