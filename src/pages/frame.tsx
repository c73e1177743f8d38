import type { Child } from 'hono/jsx';

import type { Words } from './words/words.ts';

/** What every page stands in: language, name, the way to the other language, content, foot. */
export function Frame({ words, other, children }: { words: Words; other: string; children: Child }) {
  return (
    <html lang={words.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${words.title} · ${words.name}`}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header>
          <a class="name" href="/">
            {words.name}
          </a>
          <a href="/api/v1/openapi.json">{words.api}</a>
          <a href={`/?lang=${other}`} lang={other} hreflang={other}>
            {words.otherLanguage}
          </a>
        </header>
        <main id="content">{children}</main>
        <footer>{words.madeUp}</footer>
      </body>
    </html>
  );
}
