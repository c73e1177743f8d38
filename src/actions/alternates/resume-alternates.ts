import { ok, type Result } from '../../domain/result.ts';
import { saveHold } from '../../db/queries/alternates.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { decideOnLine } from './decide-on-line.ts';

/** Lets the line's free seats be offered by themselves again; where they are already, nothing happens. */
export async function resumeAlternates(context: ActionContext, lineId: string): Promise<Result<undefined, CommonFailure>> {
  return decideOnLine<undefined, never>(context, lineId, async (inside, { isHeld }) => {
    if (!isHeld) return ok(undefined);
    await record(inside, { thing: 'line', thingId: lineId, event: 'alternates.resumed' });
    await saveHold(inside.db, lineId, null);
    return ok(undefined);
  });
}
