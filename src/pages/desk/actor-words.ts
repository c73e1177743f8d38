import type { Locale } from '../../domain/account.ts';
import { catalogue } from '../words/catalogue.ts';
import { terms } from '../words/terms.ts';
import { deskWords } from './desk-words.ts';

/** Whoever acted without being anybody. */
export const actorWords = catalogue(
  {
    public: '没有登录的人',
    system: '系统',
    jobs: {
      'clean-up': '按期清除',
      'demonstration data': '演示数据',
      'expire-clearances': '审查到期',
      'lapse-offers': '派遣通知到期',
      'look-for-barred': '核对禁止人员',
      operator: '运行维护',
      'remind-of-expiry': '到期提醒',
      'run-matching': '计算匹配',
      'sign-in': '登录',
    },
  },
  {
    public: 'somebody who is not signed in',
    system: 'system',
    jobs: {
      'clean-up': 'retention',
      'demonstration data': 'demonstration data',
      'expire-clearances': 'checks that end',
      'lapse-offers': 'offers that lapse',
      'look-for-barred': 'barred people looked for',
      operator: 'operator',
      'remind-of-expiry': 'reminders',
      'run-matching': 'the match',
      'sign-in': 'sign-in',
    },
  },
);

/** Whoever acted: by name with their roles, by their roles where the name is gone, or what the system was at. */
export function actorText(actor: string, name: string | null, locale: Locale): string {
  const { jobs, public: anybody, system } = actorWords[locale];
  const named: Readonly<Record<string, string>> = { ...jobs, ...terms[locale].roles };
  const { by, joined } = deskWords[locale];
  const word = joined(actor.split(', ').map((part) => named[part] ?? part));
  if (name !== null) return by(name, word);
  if (actor === 'public') return anybody;
  return actor in jobs ? by(system, word) : word;
}
