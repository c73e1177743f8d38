import type { Context } from 'hono';
import { z } from 'zod';

import { accountIdOf } from '../../actions/context.ts';
import { findOwnPlacement, type OwnPlacementInFull } from '../../db/queries/own-placements.ts';
import type { AppEnv } from '../../http/context.ts';
import type { KnownFailure } from '../../http/failure/known-failure.ts';
import { conditionsWords } from '../conditions/conditions-words.ts';
import { toldOf } from '../public/failure-page.tsx';
import type { Viewer } from '../viewer.ts';
import type { Told } from './placement-page.tsx';
import { placementWords } from './placement-words.ts';

const idSchema = z.uuid();

/** The placement in the address, where it is the reader's own. */
export async function ownPlacementOf(c: Context<AppEnv, '/placements/:id'>): Promise<OwnPlacementInFull | undefined> {
  const id = idSchema.safeParse(c.req.param('id'));
  return id.success ? findOwnPlacement(c.var.db, accountIdOf(c.var.actor) ?? '', id.data) : undefined;
}

/** Why an answer came to nothing, in words for whoever gave it. */
export function toldKindly(failure: KnownFailure, viewer: Viewer): Told {
  const words = placementWords[viewer.locale];
  if (failure.kind === 'offer-lapsed') return { title: words.lapsedTitle, detail: words.lapsed };
  if (failure.kind === 'conditions-changed') {
    const changed = conditionsWords[viewer.locale];
    return { title: changed.questionTitle, detail: changed.means.offered };
  }
  if (failure.kind === 'line-full') return { title: words.fullTitle, detail: words.full };
  const { title, detail } = toldOf(failure, viewer);
  return failure.kind === 'illegal-move' ? { title, detail: words.movedOn } : { title, detail };
}
