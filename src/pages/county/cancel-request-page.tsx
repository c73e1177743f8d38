import { cancelRequest } from '../../actions/requests/cancel-request.ts';
import { listSquadMembers, type SquadMember } from '../../db/queries/county-placements.ts';
import { findRequestSheet, type RequestSheet } from '../../db/queries/county-requests.ts';
import { reaches } from '../../domain/actor.ts';
import { movesFrom } from '../../domain/lifecycle.ts';
import { reasonSchema } from '../../domain/placement.ts';
import { requestLifecycle } from '../../domain/request.ts';
import { actionContext } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Note, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { faultsIn, fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { idIn } from './own.ts';
import { requestsWords } from './requests-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly request: RequestSheet;
  readonly members: readonly SquadMember[];
  readonly typed?: Typed;
  readonly faults?: readonly FieldFault[];
};

/** Says whom it touches before a request is cancelled. */
function viewOf({ viewer, request, members, typed = new Typed(), faults = [] }: Shown) {
  const words = requestsWords[viewer.locale];
  const title = words.cancelTitle(request.place);
  const href = `/county/requests/${request.id}`;
  const taught = members.filter(({ state }) => state === 'started' || state === 'completed').length;
  const touched = members.filter(({ state }) => state === 'offered' || state === 'accepted');
  const forbidden = !movesFrom(requestLifecycle, request.state).includes('cancel')
    ? words.cancelOver
    : taught > 0
      ? words.cancelTaught(taught)
      : undefined;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Title
        title={title}
        above={{ href, name: request.place }}
        beside={<State of="request" state={request.state} locale={viewer.locale} />}
      />
      {forbidden === undefined ? (
        <Confirm viewer={viewer} action={`${href}/cancel`} button={words.cancelButton(touched.length)} back={href} faults={faults} isGrave>
          <p>{touched.length === 0 ? words.cancelNobody : words.cancelTouches(touched.length)}</p>
          {touched.length === 0 ? null : (
            <ul class="plain">
              {touched.map(({ name, state }) => (
                <li>
                  <span>{name}</span>
                  <State of="placement" state={state} locale={viewer.locale} />
                </li>
              ))}
            </ul>
          )}
          <p>{words.cancelTold}</p>
          <AreaField
            name="reason"
            label={words.cancelReason}
            hint={words.cancelReasonHint}
            typed={typed}
            faults={faults}
            maxlength={2000}
          />
        </Confirm>
      ) : (
        <Note tone="waiting">{forbidden}</Note>
      )}
    </Frame>
  );
}

export const cancelRequestPage = new PageRouter()
  .get('/county/requests/:id/cancel', 'request.write', async (c) => {
    const id = idIn(c);
    const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
    if (request === undefined || !reaches(c.var.actor, 'request.write', request)) return c.notFound();
    return sendPrivate(c, viewOf({ viewer: viewerOf(c), request, members: await listSquadMembers(c.var.db, request.id) }));
  })
  .post('/county/requests/:id/cancel', 'request.write', async (c) => {
    const id = idIn(c);
    const request = id === undefined ? undefined : await findRequestSheet(c.var.db, id);
    if (request === undefined || !reaches(c.var.actor, 'request.write', request)) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = reasonSchema.safeParse({ reason: typed.optional('reason') });
    let faults: readonly FieldFault[];
    if (parsed.success) {
      const cancelled = await cancelRequest(actionContext(c), request.id, parsed.data.reason);
      if (cancelled.ok) return seeOther(c, `/county/requests/${request.id}?done=cancelled`);
      faults = faultsIn(cancelled.error, viewer.locale) ?? [{ field: 'reason', message: toldOf(cancelled.error, viewer).title }];
    } else {
      faults = fieldFaults(faultsOf(parsed.error), viewer.locale, () => requestsWords[viewer.locale].cancelReason);
    }
    return sendPrivate(c, viewOf({ viewer, request, members: await listSquadMembers(c.var.db, request.id), typed, faults }), 422);
  });
