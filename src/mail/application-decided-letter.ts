import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';

type Decided = {
  readonly state: 'approved' | 'returned' | 'rejected';
  readonly season: Readonly<Record<Locale, string>>;
  readonly reason: string | undefined;
};

/** What became of an application; where it is the volunteer's turn, what to do. */
export function applicationDecidedLetter({ to, name, locale, link }: Addressed, { state, season, reason }: Decided): Letter {
  const words = (locale === 'zh' ? inChinese : inEnglish)(season[locale])[state];
  const why = reason === undefined ? [] : [locale === 'zh' ? `理由：${reason}` : `Why: ${reason}`];
  const greeting = locale === 'zh' ? `${name}，您好：` : `Dear ${name},`;
  return letterOf(to, locale, words.subject, [greeting, words.body, ...why, { link, words: words.link }]);
}

const inChinese = (season: string) => ({
  approved: {
    subject: `您的申请已通过：${season}`,
    body: `您在“${season}”的申请已通过，将参加匹配。有派遣时会写信给您；在那之前，请备齐各项审查。`,
    link: '查看申请',
  },
  returned: {
    subject: `请补充您的申请：${season}`,
    body: `您在“${season}”的申请需要修改后再提交。已填的内容都在。`,
    link: '修改并再次提交',
  },
  rejected: {
    subject: `您的申请未通过：${season}`,
    body: `很遗憾，您在“${season}”的申请未通过。如有疑问，可以请协调员再看一次。`,
    link: '查看申请',
  },
});

const inEnglish = (season: string) => ({
  approved: {
    subject: `Your application is approved: ${season}`,
    body: `Your application for ${season} is approved and takes part in the match. We write as soon as there is a placement for you; until then, complete your checks.`,
    link: 'See the application',
  },
  returned: {
    subject: `Please add to your application: ${season}`,
    body: `Your application for ${season} needs a change before it can be approved. What you filled in is kept.`,
    link: 'Change it and submit it again',
  },
  rejected: {
    subject: `Your application was not accepted: ${season}`,
    body: `We are sorry: your application for ${season} was not accepted. If you do not understand why, ask a coordinator to look at it again.`,
    link: 'See the application',
  },
});
