import type { Locale } from '../../domain/account.ts';
import type { GoalChange } from '../../matching/explain/why.ts';
import { catalogue } from '../words/catalogue.ts';

export const words = catalogue(
  {
    locks: (n: number) => `${n} 项锁定无法保留`,
    moved: (n: number) => `${n} 位已获通知的志愿者须改派`,
    seatsFewer: (part: string, tier: string, n: number) => `第${tier}类县少 ${n} 个${part}名额`,
    seatsMore: (part: string, tier: string, n: number) => `第${tier}类县多 ${n} 个${part}名额`,
    parts: { minimum: '最低', ideal: '理想', maximum: '最高' },
    tiers: { 1: '一', 2: '二', 3: '三' },
    evennessWorse: (n: number) => `各县之间的均衡差 ${n} 分`,
    evennessBetter: (n: number) => `各县之间的均衡好 ${n} 分`,
    askedBackFewer: (n: number) => `少 ${n} 位应邀重返的志愿者`,
    askedBackMore: (n: number) => `多 ${n} 位应邀重返的志愿者`,
    choicesWorse: (n: number) => `志愿顺位合计后退 ${n} 位`,
    choicesBetter: (n: number) => `志愿顺位合计前进 ${n} 位`,
    fitWorse: (n: number) => `契合度少 ${n} 分`,
    fitBetter: (n: number) => `契合度多 ${n} 分`,
    locksMore: (n: number) => `多保留 ${n} 项锁定`,
    movedFewer: (n: number) => `少改派 ${n} 位已获通知的志愿者`,
    lottery: '抽签次序不同',
    lotteryOnly: '其他目标都不变，只有抽签次序不同',
    nothing: '所有目标都不变',
    goals: {
      locks: '保留锁定',
      moved: '少改派已获通知的志愿者',
      evenness: '各县均衡',
      'asked-back': '应邀重返',
      choices: '志愿顺位',
      fit: '契合度',
      lottery: '抽签',
      stable: '稳定性',
      pairs: '逐对审核资格',
      branches: '比较小组和开班下限的各种安排',
    },
    seats: (part: string, tier: string) => `第${tier}类县${part}名额`,
    join: '；',
  },
  {
    locks: (n: number) => `${n} ${n === 1 ? 'lock is' : 'locks are'} not kept`,
    moved: (n: number) => `${n} ${n === 1 ? 'person who was' : 'people who were'} told ${n === 1 ? 'is' : 'are'} moved`,
    seatsFewer: (part: string, tier: string, n: number) => `${n} ${part} ${n === 1 ? 'seat' : 'seats'} fewer, tier ${tier}`,
    seatsMore: (part: string, tier: string, n: number) => `${n} ${part} ${n === 1 ? 'seat' : 'seats'} more, tier ${tier}`,
    parts: { minimum: 'minimum', ideal: 'ideal', maximum: 'maximum' },
    tiers: { 1: '1', 2: '2', 3: '3' },
    evennessWorse: (n: number) => `less even between counties by ${n}`,
    evennessBetter: (n: number) => `more even between counties by ${n}`,
    askedBackFewer: (n: number) => `${n} fewer of those who were asked back`,
    askedBackMore: (n: number) => `${n} more of those who were asked back`,
    choicesWorse: (n: number) => `choices ${n} ${n === 1 ? 'rank' : 'ranks'} worse in all`,
    choicesBetter: (n: number) => `choices ${n} ${n === 1 ? 'rank' : 'ranks'} better in all`,
    fitWorse: (n: number) => `fit ${n} ${n === 1 ? 'point' : 'points'} lower`,
    fitBetter: (n: number) => `fit ${n} ${n === 1 ? 'point' : 'points'} higher`,
    locksMore: (n: number) => `${n} more ${n === 1 ? 'lock' : 'locks'} kept`,
    movedFewer: (n: number) => `${n} fewer of those who were told ${n === 1 ? 'is' : 'are'} moved`,
    lottery: 'another order of the lottery',
    lotteryOnly: 'no goal but the order of the lottery changes',
    nothing: 'nothing changes on any goal',
    goals: {
      locks: 'locks kept',
      moved: 'people told who stay',
      evenness: 'evenness',
      'asked-back': 'asked back',
      choices: 'choices',
      fit: 'fit',
      lottery: 'lottery',
      stable: 'stability',
      pairs: 'judging every pair',
      branches: 'comparing what teams and minimum sizes allow',
    },
    seats: (part: string, tier: string) => `${part} seats of tier ${tier}`,
    join: '; ',
  },
);

const seatGoal = /^(minimum|ideal|maximum)-tier-([123])$/;
type Part = 'minimum' | 'ideal' | 'maximum';
type TierName = '1' | '2' | '3';

function seatsOf(goal: string): { readonly part: Part; readonly tier: TierName } | undefined {
  const [, part, tier] = seatGoal.exec(goal) ?? [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the expression lets through
  return part === undefined ? undefined : { part: part as Part, tier: tier as TierName };
}

/** The name of a goal, or of a phase of the computation. */
export function goalText(goal: string, locale: Locale): string {
  const say = words[locale];
  const seats = seatsOf(goal);
  if (seats !== undefined) return say.seats(say.parts[seats.part], say.tiers[seats.tier]);
  const names: Readonly<Record<string, string>> = say.goals;
  return names[goal] ?? goal;
}

/** One goal's change in words: a smaller value is better. */
function changeText({ goal, by }: GoalChange, locale: Locale): string {
  const say = words[locale];
  const n = Math.abs(by);
  const seats = seatsOf(goal);
  if (seats !== undefined) return (by > 0 ? say.seatsFewer : say.seatsMore)(say.parts[seats.part], say.tiers[seats.tier], n);
  const ways: Readonly<Record<string, readonly [worse: (n: number) => string, better: (n: number) => string]>> = {
    locks: [say.locks, say.locksMore],
    moved: [say.moved, say.movedFewer],
    evenness: [say.evennessWorse, say.evennessBetter],
    'asked-back': [say.askedBackFewer, say.askedBackMore],
    choices: [say.choicesWorse, say.choicesBetter],
    fit: [say.fitWorse, say.fitBetter],
  };
  const way = ways[goal];
  return way === undefined ? say.lottery : way[by > 0 ? 0 : 1](n);
}

/** What a change costs, goal by goal in the policy's order; the first is what counts, and the lottery is left out where anything else changes. */
export function costTexts(costs: readonly GoalChange[], locale: Locale): readonly string[] {
  if (costs.length === 0) return [words[locale].nothing];
  const weighty = costs.filter(({ goal }) => goal !== 'lottery');
  return weighty.length === 0 ? [words[locale].lotteryOnly] : weighty.map((change) => changeText(change, locale));
}

/** The first goal that a change touches decides whether the match is worse for it. */
export function isWorse(costs: readonly GoalChange[]): boolean {
  const [first] = costs;
  return first !== undefined && first.goal !== 'lottery' && first.by > 0;
}
