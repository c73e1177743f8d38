import { returnFaults, type EndEarlyInput } from '../../domain/early-end.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { insertEarlyEnd } from '../../db/queries/early-ends.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import { accountIdOf, instantOf, type ActionContext, type CommonFailure, type Invalid } from '../context.ts';
import { stepPlacement } from './step-placement.ts';
import { tellOfEarlyEnd } from './tell-of-early-end.ts';

/** Ends a started placement before its time, of one kind and with a reason; and says whether the person may come again. */
export async function endPlacementEarly(
  context: ActionContext,
  id: string,
  input: EndEarlyInput,
): Promise<Result<PlacementInFull, CommonFailure>> {
  const { endKind, reason, mayReturn, returnReason } = input;
  const [by, at] = [accountIdOf(context.actor), instantOf(context.now)];
  const isDecided = mayReturn !== 'undecided';
  return stepPlacement<Invalid>(context, id, {
    permission: 'placement.decide',
    move: 'end-early',
    reason,
    details: { endKind, mayReturn },
    with: { endKind },
    rule: async () => {
      const faults = returnFaults(input);
      return Promise.resolve(faults.length > 0 ? fail({ kind: 'invalid', faults }) : ok(undefined));
    },
    after: async (db, eventId) => {
      await insertEarlyEnd(db, {
        placementId: id,
        endedAt: at,
        endedBy: by,
        mayReturn,
        returnReason,
        decidedBy: isDecided ? by : null,
        decidedAt: isDecided ? at : null,
      });
      await tellOfEarlyEnd({ ...context, db }, id, { eventId, news: 'ended', reason });
    },
  });
}
