import type { Locale } from '../../domain/account.ts';
import type { Letter } from '../../mail/letter.ts';

type SheetProps = { readonly id: string; readonly title: string; readonly letter: Letter; readonly locale: Locale };

/** A letter as its reader gets it, in plain text; the other form is made of the same lines. */
export function LetterSheet({ id, title, letter, locale }: SheetProps) {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div class="letter" lang={locale === 'zh' ? 'zh-CN' : 'en'}>
        <p>
          <strong>{letter.subject}</strong>
        </p>
        <pre>{letter.text}</pre>
      </div>
    </section>
  );
}
