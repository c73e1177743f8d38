import type { RuleCode } from '../domain/eligibility/rule.ts';
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

/**
 * What a volunteer reads of their place, a sentence a choice. It says what is so of the places and of themselves, and nothing of any other
 * person but what they have in common.
 */
export function sentencesOf({ placed, missed }: Reason, namesOf: (lineId: string) => LineNames, locale: Locale): string[] {
  const say = words[locale];
  const place = placed === null ? say.unplaced : say.placed(placed.rank, namesOf(placed.lineId));
  return [place, ...missed.map(({ rank, lineId, because }) => say.missed(rank, namesOf(lineId), because))];
}

type Words = {
  readonly unplaced: string;
  readonly placed: (rank: number | null, names: LineNames) => string;
  readonly missed: (rank: number, names: LineNames, because: Because) => string;
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
    missed: (rank, names, because) => `Your ${ordinal(rank)}, ${names.county}, ${enBecause(names, because)}.`,
  },
  zh: {
    unplaced: '这次匹配没有给您安排名额。',
    placed: (rank, { county, subject }) =>
      rank === null ? `${county}，${subject}：您没有填报这里。` : `${county}，${subject}：您的${zhOrdinal(rank)}。`,
    missed: (rank, names, because) => `您的${zhOrdinal(rank)}${names.county}${zhBecause(names, because)}。`,
  },
};

function enBecause(names: LineNames, because: Because): string {
  if (because.kind === 'full') return 'has no seat that anybody could be given';
  if (because.kind === 'goal') return enGoals[goalKind(because.goal)];
  return because.failedRules.map((rule) => enRules[rule](names)).join('; ');
}

function zhBecause(names: LineNames, because: Because): string {
  if (because.kind === 'full') return '没有可以安排的名额';
  if (because.kind === 'goal') return zhGoals[goalKind(because.goal)];
  return because.failedRules.map((rule) => zhRules[rule](names)).join('；');
}

type GoalKind = 'settled' | 'seats' | 'evenness' | 'choices' | 'fit' | 'lottery';

function goalKind(goal: string): GoalKind {
  if (goal === 'locks' || goal === 'moved') return 'settled';
  if (goal === 'evenness' || goal === 'choices' || goal === 'fit' || goal === 'lottery') return goal;
  return 'seats';
}

const enGoals: Record<GoalKind, string> = {
  settled: 'went to volunteers whose place there was settled before',
  seats: 'would have had you at the cost of a seat that is needed more',
  evenness: 'has its share of volunteers; another county would have had fewer',
  choices: 'went to volunteers who would otherwise have had a later choice',
  fit: 'went to volunteers who return to it, have more experience, or teach above the level it asked for',
  lottery: 'went to volunteers who drew before you in the lottery; all else was equal',
};

const zhGoals: Record<GoalKind, string> = {
  settled: '的名额已先定给了其他志愿者',
  seats: '若安排您，会使更急需的名额空缺',
  evenness: '已有应得的名额，再多会使别的县更少',
  choices: '安排给了否则只能得到更靠后志愿的志愿者',
  fit: '安排给了重返该县、经验更多或学科水平更高的志愿者',
  lottery: '安排给了抽签在您之前的志愿者，其他条件相同',
};

const enRules: Record<RuleCode, (names: LineNames) => string> = {
  subject: ({ subject, level }) => `asked for ${subject} at level ${level} or above, which you do not offer`,
  delivery: () => 'is taught in a way that you do not offer',
  dates: ({ startDay, endDay }) => `needs you from ${startDay} to ${endDay}, which your dates do not hold`,
  person: () => 'asked for another kind of volunteer, language, age or teaching permit',
  clearance: () => 'needs a check that is not valid through its last day',
  overlap: () => 'overlaps with a placement that you have',
  area: () => 'lies outside the places you limited yourself to',
  barred: () => 'is ruled out: you or the county said so, or you declined it before',
  lock: () => 'was ruled out by a coordinator',
};

const zhRules: Record<RuleCode, (names: LineNames) => string> = {
  subject: ({ subject, level }) => `要求${subject}达到 ${level} 级，您没有填报`,
  delivery: () => '的授课方式您没有选择',
  dates: ({ startDay, endDay }) => `需要 ${startDay} 至 ${endDay} 在岗，您的时间不能覆盖`,
  person: () => '对身份、语言、年龄或教师资格另有要求',
  clearance: () => '要求的审查不能有效到最后一天',
  overlap: () => '与您已有的派遣时间重叠',
  area: () => '不在您限定的范围内',
  barred: () => '已排除：您或该县表示不愿意，或您曾婉拒',
  lock: () => '由协调员排除',
};
