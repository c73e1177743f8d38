import type { Context } from 'hono';

import { confirmSwap } from '../../actions/swaps/confirm-swap.ts';
import { refuseSwap } from '../../actions/swaps/end-swap.ts';
import { findSwap, type SwapSheet } from '../../db/queries/swaps.ts';
import { liveSwapStates, standingOf } from '../../domain/swap.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idIn } from '../desk/asked.ts';
import { cameTooLate, faultsAt, nothingTyped, reasonIn, Split } from '../desk/queue.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { AreaField, FaultSummary, type FieldFault } from '../parts/form.tsx';
import { Done, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { daysText, Instant } from '../parts/time.tsx';
import { typedIn, type Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { deskSwapWords } from './desk-swap-words.ts';
import { whysText } from './rules-told.ts';
import { sidePlace, SwapPlace } from './swap-parts.tsx';

type Shown = {
  readonly viewer: Viewer;
  readonly swap: SwapSheet;
  readonly done?: string | undefined;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly isLate?: boolean;
};

const namesOf = ({ sides }: SwapSheet) => sides.map(({ volunteerName }) => volunteerName ?? '');

/** One swap: who goes where instead of where, and the coordinator's word on it. */
function page(shown: Shown) {
  const { viewer, swap, done, faults, isLate = false } = shown;
  const words = deskSwapWords[viewer.locale];
  const told: Readonly<Record<string, string>> = words.done;
  const doneText = done === undefined ? undefined : told[done];
  const [first = '', second] = namesOf(swap);
  const title = second === undefined ? words.waiting(first) : words.open(first, second);
  return (
    <Frame viewer={viewer} title={title}>
      {doneText === undefined ? null : <Done>{doneText}</Done>}
      {isLate ? (
        <div class="note waiting" role="alert">
          <p>{words.meanwhile}</p>
        </div>
      ) : null}
      <FaultSummary faults={faults} viewer={viewer} />
      <Title
        title={title}
        above={{ href: '/desk/swaps', name: words.title }}
        beside={
          <>
            <State of="swap" state={standingOf(swap, viewer.now)} locale={viewer.locale} /> {swap.season[viewer.locale]} · {words.until}{' '}
            <Instant at={swap.lapsesAt} viewer={viewer} />
          </>
        }
      />
      <Split label={words.confirm} aside={<Decision {...shown} />}>
        <Exchange viewer={viewer} swap={swap} />
        {swap.sides.map((side, i) => (
          <SwapPlace viewer={viewer} side={side} id={`side-${i + 1}`} title={words.placeOf(side.volunteerName ?? '')} />
        ))}
      </Split>
    </Frame>
  );
}

/** Who goes where, and where instead. */
function Exchange({ viewer, swap: { sides } }: Pick<Shown, 'viewer' | 'swap'>) {
  const words = deskSwapWords[viewer.locale];
  const rows = sides.map((side, i) => ({ side, other: sides[1 - i] }));
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={rows}
      columns={[
        {
          title: words.volunteer,
          isKept: true,
          cell: ({ side: { placementId, volunteerName } }) => <a href={`/desk/placements/${placementId}`}>{volunteerName}</a>,
        },
        {
          title: words.from,
          cell: ({ side }) => (
            <>
              {sidePlace(side, viewer)}
              <span class="under">{daysText(side.startDay, side.endDay, viewer.locale)}</span>
            </>
          ),
        },
        {
          title: words.to,
          cell: ({ other }) =>
            other === undefined ? (
              <span class="quiet">{words.nobody}</span>
            ) : (
              <>
                {sidePlace(other, viewer)}
                <span class="under">{daysText(other.startDay, other.endDay, viewer.locale)}</span>
              </>
            ),
        },
      ]}
    />
  );
}

function Decision({ viewer, swap, typed, faults }: Shown) {
  const words = deskSwapWords[viewer.locale];
  const state = standingOf(swap, viewer.now);
  if (state !== 'agreed') {
    const isLive = liveSwapStates.some((live) => live === state);
    return (
      <>
        <h2>{words.confirm}</h2>
        <p class="quiet">{isLive ? words.notYet : words.over}</p>
        {swap.reason === null ? null : <p>{words.because(swap.reason)}</p>}
      </>
    );
  }
  const [first = '', second = ''] = namesOf(swap);
  const at = `/desk/swaps/${swap.id}`;
  return (
    <>
      <h2 id="confirm" tabindex={-1}>
        {words.confirm}
      </h2>
      <p>{words.confirmLead(first, second)}</p>
      <form method="post" action={`${at}/confirm`}>
        <button class="button wide-button">{words.confirmButton}</button>
      </form>
      <h2>{words.refuse}</h2>
      <p>{words.refuseLead}</p>
      <form method="post" action={`${at}/refuse`} novalidate>
        <AreaField name="reason" label={words.reason} typed={typed} faults={faults} maxlength={2000} />
        <button class="button second">{words.refuseButton}</button>
      </form>
    </>
  );
}

/** Why it cannot be, for a coordinator: by name and in full. */
function faultsOf(failure: KnownFailure, swap: SwapSheet, viewer: Viewer): readonly FieldFault[] {
  const words = deskSwapWords[viewer.locale];
  if (failure.kind === 'swap-outdated') return [{ field: 'confirm', message: words.outdated }];
  if (failure.kind !== 'swap-breaks-rules')
    return faultsAt(failure, 'confirm', viewer, (field) => (field === 'reason' ? words.reason : undefined));
  const names = namesOf(swap);
  return [failure.first, failure.second].flatMap((whys, i) =>
    whys.length === 0 ? [] : [{ field: 'confirm', message: words.fails(names[i] ?? '', whysText(whys, viewer)) }],
  );
}

type Call = Context<AppEnv>;

async function found(c: Call): Promise<SwapSheet | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findSwap(c.var.db, id);
}

async function sendRefused(c: Call, swap: SwapSheet, typed: Typed, failure: KnownFailure) {
  const viewer = viewerOf(c);
  const isLate = cameTooLate(failure);
  const now = (await found(c)) ?? swap;
  const faults = isLate ? [] : faultsOf(failure, now, viewer);
  return sendPrivate(c, page({ viewer, swap: now, typed, faults, isLate }), isLate ? 409 : 422);
}

export const deskSwapPages = new PageRouter()
  .get('/desk/swaps/:id', 'swap.decide', async (c) => {
    const swap = await found(c);
    if (swap === undefined) return c.notFound();
    return sendPrivate(c, page({ viewer: viewerOf(c), swap, done: c.req.query('done'), typed: nothingTyped, faults: [] }));
  })
  .post('/desk/swaps/:id/confirm', 'swap.decide', async (c) => {
    const swap = await found(c);
    if (swap === undefined) return c.notFound();
    const confirmed = await confirmSwap(actionContext(c), swap.id);
    return confirmed.ok ? seeOther(c, `/desk/swaps/${swap.id}?done=confirmed`) : sendRefused(c, swap, nothingTyped, confirmed.error);
  })
  .post('/desk/swaps/:id/refuse', 'swap.decide', async (c) => {
    const swap = await found(c);
    if (swap === undefined) return c.notFound();
    const typed = await typedIn(c);
    const reason = reasonIn(typed);
    const refused = reason.ok ? await refuseSwap(actionContext(c), swap.id, reason.value) : reason;
    return refused.ok ? seeOther(c, `/desk/swaps/${swap.id}?done=refused`) : sendRefused(c, swap, typed, refused.error);
  });
