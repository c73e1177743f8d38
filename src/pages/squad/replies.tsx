import type { OpenedReply } from '../../actions/safety/mark-helped.ts';
import { nameIn } from '../desk/named.ts';
import { Pill } from '../parts/pill.tsx';
import { TableSection, type Column } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import type { Viewer } from '../viewer.ts';
import { safetyWords } from './safety-words.ts';

type RepliesProps = {
  readonly viewer: Viewer;
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly rows: readonly OpenedReply[];
};

/** Who said what, and what was done; where nobody has helped yet, room to write it down. */
export function Replies({ viewer, id, title, none, rows }: RepliesProps) {
  const words = safetyWords[viewer.locale];
  const columns: Column<OpenedReply>[] = [
    {
      title: words.name,
      cell: ({ name, place, county, requestId, answer }) => (
        <>
          {name}
          <span class="under small">
            {nameIn(county, viewer)} · {place}
          </span>
          {answer === 'needs_help' ? (
            <a class="under small" href={`/squads/${requestId}/emergency-contacts`} aria-label={words.contactsOf(place)}>
              {words.contacts}
            </a>
          ) : null}
        </>
      ),
    },
    { title: words.state, cell: (reply) => <Answer viewer={viewer} reply={reply} /> },
    { title: words.when, cell: ({ answeredAt }) => (answeredAt === null ? '–' : <Instant at={answeredAt} viewer={viewer} />) },
    { title: words.action, cell: (reply) => <Action viewer={viewer} reply={reply} /> },
  ];
  return <TableSection id={id} title={title} none={none} viewer={viewer} rows={rows} columns={columns} />;
}

function Answer({ viewer, reply: { answer, helpedAt, note } }: { viewer: Viewer; reply: OpenedReply }) {
  const words = safetyWords[viewer.locale];
  if (answer === null) return <Pill tone="waiting">{words.silent}</Pill>;
  return (
    <>
      {answer === 'well' ? <Pill tone="done">{words.wellShort}</Pill> : <Pill tone="refused">{words.helpShort}</Pill>}{' '}
      {helpedAt === null ? null : <Pill tone="done">{words.helped}</Pill>}
      {note === null ? null : <span class="under">{note}</span>}
    </>
  );
}

function Action({ viewer, reply: { id, answer, helpedAt, action } }: { viewer: Viewer; reply: OpenedReply }) {
  const words = safetyWords[viewer.locale];
  if (action !== null) return <>{action}</>;
  if (answer !== 'needs_help' || helpedAt !== null) return <>–</>;
  const field = `action-${id}`;
  return (
    <form method="post" action={`/desk/safety-replies/${id}/helped`}>
      <label class="unseen" for={field}>
        {words.action}
      </label>
      <input id={field} name={field} type="text" maxlength={1000} required />
      <p class="actions close">
        <button class="button second">{words.markHelped}</button>
      </p>
    </form>
  );
}
