import { ok, type Result } from '../../domain/result.ts';
import { saveHold } from '../../db/queries/alternates.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { decideOnLine } from './decide-on-line.ts';

/** Keeps the line's free seats from being offered by themselves, with a reason; until somebody lets them go on. */
export async function holdAlternates(context: ActionContext, lineId: string, reason: string): Promise<Result<undefined, CommonFailure>> {
  return decideOnLine<undefined, never>(context, lineId, async (inside) => {
    const eventId = await record(inside, { thing: 'line', thingId: lineId, event: 'alternates.held', reason });
    await saveHold(inside.db, lineId, eventId);
    return ok(undefined);
  });
}
