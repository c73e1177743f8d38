import type { Connection } from '../../db/client.ts';
import { findText } from '../../db/queries/texts.ts';
import { textKindSchema, type TextKind } from '../../domain/consent.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { aboutWords } from './about-words.ts';
import { nameIn, sentencesIn } from './names.ts';

/** What people agree to, word for word, as it is in force. */
async function textPage(db: Connection, viewer: Viewer, kind: TextKind) {
  const { locale } = viewer;
  const words = aboutWords[locale].text;
  const text = await findText(db, kind);
  const name = terms[locale].texts[kind];
  return (
    <Frame viewer={viewer} title={name} width="reading">
      <Title
        title={name}
        above={{ href: '/privacy', name: aboutWords[locale].privacy.title }}
        beside={
          text === undefined ? undefined : (
            <span class="quiet small">
              {words.version(text.version)} · {words.since} <Instant at={text.publishedAt} viewer={viewer} />
            </span>
          )
        }
      />
      {text === undefined ? (
        <Empty>
          <p class="strong">{words.none}</p>
          <p>{words.noneLead}</p>
        </Empty>
      ) : (
        <>
          <div class="wording">
            {nameIn(locale, text.zh, text.en)
              .split(/\n+/)
              .map((paragraph) => (
                <p>{paragraph}</p>
              ))}
          </div>
          <p class="quiet small">{sentencesIn(locale, [words.asked[kind], words.language])}</p>
        </>
      )}
    </Frame>
  );
}

export const textPages = new PageRouter().get('/texts/:kind', 'open-data.read', async (c) => {
  const kind = textKindSchema.safeParse(c.req.param('kind'));
  return kind.success ? sendPublic(c, await textPage(c.var.db, viewerOf(c), kind.data)) : c.notFound();
});
