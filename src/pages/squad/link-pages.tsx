import type { Context } from 'hono';
import { z } from 'zod';

import { todayIn } from '../../actions/context.ts';
import { reportByLink, squadOfLink } from '../../actions/squads/report-day.ts';
import type { Squad } from '../../db/queries/squads.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { clientOf, TooManyKnocks } from '../../http/session.ts';
import { seeOther, sendPrivate, sendPublic } from '../answer.tsx';
import { nameIn } from '../desk/named.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Contact } from '../parts/contact.tsx';
import type { FieldFault } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { daysText } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { ReportForm, reportFaults, reportHead, reportIn } from './report-form.tsx';
import { freshReport } from './report-pages.tsx';
import { reportWords } from './report-words.ts';

const keySchema = z.string().regex(/^[\w-]{43}$/);

type Shown = {
  readonly viewer: Viewer;
  readonly squad: Squad;
  readonly action: string;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** The form for whoever holds the link: where and when, and nobody's name. */
function linkPage({ viewer, squad, action, typed, faults = [] }: Shown) {
  const words = reportWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title} width="reading" head={reportHead}>
      <Title
        title={words.title}
        beside={`${nameIn(squad.county, viewer)} · ${squad.place} · ${daysText(squad.startDay, squad.endDay, viewer.locale)}`}
        lead={words.lead}
      />
      <ReportForm viewer={viewer} action={action} typed={typed} faults={faults} />
    </Frame>
  );
}

function sentPage(viewer: Viewer, action: string, hadIncident: boolean) {
  const words = reportWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.sentTitle} width="reading">
      <Title title={words.sentTitle} lead={words.sent} />
      {hadIncident ? (
        <Note tone="refused">
          <p>{words.sentIncident}</p>
          <Contact viewer={viewer} />
        </Note>
      ) : null}
      <p>
        <a href={action}>{words.another}</a>
      </p>
    </Frame>
  );
}

/** Kept by the browser for when there is no network: the form alone, of no squad; its address says where it goes. */
function offlineReportPage(viewer: Viewer) {
  const words = reportWords[viewer.locale];
  return (
    <Frame
      viewer={{ ...viewer, isSignedIn: false, name: undefined, roles: [] }}
      title={words.offlineTitle}
      width="reading"
      head={reportHead}
    >
      <Title title={words.offlineTitle} lead={words.offlineLead} />
      <noscript>
        <p>{words.needsScript}</p>
      </noscript>
      <ReportForm viewer={viewer} typed={new Typed()} />
    </Frame>
  );
}

function gonePage(viewer: Viewer) {
  const words = reportWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.gone} width="reading">
      <Title title={words.gone} lead={words.goneLead} />
    </Frame>
  );
}

/** Guessing keys is hopeless; it is also slow. */
async function passDoor(c: Context<AppEnv>): Promise<void> {
  const wait = await c.var.knock('report', clientOf(c), 120, 15 * 60);
  if (wait > 0) throw new TooManyKnocks(wait);
}

async function openedIn(c: Context<AppEnv>): Promise<{ readonly key: string; readonly squad: Squad } | undefined> {
  const key = keySchema.safeParse(c.req.param('key'));
  if (!key.success) return undefined;
  const squad = await squadOfLink(actionContext(c), key.data);
  return squad.ok ? { key: key.data, squad: squad.value } : undefined;
}

const gone = async (c: Context<AppEnv>) => sendPrivate(c, gonePage(viewerOf(c)), 404);

export const linkPages = new PageRouter()
  .get('/report-offline', 'open-data.read', async (c) => sendPublic(c, offlineReportPage(viewerOf(c))))
  .get('/report/:key', 'squad.report-by-link', async (c) => {
    await passDoor(c);
    const opened = await openedIn(c);
    if (opened === undefined) return gone(c);
    const { squad } = opened;
    const done = c.req.query('done');
    if (done !== undefined) return sendPrivate(c, sentPage(viewerOf(c), c.req.path, done === 'incident'));
    const typed = freshReport(squad, todayIn(squad, c.var.now));
    return sendPrivate(c, linkPage({ viewer: viewerOf(c), squad, action: c.req.path, typed }));
  })
  .post('/report/:key', 'squad.report-by-link', async (c) => {
    await passDoor(c);
    const opened = await openedIn(c);
    if (opened === undefined) return gone(c);
    const viewer = viewerOf(c);
    const { typed, report } = await reportIn(c);
    const reported = report.ok ? await reportByLink(actionContext(c), opened.key, report.value) : report;
    if (reported.ok) return seeOther(c, `${c.req.path}?done=${reported.value.hadIncident ? 'incident' : 'reported'}`);
    if (reported.error.kind !== 'invalid') return gone(c);
    const faults = reportFaults(reported.error.faults, viewer.locale);
    return sendPrivate(c, linkPage({ viewer, squad: opened.squad, action: c.req.path, typed, faults }), 422);
  });
