import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Decided = WhereAndWhen & {
  readonly state: 'approved' | 'returned' | 'rejected' | 'cancelled';
  readonly reason: string | undefined;
};

const inChinese = {
  approved: { subject: '需求已通过', body: '这份需求已通过，志愿者可以看到并填报，匹配日参加匹配。', link: '查看需求' },
  returned: { subject: '请修改需求', body: '这份需求需要修改后再提交。已填的内容都在。', link: '修改并再次提交' },
  rejected: { subject: '需求未通过', body: '这份需求未通过。如有疑问，请与协调员联系。', link: '查看需求' },
  cancelled: { subject: '需求已取消', body: '这份需求已取消；已安排的志愿者都已得到通知。', link: '查看需求' },
};
const inEnglish = {
  approved: {
    subject: 'Request approved',
    body: 'The request is approved. Volunteers see it and can choose it, and it takes part in the match.',
    link: 'See the request',
  },
  returned: {
    subject: 'Please change the request',
    body: 'The request needs a change before it can be approved. What you filled in is kept.',
    link: 'Change it and submit it again',
  },
  rejected: {
    subject: 'Request not accepted',
    body: 'The request was not accepted. Write to a coordinator if you do not understand why.',
    link: 'See the request',
  },
  cancelled: {
    subject: 'Request cancelled',
    body: 'The request is cancelled. Volunteers who were to come have been told.',
    link: 'See the request',
  },
};

/** What became of a county's request, to its officers. */
export function requestDecidedLetter({ to, name, locale, link }: Addressed, { state, reason, ...request }: Decided): Letter {
  const words = (locale === 'zh' ? inChinese : inEnglish)[state];
  const subject = locale === 'zh' ? `${words.subject}：${request.place}` : `${words.subject}: ${request.place}`;
  const why = reason === undefined ? [] : [locale === 'zh' ? `理由：${reason}` : `Why: ${reason}`];
  const greeting = locale === 'zh' ? `${name}，您好：` : `Dear ${name},`;
  return letterOf(to, locale, subject, [greeting, whereAndWhen(request, locale), words.body, ...why, { link, words: words.link }]);
}
