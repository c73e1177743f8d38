import type { Locale } from '../domain/account.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';

/** What may wait for a coordinator, in the order in which it is told. */
export const digestLines = [
  'late',
  'lapsed',
  'applications',
  'requests',
  'clearances',
  'unready',
  'lapsing',
  'conditions',
  'swaps',
  'completions',
  'disputes',
  'failedLetters',
] as const;
export type DigestCounts = Readonly<Record<(typeof digestLines)[number], number>>;

const words: Readonly<Record<Locale, Readonly<Record<keyof DigestCounts, (count: number) => string>>>> = {
  zh: {
    late: (count) => `临近出发退出、名额待补：${count}`,
    lapsed: (count) => `昨天以来到期未答复的派遣通知：${count}`,
    applications: (count) => `待审核的申请：${count}`,
    requests: (count) => `待审核的需求：${count}`,
    clearances: (count) => `待核验的审查：${count}`,
    unready: (count) => `三周内出发、审查未齐的派遣：${count}`,
    lapsing: (count) => `两天内到期、尚未答复的派遣通知：${count}`,
    conditions: (count) => `接待条件更改后逾期未确认的志愿者：${count}`,
    swaps: (count) => `双方已同意、待确认的互换：${count}`,
    completions: (count) => `可以记录完成的派遣：${count}`,
    disputes: (count) => `待裁定的记录异议：${count}`,
    failedLetters: (count) => `昨天以来没有寄到的信：${count}`,
  },
  en: {
    late: (count) => `Late drop-outs, seats to offer again: ${count}`,
    lapsed: (count) => `Offers that lapsed since yesterday: ${count}`,
    applications: (count) => `Applications to decide: ${count}`,
    requests: (count) => `Requests to decide: ${count}`,
    clearances: (count) => `Checks to verify: ${count}`,
    unready: (count) => `Placements that start within three weeks with checks missing: ${count}`,
    lapsing: (count) => `Offers without an answer that end within two days: ${count}`,
    conditions: (count) => `Volunteers overdue on changed host conditions: ${count}`,
    swaps: (count) => `Swaps to confirm: ${count}`,
    completions: (count) => `Placements to record as completed: ${count}`,
    disputes: (count) => `Disputes over recorded hours to settle: ${count}`,
    failedLetters: (count) => `Letters that failed since yesterday: ${count}`,
  },
};

/** Does anything wait? */
export function isWorthWriting(counts: DigestCounts): boolean {
  return digestLines.some((line) => counts[line] > 0);
}

/** What waits for a coordinator this morning. What does not wait is not said. */
export function digestLetter({ to, name, locale, link }: Addressed, counts: DigestCounts, leave: string): Letter {
  const waiting = digestLines.filter((line) => counts[line] > 0).map((line) => words[locale][line](counts[line]));
  const number = waiting.length;
  return locale === 'zh'
    ? letterOf(to, locale, `今早待办：${number} 项`, [`${name}，您好：`, ...waiting, { link, words: '打开工作台' }], leave)
    : letterOf(
        to,
        locale,
        `What waits this morning: ${number} ${number === 1 ? 'thing' : 'things'}`,
        [`Dear ${name},`, ...waiting, { link, words: 'Open the desk' }],
        leave,
      );
}
