import { z } from 'zod';

import { listSwaps, type SwapSheet, type SwapSide } from '../../db/queries/swaps.ts';
import { standingOf, swapStates } from '../../domain/swap.ts';
import { sendPrivate } from '../answer.tsx';
import { askedState, pageAsked } from '../desk/asked.ts';
import { deskWords } from '../desk/desk-words.ts';
import { stateOptions } from '../desk/named.ts';
import { placementWords } from '../desk/placement-words.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty, Title } from '../parts/page.tsx';
import { State } from '../parts/pill.tsx';
import { Filters, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { terms } from '../words/terms.ts';
import { deskSwapWords } from './desk-swap-words.ts';
import { sidePlace } from './swap-parts.tsx';

type Shown = {
  readonly viewer: Viewer;
  readonly swaps: readonly SwapSheet[];
  readonly state: string;
  readonly nextAfter: string | null;
};

/** Swaps, the newest first; those that wait for a coordinator where nothing else is asked. */
function page({ viewer, swaps, state, nextAfter }: Shown) {
  const words = deskSwapWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      <Title title={words.title} lead={words.lead} above={{ href: '/desk/placements', name: placementWords[viewer.locale].title }} />
      <Filters viewer={viewer} action="/desk/swaps">
        <SelectField
          name="state"
          label={words.state}
          typed={new Typed([['state', state]])}
          options={stateOptions(terms[viewer.locale].states.swap, viewer.locale)}
        />
      </Filters>
      {swaps.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <Rows viewer={viewer} swaps={swaps} />
      )}
      {nextAfter === null ? null : (
        <p>
          <a href={`/desk/swaps?state=${state}&after=${nextAfter}`}>{words.more}</a>
        </p>
      )}
    </Frame>
  );
}

function Rows({ viewer, swaps }: Pick<Shown, 'viewer' | 'swaps'>) {
  const words = deskSwapWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      isDense
      rows={swaps}
      columns={[
        {
          title: words.first,
          cell: ({ id, sides: [first] }) => (
            <>
              <a href={`/desk/swaps/${id}`}>{first?.volunteerName}</a>
              <Where viewer={viewer} side={first} />
            </>
          ),
        },
        {
          title: words.second,
          cell: ({ sides: [, second] }) =>
            second === undefined ? (
              <span class="quiet">{words.nobody}</span>
            ) : (
              <>
                {second.volunteerName}
                <Where viewer={viewer} side={second} />
              </>
            ),
        },
        { title: words.state, cell: (swap) => <State of="swap" state={standingOf(swap, viewer.now)} locale={viewer.locale} /> },
        { title: words.until, cell: ({ lapsesAt }) => <Instant at={lapsesAt} viewer={viewer} /> },
      ]}
    />
  );
}

function Where({ viewer, side }: { viewer: Viewer; side: SwapSide | undefined }) {
  return side === undefined ? null : (
    <span class="under">
      {sidePlace(side, viewer)} · {deskWords[viewer.locale].level(side.subjectName[viewer.locale], levelWord(side, viewer))}
    </span>
  );
}

function levelWord({ level }: SwapSide, { locale }: Viewer): string {
  const levels: Readonly<Record<number, string>> = terms[locale].levels;
  return levels[level] ?? String(level);
}

export const deskSwapsPage = new PageRouter().get('/desk/swaps', 'swap.decide', async (c) => {
  const viewer = viewerOf(c);
  const { state } = z.object({ state: askedState(swapStates, 'agreed') }).parse(c.req.query());
  const { items, nextAfter } = await listSwaps(c.var.db, { state }, { ...pageAsked(c), newestFirst: true });
  return sendPrivate(c, page({ viewer, swaps: items, state: state ?? 'any', nextAfter }));
});
