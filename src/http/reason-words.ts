import { DateTime } from 'luxon';

import type { ToldReason } from '../db/queries/run-reasons.ts';
import type { RuleCode } from '../domain/eligibility/rule.ts';
import type { AbleFor } from '../matching/explain/able.ts';
import type { Because, Reason } from '../matching/explain/reason.ts';

/** What a sentence names of a line: filled in by whoever knows the names. */
export type LineNames = {
  readonly county: string;
  readonly subject: string;
  readonly level: number;
  readonly startDay: string;
  readonly endDay: string;
};

export type Locale = 'zh' | 'en';

/** Undefined where the line's names are not known any more. */
export type NamesOf = (lineId: string) => LineNames | undefined;

/** The names of the lines that a reason came with. */
export function namesIn(lines: ToldReason['lines'], locale: Locale): NamesOf {
  return (lineId) => {
    const line = lines[lineId];
    return line === undefined ? undefined : { ...line, county: line.county[locale], subject: line.subject[locale] };
  };
}

/** What a volunteer reads of their place: what came of it, and a sentence for every choice that it is not. */
export type ReasonSentences = { readonly place: readonly string[]; readonly choices: readonly string[] };

/**
 * It says what is so of the places and of themselves, and nothing of any other person but what they have in common.
 */
export function reasonSentences({ placed, missed, able }: Reason, namesOf: NamesOf, locale: Locale): ReasonSentences {
  const say = words[locale];
  const places = placed.flatMap(({ lineId, rank, askedBack }) => {
    const names = namesOf(lineId);
    if (names === undefined) return [];
    return [say.placed(rank, names), ...(askedBack === true ? [say.askedBack(names)] : [])];
  });
  return {
    place: placed.length > 0 ? places : [say.unplaced, ...(able === null ? [] : [say.able(able)])],
    choices: missed.map(({ rank, lineId, because, askedBack }) => {
      const names = lineId === null ? undefined : namesOf(lineId);
      if (names === undefined) return say.absent(rank);
      return `${say.missed(rank, names, because)}${askedBack === true ? say.askedBackInVain : ''}`;
    }),
  };
}

/** All of it, one after the other. */
export function sentencesOf(reason: Reason, namesOf: NamesOf, locale: Locale): string[] {
  const { place, choices } = reasonSentences(reason, namesOf, locale);
  return [...place, ...choices];
}

type Words = {
  readonly unplaced: string;
  readonly placed: (rank: number | null, names: LineNames) => string;
  readonly askedBack: (names: LineNames) => string;
  readonly askedBackInVain: string;
  readonly able: (able: AbleFor) => string;
  readonly missed: (rank: number, names: LineNames, because: Because) => string;
  readonly absent: (rank: number) => string;
};

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ordinal = (rank: number) => ordinals[rank - 1] ?? `no. ${rank}`;
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const zhOrdinal = (rank: number) => `第${digits[rank - 1] ?? rank}志愿`;

const words: Record<Locale, Words> = {
  en: {
    unplaced: 'You have no place in this match.',
    placed: (rank, { county, subject }) =>
      rank === null ? `${county}, ${subject}: a place you did not rank.` : `${county}, ${subject}: your ${ordinal(rank)} choice.`,
    askedBack: ({ county }) => `You were asked back by ${county}, and you said yes: each of you put the other first.`,
    askedBackInVain:
      ' It had asked you back, and you had said yes: that counts as a first choice on both sides, and cannot set a condition aside.',
    able: ({ lines, eligible, nearest }) => {
      if (lines === 0) return 'No county in this match asked for your subjects.';
      const asked = `Places that asked for your subjects: ${lines}.`;
      if (eligible > 0) return `${asked} You met the conditions of ${eligible}, and no seat there could be given to you.`;
      return `${asked} You met the conditions of none${nearest === undefined ? '' : `; most often it was ${enHindrances[nearest]}`}.`;
    },
    missed: (rank, names, because) => `Your ${ordinal(rank)}, ${names.county}, ${enBecause(names, because)}.`,
    absent: (rank) => `Nobody was asked for at your ${ordinal(rank)} choice in this match.`,
  },
  zh: {
    unplaced: '这次匹配没有给您安排名额。',
    placed: (rank, { county, subject }) =>
      rank === null ? `${county}，${subject}：您没有填报这里。` : `${county}，${subject}：您的${zhOrdinal(rank)}。`,
    askedBack: ({ county }) => `${county}邀请您重返，您也答应了：双方都把对方排在第一位。`,
    askedBackInVain: '该县曾邀请您重返，您也答应了：这算作双方的第一志愿，但不能免除任何条件。',
    able: ({ lines, eligible, nearest }) => {
      if (lines === 0) return '这次匹配没有县招募您填报的学科。';
      const asked = `招募您填报的学科的地方共 ${lines} 处，`;
      if (eligible > 0) return `${asked}其中 ${eligible} 处您符合条件，但没有名额可以安排给您。`;
      return `${asked}您都不符合条件${nearest === undefined ? '' : `，最常见的原因是${zhHindrances[nearest]}`}。`;
    },
    missed: (rank, names, because) => `您的${zhOrdinal(rank)}${names.county}${zhBecause(names, because)}。`,
    absent: (rank) => `您的${zhOrdinal(rank)}在这次匹配中没有招募。`,
  },
};

function enBecause(names: LineNames, because: Because): string {
  if (because.kind === 'goal') return enGoals[goalKind(because.goal)];
  if (because.kind === 'rules') return because.failedRules.map((rule) => enRules[rule](names)).join('; ');
  return enFacts[because.kind];
}

function zhBecause(names: LineNames, because: Because): string {
  if (because.kind === 'goal') return zhGoals[goalKind(because.goal)];
  if (because.kind === 'rules') return because.failedRules.map((rule) => zhRules[rule](names)).join('；');
  return zhFacts[because.kind];
}

type Fact = Exclude<Because['kind'], 'goal' | 'rules'>;

const enFacts: Record<Fact, string> = {
  full: 'has no seat that anybody could be given',
  absent: 'asked for nobody',
  closed: 'does not go ahead: fewer volunteers could go than it needs',
  taken: 'gave all its seats to other volunteers, by the rules of the match',
  weighed: 'could not be given to you in the best match that was found, in which everybody’s places are weighed together',
};

const zhFacts: Record<Fact, string> = {
  full: '没有可以安排的名额',
  absent: '没有招募',
  closed: '未达到最少人数，不再开展',
  taken: '的名额已按匹配规则全部安排给其他志愿者',
  weighed: '在所有人的去处一起权衡之后，没有安排给您',
};

type GoalKind = 'settled' | 'seats' | 'evenness' | 'askedBack' | 'choices' | 'fit' | 'lottery';

function goalKind(goal: string): GoalKind {
  if (goal === 'locks' || goal === 'moved') return 'settled';
  if (goal === 'asked-back') return 'askedBack';
  if (goal === 'evenness' || goal === 'choices' || goal === 'fit' || goal === 'lottery') return goal;
  return 'seats';
}

const enGoals: Record<GoalKind, string> = {
  settled: 'went to volunteers whose place there was settled before',
  seats: 'would have had you at the cost of a seat that is needed more',
  evenness: 'has its share of volunteers; another county would have had fewer',
  askedBack: 'went to volunteers whom it asked back by name and who put it first',
  choices: 'went to volunteers who would otherwise have had a later choice',
  fit: 'went to volunteers who return to it, have more experience, or teach above the level it asked for',
  lottery: 'went to volunteers who drew before you in the lottery; all else was equal',
};

const zhGoals: Record<GoalKind, string> = {
  settled: '的名额已先定给了其他志愿者',
  seats: '若安排您，会使更急需的名额空缺',
  evenness: '已有应得的名额，再多会使别的县更少',
  askedBack: '安排给了该县点名邀请重返、也把该县排在第一位的志愿者',
  choices: '安排给了否则只能得到更靠后志愿的志愿者',
  fit: '安排给了重返该县、经验更多或学科水平更高的志愿者',
  lottery: '安排给了抽签在您之前的志愿者，其他条件相同',
};

const enDay = (day: string) => DateTime.fromISO(day).toFormat('d MMMM yyyy', { locale: 'en' });
const zhDay = (day: string) => DateTime.fromISO(day).toFormat('yyyy年M月d日');

const enRules: Record<RuleCode, (names: LineNames) => string> = {
  subject: ({ subject, level }) => `asked for ${subject} at level ${level} or above, which you do not offer`,
  delivery: () => 'is taught in a way that you do not offer',
  dates: ({ startDay, endDay }) => `needs you from ${enDay(startDay)} to ${enDay(endDay)}, which your dates do not hold`,
  person: () => 'asked for another kind of volunteer, language, age or teaching permit',
  clearance: () => 'needs a check that you do not have, or that ends before its last day',
  overlap: () => 'overlaps with a placement that you have',
  area: () => 'lies outside the places you limited yourself to',
  barred: () => 'is ruled out: you or the county said so, or you declined it before',
  conditions: () => 'changed its host conditions, and you have not agreed to them yet',
  returning: () => 'is closed to you after an early end',
  lock: () => 'was ruled out by a coordinator',
};

const zhRules: Record<RuleCode, (names: LineNames) => string> = {
  subject: ({ subject, level }) => `要求${subject}达到 ${level} 级，您没有填报`,
  delivery: () => '采用的授课方式您没有选择',
  dates: ({ startDay, endDay }) => `需要${zhDay(startDay)}至${zhDay(endDay)}在岗，您的时间不能覆盖`,
  person: () => '对身份、语言、年龄或教师资格另有要求',
  clearance: () => '要求的审查尚未通过，或有效期不到最后一天',
  overlap: () => '与您已有的派遣时间重叠',
  area: () => '不在您限定的范围内',
  barred: () => '已排除：您或该县表示不愿意，或您曾婉拒',
  conditions: () => '接待条件有变，您尚未确认',
  returning: () => '提前结束之后，您不能再次参加',
  lock: () => '由协调员排除',
};

/** The rule that keeps somebody out most often, in a word. */
const enHindrances: Record<RuleCode, string> = {
  subject: 'the level asked',
  delivery: 'the way it is taught',
  dates: 'the dates',
  person: 'the kind of volunteer, language, age or teaching permit asked',
  clearance: 'a check that is missing or ends too early',
  overlap: 'another placement of yours in those dates',
  area: 'the places you limited yourself to',
  barred: 'a place that you or the county ruled out, or that you declined',
  conditions: 'changed host conditions that you have not agreed to yet',
  returning: 'a decision after an earlier placement ended early',
  lock: 'a decision of the coordinator',
};

const zhHindrances: Record<RuleCode, string> = {
  subject: '学科水平',
  delivery: '授课方式',
  dates: '日期',
  person: '身份、语言、年龄或教师资格的要求',
  clearance: '审查未完成或有效期不够',
  overlap: '与您已有的派遣日期重叠',
  area: '不在您限定的范围内',
  barred: '您或该县已排除，或您曾婉拒',
  conditions: '接待条件有变，您尚未确认',
  returning: '上次提前结束之后的决定',
  lock: '协调员的决定',
};
