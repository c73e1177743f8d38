import type { Child } from 'hono/jsx';

import type { Locale } from '../domain/account.ts';
import { wordsIn } from './words/words.ts';

type FrameProps = { locale: Locale; path: string; title: string; head?: Child; children: Child };

/** What every page stands in: language, name, the way to the other language, content, foot. */
export function Frame({ locale, path, title, head, children }: FrameProps) {
  const words = wordsIn(locale);
  const other = locale === 'en' ? 'zh' : 'en';
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${words.name}`}</title>
        <link rel="stylesheet" href="/style.css" />
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header>
          <a class="name" href="/">
            {words.name}
          </a>
          <a href="/me">{words.account}</a>
          <a href="/api/v1/docs">{words.api}</a>
          <a href={`${path}${path.includes('?') ? '&' : '?'}lang=${other}`} lang={other === 'zh' ? 'zh-CN' : 'en'} hreflang={other}>
            {words.otherLanguage}
          </a>
        </header>
        <main id="content">{children}</main>
        <footer>{words.foot}</footer>
      </body>
    </html>
  );
}
