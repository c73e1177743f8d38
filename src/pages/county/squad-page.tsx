import { listSquadMembers, type SquadMember } from '../../db/queries/county-placements.ts';
import { findRequestSheet, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { reportWords } from '../squad/report-words.ts';
import { squadWords } from '../squad/squad-words.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { originOf, teachingOf } from './guest-parts.tsx';
import { guestsWords } from './guests-words.ts';
import { idIn, inLocale, todayOf } from './own.ts';

type Shown = { readonly viewer: Viewer; readonly request: RequestSheet; readonly members: readonly SquadMember[] };

const comingStates: ReadonlySet<string> = new Set(['offered', 'accepted', 'started', 'completed']);

/** Who comes with a request, as a squad and as a roster on paper. */
function viewOf({ viewer, request, members }: Shown) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const coming = members.filter(({ state }) => comingStates.has(state));
  const left = members.filter(({ state }) => !comingStates.has(state));
  const leaders = coming.filter(({ role }) => role !== 'teacher');
  const offered = coming.filter(({ state }) => state === 'offered').length;
  const isDue = coming.some(({ state }) => state === 'accepted');
  const title = words.squadTitle(request.place);
  return (
    <Frame viewer={viewer} title={title}>
      <Title
        title={title}
        above={{ href: `/county/requests/${request.id}`, name: request.place }}
        beside={
          <>
            {inLocale(locale, request.seasonNameZh, request.seasonNameEn)} · {inLocale(locale, request.countyNameZh, request.countyNameEn)}{' '}
            · {daysText(request.startDay, request.endDay, locale)} · {terms[locale].deliveries[request.delivery]}
          </>
        }
      />
      {coming.length === 0 ? (
        <Empty>{words.squadNobody}</Empty>
      ) : (
        <>
          <p class="strong">{words.squadCount(coming.length - offered, offered)}</p>
          <p class="actions county-first">
            {isDue ? (
              <a class="button" href={`/county/requests/${request.id}/arrival`}>
                {words.arrivalLink}
              </a>
            ) : null}
            <button class="button second" type="button" data-print hidden>
              {words.print}
            </button>
            <a href={`/squads/${request.id}`}>{reportWords[locale].boardTitle}</a>
            <a href={`/squads/${request.id}/cover`}>{squadWords[locale].cover}</a>
          </p>
          <p class="only-print small">
            {words.printedOn(dayText(todayOf(viewer), locale))} · {words.personal}
          </p>
          <section aria-labelledby="leaders">
            <h2 id="leaders">{words.leaders}</h2>
            {leaders.length === 0 ? (
              <p class="quiet">{words.noLead}</p>
            ) : (
              <Members viewer={viewer} caption={words.leaders} rows={leaders} />
            )}
          </section>
          {request.lines
            .filter(({ role }) => role === 'teacher')
            .map((line) => {
              const name = words.lineTitle(inLocale(locale, line.subjectZh, line.subjectEn), line.taken, line.ideal);
              const rows = coming.filter(({ lineId }) => lineId === line.id);
              return (
                <section aria-labelledby={`line-${line.id}`}>
                  <h2 id={`line-${line.id}`}>{name}</h2>
                  {rows.length === 0 ? <p class="quiet">{words.squadNobody}</p> : <Members viewer={viewer} caption={name} rows={rows} />}
                </section>
              );
            })}
        </>
      )}
      {left.length === 0 ? null : (
        <section class="no-print" aria-labelledby="left">
          <h2 id="left">{words.leftTitle}</h2>
          <Members viewer={viewer} caption={words.leftTitle} rows={left} />
        </section>
      )}
    </Frame>
  );
}

function Members({ viewer, caption, rows }: { viewer: Viewer; caption: string; rows: readonly SquadMember[] }) {
  const { locale } = viewer;
  const words = guestsWords[locale];
  const columns: Column<SquadMember>[] = [
    { title: words.person, cell: ({ id, name }) => <a href={`/county/placements/${id}`}>{name}</a> },
    { title: words.kindFrom, cell: (member) => originOf(member, locale) },
    { title: words.teaches, cell: (member) => teachingOf(member, locale) },
    { title: words.state, cell: ({ state }) => <State of="placement" state={state} locale={locale} /> },
  ];
  return (
    <div class="roster">
      <Table caption={caption} viewer={viewer} rows={rows} columns={columns} />
    </div>
  );
}

export const squadPage = new PageRouter().get('/county/requests/:id/squad', 'request.write', async (c) => {
  const id = idIn(c);
  const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
  if (request === undefined || !reaches(c.var.actor, 'request.write', request)) return c.notFound();
  return sendPrivate(c, viewOf({ viewer: viewerOf(c), request, members: await listSquadMembers(c.var.db, request.id) }));
});
