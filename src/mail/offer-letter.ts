import { extensionHours } from '../domain/reply.ts';
import { letterOf, type Letter } from './letter.ts';
import { replyByText, taskText, type OfferTold } from './offer-told.ts';

/** A placement is offered: where, what, when, and by when to answer. An alternate hears that a seat fell free. */
export function offerLetter(told: OfferTold & { readonly isAlternate: boolean }): Letter {
  const { to, locale, name, link, isAlternate } = told;
  const replyBy = replyByText(told);
  if (locale === 'zh') {
    return letterOf(to, locale, `派遣通知：${told.county}，请在 ${replyBy} 前答复`, [
      `${name}，您好：`,
      isAlternate ? '有一个名额空出，按候补次序轮到您：' : '匹配结果已经公布，您的派遣是：',
      taskText(told),
      `请在 ${replyBy} 之前接受或婉拒。不答复不等于接受，到期后名额会让给下一位。需要多想一想的，可以延长一次，${extensionHours} 小时。`,
      { link, words: '查看接待条件并答复' },
    ]);
  }
  return letterOf(to, locale, `Your offer: ${told.county}, reply by ${replyBy}`, [
    `Dear ${name},`,
    isAlternate ? 'A seat has fallen free, and you are next in line for it:' : 'The match is published, and this is your placement:',
    taskText(told),
    `Accept or decline it by ${replyBy}. Silence is not acceptance: after that the seat goes to the next in line. If you need longer, you can take ${extensionHours} hours more, once.`,
    { link, words: 'Read the host conditions and answer' },
  ]);
}
