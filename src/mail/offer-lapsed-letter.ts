import { letterOf, type Letter } from './letter.ts';
import { replyByText, taskText, type OfferTold } from './offer-told.ts';

/** An offer has lapsed; nothing else of the application changes. */
export function offerLapsedLetter(told: OfferTold): Letter {
  const { to, locale, name, link } = told;
  const replyBy = replyByText(told);
  if (locale === 'zh') {
    return letterOf(to, locale, '派遣通知已过答复期限', [
      `${name}，您好：`,
      `这次派遣到 ${replyBy} 没有收到您的答复，名额已经空出：`,
      taskText(told),
      '您的申请仍然有效。如仍愿前往，请尽快联系协调员。',
      { link, words: '查看这次派遣' },
    ]);
  }
  return letterOf(to, locale, 'Your offer has lapsed', [
    `Dear ${name},`,
    `We had no answer from you by ${replyBy}, so the seat has fallen free:`,
    taskText(told),
    'Your application stays valid. If you still want to go, ask the coordinator soon.',
    { link, words: 'See the placement' },
  ]);
}
