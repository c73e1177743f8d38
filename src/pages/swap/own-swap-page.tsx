import type { Context } from 'hono';

import { agreeToSwap } from '../../actions/swaps/agree-to-swap.ts';
import { withdrawSwap } from '../../actions/swaps/end-swap.ts';
import { inviteToSwap } from '../../actions/swaps/invite-to-swap.ts';
import { findOwnPlacement, type OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import { accountIdOf } from '../../actions/context.ts';
import { listSwaps, type SwapSheet } from '../../db/queries/swaps.ts';
import { liveSwapStates, standingOf, type SwapState } from '../../domain/swap.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, type FieldFault } from '../parts/form.tsx';
import { madeLinkPage } from '../parts/made-link.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Pill, State } from '../parts/pill.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { placeOf } from '../service/placement-names.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { swapFaults } from './rules-told.ts';
import { SwapPlace } from './swap-parts.tsx';
import { swapWords } from './swap-words.ts';

type Shown = {
  readonly viewer: Viewer;
  readonly placement: OwnPlacementInFull;
  /** The latest swap of the placement. */
  readonly swap: SwapSheet | undefined;
  readonly done?: string | undefined;
  readonly faults?: readonly FieldFault[];
};

/** A placement's swap, from making the link to the coordinator's word. */
function ownSwapPage(shown: Shown) {
  const { viewer, placement, swap, done, faults = [] } = shown;
  const words = swapWords[viewer.locale];
  const state = swap === undefined ? undefined : standingOf(swap, viewer.now);
  const told: Readonly<Record<string, string>> = words.done;
  const doneText = done === undefined ? undefined : told[done];
  const isLive = liveSwapStates.some((live) => live === state);
  return (
    <Frame viewer={viewer} title={words.title}>
      {doneText === undefined ? null : <Done>{doneText}</Done>}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={words.title}
        above={{ href: `/placements/${placement.id}`, name: placement.place }}
        beside={
          <>
            {state === undefined ? null : <Standing viewer={viewer} swap={swap} state={state} />} {placeOf(placement, viewer.locale)} ·{' '}
            {daysText(placement.startDay, placement.endDay, viewer.locale)}
          </>
        }
        lead={words.lead}
      />
      <div id="swap" tabindex={-1}>
        {swap === undefined || state === undefined ? null : <Next {...shown} swap={swap} state={state} />}
        {isLive ? null : <Beginning viewer={viewer} placement={placement} />}
      </div>
    </Frame>
  );
}

/** Its state, and that it waits for the reader where it does. */
function Standing({ viewer, swap, state }: Pick<Shown, 'viewer' | 'swap'> & { readonly state: SwapState }) {
  const waitsForReader = state === 'proposed' && swap?.sides[0]?.isOwn === true;
  if (waitsForReader) return <Pill tone="waiting">{swapWords[viewer.locale].withYou}</Pill>;
  return <State of="swap" state={state} locale={viewer.locale} />;
}

function Next(shown: Shown & { readonly swap: SwapSheet; readonly state: SwapState }) {
  const { viewer, swap, state } = shown;
  const words = swapWords[viewer.locale];
  if (state === 'invited' || state === 'proposed' || state === 'agreed') return <Waiting {...shown} />;
  return (
    <Note tone={state === 'confirmed' ? 'plain' : 'waiting'}>
      <p>{words.ends[state]}</p>
      {swap.reason === null ? null : <p>{words.because(swap.reason)}</p>}
    </Note>
  );
}

/** What is waited for, and what the reader can do meanwhile. */
function Waiting({ viewer, placement, swap, state }: Shown & { readonly swap: SwapSheet; readonly state: SwapState }) {
  const words = swapWords[viewer.locale];
  const isFirst = swap.sides[0]?.isOwn === true;
  const other = swap.sides.find(({ isOwn }) => !isOwn);
  const waits =
    state === 'proposed'
      ? isFirst
        ? words.waits.proposedFirst
        : words.waits.proposedSecond
      : state === 'agreed'
        ? words.waits.agreed
        : words.waits.invited;
  const at = `/placements/${placement.id}/swap`;
  const mayAgree = state === 'proposed' && isFirst;
  return (
    <>
      <p class="measure strong">{waits}</p>
      <p class="small quiet">
        {words.until} <Instant at={swap.lapsesAt} viewer={viewer} />
      </p>
      {other === undefined ? null : <SwapPlace viewer={viewer} side={other} id="other" title={words.other} showsHost />}
      <form method="post" action={`${at}/${mayAgree ? 'agree' : 'withdraw'}`} class="part">
        {mayAgree ? <p class="measure">{words.agreeMeans}</p> : null}
        {state === 'invited' ? <p class="measure">{words.renewHint}</p> : null}
        <p class="actions">
          {mayAgree ? <button class="button">{words.agree}</button> : null}
          {state === 'invited' ? (
            <button class="button" formaction={at}>
              {words.renew}
            </button>
          ) : null}
          <button class="button second" formaction={`${at}/withdraw`}>
            {words.withdraw}
          </button>
        </p>
      </form>
    </>
  );
}

function Beginning({ viewer, placement: { id, state } }: Pick<Shown, 'viewer' | 'placement'>) {
  const words = swapWords[viewer.locale];
  if (state !== 'accepted') return <p class="quiet">{words.notAccepted}</p>;
  return (
    <section class="part" aria-labelledby="steps">
      <h2 id="steps">{words.steps}</h2>
      <ol class="measure">
        {words.stepList.map((said) => (
          <li>{said}</li>
        ))}
      </ol>
      <form method="post" action={`/placements/${id}/swap`} class="actions">
        <button class="button">{words.make}</button>
      </form>
    </section>
  );
}

/** The link, shown this once. */
function madePage(viewer: Viewer, placement: OwnPlacementInFull, url: string) {
  const { made: title, madeLead: lead, address, back, title: swapTitle } = swapWords[viewer.locale];
  return madeLinkPage({
    viewer,
    url,
    back: { href: `/placements/${placement.id}/swap`, name: swapTitle },
    words: { title, lead, address, back },
  });
}

type Call = Context<AppEnv>;

async function ownPlacement(c: Call): Promise<OwnPlacementInFull | undefined> {
  const id = idAsked(c);
  return id === undefined ? undefined : findOwnPlacement(c.var.db, accountIdOf(c.var.actor) ?? '', id);
}

async function latestSwap(c: Call, placementId: string): Promise<SwapSheet | undefined> {
  const { items } = await listSwaps(c.var.db, { placementId }, { limit: 1, newestFirst: true });
  return items[0];
}

async function send(c: Call, placement: OwnPlacementInFull, failure?: KnownFailure) {
  const viewer = viewerOf(c);
  const swap = await latestSwap(c, placement.id);
  const faults = failure === undefined ? [] : swapFaults(failure, 'swap', viewer);
  return sendPrivate(c, ownSwapPage({ viewer, placement, swap, done: c.req.query('done'), faults }), failure === undefined ? 200 : 422);
}

type Doing = typeof agreeToSwap | typeof withdrawSwap;

/** A step of the placement's latest swap. */
function step(doing: Doing, done: string) {
  return async (c: Call): Promise<Response> => {
    const placement = await ownPlacement(c);
    const swap = placement === undefined ? undefined : await latestSwap(c, placement.id);
    if (placement === undefined || swap === undefined) return c.notFound();
    const result = await doing(actionContext(c), swap.id);
    return result.ok ? seeOther(c, `/placements/${placement.id}/swap?done=${done}`) : send(c, placement, result.error);
  };
}

export const ownSwapPages = new PageRouter()
  .get('/placements/:id/swap', 'swap.make', async (c) => {
    const placement = await ownPlacement(c);
    return placement === undefined ? c.notFound() : send(c, placement);
  })
  .post('/placements/:id/swap', 'swap.make', async (c) => {
    const placement = await ownPlacement(c);
    if (placement === undefined) return c.notFound();
    const invited = await inviteToSwap(actionContext(c), placement.id);
    return invited.ok ? sendPrivate(c, madePage(viewerOf(c), placement, invited.value.url)) : send(c, placement, invited.error);
  })
  .post('/placements/:id/swap/agree', 'swap.make', step(agreeToSwap, 'agreed'))
  .post('/placements/:id/swap/withdraw', 'swap.make', step(withdrawSwap, 'withdrawn'));
