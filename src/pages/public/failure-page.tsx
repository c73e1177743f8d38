import type { Locale } from '../../domain/account.ts';
import { Frame } from '../frame.tsx';
import { wordsIn } from '../words/words.ts';

export type ToldFailure = { readonly title: string; readonly detail: string };

/** What a person sees in place of a problem: what happened, what to do, and the way back. */
export function failurePage(locale: Locale, { title, detail }: ToldFailure) {
  const words = wordsIn(locale);
  return (
    <Frame locale={locale} path="/" title={title}>
      <section class="part">
        <h1>{title}</h1>
        <p class="measure">{detail}</p>
        <p>
          <a href="/">{words.toFirstPage}</a>
        </p>
      </section>
    </Frame>
  );
}
