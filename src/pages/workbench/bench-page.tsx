import type { Context } from 'hono';
import { z } from 'zod';

import type { DeskRun, Named } from '../../db/queries/run-desk.ts';
import type { AppEnv } from '../../http/context.ts';
import { countySeatsOf, type CountySeats } from '../../matching/county-seats.ts';
import { sendPrivate } from '../answer.tsx';
import { Frame } from '../frame.tsx';
import { Done } from '../parts/page.tsx';
import { viewerOf } from '../viewer.ts';
import { Counties } from './bench-counties.tsx';
import { Facts } from './bench-facts.tsx';
import { Squads } from './bench-squads.tsx';
import { benchWords } from './bench-words.ts';
import type { Namer } from './names.ts';
import { Panel } from './panel.tsx';
import { selectionIn, type Selection } from './selection.ts';
import { isDone, namerFor, partOf, readingOf, type Reading } from './reading.ts';
import { RunHead } from './run-head.tsx';
import { runWords } from './run-words.ts';
import { endedPage, runningPage } from './running-page.tsx';

const partSize = 25;

const filterSchema = z.object({
  q: z.string().trim().max(60).catch(''),
  tier: z.enum(['1', '2', '3']).optional().catch(undefined),
  short: z.literal('yes').optional().catch(undefined),
  after: z.string().max(6).optional().catch(undefined),
  county: z.string().max(6).optional().catch(undefined),
});
export type BenchAsked = z.infer<typeof filterSchema>;

export type Bench = {
  readonly reading: Reading;
  readonly asked: BenchAsked;
  /** The part of the list of counties that is shown. */
  readonly part: { readonly items: readonly CountySeats[]; readonly nextAfter: string | null };
  readonly chosen: CountySeats | undefined;
  readonly selection: Selection | undefined;
  readonly named: Named;
  readonly names: Namer;
};

function benchPage(bench: Bench, done: string | undefined) {
  const { reading } = bench;
  const { run, viewer, draft } = reading;
  const title = benchWords[viewer.locale].match(run.number);
  return (
    <Frame viewer={viewer} title={`${title} · ${run.season[viewer.locale]}`} width="full">
      {done === 'published' ? <Done>{runWords[viewer.locale].donePublished}</Done> : null}
      <RunHead run={run} viewer={viewer} draft={draft} at="bench">
        <Facts reading={reading} />
      </RunHead>
      <div class="bench">
        <Counties bench={bench} />
        <Squads bench={bench} />
        <Panel bench={bench} />
      </div>
    </Frame>
  );
}

/** One page for a run at whatever state it is: waiting, ended, or its workbench. */
export async function showRun(c: Context<AppEnv>, run: DeskRun): Promise<Response> {
  const viewer = viewerOf(c);
  const done = c.req.query('done');
  if (run.state === 'queued' || run.state === 'running') return sendPrivate(c, runningPage({ run, viewer, done }));
  if (!isDone(run)) return sendPrivate(c, endedPage({ run, viewer }));
  return sendPrivate(c, benchPage(await benchOf(c, await readingOf(c, run)), done));
}

async function benchOf(c: Context<AppEnv>, reading: Reading): Promise<Bench> {
  const asked = filterSchema.parse(c.req.query());
  const { snapshot, result } = reading;
  const all = countySeatsOf(snapshot, result.matches);
  const selection = selectionIn(c, reading);
  const wanted = all.find(({ countyCode }) => countyCode === (asked.county ?? selection?.countyCode));
  const likely = wanted ?? filtered(all, { ...asked, q: '' })[0];
  const { named, names } = await namerFor(c, reading, {
    countyCodes: all.map(({ countyCode }) => countyCode),
    ...mentionedOf(reading, likely, selection),
  });
  const shown = filtered(all, asked, names);
  const chosen = wanted ?? (asked.q === '' ? likely : undefined);
  return { reading, asked, part: partOf(shown, ({ countyCode }) => countyCode, asked.after, partSize), chosen, selection, named, names };
}

function filtered(all: readonly CountySeats[], { q, tier, short }: BenchAsked, names?: Namer): readonly CountySeats[] {
  return all.filter(
    (county) =>
      (tier === undefined || county.tier === Number(tier)) &&
      (short === undefined || county.placed < county.ideal || county.missing > 0) &&
      (names === undefined || q === '' || names.isCalled(county.countyCode, q)),
  );
}

/** Whom and what the middle and the panel name. */
function mentionedOf({ snapshot, result, places }: Reading, county: CountySeats | undefined, selection: Selection | undefined) {
  const requestIds = snapshot.requests.filter(({ countyCode }) => countyCode === county?.countyCode).map(({ id }) => id);
  const there = new Set(requestIds);
  const matched = result.matches.filter(({ lineId }) => there.has(places.get(lineId)?.requestId ?? ''));
  return {
    requestIds,
    applicationIds: [...matched.map(({ applicationId }) => applicationId), ...(selection?.applicationIds ?? [])],
  };
}
