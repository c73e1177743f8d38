import type { Context } from 'hono';

import { cancelPlacement } from '../../actions/placements/cancel-placement.ts';
import { completePlacement } from '../../actions/placements/complete-placement.ts';
import { endPlacementEarly } from '../../actions/placements/end-placement-early.ts';
import { feedbackOf, type FeedbackSheet } from '../../actions/feedback/feedback-of.ts';
import { offerPlacement } from '../../actions/placements/offer-placement.ts';
import { findLeftToComplete, findPlacementInWhole, type PlacementInWhole } from '../../db/queries/desk-placements.ts';
import { endEarlySchema } from '../../domain/early-end.ts';
import { fail, type Result } from '../../domain/result.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { listOrigins, type Origin } from '../../db/queries/imports.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { DisputesPart } from '../dispute/disputes-part.tsx';
import { BothGiven } from '../feedback/feedback-parts.tsx';
import { Frame } from '../frame.tsx';
import { Origins } from '../import/origin-part.tsx';
import { PageRouter } from '../page-router.ts';
import type { FieldFault } from '../parts/form.tsx';
import { Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { daysText } from '../parts/time.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { idIn, keptSearch } from './asked.ts';
import { completionFilterOf } from './completions-page.tsx';
import { deskWords } from './desk-words.ts';
import { nameIn } from './named.ts';
import { AboutPlacement, placementSteps, Service, stepsOf, Steps, type PlacementStep } from './placement-parts.tsx';
import { StepPage } from './placement-step-view.tsx';
import { placementWords } from './placement-words.ts';
import { faultsAt, History, JustDone, nothingTyped, reasonIn, Split } from './queue.tsx';

type Besides = { readonly feedback: FeedbackSheet | undefined; readonly origins: readonly Origin[] };

function placementPage(viewer: Viewer, placement: PlacementInWhole, { feedback, origins }: Besides) {
  const words = placementWords[viewer.locale];
  const county = nameIn(placement.county, viewer);
  return (
    <Frame viewer={viewer} title={words.one(placement.name, county)}>
      <JustDone viewer={viewer} />
      <Title
        title={words.one(placement.name, county)}
        above={{ href: '/desk/placements', name: words.title }}
        beside={
          <>
            <State of="placement" state={placement.state} locale={viewer.locale} />{' '}
            {daysText(placement.startDay, placement.endDay, viewer.locale)} · {nameIn(placement.season, viewer)}
          </>
        }
      />
      <Split label={words.actions} aside={<Steps viewer={viewer} placement={placement} />}>
        <AboutPlacement viewer={viewer} placement={placement} />
        <Service viewer={viewer} placement={placement} />
        <DisputesPart viewer={viewer} disputes={placement.disputes} />
        <BothGiven viewer={viewer} feedback={feedback} />
        <Origins viewer={viewer} origins={origins} />
        <History viewer={viewer} happened={placement.happened} />
      </Split>
    </Frame>
  );
}

async function found(c: Context<AppEnv>): Promise<PlacementInWhole | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findPlacementInWhole(c.var.db, id);
}

type Doing = (c: Context<AppEnv>, id: string, typed: Typed) => Promise<Result<unknown, KnownFailure>>;

const doings: Readonly<Record<PlacementStep, Doing>> = {
  offer: async (c, id) => offerPlacement(actionContext(c), id),
  cancel: async (c, id, typed) => {
    const reason = reasonIn(typed);
    return reason.ok ? cancelPlacement(actionContext(c), id, reason.value) : reason;
  },
  'end-early': async (c, id, typed) => {
    const parsed = endEarlySchema.safeParse({
      endKind: typed.optional('endKind'),
      reason: typed.optional('reason'),
      mayReturn: typed.optional('mayReturn'),
      returnReason: typed.text('returnReason'),
    });
    return parsed.success
      ? endPlacementEarly(actionContext(c), id, parsed.data)
      : fail({ kind: 'invalid', faults: faultsOf(parsed.error) });
  },
  complete: async (c, id) => completePlacement(actionContext(c), id),
};

const doneWords = { offer: 'offered', cancel: 'cancelled', 'end-early': 'ended', complete: 'completed' } as const satisfies Record<
  PlacementStep,
  string
>;

/** A failure told at the form; what is not ready says what is missing. */
function stepFaults(failure: KnownFailure, viewer: Viewer): readonly FieldFault[] {
  const words = placementWords[viewer.locale];
  if (failure.kind === 'not-ready') {
    return failure.gaps.map((gap) => ({ field: 'confirm', message: terms[viewer.locale].completionGaps[gap] }));
  }
  const labels: Readonly<Record<string, string>> = {
    reason: deskWords[viewer.locale].reason,
    endKind: words.kindOfEnd,
    mayReturn: words.mayReturn,
    returnReason: words.returnReason,
  };
  return faultsAt(failure, 'confirm', viewer, (field) => labels[field]);
}

function asked(step: PlacementStep) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const placement = await found(c);
    if (placement === undefined) return c.notFound();
    if (!stepsOf(placement).includes(step)) return seeOther(c, `/desk/placements/${placement.id}`);
    const viewer = viewerOf(c);
    return sendPrivate(
      c,
      <StepPage viewer={viewer} placement={placement} step={step} search={keptSearch(c)} typed={nothingTyped} faults={[]} />,
    );
  };
}

function done(step: PlacementStep) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const placement = await found(c);
    if (placement === undefined) return c.notFound();
    const typed = await typedIn(c);
    const result = await doings[step](c, placement.id, typed);
    if (result.ok)
      return step === 'complete'
        ? nextToComplete(c, placement.id)
        : seeOther(c, `/desk/placements/${placement.id}?done=${doneWords[step]}`);
    const viewer = viewerOf(c);
    const faults = stepFaults(result.error, viewer);
    return sendPrivate(
      c,
      <StepPage viewer={viewer} placement={placement} step={step} search={keptSearch(c)} typed={typed} faults={faults} />,
      422,
    );
  };
}

/** On to the next that is ready, or back to the queue where none is. */
async function nextToComplete(c: Context<AppEnv>, id: string): Promise<Response> {
  const { nextId, left } = await findLeftToComplete(c.var.db, completionFilterOf(c), id);
  const search = keptSearch(c, { done: 'completed', left: String(left) });
  return seeOther(c, nextId === null ? `/desk/completions${search}` : `/desk/placements/${nextId}/complete${search}`);
}

const pages = new PageRouter().get('/desk/placements/:id', 'placement.decide', async (c) => {
  const placement = await found(c);
  if (placement === undefined) return c.notFound();
  const hasServed = placement.taught.lessons > 0 || placement.completion !== null || placement.endKind !== null;
  const feedback = hasServed ? valueOf(await feedbackOf(actionContext(c), placement.id)) : undefined;
  const origins = await listOrigins(c.var.db, 'placement', placement.id);
  return sendPrivate(c, placementPage(viewerOf(c), placement, { feedback, origins }));
});
for (const step of placementSteps) {
  pages
    .get(`/desk/placements/:id/${step}`, 'placement.decide', asked(step))
    .post(`/desk/placements/:id/${step}`, 'placement.decide', done(step));
}
export const placementPages = pages;
