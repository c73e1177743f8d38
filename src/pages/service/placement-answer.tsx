import type { Context } from 'hono';

import { accountIdOf } from '../../actions/context.ts';
import { acceptOffer } from '../../actions/placements/accept-offer.ts';
import { declineOffer } from '../../actions/placements/decline-offer.ts';
import { extendOffer } from '../../actions/placements/extend-offer.ts';
import { withdrawPlacement } from '../../actions/placements/withdraw-placement.ts';
import { findOpenQuestionOfPlacement } from '../../db/queries/condition-questions.ts';
import { listLatestLessons, type OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import { declineReasons, declineSchema, reasonSchema } from '../../domain/placement.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, RadioField, type FieldFault } from '../parts/form.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { daysText } from '../parts/time.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { ownPlacementOf, toldKindly } from './own-placement.ts';
import { placementPage } from './placement-page.tsx';
import { placeOf } from './placement-names.ts';
import { placementWords } from './placement-words.ts';

type Form = {
  readonly viewer: Viewer;
  readonly placement: OwnPlacementInFull;
  readonly typed: Typed;
  readonly faults?: readonly FieldFault[];
};

/** Says no, with a reason from a short list. */
function declinePage({ viewer, placement, typed, faults = [] }: Form) {
  const words = placementWords[viewer.locale];
  const reasons = declineReasons.map((value) => ({ value, label: terms[viewer.locale].declineReasons[value] }));
  const back = `/placements/${placement.id}`;
  return (
    <Frame viewer={viewer} title={words.declineTitle} width="reading">
      <Title title={words.declineTitle} above={{ href: back, name: placement.place }} lead={words.declineLead} />
      <Confirm viewer={viewer} action={`${back}/decline`} back={back} button={words.declineButton(placement.place)} faults={faults}>
        <RadioField name="reason" label={words.declineReason} hint={words.declineHint} options={reasons} typed={typed} faults={faults} />
        <AreaField name="comment" label={words.comment} typed={typed} faults={faults} maxlength={2000} />
      </Confirm>
    </Frame>
  );
}

/** Steps back: says whom it touches, and asks why. */
function withdrawPage({ viewer, placement, typed, faults = [] }: Form) {
  const words = placementWords[viewer.locale];
  const back = `/placements/${placement.id}`;
  const dates = daysText(placement.startDay, placement.endDay, viewer.locale);
  return (
    <Frame viewer={viewer} title={words.withdrawTitle} width="reading">
      <Title
        title={words.withdrawTitle}
        above={{ href: back, name: placement.place }}
        lead={words.withdrawLead(placeOf(placement, viewer.locale), dates)}
      />
      <p class="measure">{words.withdrawFinal}</p>
      <Confirm viewer={viewer} action={`${back}/withdraw`} back={back} button={words.withdraw} faults={faults} isGrave>
        <AreaField
          name="reason"
          label={words.withdrawReason}
          hint={words.withdrawReasonHint}
          typed={typed}
          faults={faults}
          maxlength={2000}
        />
      </Confirm>
    </Frame>
  );
}

type Call = Context<AppEnv, '/placements/:id'>;
const lessonsShown = 5;

/** The page of a placement, with what could not be done where something was tried. */
async function sendPlacement(c: Call, placement: OwnPlacementInFull, failure?: KnownFailure) {
  const viewer = viewerOf(c);
  const { items: lessons } = await listLatestLessons(c.var.db, placement.id, { limit: lessonsShown });
  const told = failure === undefined ? undefined : toldKindly(failure, viewer);
  const question = await findOpenQuestionOfPlacement(c.var.db, accountIdOf(c.var.actor) ?? '', placement.id);
  const page = placementPage({ viewer, placement, lessons, question, done: c.req.query('done'), told });
  return sendPrivate(c, page, failure === undefined ? 200 : 422);
}

/** What was tried did not come to pass: the placement as it is now. */
async function sendRefused(c: Call, before: OwnPlacementInFull, failure: KnownFailure) {
  return sendPlacement(c, (await ownPlacementOf(c)) ?? before, failure);
}

export const placementAnswers = new PageRouter()
  .get('/placements/:id', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    return placement === undefined ? c.notFound() : sendPlacement(c, placement);
  })
  .post('/placements/:id/accept', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const accepted = await acceptOffer(actionContext(c), placement.id, (await typedIn(c)).optional('question'));
    return accepted.ok ? seeOther(c, `/placements/${placement.id}?done=accepted`) : sendRefused(c, placement, accepted.error);
  })
  .post('/placements/:id/extend', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const longer = await extendOffer(actionContext(c), placement.id);
    return longer.ok ? seeOther(c, `/placements/${placement.id}?done=extended`) : sendRefused(c, placement, longer.error);
  })
  .get('/placements/:id/decline', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    if (placement.state !== 'offered') return seeOther(c, `/placements/${placement.id}`);
    return sendPrivate(c, declinePage({ viewer: viewerOf(c), placement, typed: new Typed() }));
  })
  .post('/placements/:id/decline', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = declineSchema.safeParse({ reason: typed.text('reason'), comment: typed.optional('comment') });
    if (!parsed.success) {
      const faults = withMessage(fieldFaults(faultsOf(parsed.error), viewer.locale), 'reason', placementWords[viewer.locale].chooseReason);
      return sendPrivate(c, declinePage({ viewer, placement, typed, faults }), 422);
    }
    const declined = await declineOffer(actionContext(c), placement.id, parsed.data);
    return declined.ok ? seeOther(c, '/placements?done=declined') : sendRefused(c, placement, declined.error);
  })
  .get('/placements/:id/withdraw', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    if (!['offered', 'accepted'].includes(placement.state)) return seeOther(c, `/placements/${placement.id}`);
    return sendPrivate(c, withdrawPage({ viewer: viewerOf(c), placement, typed: new Typed() }));
  })
  .post('/placements/:id/withdraw', 'placement.answer', async (c) => {
    const placement = await ownPlacementOf(c);
    if (placement === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const typed = await typedIn(c);
    const parsed = reasonSchema.safeParse({ reason: typed.text('reason') });
    if (!parsed.success) {
      const faults = withMessage(fieldFaults(faultsOf(parsed.error), viewer.locale), 'reason', placementWords[viewer.locale].reasonMissing);
      return sendPrivate(c, withdrawPage({ viewer, placement, typed, faults }), 422);
    }
    const withdrawn = await withdrawPlacement(actionContext(c), placement.id, parsed.data.reason);
    return withdrawn.ok ? seeOther(c, '/placements?done=withdrawn') : sendRefused(c, placement, withdrawn.error);
  });

/** A message that says what to do stands better than the schema's. */
function withMessage(faults: readonly FieldFault[], field: string, message: string): FieldFault[] {
  return faults.map((fault) => (fault.field === field ? { ...fault, message } : fault));
}
