import { instantOf } from '../../actions/context.ts';
import { listOpenDisputes, type DisputeSheet } from '../../db/queries/disputes.ts';
import { canBeSettled } from '../../domain/dispute.ts';
import { sendPrivate } from '../answer.tsx';
import { nameIn } from '../desk/named.ts';
import { TakeAlong } from '../exports/take-along.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { wordsIn } from '../words/words.ts';
import { AboutText, figureText } from './disputes-part.tsx';
import { disputeWords } from './dispute-words.ts';

function listView(viewer: Viewer, disputes: readonly DisputeSheet[]) {
  const words = disputeWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.deskTitle}>
      <Title
        title={words.deskTitle}
        above={{ href: '/desk/placements', name: wordsIn(viewer.locale).places.placementBoard }}
        lead={words.deskLead}
      />
      {disputes.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Table
          caption={words.deskTitle}
          viewer={viewer}
          rows={disputes}
          isDense
          columns={[
            {
              title: words.volunteer,
              isKept: true,
              cell: ({ id, volunteerName, place, county }) => (
                <>
                  <a href={`/disputes/${id}`}>{volunteerName}</a>
                  <span class="under">
                    {nameIn(county, viewer)} · {place}
                  </span>
                </>
              ),
            },
            {
              title: words.state,
              cell: (dispute) => (
                <>
                  <State of="dispute" state={dispute.state} locale={viewer.locale} />{' '}
                  {canBeSettled(dispute, viewer.now) ? <Pill tone="waiting">{words.toSettle}</Pill> : null}
                </>
              ),
            },
            { title: words.about, cell: ({ lessonStartsAt }) => <AboutText viewer={viewer} lessonStartsAt={lessonStartsAt} /> },
            { title: words.recorded, cell: (dispute) => figureText(dispute, dispute.recorded, words) },
            { title: words.claimed, cell: (dispute) => figureText(dispute, dispute.claimed, words) },
            {
              title: words.answerBy,
              cell: ({ answerByAt, openedAt }) => (
                <>
                  <Instant at={answerByAt} viewer={viewer} />
                  <span class="under">
                    {words.openedAt} <Instant at={openedAt} viewer={viewer} />
                  </span>
                </>
              ),
            },
          ]}
        />
      )}
      <TakeAlong viewer={viewer} kind="disputes" />
    </Frame>
  );
}

/** The disputes that are open, those that wait for a coordinator first. */
export const deskDisputesPage = new PageRouter().get('/desk/disputes', 'dispute.settle', async (c) =>
  sendPrivate(c, listView(viewerOf(c), await listOpenDisputes(c.var.db, instantOf(c.var.now)))),
);
