import { letterOf, type Addressed, type Letter } from './letter.ts';

type Undone = Addressed & { readonly keptEmail: string; readonly mergedEmail: string };

/** Two accounts that were one are two again; told at both addresses. */
export function mergeUndoneLetter({ to, locale, name, link, keptEmail, mergedEmail }: Undone): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, '账户合并已撤销', [
      `${name}，您好：`,
      `${mergedEmail} 和 ${keptEmail} 的账户合并已撤销，各自的申请、派遣、审查和证明已回到原来的账户。请用各自的邮箱登录。`,
      { link, words: '登录查看' },
    ]);
  }
  return letterOf(to, locale, 'The accounts are two again', [
    `Dear ${name},`,
    `The merge of the accounts of ${mergedEmail} and ${keptEmail} was undone. Each has its applications, placements, checks and certificates back. Sign in with the address of each.`,
    { link, words: 'Sign in and see' },
  ]);
}
