import { servedDays } from '../../domain/own-days.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { listMissingChecks } from '../../db/queries/checks.ts';
import type { PlacementInFull } from '../../db/queries/placements.ts';
import type { ActionContext, CommonFailure } from '../context.ts';
import { findOpenQuestionOf } from '../../db/queries/condition-questions.ts';
import { checkFirstDay, type TooEarly } from './first-day.ts';
import { stepPlacement } from './step-placement.ts';

export type ChecksMissing = { readonly kind: 'checks-missing'; readonly missing: readonly string[]; readonly through: string };
/** The volunteer has not said yet whether they go on under changed host conditions. */
export type ConditionsOpen = { readonly kind: 'conditions-open'; readonly state: string; readonly allowed: readonly string[] };
export type StartPlacementError = CommonFailure | ChecksMissing | ConditionsOpen | TooEarly;

/** The county says that the volunteer has come. No start without every check asked, valid through the last day, nor under conditions not agreed to; and no override. */
export async function startPlacement(context: ActionContext, id: string): Promise<Result<PlacementInFull, StartPlacementError>> {
  return stepPlacement<ChecksMissing | ConditionsOpen | TooEarly>(context, id, {
    permission: 'placement.host',
    move: 'start',
    rule: async (db, placement) => {
      const come = await checkFirstDay(context, db, placement);
      if (!come.ok) return come;
      const questionId = await findOpenQuestionOf(db, placement);
      if (questionId !== undefined) return fail({ kind: 'conditions-open', state: 'accepted', allowed: ['withdraw', 'cancel', 'no-show'] });
      const through = servedDays(placement).endDay;
      const missing = await listMissingChecks(db, placement, through);
      return missing.length > 0 ? fail({ kind: 'checks-missing', missing, through }) : ok(undefined);
    },
  });
}
