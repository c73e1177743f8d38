import { letterOf, type Addressed, type Letter } from './letter.ts';

type Merged = Addressed & { readonly keptEmail: string; readonly mergedEmail: string; readonly untilDay: string };

/** Two accounts of one person became one; told at both addresses, so that whoever is not that person can say so in time. */
export function mergedLetter({ to, locale, name, link, keptEmail, mergedEmail, untilDay }: Merged): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, '您的两个账户已合并', [
      `${name}，您好：`,
      `管理员已将您用 ${mergedEmail} 和 ${keptEmail} 注册的两个账户合并。申请、派遣、审查和证明都在 ${keptEmail} 的账户里，证明编号不变。今后用这两个邮箱中的任何一个登录，都进入这个账户。`,
      `${mergedEmail} 账户里的令牌和登录已失效。如果这不是您的账户，请在 ${untilDay} 前联系我们，合并可以撤销。`,
      { link, words: '登录查看' },
    ]);
  }
  return letterOf(to, locale, 'Your two accounts are one now', [
    `Dear ${name},`,
    `An admin has merged the accounts that you had with ${mergedEmail} and with ${keptEmail}. Applications, placements, checks and certificates are all in the account of ${keptEmail}; certificates keep their numbers. Either address signs in to it from now on.`,
    `Tokens and sessions of the account of ${mergedEmail} have ended. If this is not your account, write to us before ${untilDay}: the merge can be undone until then.`,
    { link, words: 'Sign in and see' },
  ]);
}
