import type { Locale } from '../domain/account.ts';
import { codeMinutes } from '../domain/session.ts';
import { letterOf, type Letter } from './letter.ts';

type SignIn = { readonly to: string; readonly locale: Locale; readonly link: string; readonly code: string };

/** The way in: a link for this device, and a code for another. */
export function signInLetter({ to, locale, link, code }: SignIn): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, `支教登录验证码 ${code}`, [
      '您好，有人用这个邮箱登录支教。',
      '请在登录页输入验证码：',
      { code },
      '或者打开下面的链接：',
      { link, words: '登录支教' },
      `验证码和链接在 ${codeMinutes} 分钟内有效，只能用一次。如果不是您本人操作，不必理会这封信，没有它谁也进不去。`,
    ]);
  }
  return letterOf(to, locale, `Your Zhijiao sign-in code: ${code}`, [
    'Somebody is signing in to Zhijiao with this address.',
    'Type this code on the sign-in page:',
    { code },
    'Or open this link:',
    { link, words: 'Sign in to Zhijiao' },
    `Code and link are good for ${codeMinutes} minutes and for one use. If this was not you, leave this letter alone: without it nobody gets in.`,
  ]);
}
