import { dimensionDefinitions, keptBack, measureDefinitions, type Definition } from '../../domain/statistics-definitions.ts';
import { sendPublic } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Title } from '../parts/page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { recordWords } from './record-words.ts';

/** What every figure of the record counts, and under what. */
function definitionsPage(viewer: Viewer) {
  const words = recordWords[viewer.locale];
  const rowsOf = (definitions: readonly Definition[]) =>
    definitions.map(({ name, means }) => ({ label: name[viewer.locale], value: means[viewer.locale] }));
  return (
    <Frame viewer={viewer} title={words.definitionsTitle}>
      <Title title={words.definitionsTitle} above={{ href: '/record', name: words.title }} lead={words.definitionsLead} />
      <section class="part" aria-labelledby="measures">
        <h2 id="measures">{words.measuresTitle}</h2>
        <Summary viewer={viewer} rows={rowsOf(Object.values(measureDefinitions))} areSentences />
      </section>
      <section class="part" aria-labelledby="dimensions">
        <h2 id="dimensions">{words.dimensionsTitle}</h2>
        <Summary viewer={viewer} rows={rowsOf(Object.values(dimensionDefinitions))} areSentences />
      </section>
      <section class="part" aria-labelledby="kept">
        <h2 id="kept">{words.keptTitle}</h2>
        <p class="measure">{keptBack[viewer.locale]}</p>
      </section>
    </Frame>
  );
}

export const definitionsPages = new PageRouter().get('/record/definitions', 'open-data.read', async (c) =>
  sendPublic(c, definitionsPage(viewerOf(c))),
);
