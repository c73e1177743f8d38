import { DateTime } from 'luxon';

import type { Locale } from '../domain/account.ts';
import { homeZone } from '../domain/calendar.ts';
import { letterOf, type Letter } from './letter.ts';

type Raised = { readonly to: string; readonly locale: Locale; readonly name: string; readonly actByAt: string; readonly link: string };

/** Something was raised. The letter says nothing of it: mail is read on many screens. */
export function incidentLetter({ to, locale, name, actByAt, link }: Raised): Letter {
  const by = DateTime.fromISO(actByAt).setZone(homeZone).toFormat('yyyy-MM-dd HH:mm');
  if (locale === 'zh') {
    return letterOf(to, locale, `有一起事件需要处理，请在 ${by} 前采取行动`, [
      `${name}，您好：`,
      `有人报告了一起事件，请在 ${by}（上海时间）之前采取第一步行动。内容只能登录后查看。`,
      { link, words: '登录查看' },
    ]);
  }
  return letterOf(to, locale, `An incident was raised: act by ${by}`, [
    `Dear ${name},`,
    `Somebody raised an incident. Take the first action by ${by}, Shanghai time. What it is about can be read once you are signed in.`,
    { link, words: 'Sign in and read it' },
  ]);
}
