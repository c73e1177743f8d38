import { toldOfCounties } from '../../actions/feedback/told-of-county.ts';
import type { ToldOfCounty } from '../../db/queries/feedback.ts';
import { actionContext } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { sendPrivate } from '../answer.tsx';
import { guestsWords } from '../county/guests-words.ts';
import { ownCodes } from '../county/own.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Summary } from '../parts/lists.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { questionsOf } from './feedback-parts.tsx';
import { feedbackWords } from './feedback-words.ts';

/** What volunteers say on average of the counties of whoever reads it. */
function heardView(viewer: Viewer, told: readonly ToldOfCounty[]) {
  const words = feedbackWords[viewer.locale];
  const above = { href: '/county/placements', name: guestsWords[viewer.locale].title };
  return (
    <Frame viewer={viewer} title={words.ofCounty} width="reading">
      <Title title={words.ofCounty} above={above} lead={words.ofCountyFew} />
      {told.length === 0 ? (
        <Empty>
          <p>{words.averagesNone}</p>
        </Empty>
      ) : null}
      {told.map(({ people, averages, county }) => (
        <section class="part" aria-labelledby={county.en}>
          <h2 id={county.en}>{county[viewer.locale]}</h2>
          <p class="quiet">{words.ofCountyLead(people)}</p>
          <Summary
            viewer={viewer}
            rows={questionsOf('volunteer', viewer).map(({ code, label }) => ({ label, value: averages[code] ?? '–' }))}
          />
        </section>
      ))}
    </Frame>
  );
}

export const countyHeardPage = new PageRouter().get('/county/feedback', 'placement.host', async (c) => {
  const told = valueOf(await toldOfCounties(actionContext(c), ownCodes(c)));
  return sendPrivate(c, heardView(viewerOf(c), told));
});
