import { DateTime } from 'luxon';

import type { Locale } from '../domain/account.ts';
import type { DisputeAnswer } from '../domain/dispute.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type Disputed = WhereAndWhen & {
  readonly news: 'opened' | 'answered' | 'dropped' | 'settled';
  readonly isForCounty: boolean;
  readonly volunteerName: string;
  /** When the lesson began; null where the days of the whole service are in dispute. */
  readonly lessonStartsAt: string | null;
  readonly timeZone: string;
  readonly recorded: number | null;
  readonly claimed: number;
  readonly reason: string;
  readonly answerByAt: string;
  readonly answer: DisputeAnswer | null;
  readonly corrected: number | null;
  readonly note: string;
  readonly decided: number | null;
  readonly closingReason: string;
};

/** What happened to a dispute over recorded hours or days, to whoever did not do it. */
export function disputeLetter(addressed: Addressed, told: Disputed): Letter {
  const { to, name, locale, link } = addressed;
  return locale === 'zh'
    ? letterOf(to, locale, `${subjects.zh[told.news]}：${told.place}`, [
        `${name}，您好：`,
        whereAndWhen(told, locale),
        ...bodyInChinese(told),
        { link, words: '查看争议' },
      ])
    : letterOf(to, locale, `${subjects.en[told.news]}: ${told.place}`, [
        `Dear ${name},`,
        whereAndWhen(told, locale),
        ...bodyInEnglish(told),
        { link, words: 'See the dispute' },
      ]);
}

const subjects = {
  zh: { opened: '县方对您的记录有异议', answered: '志愿者答复了异议', dropped: '县方撤回了异议', settled: '异议已裁定' },
  en: {
    opened: 'The county disputes your record',
    answered: 'A dispute is answered',
    dropped: 'The county dropped its dispute',
    settled: 'A dispute is settled',
  },
} as const;

function bodyInChinese(told: Disputed): string[] {
  const { news, volunteerName, reason, answer, note, closingReason, isForCounty } = told;
  const of = isForCounty ? `${volunteerName}的${aboutOf(told, 'zh')}` : `您的${aboutOf(told, 'zh')}`;
  if (news === 'opened') {
    return [
      `县方认为${of}应为 ${figureOf(told, told.claimed, 'zh')}，记录为 ${recordedOf(told, 'zh')}。县方的理由：${reason}`,
      `请在 ${dayOf(told, told.answerByAt)} 之前改正记录，或说明为什么记录无误。争议了结之前，派遣不能办结。`,
    ];
  }
  if (news === 'answered') {
    const said = answer === 'corrected' ? `已把${of}改为 ${figureOf(told, told.corrected ?? 0, 'zh')}。` : `坚持${of}记录无误。`;
    return [`${volunteerName}${said}`, ...(note === '' ? [] : [note]), '如您认可，请撤回异议；否则由协调员裁定。'];
  }
  if (news === 'dropped') return [`县方不再对${of}提出异议。`, ...(closingReason === '' ? [] : [closingReason])];
  return [`协调员裁定：${of}计 ${figureOf(told, told.decided ?? 0, 'zh')}。理由：${closingReason}`];
}

function bodyInEnglish(told: Disputed): string[] {
  const { news, volunteerName, reason, answer, note, closingReason, isForCounty } = told;
  const of = isForCounty ? `${aboutOf(told, 'en')} of ${volunteerName}` : `your ${aboutOf(told, 'en')}`;
  if (news === 'opened') {
    return [
      `The county says that ${of} should count ${figureOf(told, told.claimed, 'en')}, not ${recordedOf(told, 'en')}. Its reason: ${reason}`,
      `Please correct the record by ${dayOf(told, told.answerByAt)}, or say why it is right. Until the dispute is over, the placement cannot be completed.`,
    ];
  }
  if (news === 'answered') {
    const figure = figureOf(told, told.corrected ?? 0, 'en');
    const said = answer === 'corrected' ? `The record now says ${figure} for the ${of}.` : `The volunteer stands by the ${of}.`;
    return [said, ...(note === '' ? [] : [note]), 'If you agree, drop the dispute; otherwise a coordinator settles it.'];
  }
  if (news === 'dropped') return [`The county no longer disputes ${of}.`, ...(closingReason === '' ? [] : [closingReason])];
  const what = isForCounty ? `the ${of}` : of;
  return [`A coordinator decided: ${what} counts ${figureOf(told, told.decided ?? 0, 'en')}. The reason: ${closingReason}`];
}

function aboutOf({ lessonStartsAt, timeZone }: Disputed, locale: Locale): string {
  if (lessonStartsAt === null) return locale === 'zh' ? '服务天数' : 'days of service';
  const began = DateTime.fromISO(lessonStartsAt, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return locale === 'zh' ? `课次（${began}）` : `lesson of ${began}`;
}

function figureOf({ lessonStartsAt }: Disputed, figure: number, locale: Locale): string {
  if (lessonStartsAt !== null) return locale === 'zh' ? `${figure} 分钟` : `${figure} ${figure === 1 ? 'minute' : 'minutes'}`;
  return locale === 'zh' ? `${figure} 天` : `${figure} ${figure === 1 ? 'day' : 'days'}`;
}

function recordedOf(told: Disputed, locale: Locale): string {
  if (told.recorded !== null) return figureOf(told, told.recorded, locale);
  return locale === 'zh' ? '尚未填报' : 'what is not reported yet';
}

function dayOf({ timeZone }: Disputed, at: string): string {
  return DateTime.fromISO(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
}
