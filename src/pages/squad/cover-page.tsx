import { squadFor } from '../../actions/squads/squad-for.ts';
import { todayIn } from '../../actions/context.ts';
import { listCover, type Cover, type Member, type Squad } from '../../db/queries/squads.ts';
import { actionContext } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Title } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { dayText, daysText } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { squadWords } from './squad-words.ts';

type Shown = { readonly viewer: Viewer; readonly squad: Squad; readonly cover: readonly Cover[] };

/** Agreement and insurance of everybody, with room to sign: made for paper. */
function coverPage({ viewer, squad, cover }: Shown) {
  const words = squadWords[viewer.locale];
  const byPlacementId = new Map(cover.map((each) => [each.placementId, each]));
  const through = ({ placementId }: Member, which: 'agreementThroughDay' | 'insuranceThroughDay') =>
    byPlacementId.get(placementId)?.[which] ?? null;
  const reachesEnd = (day: string | null) => day !== null && day >= squad.endDay;
  const covered = squad.members.filter(
    (member) => reachesEnd(through(member, 'agreementThroughDay')) && reachesEnd(through(member, 'insuranceThroughDay')),
  );
  const until = (day: string | null) =>
    day === null ? (
      <strong>{words.lacking}</strong>
    ) : (
      <>
        {dayText(day, viewer.locale)}
        {reachesEnd(day) ? null : <strong class="under">{words.endsBefore}</strong>}
      </>
    );
  return (
    <Frame viewer={viewer} title={words.coverTitle(squad.place)}>
      <Title
        title={words.coverTitle(squad.place)}
        above={{ href: `/squads/${squad.id}`, name: words.title(squad.place) }}
        beside={`${nameIn(squad.county, viewer)} · ${nameIn(squad.season, viewer)} · ${daysText(squad.startDay, squad.endDay, viewer.locale)}`}
      />
      <p class="measure no-print">{words.coverLead}</p>
      <p class="actions">
        <button class="button second" type="button" data-print hidden>
          {words.print}
        </button>
      </p>
      <p class="strong">{words.covered(covered.length, squad.members.length)}</p>
      <div class="cover">
        <Table
          caption={words.coverTitle(squad.place)}
          viewer={viewer}
          rows={squad.members}
          columns={[
            {
              title: words.member,
              cell: ({ name, role, isCaptain }) => (
                <>
                  {name}
                  <span class="under small">{isCaptain ? words.captain : terms[viewer.locale].lineRoles[role]}</span>
                </>
              ),
            },
            { title: words.agreement, cell: (member) => until(through(member, 'agreementThroughDay')) },
            { title: words.insurance, cell: (member) => until(through(member, 'insuranceThroughDay')) },
            { title: words.signature, cell: () => '' },
          ]}
        />
      </div>
      <p class="cover-signed only-print">
        <span>{words.signedBy}</span>
        <span>{words.signedAt}</span>
      </p>
      <p class="only-print small">
        {words.printedOn}
        {dayText(todayIn(squad, viewer.now), viewer.locale)}
      </p>
    </Frame>
  );
}

export const coverPages = new PageRouter().get('/squads/:id/cover', 'squad.cover', async (c) => {
  const id = idIn(c);
  const squad = id === undefined ? undefined : await squadFor(actionContext(c), 'squad.cover', id);
  if (squad?.ok !== true) return c.notFound();
  return sendPrivate(c, coverPage({ viewer: viewerOf(c), squad: squad.value, cover: await listCover(c.var.db, squad.value.id) }));
});
