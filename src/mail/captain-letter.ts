import { letterOf, type Addressed, type Letter } from './letter.ts';

type Squad = { readonly place: string; readonly startDay: string; readonly endDay: string };

/** Somebody is captain of their squad from now on, and what that asks of them. */
export function captainLetter({ to, name, locale, link }: Addressed, { place, startDay, endDay }: Squad): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, `您是${place}支队的队长`, [
      `${name}，您好：`,
      `协调员请您担任${place}支队（${startDay} 至 ${endDay}）的队长。队长每个教学日用一分钟报告当天的情况，并可以生成链接，请其他人代报。`,
      { link, words: '打开支队页面' },
    ]);
  }
  return letterOf(to, locale, `You are captain of the squad at ${place}`, [
    `Dear ${name},`,
    `A coordinator named you captain of the squad at ${place}, from ${startDay} to ${endDay}. A captain says each teaching day, in a minute, how the day was, and can make a link by which others say it instead.`,
    { link, words: 'Open the squad’s page' },
  ]);
}
