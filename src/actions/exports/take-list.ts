import { authorise, type Refusal } from '../../domain/actor.ts';
import { exportPermissions, isLogged, type ExportFormat, type ExportKind } from '../../domain/exports/export.ts';
import { ok, type Result } from '../../domain/result.ts';
import { reachOfExport, type Reach } from '../../db/queries/exports.ts';
import type { ActionContext } from '../context.ts';
import { record } from '../record.ts';

type List = { readonly kind: ExportKind; readonly format: ExportFormat; readonly seasonId?: string | undefined };

/** Lets somebody take a list along: whose rows they get, and, of what is not open to everybody, the record that they took it. */
export async function takeList(context: ActionContext, { kind, format, seasonId }: List): Promise<Result<Reach, Refusal>> {
  const may = authorise(context.actor, exportPermissions[kind]);
  if (!may.ok) return may;

  if (isLogged(kind)) {
    const details = { format, ...(seasonId === undefined ? {} : { seasonId }) };
    await record(context, { thing: 'export', thingId: kind, event: 'export.taken', details });
  }
  return ok(reachOfExport(context.actor, may.value));
}
