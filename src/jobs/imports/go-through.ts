import { recordAll } from '../../actions/record.ts';
import { moveAll } from '../../db/queries/import-placements.ts';
import type { WritingContext } from './work.ts';

type Thing = 'season' | 'application' | 'request' | 'placement';
type Going = { readonly id: string; readonly line: number; readonly subjectId?: string };

/** Takes things through states in turn, with an event for each step. */
export async function goThrough(context: WritingContext, thing: Thing, things: readonly Going[], states: readonly string[]): Promise<void> {
  const ids = things.map(({ id }) => id);
  for (const [i, to] of states.entries()) {
    const from = states[i - 1];
    if (from !== undefined) await moveAll(context.db, `${thing}s`, ids, to);
    await recordAll(
      context,
      things.map(({ id, line, subjectId }) => ({
        thing,
        thingId: id,
        event: `${thing}.${to}`,
        to,
        ...(from === undefined ? {} : { from }),
        subjectId,
        details: { importId: context.imported.id, line },
      })),
    );
  }
}
