import type { Locale } from '../domain/account.ts';
import { formDays } from '../domain/reference.ts';
import { letterOf, type Letter } from './letter.ts';

type Asked = {
  readonly to: string;
  readonly locale: Locale;
  readonly refereeName: string;
  readonly volunteerName: string;
  readonly link: string;
};

/** Asks somebody for a reference: who asks, what for, what it is used for, and how long the form stays open. */
export function referenceLetter({ to, locale, refereeName, volunteerName, link }: Asked): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, `请为${volunteerName}写一份推荐`, [
      `${refereeName}，您好：`,
      `${volunteerName}申请参加支教，到偏远县教书，请您作推荐人。志愿者会与未成年人相处，请如实填写。`,
      { link, words: '填写推荐表（约五分钟，不需要注册）' },
      `表格 ${formDays} 天内有效，只能提交一次。您写的内容只有负责审查的人能看到，申请人看不到。`,
      '如果您不认识这个人，或者不愿填写，不必理会这封信。',
    ]);
  }
  return letterOf(to, locale, `A reference for ${volunteerName}`, [
    `Dear ${refereeName},`,
    `${volunteerName} applies to teach in a remote county with Zhijiao and named you as a referee. Volunteers work with minors, so please be frank.`,
    { link, words: 'Write the reference (five minutes, no account needed)' },
    `The form is open for ${formDays} days and is sent once. Only those who verify volunteers read it; the applicant never does.`,
    'If you do not know this person, or would rather not answer, leave this letter alone.',
  ]);
}
