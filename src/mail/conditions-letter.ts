import type { Locale } from '../domain/account.ts';
import type { ChangedPart } from '../domain/host-conditions.ts';
import { changeText } from './condition-text.ts';
import { letterOf, type Addressed, type Letter } from './letter.ts';
import { replyByText } from './offer-told.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

/** As what somebody is asked: for a choice of theirs, an offer, a place they accepted, or where they teach. */
export type AskedAs = 'choice' | 'offered' | 'accepted' | 'started';

type Changed = WhereAndWhen & {
  readonly askedAs: AskedAs;
  readonly changed: readonly ChangedPart[];
  /** RFC 3339. */
  readonly answerByAt: string;
  /** Where the volunteer's clock is. */
  readonly timeZone: string;
};

const inChinese: Record<AskedAs, (by: string) => string> = {
  choice: (by) =>
    `您把这项需求列为志愿。请在 ${by} 前确认仍愿意去，或移除这条志愿。不答复不等于同意：确认之前，不会把您匹配到这里。移除不影响其他志愿。`,
  offered: (by) =>
    `您的派遣通知仍然有效，请在 ${by} 前按新的条件接受或婉拒。不答复不等于接受。因条件变化而婉拒，不影响您，另有名额时优先考虑。`,
  accepted: (by) =>
    `您已接受这项派遣。请在 ${by} 前确认按新的条件参加，或退出。因条件变化而退出，不影响您，另有名额时优先考虑。不答复不等于同意：确认之前，派遣不能开始，协调员会与您联系。`,
  started: (by) => `您正在这里服务。请在 ${by} 前告诉我们是否接受新的条件。不接受的，协调员会与您商量如何结束；这不影响您的服务记录。`,
};
const inEnglish: Record<AskedAs, (by: string) => string> = {
  choice: (by) =>
    `You ranked this request. By ${by}, say that you still want to go there, or take the choice out. Silence is not consent: until you confirm it, you are not matched here. Your other choices stay as they are.`,
  offered: (by) =>
    `Your offer stands. By ${by}, accept or decline it under the new conditions. Silence is not acceptance. Declining because of them is not held against you, and you go first in line for another.`,
  accepted: (by) =>
    `You accepted this placement. By ${by}, confirm that you go under the new conditions, or step back. Stepping back because of them is not held against you, and you go first in line for another. Silence is not consent: until you confirm, the placement cannot start, and a coordinator will ask you.`,
  started: (by) =>
    `You are teaching there. By ${by}, tell us whether you agree to the new conditions. If you do not, a coordinator will talk with you about how to end it; it does not count against you.`,
};

/** The host conditions changed: what they were, what they are, and what is asked of the volunteer. */
export function conditionsLetter({ to, name, locale, link }: Addressed, told: Changed): Letter {
  const by = replyByText({ replyByAt: told.answerByAt, timeZone: told.timeZone, locale });
  const lines = told.changed.map((part) => changeText(part, locale));
  if (locale === 'zh') {
    return letterOf(to, locale, `接待条件有变，请在 ${by} 前答复：${told.place}`, [
      `${name}，您好：`,
      `县里签署了新的接待条件：${whereAndWhen(told, locale)}。有变化的是：`,
      ...lines,
      inChinese[told.askedAs](by),
      { link, words: '查看变化并答复' },
    ]);
  }
  return letterOf(to, locale, `Host conditions changed, answer by ${by}: ${told.place}`, [
    `Dear ${name},`,
    `The county has signed new host conditions: ${whereAndWhen(told, locale)}. This has changed:`,
    ...lines,
    inEnglish[told.askedAs](by),
    { link, words: 'See what changed and answer' },
  ]);
}

type Reminded = WhereAndWhen & { readonly answerByAt: string; readonly timeZone: string };

/** The day by which somebody is asked to answer is near. */
export function conditionsReminderLetter({ to, name, locale, link }: Addressed, told: Reminded): Letter {
  const by = replyByText({ replyByAt: told.answerByAt, timeZone: told.timeZone, locale });
  if (locale === 'zh') {
    return letterOf(to, locale, `请在 ${by} 前答复接待条件的变化：${told.place}`, [
      `${name}，您好：`,
      `这里的接待条件有变，您还没有答复：${whereAndWhen(told, locale)}。`,
      `请在 ${by} 前答复。不答复不等于同意。`,
      { link, words: '查看变化并答复' },
    ]);
  }
  return letterOf(to, locale, `Answer by ${by}: the host conditions changed at ${told.place}`, [
    `Dear ${name},`,
    `The host conditions changed and you have not answered yet: ${whereAndWhen(told, locale)}.`,
    `Please answer by ${by}. Silence is not consent.`,
    { link, words: 'See what changed and answer' },
  ]);
}

type Signed = WhereAndWhen & { readonly changed: readonly ChangedPart[]; readonly signedBy: string; readonly asked: number };

const askedText: Record<Locale, (asked: number) => string> = {
  zh: (asked) => (asked === 0 ? '没有需要重新确认的志愿者。' : `已请 ${asked} 位志愿者重新确认。`),
  en: (asked) =>
    asked === 0 ? 'Nobody has to be asked again.' : asked === 1 ? 'One volunteer is asked again.' : `${asked} volunteers are asked again.`,
};

/** Somebody else wrote down what the county signed: its officers hear of it. */
export function conditionsSignedLetter({ to, name, locale, link }: Addressed, told: Signed): Letter {
  const lines = told.changed.map((part) => changeText(part, locale));
  if (locale === 'zh') {
    return letterOf(to, locale, `接待条件已更新：${told.place}`, [
      `${name}，您好：`,
      `${whereAndWhen(told, locale)}的接待条件已更新，签署人：${told.signedBy}。有变化的是：`,
      ...lines,
      askedText.zh(told.asked),
      { link, words: '查看需求' },
    ]);
  }
  return letterOf(to, locale, `Host conditions updated: ${told.place}`, [
    `Dear ${name},`,
    `The host conditions were updated: ${whereAndWhen(told, locale)}, signed by ${told.signedBy}. This has changed:`,
    ...lines,
    askedText.en(told.asked),
    { link, words: 'See the request' },
  ]);
}
