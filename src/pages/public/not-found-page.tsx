import type { Locale } from '../../domain/account.ts';
import { Frame } from '../frame.tsx';
import { wordsIn } from '../words/words.ts';

/** For people whose address leads nowhere; programs get a problem in its place. */
export function notFoundPage(locale: Locale) {
  const words = wordsIn(locale);
  return (
    <Frame locale={locale} path="/" title={words.notFound}>
      <section class="part">
        <h1>{words.notFound}</h1>
        <p class="measure">{words.notFoundLead}</p>
        <p>
          <a href="/">{words.toFirstPage}</a>
        </p>
      </section>
    </Frame>
  );
}
