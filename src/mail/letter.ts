import type { Locale } from '../domain/account.ts';
import type { Result } from '../domain/result.ts';

/** A message as it goes out. */
export type Letter = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where it leads first. */
  readonly link?: string | undefined;
  /** Where its reader says that they want no more like it, without signing in; where that may be said at all. */
  readonly leave?: string;
  /** What calendars take in with it; the words say the same. */
  readonly icalEvent?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string; readonly filename: string };
};

/** To whom a letter goes, in which language, and where it leads. */
export type Addressed = { readonly to: string; readonly name: string; readonly locale: Locale; readonly link: string };

/** The receiving side said no, and would say so again. What it said is kept without its words, which may hold the address. */
export type LetterRefused = { readonly kind: 'letter-refused'; readonly answer: string };

/** How a letter is handed over where it must not go twice. */
export type Handover = {
  /** The same for every try, so that whoever receives it can tell a second copy. */
  readonly messageId: string;
  /** Called before the piece without which nobody can deliver it: until this resolves the letter is nowhere. */
  readonly beforeLast: () => Promise<void>;
  /** Where it comes back to if it cannot be delivered after all; without it, to whoever letters come from. */
  readonly returnPath?: string | undefined;
};

/** Puts a letter into the world; throws where that fails for now. */
export type SendLetter = (letter: Letter, handover?: Handover) => Promise<Result<undefined, LetterRefused>>;

/** One line of a letter: words, a link with its words, or a code to be read off. */
export type LetterLine = string | { readonly link: string; readonly words: string } | { readonly code: string };

/** Both forms of a letter from the same lines, so that they cannot say different things; the last says how to get no more, where that may be said. */
export function letterOf(to: string, locale: Locale, subject: string, said: readonly LetterLine[], leave?: string): Letter {
  const lines = leave === undefined ? said : [...said, { link: leave, words: leaveWords[locale] }];
  const text = lines.map(lineAsText).join('\n\n');
  const body = lines.map(lineAsHtml).join('\n');
  const html = `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;color:#1d2330;background:#fbfaf7;margin:0;padding:24px">
<div style="max-width:36em;margin:0 auto">
${body}
</div></body></html>`;
  const link = said.map((line) => (typeof line === 'object' && 'link' in line ? line.link : undefined)).find((one) => one !== undefined);
  return { to, subject, text: `${text}\n`, html, link, ...(leave === undefined ? {} : { leave }) };
}

const leaveWords = { zh: '不再接收这类信件', en: 'Get no more letters like this' } as const satisfies Record<Locale, string>;

function lineAsText(line: LetterLine): string {
  if (typeof line === 'string') return line;
  return 'code' in line ? line.code : `${line.words}\n${line.link}`;
}

function lineAsHtml(line: LetterLine): string {
  if (typeof line === 'string') return `<p>${escaped(line)}</p>`;
  if ('code' in line) {
    return `<p style="font:600 28px/1.4 ui-monospace,monospace;letter-spacing:.2em">${escaped(line.code)}</p>`;
  }
  return `<p><a href="${escaped(line.link)}" style="color:#4b3f8f">${escaped(line.words)}</a></p>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
