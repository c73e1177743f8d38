import type { DateTime } from 'luxon';

import type { Connection } from '../db/client.ts';
import { findSeenOfWork, listClockGaps, type ClockGap } from '../db/queries/clock.ts';
import { statusOf, type PartStatus } from '../domain/status.ts';
import { instantOf } from './context.ts';

export type Status = { readonly at: string; readonly parts: readonly PartStatus[]; readonly gaps: readonly ClockGap[] };

/** Interruptions are told for so long. */
const gapDays = 30;

/** How each part of the site is, and when the work in the background stood still lately, the latest first. */
export async function seeStatus(db: Connection, now: DateTime): Promise<Status> {
  const at = instantOf(now);
  return { at, parts: statusOf(await findSeenOfWork(db, at), now), gaps: await listClockGaps(db, instantOf(now.minus({ days: gapDays }))) };
}
