import type { DateTime } from 'luxon';

import { instantOf } from '../actions/context.ts';
import { record } from '../actions/record.ts';
import type { Connection } from '../db/client.ts';
import { clearDue, countDue, takeDay } from '../db/queries/retention.ts';
import { homeZone } from '../domain/calendar.ts';
import { cutoffOf, retentionRules, type RetentionKind } from '../domain/retention.ts';
import { asSystem, type JobContext } from './job.ts';

const name = 'clean-up';

export type Due = { readonly kind: RetentionKind; readonly before: string; readonly due: number };

/** What is due by the table of periods, kind by kind; changes nothing. */
export async function listDue(db: Connection, now: DateTime): Promise<Due[]> {
  const kinds = retentionRules.map((rule) => ({ kind: rule.kind, before: instantOf(cutoffOf(rule, now)) }));
  const dueByKind = await countDue(db, kinds);
  return kinds.map((line) => ({ ...line, due: dueByKind.get(line.kind) ?? 0 }));
}

/** Lets go what is due, once a day. Gives what went, or nothing when the day's turn was taken already. */
export async function cleanUp(job: JobContext): Promise<Due[]> {
  return asSystem(job, name, async (db) => {
    const now = job.now();
    if (!(await takeDay(db, name, now.setZone(homeZone).toISODate() ?? ''))) return [];
    return cleanUpNow(db, now);
  });
}

/** Lets go what is due; gives what went. */
export async function cleanUpNow(db: Connection, now: DateTime): Promise<Due[]> {
  const gone = (await listDue(db, now)).filter(({ due }) => due > 0);
  for (const { kind, before } of gone) await clearDue(db, kind, before);
  if (gone.length > 0) {
    const details = Object.fromEntries(gone.map(({ kind, due }) => [kind, due]));
    const about = { thing: 'retention', thingId: name, event: 'retention.cleared', details };
    await record({ actor: { kind: 'system', job: name }, now, db }, about);
  }
  return gone;
}
