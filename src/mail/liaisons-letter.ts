import { letterOf, type Addressed, type Letter } from './letter.ts';

export type LiaisonsDue = { readonly stations: readonly { readonly nameZh: string; readonly nameEn: string; readonly dueDay: string }[] };

/** The county is reminded to confirm whom the programme calls about its stations, once a year. */
export function liaisonsLetter({ to, name, locale, link }: Addressed, { stations }: LiaisonsDue): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, '请确认教学站联络人', [
      `${name}，您好：`,
      '教学站的联络人每年确认一次，以便需要时联系得上。以下教学站待确认：',
      ...stations.map(({ nameZh, dueDay }) => `${nameZh}，请于 ${dueDay} 前确认`),
      '逾期未确认的教学站会列为“休眠”。',
      { link, words: '登录后确认或更换联络人' },
    ]);
  }
  return letterOf(to, locale, 'Please confirm whom we call about your stations', [
    `Dear ${name},`,
    'Once a year the county confirms whom the programme calls about each station. These are due:',
    ...stations.map(({ nameEn, dueDay }) => `${nameEn}, by ${dueDay}`),
    'A station whose liaison is not confirmed by then is listed as asleep.',
    { link, words: 'Sign in and confirm or change them' },
  ]);
}
