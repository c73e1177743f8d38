import type { ClearanceKind } from '../../domain/clearance.ts';
import { findPendingClearance, hasClearance, insertClearance, saveClearance, type Clearance } from '../../db/queries/clearances.ts';
import { instantOf, type ActionContext } from '../context.ts';
import { record } from '../record.ts';

/** What a check that is cleared rests on: who verified it, or the version of the text that the person agreed to. */
export type Verified = { readonly validThroughDay: string } & ({ readonly verifiedBy: string | null } | { readonly textVersion: number });

/** A check of a person that is handed in, in their place: the one under way, or one that begins now. */
export async function submitFor(context: ActionContext, accountId: string, kind: ClearanceKind, reason?: string): Promise<Clearance> {
  const { db } = context;
  const pending = await findPendingClearance(db, accountId, kind);
  const clearance = pending ?? (await insertClearance(db, accountId, kind));
  const about = { thing: 'clearance', thingId: clearance.id, subjectId: accountId, reason };
  if (pending === undefined) await record(context, { ...about, event: 'clearance.requested', to: 'requested' });
  if (clearance.state === 'submitted') return clearance;
  const submitted = await saveClearance(db, clearance.id, { state: 'submitted' });
  await record(context, { ...about, event: 'clearance.submitted', from: 'requested', to: 'submitted' });
  return submitted;
}

/** Clears a check of a person whose ground is seen elsewhere; gives whether it was not cleared through that day already. */
export async function clearFor(context: ActionContext, accountId: string, kind: ClearanceKind, verified: Verified): Promise<boolean> {
  if (await hasClearance(context.db, accountId, kind, verified.validThroughDay)) return false;
  const { id } = await submitFor(context, accountId, kind);
  await saveClearance(context.db, id, { state: 'cleared', verifiedAt: instantOf(context.now), ...verified });
  const about = { thing: 'clearance', thingId: id, event: 'clearance.cleared', subjectId: accountId };
  await record(context, { ...about, from: 'submitted', to: 'cleared' });
  return true;
}
