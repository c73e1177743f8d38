import type { Context } from 'hono';
import { z } from 'zod';

import { readRunFiles, solvedOf, type Files, type Solved } from '../../actions/runs/solved-run.ts';
import { findDeskRun, findNames, type DeskRun } from '../../db/queries/run-desk.ts';
import type { AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import type { RunSummary } from '../../matching/result.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { draftIn, type Draft } from './draft.ts';
import { countiesOf, Namer, placesOf, type Place } from './names.ts';

const idSchema = z.uuid();

/** The id in the address; undefined where it is none. */
export function idIn(c: Context<AppEnv>, name = 'id'): string | undefined {
  return idSchema.safeParse(c.req.param(name)).data;
}

/** An id that is asked for in the address; undefined where it is none. */
export function idAsked(c: Context<AppEnv>, name: string): string | undefined {
  return idSchema.safeParse(c.req.query(name)).data;
}

export async function runIn(c: Context<AppEnv>): Promise<DeskRun | undefined> {
  const id = idIn(c);
  return id === undefined ? undefined : findDeskRun(c.var.db, id);
}

export type DoneRun = DeskRun & { readonly summary: RunSummary };

/** A run that is done, with everything its match is made of. */
export type Reading = Files & {
  readonly run: DoneRun;
  readonly viewer: Viewer;
  readonly draft: Draft;
  readonly places: ReadonlyMap<string, Place>;
  /** The network that knows every exact cost, where the match has one; built when it is first asked for. */
  readonly solved: () => Solved | undefined;
};

export function isDone(run: DeskRun): run is DoneRun {
  return run.summary !== null;
}

/** Two statements, or one where the same run was read before. */
export async function readingOf(c: Context<AppEnv>, run: DoneRun): Promise<Reading> {
  const files = await readRunFiles(c.var.db, run);
  if (!files.ok) throw new Problem(files.error);
  const { snapshot, result } = files.value;
  return {
    run,
    snapshot,
    result,
    viewer: viewerOf(c),
    draft: draftIn(c),
    places: placesOf(snapshot),
    solved: () => solvedOf(run.id, files.value),
  };
}

type Mentioned = {
  readonly applicationIds?: readonly string[];
  readonly lineIds?: readonly (string | null)[];
  readonly countyCodes?: readonly string[];
  readonly requestIds?: readonly string[];
};

/** Ids that the database can be asked for: what a question adds is called after what it is like. */
const uuids = (ids: readonly string[]) => ids.map((id) => id.split('+')[0] ?? '').filter((id) => idSchema.safeParse(id).success);

/** The names of what a page mentions, and of what the draft mentions; one statement. */
export async function namerFor(c: Context<AppEnv>, { places, draft, viewer }: Reading, mentioned: Mentioned) {
  const drafted = mentionedIn(draft);
  const lineIds = [...(mentioned.lineIds ?? []), ...drafted.lineIds];
  const requestIds = uuids([...(mentioned.requestIds ?? []), ...drafted.requestIds]);
  const ofRequests = new Set(requestIds);
  const requested = [...places.values()].filter(({ requestId }) => ofRequests.has(requestId)).map(({ countyCode }) => countyCode);
  const named = await findNames(c.var.db, {
    countyCodes: [...(mentioned.countyCodes ?? []), ...countiesOf(places, lineIds), ...requested],
    applicationIds: uuids([...(mentioned.applicationIds ?? []), ...drafted.applicationIds]),
    requestIds,
  });
  return { named, names: new Namer(named, places, viewer.locale) };
}

function mentionedIn(draft: Draft) {
  return {
    applicationIds: draft.flatMap((change) =>
      'applicationId' in change ? change.applicationId : 'likeApplicationId' in change ? change.likeApplicationId : [],
    ),
    lineIds: draft.flatMap((change) => ('lineId' in change ? change.lineId : [])),
    requestIds: draft.flatMap((change) =>
      'requestId' in change ? change.requestId : 'likeRequestId' in change ? change.likeRequestId : [],
    ),
  };
}

/** A part of a list whose order stays the same: at most `limit` after the entry with this key. */
export function partOf<T>(all: readonly T[], keyOf: (item: T) => string, after: string | undefined, limit: number) {
  const from = after === undefined ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  const items = all.slice(from, from + limit);
  const last = items.at(-1);
  return { items, nextAfter: from + limit < all.length && last !== undefined ? keyOf(last) : null };
}
