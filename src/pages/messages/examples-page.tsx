import { z } from 'zod';

import { exampleKinds, exampleLetter, type ExampleKind } from '../../mail/letter-examples.ts';
import { letterKindsWords } from '../admin/letter-kinds-words.ts';
import { sendPrivate } from '../answer.tsx';
import { asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { Filters } from '../parts/table.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { announcementWords } from './announcement-words.ts';
import { letterWords } from './letter-words.ts';
import { LetterSheet } from './letter-sheet.tsx';

const kindSchema = z.enum(exampleKinds);

/** Every kind of letter with made-up values, in both languages and both forms. */
function page(viewer: Viewer, kind: ExampleKind) {
  const words = letterWords[viewer.locale];
  const { languages } = announcementWords[viewer.locale];
  const nameOf = (one: ExampleKind) => (one === 'sign-in' ? words.topics.signIn : letterKindsWords[viewer.locale][one]);
  return (
    <Frame viewer={viewer} title={words.examples}>
      <Title title={words.examples} lead={words.examplesLead} />
      <Filters viewer={viewer} action="/admin/letters" button={words.showExample}>
        <SelectField
          name="kind"
          label={words.kind}
          typed={Typed.of({ kind })}
          options={exampleKinds.map((value) => ({ value, label: nameOf(value) }))}
        />
      </Filters>
      {(['zh', 'en'] as const).map((locale) => {
        const letter = exampleLetter(kind, locale);
        return (
          <>
            <LetterSheet id={`letter-${locale}`} title={`${nameOf(kind)} · ${languages[locale]}`} letter={letter} locale={locale} />
            <details>
              <summary>{words.asHtml(languages[locale])}</summary>
              <div class="letter">
                <pre>{letter.html}</pre>
              </div>
            </details>
          </>
        );
      })}
    </Frame>
  );
}

export const examplesPage = new PageRouter().get('/admin/letters', 'letter.preview', (c) =>
  sendPrivate(c, page(viewerOf(c), asked(c, 'kind', kindSchema) ?? 'offer')),
);
