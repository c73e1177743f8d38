import { letterOf, type Addressed, type Letter } from './letter.ts';

/** Asks whether somebody is safe and well; one tap in the page that it leads to answers. */
export function safetyLetter({ to, name, locale, link }: Addressed, { text }: { readonly text: string }): Letter {
  const more = text === '' ? [] : [text];
  if (locale === 'zh') {
    return letterOf(to, locale, '您平安吗？请现在回答', [
      `${name}，您好：`,
      '项目办公室想知道您是否平安。打开下面的页面，按一下即可，不用登录。',
      ...more,
      { link, words: '回答：我平安，或者我需要帮助' },
      '如果有人正处于危险中，请先拨打 110 或 120。',
    ]);
  }
  return letterOf(to, locale, 'Are you safe and well? Please answer now', [
    `Dear ${name},`,
    'The programme’s office asks whether you are safe and well. Open the page below and tap once; you need not sign in.',
    ...more,
    { link, words: 'Answer: I am safe, or I need help' },
    'Where somebody is in danger, call 110 or 120 first.',
  ]);
}

/** Somebody said that they need help; who and where stands on the site alone. */
export function needsHelpLetter({ to, name, locale, link }: Addressed): Letter {
  if (locale === 'zh') {
    return letterOf(to, locale, '有志愿者需要帮助', [
      `${name}，您好：`,
      '有志愿者刚刚表示需要帮助。',
      { link, words: '登录后查看是谁、在哪里' },
    ]);
  }
  return letterOf(to, locale, 'A volunteer needs help', [
    `Dear ${name},`,
    'A volunteer has just said that they need help.',
    { link, words: 'Sign in and see who and where' },
  ]);
}
