import { listTexts, type AgreedText } from '../../db/queries/texts.ts';
import { countAgreed, type AgreedCount } from '../../db/queries/text-versions.ts';
import { isCheckedText, textKinds } from '../../domain/consent.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { Pill } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { textWords } from './text-words.ts';

type Shown = { readonly viewer: Viewer; readonly texts: readonly AgreedText[]; readonly counts: readonly AgreedCount[] };

/** Every text that people agree to, in the version in force. */
function textsPage({ viewer, texts, counts }: Shown) {
  const words = textWords[viewer.locale];
  const rows = textKinds.map((kind) => {
    const text = texts.find((published) => published.kind === kind);
    const agreed = counts.find((count) => count.kind === kind && count.version === text?.version)?.agreed ?? 0;
    return { kind, text, agreed };
  });
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} />
      <Table
        caption={words.title}
        viewer={viewer}
        rows={rows}
        columns={[
          {
            title: words.kind,
            cell: ({ kind }) => (
              <>
                <a href={`/admin/texts/${kind}`}>{terms[viewer.locale].texts[kind]}</a>
                <span class="quiet small under">{isCheckedText(kind) ? words.isCheck : words.isConsent}</span>
              </>
            ),
          },
          {
            title: words.version,
            cell: ({ text }) => (text === undefined ? <Pill tone="waiting">{words.notYet}</Pill> : words.versionOf(String(text.version))),
          },
          {
            title: words.publishedAt,
            cell: ({ text }) => (text === undefined ? '–' : <Instant at={text.publishedAt} viewer={viewer} />),
          },
          { title: words.agreed, cell: ({ agreed }) => agreed, isNumber: true },
        ]}
      />
    </Frame>
  );
}

export const textsPages = new PageRouter().get('/admin/texts', 'text.publish', async (c) => {
  const { db } = c.var;
  return sendPrivate(c, textsPage({ viewer: viewerOf(c), texts: await listTexts(db), counts: await countAgreed(db) }));
});
