import type { DisputeLine } from '../../db/queries/disputes.ts';
import { isOpenDispute } from '../../domain/dispute.ts';
import { State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { disputeWords, type DisputeWords } from './dispute-words.ts';

type About = { readonly lessonStartsAt: string | null };

/** A lesson's minutes, or days of the service. */
export function figureText({ lessonStartsAt }: About, figure: number | null, words: DisputeWords): string {
  if (figure === null) return words.unreported;
  if (lessonStartsAt === null) return words.days(figure);
  return figure === 0 ? words.notHeld : words.minutes(figure);
}

export function AboutText({ viewer, lessonStartsAt }: About & { readonly viewer: Viewer }) {
  const words = disputeWords[viewer.locale];
  return lessonStartsAt === null ? (
    <>{words.wholeService}</>
  ) : (
    <>
      {words.lessonAt} <Instant at={lessonStartsAt} viewer={viewer} />
    </>
  );
}

/** The disputes over a placement's record, on the pages of all who take part in it; nothing where there are none. */
export function DisputesPart({ viewer, disputes }: { readonly viewer: Viewer; readonly disputes: readonly DisputeLine[] }) {
  const words = disputeWords[viewer.locale];
  if (disputes.length === 0) return null;
  return (
    <section class="part" aria-labelledby="disputes">
      <h2 id="disputes">{words.title}</h2>
      {disputes.some(({ state }) => isOpenDispute(state)) ? <p class="measure">{words.partLead}</p> : null}
      <Table
        caption={words.title}
        viewer={viewer}
        rows={disputes}
        columns={[
          {
            title: words.about,
            cell: ({ id, lessonStartsAt }) => (
              <a href={`/disputes/${id}`}>
                <AboutText viewer={viewer} lessonStartsAt={lessonStartsAt} />
              </a>
            ),
          },
          { title: words.state, cell: ({ state }) => <State of="dispute" state={state} locale={viewer.locale} /> },
          { title: words.recorded, cell: (dispute) => figureText(dispute, dispute.recorded, words) },
          { title: words.claimed, cell: (dispute) => figureText(dispute, dispute.claimed, words) },
          { title: words.decided, cell: (dispute) => (dispute.decided === null ? '–' : figureText(dispute, dispute.decided, words)) },
        ]}
      />
    </section>
  );
}
