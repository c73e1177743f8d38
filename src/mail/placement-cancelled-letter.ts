import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Cancelled = WhereAndWhen & { readonly reason: string | undefined };

/** A volunteer's placement was taken back: why, and that they go first in line for another. */
export function placementCancelledLetter({ to, name, locale, link }: Addressed, { reason, ...request }: Cancelled): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, `您的派遣已取消：${request.place}`, [
      `${name}，您好：`,
      `很抱歉，您的这项派遣已取消：${whereAndWhen(request, locale)}。`,
      ...(reason === undefined ? [] : [`理由：${reason}`]),
      '这不是您的原因。有合适的名额时，会优先安排您。请暂勿出发；已购的票请办理退改。',
      { link, words: '查看派遣' },
    ]);
  }
  return letterOf(to, locale, `Your placement is cancelled: ${request.place}`, [
    `Dear ${name},`,
    `We are sorry: this placement of yours is cancelled: ${whereAndWhen(request, locale)}.`,
    ...(reason === undefined ? [] : [`Why: ${reason}`]),
    'It is not your doing, and you go first in line for another. Do not travel, and return the tickets you have.',
    { link, words: 'See the placement' },
  ]);
}
