import { letterOf, type Letter } from './letter.ts';
import { replyByText, taskText, type OfferTold } from './offer-told.ts';

/** The time to answer an offer is almost over. */
export function offerReminderLetter(told: OfferTold): Letter {
  const { to, locale, name, link } = told;
  const replyBy = replyByText(told);
  if (locale === 'zh') {
    return letterOf(to, locale, `请在 ${replyBy} 前答复派遣通知`, [
      `${name}，您好：`,
      '您还没有答复这次派遣：',
      taskText(told),
      `答复期限是 ${replyBy}。不答复不等于接受，到期后名额会让给下一位。`,
      { link, words: '查看并答复' },
    ]);
  }
  return letterOf(to, locale, `Reply to your offer by ${replyBy}`, [
    `Dear ${name},`,
    'You have not answered this offer yet:',
    taskText(told),
    `The time to answer ends on ${replyBy}. Silence is not acceptance: after that the seat goes to the next in line.`,
    { link, words: 'Read and answer' },
  ]);
}
