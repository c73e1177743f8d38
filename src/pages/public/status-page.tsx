import type { Context } from 'hono';

import { instantOf } from '../../actions/context.ts';
import { seeStatus } from '../../actions/see-status.ts';
import type { ClockGap } from '../../db/queries/clock.ts';
import { clockLateMinutes, unreached, worstOf, type PartState, type PartStatus } from '../../domain/status.ts';
import type { AppEnv } from '../../http/context.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { Note, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { statusWords } from './status-words.ts';

export const statusAddress = '/status';

const tones = { works: 'done', late: 'waiting', unreached: 'refused' } as const satisfies Record<PartState, Tone>;
const noteTones = { ...tones, works: 'plain' } as const;

type Shown = {
  readonly viewer: Viewer;
  readonly parts: readonly PartStatus[];
  readonly at: string;
  /** Not known when the database does not answer. */
  readonly gaps?: readonly ClockGap[];
};

function statusPage({ viewer, parts, at, gaps }: Shown) {
  const words = statusWords[viewer.locale];
  const worst = worstOf(parts);
  return (
    <Frame viewer={viewer} title={words.title} width="reading">
      <Title title={words.title} />
      <Note tone={noteTones[worst]}>
        <p>{words[worst]}</p>
        <p class="small">
          {words.asOf} <Instant at={at} viewer={viewer} />
        </p>
      </Note>
      <Table
        caption={words.caption}
        viewer={viewer}
        rows={parts}
        columns={[
          {
            title: words.part,
            cell: ({ part }) => (
              <>
                <span class="strong">{words.parts[part][0]}</span>
                <span class="quiet small under">{words.parts[part][1]}</span>
              </>
            ),
          },
          { title: words.state, cell: ({ state }) => <Pill tone={tones[state]}>{words.states[state]}</Pill> },
        ]}
      />
      {gaps === undefined ? null : <Gaps viewer={viewer} gaps={gaps} />}
      <p class="quiet small part">
        {words.forPrograms}
        <a href="/api/v1/status">/api/v1/status</a>
      </p>
    </Frame>
  );
}

function Gaps({ viewer, gaps }: { viewer: Viewer; gaps: readonly ClockGap[] }) {
  const words = statusWords[viewer.locale];
  return (
    <section class="part" aria-labelledby="gaps">
      <h2 id="gaps">{words.gapsTitle}</h2>
      <p>{words.gapsLead(clockLateMinutes)}</p>
      {gaps.length === 0 ? (
        <p class="quiet">{words.noGaps}</p>
      ) : (
        <Table
          caption={words.gapsCaption}
          viewer={viewer}
          rows={gaps}
          columns={[
            { title: words.from, cell: ({ fromAt }) => <Instant at={fromAt} viewer={viewer} /> },
            { title: words.until, cell: ({ untilAt }) => <Instant at={untilAt} viewer={viewer} /> },
            { title: words.lasted, cell: (gap) => words.minutes(minutesOf(gap)), isNumber: true },
          ]}
        />
      )}
    </section>
  );
}

function minutesOf({ fromAt, untilAt }: ClockGap): number {
  return Math.round((Date.parse(untilAt) - Date.parse(fromAt)) / 60_000);
}

/** What is shown in place of any failure when the database is gone. */
export async function sendUnreached(c: Context<AppEnv>): Promise<Response> {
  return sendPrivate(c, statusPage({ viewer: viewerOf(c), parts: unreached, at: instantOf(c.var.now) }), 503);
}

export const statusPages = new PageRouter().get(statusAddress, 'open-data.read', async (c) => {
  return sendPrivate(c, statusPage({ viewer: viewerOf(c), ...(await seeStatus(c.var.db, c.var.now)) }));
});
