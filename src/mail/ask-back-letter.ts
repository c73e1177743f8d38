import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Asked = WhereAndWhen & {
  readonly news: 'invited' | 'withdrawn';
  readonly subject: Readonly<Record<Locale, string>>;
  readonly message: string;
  readonly season: Readonly<Record<Locale, string>> & { readonly matchDay: string };
};

/** To an earlier volunteer: the county asks them back, or does so no more. */
export function askBackLetter({ to, name, locale, link }: Addressed, asked: Asked): Letter {
  const where = whereAndWhen(asked, locale);
  const lines = locale === 'zh' ? inChinese(asked, where) : inEnglish(asked, where);
  const greeting = locale === 'zh' ? `${name}，您好：` : `Dear ${name},`;
  return letterOf(to, locale, lines.subject, [greeting, ...lines.body, { link, words: lines.link }]);
}

type Lines = { readonly subject: string; readonly body: readonly string[]; readonly link: string };

function inChinese({ news, county, subject, message, season }: Asked, where: string): Lines {
  if (news === 'withdrawn') {
    return {
      subject: `${county.zh}收回了重返邀请`,
      body: [`${season.zh}：${where}，${subject.zh}。`, '该县收回了对您的邀请。您的申请和志愿都没有改动，可以照常修改。'],
      link: '查看这次邀请',
    };
  }
  return {
    subject: `${county.zh}邀请您重返`,
    body: [
      `您曾在${county.zh}支教。${season.zh}该县点名邀请您再来：${where}，${subject.zh}。`,
      ...(message === '' ? [] : [`县里的话：${message}`]),
      `答应之后，这里会成为您的第一志愿，也是该县的第一人选；是否安排仍由匹配决定。请在 ${season.matchDay} 之前答复；不方便可以直接谢绝，不必说明理由。`,
    ],
    link: '查看并答复',
  };
}

function inEnglish({ news, county, subject, message, season }: Asked, where: string): Lines {
  if (news === 'withdrawn') {
    return {
      subject: `${county.en} no longer asks you back`,
      body: [
        `${season.en}: ${where}, ${subject.en}.`,
        'The county has taken its invitation back. Your application and your choices stay as they are; you can change them as before.',
      ],
      link: 'See the invitation',
    };
  }
  return {
    subject: `${county.en} asks you back`,
    body: [
      `You have taught in ${county.en} before. For ${season.en} it asks for you by name: ${where}, ${subject.en}.`,
      ...(message === '' ? [] : [`From the county: ${message}`]),
      `If you say yes, this becomes your first choice, as you are the county’s; the match still decides. Please answer by ${season.matchDay}. You may say no without giving a reason.`,
    ],
    link: 'See it and answer',
  };
}
