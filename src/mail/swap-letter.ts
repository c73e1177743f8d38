import { letterOf, type Addressed, type Letter } from './letter.ts';
import { whereAndWhen, type WhereAndWhen } from './where-and-when.ts';

export type SwapNews = 'proposed' | 'agreed' | 'confirmed' | 'refused' | 'withdrawn' | 'lapsed';

export type SwapTold = {
  readonly news: SwapNews;
  /** The reader's own place, before anything is exchanged. */
  readonly own: WhereAndWhen;
  /** The place of the other; nobody is named. Undefined where nobody has answered. */
  readonly other: WhereAndWhen | undefined;
  readonly reason: string | undefined;
};

/** How a swap of two placements goes on, to one of the two. */
export function swapLetter({ to, name, locale, link }: Addressed, told: SwapTold): Letter {
  const { subject, body, last } = locale === 'zh' ? inChinese(told) : inEnglish(told);
  const own = whereAndWhen(told.own, locale);
  const other = told.other === undefined ? undefined : whereAndWhen(told.other, locale);
  const places =
    locale === 'zh'
      ? [`您原来的派遣：${own}。`, ...(other === undefined ? [] : [`对方的派遣：${other}。`])]
      : [`Your placement: ${own}.`, ...(other === undefined ? [] : [`The other placement: ${other}.`])];
  const greeting = locale === 'zh' ? `${name}，您好：` : `Dear ${name},`;
  return letterOf(to, locale, subject, [
    greeting,
    body,
    ...places,
    ...last,
    { link, words: locale === 'zh' ? '登录查看' : 'Sign in and see' },
  ]);
}

type Lines = { readonly subject: string; readonly body: string; readonly last: readonly string[] };

function inChinese({ news, reason }: SwapTold): Lines {
  const lines: Readonly<Record<SwapNews, Lines>> = {
    proposed: {
      subject: '有人答复了您的互换邀请',
      body: '有人打开了您的互换链接，愿意与您交换派遣。',
      last: ['请看清对方的派遣，再决定同意或撤回。您同意之后由协调员确认；确认之前，您的派遣不变。'],
    },
    agreed: {
      subject: '对方同意互换，待协调员确认',
      body: '您提出的互换，对方已经同意，现在由协调员确认。',
      last: ['确认之前，您的派遣不变，也可以撤回。'],
    },
    confirmed: {
      subject: '互换已确认，您的派遣已更换',
      body: '协调员确认了互换：您不再前往原来的地方，改去对方的地方。',
      last: ['这封信附有原派遣的日历取消通知；新派遣的日历邀请在另一封信里。请重新核对接待条件和行程。'],
    },
    refused: {
      subject: '互换未获确认',
      body: '协调员没有确认这次互换，您原来的派遣照常进行。',
      last: reason === undefined ? [] : [`理由：${reason}`],
    },
    withdrawn: { subject: '互换已撤回', body: '对方撤回了这次互换，您原来的派遣不受影响。', last: [] },
    lapsed: {
      subject: '互换已失效',
      body: '这次互换没有按时完成，或者其中一项派遣已有变化，因此失效。您的派遣没有因此改变。',
      last: [],
    },
  };
  return lines[news];
}

function inEnglish({ news, reason }: SwapTold): Lines {
  const lines: Readonly<Record<SwapNews, Lines>> = {
    proposed: {
      subject: 'Somebody answered your invitation to swap',
      body: 'Somebody opened your link and would exchange placements with you.',
      last: [
        'Look at the other placement, then agree or take the swap back. A coordinator confirms it after that; until then yours stands.',
      ],
    },
    agreed: {
      subject: 'The other agreed to swap; a coordinator decides',
      body: 'The swap that you answered is agreed to, and a coordinator now confirms it or does not.',
      last: ['Until then your placement stands, and you can take the swap back.'],
    },
    confirmed: {
      subject: 'The swap is confirmed: you go elsewhere',
      body: 'A coordinator confirmed the swap. You no longer go where you were to go, and go to the other place.',
      last: [
        'This letter carries a note that takes the old days out of your calendar; an invitation for the new ones comes in another. Please read the host conditions and look at your travel again.',
      ],
    },
    refused: {
      subject: 'The swap was not confirmed',
      body: 'A coordinator did not confirm the swap. Your own placement goes on as before.',
      last: reason === undefined ? [] : [`Why: ${reason}`],
    },
    withdrawn: { subject: 'The swap was taken back', body: 'The other took the swap back. Your placement is as it was.', last: [] },
    lapsed: {
      subject: 'The swap has lapsed',
      body: 'The swap was not settled in time, or one of the placements changed, so it has lapsed. It has changed nothing for yours.',
      last: [],
    },
  };
  return lines[news];
}
