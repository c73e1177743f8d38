import { listCountyFeedback, type CountyFeedback } from '../../db/queries/feedback.ts';
import { feedbackSides, fewestTold, type FeedbackSide } from '../../domain/feedback.ts';
import { sendPrivate } from '../answer.tsx';
import { nameIn, todayOf } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { questionsOf } from './feedback-parts.tsx';
import { feedbackWords } from './feedback-words.ts';

/** How counties and volunteers score each other on average; never who said it. */
function averagesView(viewer: Viewer, rows: readonly CountyFeedback[]) {
  const words = feedbackWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.averagesTitle}>
      <Title
        title={words.averagesTitle}
        above={{ href: '/desk/placements', name: wordsIn(viewer.locale).places.placementBoard }}
        lead={words.averagesLead}
      />
      {rows.length === 0 ? (
        <Empty>
          <p>{words.averagesNone}</p>
        </Empty>
      ) : null}
      {feedbackSides.map((side) => {
        const ofSide = rows.filter((row) => row.side === side);
        return ofSide.length === 0 ? null : (
          <section class="part" aria-labelledby={side}>
            <h2 id={side}>{words.averagesOf[side]}</h2>
            <Table caption={words.averagesOf[side]} viewer={viewer} rows={ofSide} isDense columns={columnsOf(side, viewer)} />
          </section>
        );
      })}
    </Frame>
  );
}

function columnsOf(side: FeedbackSide, viewer: Viewer): Column<CountyFeedback>[] {
  const words = feedbackWords[viewer.locale];
  return [
    { title: words.county, isKept: true, cell: ({ county }) => nameIn(county, viewer) },
    { title: words.count, isNumber: true, cell: ({ count }) => count },
    ...questionsOf(side, viewer).map(({ code, label }) => ({
      title: label,
      isNumber: true,
      cell: ({ count, averages }: CountyFeedback) => (count < fewestTold ? words.tooFew : (averages[code] ?? '–')),
    })),
  ];
}

export const countyAveragesPage = new PageRouter().get('/desk/feedback', 'feedback.compare', async (c) => {
  const viewer = viewerOf(c);
  return sendPrivate(c, averagesView(viewer, await listCountyFeedback(c.var.db, todayOf(viewer))));
});
