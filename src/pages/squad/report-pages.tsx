import { reportDay } from '../../actions/squads/report-day.ts';
import { reporterMark } from '../../actions/squads/reporter-mark.ts';
import { squadFor } from '../../actions/squads/squad-for.ts';
import { todayIn } from '../../actions/context.ts';
import type { Squad } from '../../db/queries/squads.ts';
import { reaches, type Actor } from '../../domain/actor.ts';
import { actionContext } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { daysText } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { KeptNotice, ReportForm, reportFaults, reportHead, reportIn } from './report-form.tsx';
import { reportWords } from './report-words.ts';
import { squadWords } from './squad-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly squad: Squad;
  /** Stands for whoever reads. */
  readonly by: string;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** How a day was, said by a member. */
function reportPage({ viewer, squad, by, typed, faults = [] }: Shown) {
  const words = reportWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title} width="reading" head={reportHead}>
      <Title
        title={words.title}
        above={{ href: `/squads/${squad.id}`, name: squadWords[viewer.locale].title(squad.place) }}
        beside={`${nameIn(squad.county, viewer)} · ${daysText(squad.startDay, squad.endDay, viewer.locale)}`}
        lead={words.lead}
      />
      <ReportForm viewer={viewer} by={by} action={`/squads/${squad.id}/report`} typed={typed} faults={faults} />
    </Frame>
  );
}

/** A report that was written while another was signed in: on a shared device it is not sent in this one's name. */
function othersPage(viewer: Viewer, id: string) {
  const words = reportWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.othersTitle} width="reading" head={reportHead}>
      <Title title={words.othersTitle} lead={words.othersLead} />
      <KeptNotice viewer={viewer} />
      <p>
        <a href={`/squads/${id}/report`}>{words.othersNew}</a>
      </p>
    </Frame>
  );
}

/** Today, or the nearest day of the squad's; with a key of its own, so that the form counts once however often it is sent. */
export function freshReport(squad: Squad, today: string): Typed {
  const day = today > squad.endDay ? squad.endDay : today < squad.startDay ? squad.startDay : today;
  return Typed.of({ day, key: crypto.randomUUID() });
}

export const reportPages = new PageRouter()
  .get('/squads/:id/report', 'squad.report', async (c) => {
    const id = idIn(c);
    const squad = id === undefined ? undefined : await squadFor(actionContext(c), 'squad.report', id);
    if (squad?.ok !== true) return c.notFound();
    const typed = freshReport(squad.value, todayIn(squad.value, c.var.now));
    const by = await reporterMark(c.var.settings.keys, c.var.actor);
    return sendPrivate(c, reportPage({ viewer: viewerOf(c), squad: squad.value, by, typed }));
  })
  .post('/squads/:id/report', 'squad.report', async (c) => {
    const id = idIn(c);
    const squad = id === undefined ? undefined : await squadFor(actionContext(c), 'squad.report', id);
    const viewer = viewerOf(c);
    const { typed, report } = await reportIn(c);
    const by = await reporterMark(c.var.settings.keys, c.var.actor);
    // Before it is said whether the squad is theirs: whoever wrote it may be of it.
    if (id !== undefined && isAnothers(typed, by)) return sendPrivate(c, othersPage(viewer, id), 409);
    if (id === undefined || squad?.ok !== true) return c.notFound();
    if (typed.text('by') === '') return sendPrivate(c, othersPage(viewer, id), 409);
    const reported = report.ok ? await reportDay(actionContext(c), id, report.value) : report;
    if (reported.ok) return seeOther(c, nextAfter(c.var.actor, squad.value, reported.value.hadIncident));
    if (reported.error.kind !== 'invalid') throw new Problem(reported.error);
    const faults = reportFaults(reported.error.faults, viewer.locale);
    return sendPrivate(c, reportPage({ viewer, squad: squad.value, by, typed, faults }), 422);
  });

/** Was it written while somebody else was signed in? */
function isAnothers(typed: Typed, by: string): boolean {
  return typed.text('by') !== '' && typed.text('by') !== by;
}

/** Whoever reports that something happened tells of it next, where they may. */
function nextAfter(actor: Actor, { id, members }: Squad, hadIncident: boolean): string {
  const tellsOn = hadIncident && reaches(actor, 'incident.raise', ownerOf(actor));
  if (!tellsOn) return `/squads/${id}?done=reported`;
  const own = members.find(({ isOwn }) => isOwn)?.placementId;
  return `/incidents/new?done=reported${own === undefined ? '' : `&placementId=${own}`}`;
}

/** Whoever reports may tell of an incident as themselves. */
function ownerOf(actor: Actor) {
  return actor.kind === 'account' ? { accountId: actor.accountId } : {};
}
