import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

type FeedbackAsked = WhereAndWhen & {
  readonly isForCounty: boolean;
  readonly volunteerName: string;
  readonly closesDay: string;
};

/** A service is over: asks each side, once, what it says of the other. */
export function feedbackLetter({ to, name, locale, link }: Addressed, asked: FeedbackAsked): Letter {
  const { place, isForCounty, volunteerName, closesDay } = asked;
  if (locale === 'zh') {
    return letterOf(to, locale, `请您反馈：${place}`, [
      `${name}，您好：`,
      isForCounty
        ? `${volunteerName}在${whereAndWhen(asked, locale)}的支教已经结束。请用几分钟评价这次支教。`
        : `您在${whereAndWhen(asked, locale)}的支教已经结束。请用几分钟评价县方的接待和准备。`,
      `可以填写到 ${closesDay}。双方都提交后、或到期后，才能看到对方写的内容。协调员可以看到。`,
      { link, words: '填写反馈' },
    ]);
  }
  return letterOf(to, locale, `What you say of it: ${place}`, [
    `Dear ${name},`,
    isForCounty
      ? `${volunteerName} has taught the last lesson: ${whereAndWhen(asked, locale)}. Please take a few minutes to say how it was.`
      : `Your service is over: ${whereAndWhen(asked, locale)}. Please take a few minutes to say how the county prepared and hosted it.`,
    `You can do so until ${closesDay}. Neither side reads what the other wrote before both have, or before that day is over. Coordinators read both.`,
    { link, words: 'Give your feedback' },
  ]);
}

/** Both sides have handed in: what the other wrote can be read from now on. The letter says none of it. */
export function feedbackReadableLetter({ to, name, locale, link }: Addressed, read: Omit<FeedbackAsked, 'closesDay'>): Letter {
  const { place, isForCounty, volunteerName } = read;
  if (locale === 'zh') {
    return letterOf(to, locale, `双方都已反馈：${place}`, [
      `${name}，您好：`,
      isForCounty
        ? `${volunteerName}在${whereAndWhen(read, locale)}的支教，双方都已提交反馈，现在可以看到志愿者写的内容。`
        : `您在${whereAndWhen(read, locale)}的支教，双方都已提交反馈，现在可以看到县方写的内容。`,
      '双方的反馈都不能再改。',
      { link, words: '查看反馈' },
    ]);
  }
  return letterOf(to, locale, `Both sides have given their feedback: ${place}`, [
    `Dear ${name},`,
    isForCounty
      ? `You and ${volunteerName} have both given your feedback on the service in ${whereAndWhen(read, locale)}. You can now read what they wrote.`
      : `You and the county have both given your feedback on your service in ${whereAndWhen(read, locale)}. You can now read what the county wrote.`,
    'Neither side can change its feedback any more.',
    { link, words: 'Read the feedback' },
  ]);
}
