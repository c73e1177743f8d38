import type { Context } from 'hono';

import { decideApplication } from '../../actions/applications/decide-application.ts';
import { weighNeeds, type Fit } from '../../actions/applications/weigh-needs.ts';
import { accountIdOf } from '../../actions/context.ts';
import { findApplicationInWhole, findLeftApplications, type ApplicationInWhole } from '../../db/queries/desk-applications.ts';
import type { Left } from '../../db/queries/queue.ts';
import { ruleCodes } from '../../domain/eligibility/rule.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary } from '../parts/form.tsx';
import { Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { AboutApplication, AboutPerson, Before, Checks, Fits } from './application-parts.tsx';
import { applicationWords } from './application-words.ts';
import { applicationFilterOf } from './applications-page.tsx';
import { AskedBack } from './ask-back-part.tsx';
import { idIn, keptSearch } from './asked.ts';
import { decided, type Decided, type Said } from './decide.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { Decide, DecidedMeanwhile, History, JustDone, LeftToDo, nothingTyped, Split, statusOf } from './queue.tsx';

const queue = '/desk/applications';

type Shown = Said & {
  readonly viewer: Viewer;
  readonly application: ApplicationInWhole;
  readonly fits: readonly Fit[] | undefined;
  readonly left: Left;
  readonly search: string;
  readonly isOwn: boolean;
};

function applicationPage(shown: Shown) {
  const { viewer, application, fits, search, faults, isLate = false } = shown;
  const words = applicationWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.one(application.name)}>
      <JustDone viewer={viewer} queue={queue} />
      {isLate ? <DecidedMeanwhile viewer={viewer} happened={application.happened} /> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={application.name}
        above={{ href: `${queue}${search}`, name: words.title }}
        beside={
          <>
            <State of="application" state={application.state} locale={viewer.locale} /> {nameIn(application.season, viewer)}
            {application.submittedAt === null ? null : (
              <span class="quiet small">
                {' · '}
                {words.waiting} <Instant at={application.submittedAt} viewer={viewer} />
              </span>
            )}
          </>
        }
      />
      <Split label={deskWords[viewer.locale].decide} aside={<Beside {...shown} />}>
        {application.isFrozen ? (
          <Note tone="refused">
            <p>{words.frozen}</p>
          </Note>
        ) : null}
        <AboutApplication viewer={viewer} application={application} />
        <AskedBack viewer={viewer} askBacks={application.askBacks} of="application" />
        <Fits viewer={viewer} fits={fits} codes={ruleCodes} />
        <AboutPerson viewer={viewer} application={application} />
        <Checks viewer={viewer} application={application} />
        <Before viewer={viewer} application={application} />
        <History viewer={viewer} happened={application.happened} />
      </Split>
    </Frame>
  );
}

function Beside({ viewer, application, left, search, isOwn, typed, faults }: Shown) {
  const words = applicationWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const waits = application.state === 'submitted';
  return (
    <>
      <h2>{desk.decide}</h2>
      <LeftToDo viewer={viewer} queue={queue} left={left} search={search} />
      {application.decisionReason === null ? null : <p class="small">{desk.decidedBefore(application.decisionReason)}</p>}
      {waits && isOwn ? <p>{words.own}</p> : null}
      {waits ? null : <p class="quiet">{words.decidedAlready}</p>}
      {waits && !isOwn ? <Decide viewer={viewer} at={`${queue}/${application.id}`} search={search} typed={typed} faults={faults} /> : null}
    </>
  );
}

async function show(c: Context<AppEnv>, application: ApplicationInWhole, said: Said): Promise<Response> {
  const { db, actor } = c.var;
  const weighed = await weighNeeds({ db }, application);
  const shown = {
    viewer: viewerOf(c),
    application,
    fits: weighed.ok ? weighed.value.fits : undefined,
    left: await findLeftApplications(db, applicationFilterOf(c), application.id),
    search: keptSearch(c),
    isOwn: application.accountId === accountIdOf(actor),
    ...said,
  };
  return sendPrivate(c, applicationPage(shown), statusOf(said));
}

async function found(c: Context<AppEnv>): Promise<ApplicationInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findApplicationInWhole(c.var.db, id);
}

const decisions: Decided<ApplicationInWhole> = {
  queue,
  find: found,
  decide: decideApplication,
  left: async (c, { id }) => findLeftApplications(c.var.db, applicationFilterOf(c), id),
  show,
};

export const applicationPages = new PageRouter()
  .get('/desk/applications/:id', 'application.decide', async (c) => {
    const application = await found(c);
    return application === undefined ? c.notFound() : show(c, application, { typed: nothingTyped, faults: [] });
  })
  .post('/desk/applications/:id/approve', 'application.decide', decided(decisions, 'approve'))
  .post('/desk/applications/:id/return', 'application.decide', decided(decisions, 'return'))
  .post('/desk/applications/:id/reject', 'application.decide', decided(decisions, 'reject'));
