import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Countersigned = WhereAndWhen & { readonly daysServed: number; readonly signedBy: string };

/** The county countersigned a volunteer's service: what it signed, so that a mistake is seen. */
export function countersignedLetter({ to, name, locale, link }: Addressed, { daysServed, signedBy, ...request }: Countersigned): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, `您的服务已会签：${request.place}`, [
      `${name}，您好：`,
      `${whereAndWhen(request, locale)}。县方会签：服务 ${daysServed} 天，签字人 ${signedBy}。`,
      '如与实际不符，请与县联系人核对；您修改报告后，县方会重新会签。',
      { link, words: '查看派遣' },
    ]);
  }
  return letterOf(to, locale, `Your service is countersigned: ${request.place}`, [
    `Dear ${name},`,
    `${whereAndWhen(request, locale)}. The county countersigned ${daysServed} ${daysServed === 1 ? 'day' : 'days'} of service, signed by ${signedBy}.`,
    'If that is not how it was, talk to the county’s officer; once you change your report, the county signs again.',
    { link, words: 'See the placement' },
  ]);
}
