import type { LineWithAlternates } from '../../db/queries/desk-alternates.ts';
import type { Alternate } from '../../matching/alternates.ts';
import { Frame } from '../frame.tsx';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { Table, TableSection } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import type { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { alternateWords } from './alternate-words.ts';
import { whyText } from './alternates-page.tsx';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { JustDone, Split } from './queue.tsx';

export type LineShown = {
  readonly viewer: Viewer;
  readonly line: LineWithAlternates;
  readonly alternates: readonly (Alternate & { readonly name: string })[];
  /** A seat fell free and can be given. */
  readonly canOffer: boolean;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
};

/** One line: what fell free, who has an offer, who comes next and why, and what a coordinator can do about it. */
export function AlternatePage(shown: LineShown) {
  const { viewer, line, faults } = shown;
  const words = alternateWords[viewer.locale];
  const title = words.one(nameIn(line.subject, viewer), nameIn(line.county, viewer));
  return (
    <Frame viewer={viewer} title={title}>
      <JustDone viewer={viewer} />
      <FaultSummary faults={faults} viewer={viewer} />
      <Title title={title} above={{ href: '/desk/alternates', name: words.title }} />
      <Split label={words.actions} aside={<Holding {...shown} />}>
        <About viewer={viewer} line={line} />
        {line.seats.some(({ isLate }) => isLate) ? (
          <Note tone="waiting">
            <p>{words.lateNote}</p>
          </Note>
        ) : null}
        <Seats viewer={viewer} line={line} />
        <Offers viewer={viewer} line={line} />
        <Order {...shown} />
        <Skipped viewer={viewer} line={line} />
      </Split>
    </Frame>
  );
}

type Part = Pick<LineShown, 'viewer' | 'line'>;

function About({ viewer, line: { subject, level, role, requestId, place, startDay, endDay, taken, maximum } }: Part) {
  const words = alternateWords[viewer.locale];
  const said = terms[viewer.locale];
  const levels: Readonly<Record<number, string>> = said.levels;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <Summary
        viewer={viewer}
        rows={[
          {
            label: words.line,
            value: `${deskWords[viewer.locale].level(nameIn(subject, viewer), levels[level] ?? String(level))} · ${said.lineRoles[role]}`,
          },
          { label: words.request, value: <a href={`/desk/requests/${requestId}`}>{place}</a> },
          { label: words.dates, value: daysText(startDay, endDay, viewer.locale) },
          { label: words.state, value: words.seatsTaken(taken, maximum) },
        ]}
      />
    </section>
  );
}

function Seats({ viewer, line: { seats } }: Part) {
  const words = alternateWords[viewer.locale];
  return (
    <TableSection
      id="seats"
      title={words.seats}
      none={words.noSeats}
      viewer={viewer}
      rows={seats}
      isDense
      columns={[
        { title: words.whose, cell: ({ placementId, name }) => <a href={`/desk/placements/${placementId}`}>{name}</a> },
        {
          title: words.why,
          cell: ({ state, isLate }) => (
            <>
              <State of="placement" state={state} locale={viewer.locale} /> {isLate ? <Pill tone="refused">{words.lateMark}</Pill> : null}
            </>
          ),
        },
        { title: words.since, cell: ({ endedAt }) => <Instant at={endedAt} viewer={viewer} /> },
      ]}
    />
  );
}

function Offers({ viewer, line: { offers } }: Part) {
  const words = alternateWords[viewer.locale];
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="offers">
      <h2 id="offers">{words.offers}</h2>
      <Table
        caption={words.offers}
        viewer={viewer}
        rows={offers}
        isDense
        columns={[
          { title: deskWords[viewer.locale].name, cell: ({ placementId, name }) => <a href={`/desk/placements/${placementId}`}>{name}</a> },
          { title: words.replyBy, cell: ({ replyByAt }) => <Instant at={replyByAt} viewer={viewer} /> },
        ]}
      />
    </section>
  );
}

function Order({ viewer, line, alternates, canOffer }: LineShown) {
  const words = alternateWords[viewer.locale];
  const at = `/desk/alternates/${line.id}`;
  return (
    <section aria-labelledby="order">
      <h2 id="order" tabindex={-1}>
        {words.order}
      </h2>
      <p class="quiet small measure">{words.orderHint}</p>
      {alternates.length === 0 ? (
        <p class="quiet">{words.noAlternates}</p>
      ) : (
        <Table
          caption={words.order}
          viewer={viewer}
          rows={alternates.map((alternate, i) => ({ ...alternate, position: i + 1 }))}
          isDense
          columns={[
            {
              title: deskWords[viewer.locale].name,
              cell: ({ applicationId, name }) => <a href={`/desk/applications/${applicationId}`}>{name}</a>,
            },
            { title: words.place, isNumber: true, cell: ({ position }) => position },
            { title: words.reason, cell: (alternate) => whyText(alternate, viewer) },
            {
              title: words.actions,
              isUnseen: true,
              cell: ({ applicationId, name }) => (
                <>
                  {canOffer ? (
                    <form method="post" action={`${at}/offer`}>
                      <input type="hidden" name="applicationId" value={applicationId} />
                      <button class="button second">{words.offer(name)}</button>
                    </form>
                  ) : null}{' '}
                  <a class="small" href={`${at}/skip?applicationId=${applicationId}`}>
                    {words.skip}
                    <span class="unseen"> {name}</span>
                  </a>
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

function Skipped({ viewer, line: { skipped } }: Part) {
  const words = alternateWords[viewer.locale];
  if (skipped.length === 0) return null;
  return (
    <section aria-labelledby="skipped">
      <h2 id="skipped">{words.skipped}</h2>
      <ul>
        {skipped.map(({ applicationId, name, reason }) => (
          <li>
            <a href={`/desk/applications/${applicationId}`}>{name}</a>
            {reason === null ? null : <span class="under">{deskWords[viewer.locale].because(reason)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Holding the alternates, or letting them go on. */
function Holding({ viewer, line: { id, hold }, typed, faults }: LineShown) {
  const words = alternateWords[viewer.locale];
  if (hold !== null) {
    return (
      <>
        <h2>{words.held}</h2>
        <p>{words.heldBy(hold.by ?? '')}</p>
        {hold.reason === null ? null : <p class="told-text">{deskWords[viewer.locale].because(hold.reason)}</p>}
        <form method="post" action={`/desk/alternates/${id}/resume`}>
          <button class="button wide-button">{words.resumeButton}</button>
        </form>
      </>
    );
  }
  return (
    <>
      <h2>{words.hold}</h2>
      <p class="small quiet">{words.holdHint}</p>
      <form method="post" action={`/desk/alternates/${id}/hold`} novalidate>
        <AreaField name="reason" label={deskWords[viewer.locale].reason} typed={typed} faults={faults} rows={3} maxlength={2000} />
        <p class="actions close">
          <button class="button second">{words.holdButton}</button>
        </p>
      </form>
    </>
  );
}
