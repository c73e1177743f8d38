import type { Context } from 'hono';

import { cancelRequest } from '../../actions/requests/cancel-request.ts';
import { decideRequest } from '../../actions/requests/decide-request.ts';
import { findLeftRequests, findRequestInWhole, type RequestInWhole } from '../../db/queries/desk-requests.ts';
import type { Left } from '../../db/queries/queue.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { ConditionsSince, conditionsSoFar, type ConditionsSoFar } from '../conditions/answers-part.tsx';
import { Frame } from '../frame.tsx';
import { Origins } from '../import/origin-part.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary } from '../parts/form.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Instant } from '../parts/time.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { AskedBack } from './ask-back-part.tsx';
import { idIn, keptSearch } from './asked.ts';
import { decided, type Decided, type Said } from './decide.ts';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { Decide, DecidedMeanwhile, faultsAt, History, JustDone, LeftToDo, nothingTyped, reasonIn, Split, statusOf } from './queue.tsx';
import { AboutRequest, Conditions, CountyBefore, Lines, Placed } from './request-parts.tsx';
import { requestWords } from './request-words.ts';
import { requestFilterOf } from './requests-page.tsx';

const queue = '/desk/requests';

type Shown = Said & {
  readonly viewer: Viewer;
  readonly request: RequestInWhole;
  readonly soFar: ConditionsSoFar;
  readonly left: Left;
  readonly search: string;
};

function requestPage(shown: Shown) {
  const { viewer, request, soFar, search, faults, isLate = false } = shown;
  const words = requestWords[viewer.locale];
  const county = nameIn(request.county, viewer);
  return (
    <Frame viewer={viewer} title={words.one(county)}>
      <JustDone viewer={viewer} queue={queue} />
      {isLate ? <DecidedMeanwhile viewer={viewer} happened={request.happened} /> : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={county}
        above={{ href: `${queue}${search}`, name: words.title }}
        beside={
          <>
            <State of="request" state={request.state} locale={viewer.locale} /> {nameIn(request.province, viewer)} ·{' '}
            {nameIn(request.season, viewer)}
            {request.submittedAt === null ? null : (
              <span class="quiet small">
                {' · '}
                {words.waiting} <Instant at={request.submittedAt} viewer={viewer} />
              </span>
            )}
          </>
        }
      />
      <Split label={deskWords[viewer.locale].decide} aside={<Beside {...shown} />}>
        <AboutRequest viewer={viewer} request={request} />
        <Lines viewer={viewer} request={request} />
        <Placed viewer={viewer} request={request} />
        <AskedBack viewer={viewer} askBacks={request.askBacks} of="request" />
        <Conditions viewer={viewer} request={request} />
        <ConditionsSince {...soFar} viewer={viewer} request={request} at={`${queue}/${request.id}`} guestAt="/desk/placements" />
        <CountyBefore viewer={viewer} request={request} />
        <Origins viewer={viewer} origins={request.origins} />
        <History viewer={viewer} happened={request.happened} />
      </Split>
    </Frame>
  );
}

function Beside({ viewer, request, left, search, typed, faults }: Shown) {
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const at = `${queue}/${request.id}`;
  return (
    <>
      <h2>{desk.decide}</h2>
      <LeftToDo viewer={viewer} queue={queue} left={left} search={search} />
      {request.decisionReason === null ? null : <p class="small">{desk.decidedBefore(request.decisionReason)}</p>}
      {request.state === 'submitted' ? (
        <Decide viewer={viewer} at={at} search={search} typed={typed} faults={faults} />
      ) : (
        <p class="quiet">{words.decidedAlready}</p>
      )}
      {requestLifecycle.moves[request.state]?.cancel === undefined ? null : (
        <p>
          <a href={`${at}/cancel`}>{words.toCancel}</a>
        </p>
      )}
    </>
  );
}

/** Asks before a request is cancelled: whom it touches, and why. */
function cancelPage({ viewer, request, typed, faults }: Omit<Shown, 'left' | 'search' | 'soFar'>) {
  const words = requestWords[viewer.locale];
  const desk = deskWords[viewer.locale];
  const title = words.cancelTitle(nameIn(request.county, viewer));
  const at = `${queue}/${request.id}`;
  const isTaught = request.placements.some(({ state }) => state === 'started' || state === 'completed');
  const count = request.placements.length;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title
        title={title}
        above={{ href: at, name: words.one(nameIn(request.county, viewer)) }}
        lead={`${request.place} · ${nameIn(request.season, viewer)}`}
      />
      {isTaught ? (
        <>
          <FaultSummary faults={faults} viewer={viewer} />
          <Note tone="refused">
            <p>{words.cancelTaught}</p>
          </Note>
          <Placed viewer={viewer} request={request} />
        </>
      ) : (
        <Confirm viewer={viewer} action={`${at}/cancel`} button={words.cancelButton(count)} back={at} faults={faults} isGrave>
          <p>{count === 0 ? words.cancelNobody : words.cancelSome(count)}</p>
          <Placed viewer={viewer} request={request} />
          <div class="after-list">
            <AreaField name="reason" label={desk.reason} hint={desk.reasonSeen} typed={typed} faults={faults} maxlength={2000} />
          </div>
        </Confirm>
      )}
    </Frame>
  );
}

async function found(c: Context<AppEnv>): Promise<RequestInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findRequestInWhole(c.var.db, id);
}

async function show(c: Context<AppEnv>, request: RequestInWhole, said: Said): Promise<Response> {
  const left = await findLeftRequests(c.var.db, requestFilterOf(c), request.id);
  const soFar = await conditionsSoFar(c.var.db, request.id);
  const shown = { viewer: viewerOf(c), request, soFar, left, search: keptSearch(c), ...said };
  return sendPrivate(c, requestPage(shown), statusOf(said));
}

const decisions: Decided<RequestInWhole> = {
  queue,
  find: found,
  decide: decideRequest,
  left: async (c, { id }) => findLeftRequests(c.var.db, requestFilterOf(c), id),
  show,
};

export const requestPages = new PageRouter()
  .get('/desk/requests/:id', 'request.decide', async (c) => {
    const request = await found(c);
    return request === undefined ? c.notFound() : show(c, request, { typed: nothingTyped, faults: [] });
  })
  .post('/desk/requests/:id/approve', 'request.decide', decided(decisions, 'approve'))
  .post('/desk/requests/:id/return', 'request.decide', decided(decisions, 'return'))
  .post('/desk/requests/:id/reject', 'request.decide', decided(decisions, 'reject'))
  .get('/desk/requests/:id/cancel', 'request.decide', async (c) => {
    const request = await found(c);
    if (request === undefined) return c.notFound();
    return sendPrivate(c, cancelPage({ viewer: viewerOf(c), request, typed: nothingTyped, faults: [] }));
  })
  .post('/desk/requests/:id/cancel', 'request.decide', async (c) => {
    const request = await found(c);
    if (request === undefined) return c.notFound();
    const typed = await typedIn(c);
    const reason = reasonIn(typed);
    const result = reason.ok ? await cancelRequest(actionContext(c), request.id, reason.value) : reason;
    if (result.ok) return seeOther(c, `${queue}/${request.id}?done=cancelled`);
    const viewer = viewerOf(c);
    const faults = faultsAt(result.error, 'reason', viewer, () => deskWords[viewer.locale].reason);
    return sendPrivate(c, cancelPage({ viewer, request, typed, faults }), 422);
  });
