import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Guest = WhereAndWhen & {
  readonly happened: 'accepted' | 'declined' | 'withdrawn' | 'cancelled' | 'reported' | 'days' | 'ended';
  readonly volunteerName: string;
  readonly subject: Readonly<Record<Locale, string>>;
};

const inChinese = {
  accepted: { subject: '志愿者已接受派遣', body: '接受了派遣。请准备接待，并在“来访志愿者”中核对联系方式。' },
  declined: { subject: '志愿者谢绝了派遣', body: '谢绝了派遣。名额已空出，协调员会另行安排。' },
  withdrawn: { subject: '志愿者退出了派遣', body: '退出了派遣。名额已空出，协调员会另行安排。' },
  cancelled: { subject: '一项派遣已取消', body: '的派遣由协调员取消。名额已空出。' },
  ended: { subject: '一位志愿者提前结束了服务', body: '的服务由协调员登记为提前结束。已记录的课时保留。' },
  days: { subject: '志愿者的起止日期有变', body: '实际到岗和离岗的日期有变。' },
  reported: { subject: '请会签志愿者的报告', body: '提交了服务报告。请核对天数和课时，并会签。' },
};
const inEnglish = {
  accepted: {
    subject: 'A volunteer accepted',
    body: 'accepted the placement. Please prepare for them, and see their contact among your guests.',
  },
  declined: {
    subject: 'A volunteer declined',
    body: 'declined the placement. The seat is free, and the coordinators look for somebody else.',
  },
  withdrawn: {
    subject: 'A volunteer stepped back',
    body: 'stepped back from the placement. The seat is free, and the coordinators look for somebody else.',
  },
  cancelled: { subject: 'A placement is cancelled', body: 'no longer comes: a coordinator cancelled the placement. The seat is free.' },
  ended: {
    subject: 'A volunteer’s service ended early',
    body: 'teaches with you no longer: a coordinator recorded that the service ended before its time. The hours on record stay.',
  },
  days: { subject: 'A volunteer’s days changed', body: 'comes and leaves on other days than before.' },
  reported: {
    subject: 'A report to countersign',
    body: 'handed in their report. Please compare days and lessons with what you saw, and countersign.',
  },
};

/** What happened to a county's guest, to its officers. Who it is stands in the letter and not in its subject. */
export function guestLetter({ to, name, locale, link }: Addressed, { happened, volunteerName, subject, ...request }: Guest): Letter {
  const where = whereAndWhen(request, locale);
  if (locale === 'zh') {
    const words = inChinese[happened];
    return letterOf(to, locale, `${words.subject}：${request.place}`, [
      `${name}，您好：`,
      `${volunteerName}（${subject.zh}）${words.body}`,
      where,
      { link, words: '登录查看' },
    ]);
  }
  const words = inEnglish[happened];
  return letterOf(to, locale, `${words.subject}: ${request.place}`, [
    `Dear ${name},`,
    `${volunteerName} (${subject.en}) ${words.body}`,
    where,
    { link, words: 'Sign in and see' },
  ]);
}
