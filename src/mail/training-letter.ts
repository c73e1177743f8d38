import { letterOf, type Addressed, type Letter } from './letter.ts';

export type TrainingNews = {
  readonly news: 'opened' | 'cancelled';
  readonly titleZh: string;
  readonly titleEn: string;
  readonly originZh: string;
  readonly originEn: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly reason: string | null;
};

/** A training comes to stations of the county, or does not come after all. */
export function trainingLetter({ to, name, locale, link }: Addressed, training: TrainingNews): Letter {
  return locale === 'zh' ? inChinese(to, name, link, training) : inEnglish(to, name, link, training);
}

function inChinese(to: string, name: string, link: string, { news, titleZh, originZh, startDay, endDay, reason }: TrainingNews): Letter {
  if (news === 'cancelled') {
    return letterOf(to, 'zh', `培训已取消：${titleZh}`, [
      `${name}，您好：`,
      `“${titleZh}”（${startDay} 至 ${endDay}）已取消。${reason === null ? '' : `原因：${reason}`}`,
      { link, words: '查看培训' },
    ]);
  }
  return letterOf(to, 'zh', `有培训开放报名：${titleZh}`, [
    `${name}，您好：`,
    `“${titleZh}”将在贵县的教学站开办，主会场：${originZh}，${startDay} 至 ${endDay}。`,
    '请按人群填报预计人数；培训结束后，每个教学站上报一次到场人数。',
    { link, words: '登录后填报' },
  ]);
}

function inEnglish(to: string, name: string, link: string, { news, titleEn, originEn, startDay, endDay, reason }: TrainingNews): Letter {
  if (news === 'cancelled') {
    return letterOf(to, 'en', `Training cancelled: ${titleEn}`, [
      `Dear ${name},`,
      `“${titleEn}”, ${startDay} to ${endDay}, is cancelled.${reason === null ? '' : ` The reason: ${reason}`}`,
      { link, words: 'See the training' },
    ]);
  }
  return letterOf(to, 'en', `A training is open for enrolment: ${titleEn}`, [
    `Dear ${name},`,
    `“${titleEn}” comes to your stations from ${originEn}, ${startDay} to ${endDay}.`,
    'Enrol how many people you expect of each group; when it is over, each station reports once who came.',
    { link, words: 'Sign in and enrol' },
  ]);
}
