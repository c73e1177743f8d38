import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Answered = WhereAndWhen & {
  readonly news: 'agreed' | 'refused' | 'ended';
  readonly volunteerName: string;
  readonly subject: Readonly<Record<Locale, string>>;
};

const inChinese = {
  agreed: { subject: '答应重返', body: '对方答应了，已把这份需求列为第一志愿。匹配时双方互为首选；是否安排仍由匹配决定。' },
  refused: { subject: '谢绝重返', body: '对方这次不来了。' },
  ended: { subject: '不再答应重返', body: '对方先前答应过，现在改了主意。匹配时不再互为首选。' },
};
const inEnglish = {
  agreed: {
    subject: 'says yes',
    body: 'They said yes, and put the request first. In the match each of you is the other’s first choice; the match still decides.',
  },
  refused: { subject: 'says no', body: 'They are not coming this time.' },
  ended: {
    subject: 'says yes no more',
    body: 'They had said yes, and have changed their mind. In the match it counts as a first choice on both sides no more.',
  },
};

/** To the county's officers: what the volunteer answered. Why is not theirs to know. */
export function askBackAnsweredLetter(
  { to, name, locale, link }: Addressed,
  { news, volunteerName, subject, ...request }: Answered,
): Letter {
  const where = whereAndWhen(request, locale);
  if (locale === 'zh') {
    const words = inChinese[news];
    const lines = [`${name}，您好：`, `${volunteerName}：${where}，${subject.zh}。`, words.body];
    return letterOf(to, locale, `${volunteerName}${words.subject}`, [...lines, { link, words: '查看邀请' }]);
  }
  const words = inEnglish[news];
  const lines = [`Dear ${name},`, `${volunteerName}: ${where}, ${subject.en}.`, words.body];
  return letterOf(to, locale, `${volunteerName} ${words.subject}`, [...lines, { link, words: 'See the invitations' }]);
}
