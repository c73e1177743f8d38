import type { AskBackSheet } from '../../db/queries/ask-backs.ts';
import { AskBackPill } from '../parts/ask-back-pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { askBackWords } from '../words/ask-back-words.ts';
import { nameIn } from './named.ts';

type Part = {
  readonly viewer: Viewer;
  readonly askBacks: readonly AskBackSheet[];
  /** Of whom the page tells already: the volunteer, or the county with its request. */
  readonly of: 'application' | 'request';
};

/** Who was asked back, by whom, and what became of it. */
export function AskedBack({ viewer, askBacks, of }: Part) {
  const words = askBackWords[viewer.locale];
  if (askBacks.length === 0) return null;
  const whom = {
    application: {
      title: words.county,
      cell: ({ requestId, county, place }: AskBackSheet) => (
        <a href={`/desk/requests/${requestId}`}>
          {nameIn(county, viewer)} · {place}
        </a>
      ),
    },
    request: {
      title: words.volunteer,
      cell: ({ applicationId, volunteerName }: AskBackSheet) =>
        applicationId === null ? volunteerName : <a href={`/desk/applications/${applicationId}`}>{volunteerName}</a>,
    },
  };
  return (
    <section aria-labelledby="asked-back">
      <h2 id="asked-back">{words.title}</h2>
      <Table
        caption={words.title}
        viewer={viewer}
        rows={askBacks}
        isDense
        columns={[
          whom[of],
          { title: words.state, cell: (askBack) => <AskBackPill askBack={askBack} viewer={viewer} /> },
          { title: words.subject, cell: ({ subject }) => nameIn(subject, viewer) },
          { title: words.asked, cell: ({ createdAt }) => <Instant at={createdAt} viewer={viewer} /> },
        ]}
      />
    </section>
  );
}
