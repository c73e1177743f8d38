import { authorise, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { trainingFaults, type TrainingInput } from '../../domain/training.ts';
import { findTraining, insertReceptions, insertTraining, type Training } from '../../db/queries/trainings.ts';
import type { ActionContext, Invalid } from '../context.ts';
import { record } from '../record.ts';

export type PlanTrainingError = Refusal | Invalid;

/** Plans a training; where stations are named, all that are open throughout receive it. Nobody hears of it before it is opened. */
export async function planTraining(context: ActionContext, input: TrainingInput): Promise<Result<Training, PlanTrainingError>> {
  const may = authorise(context.actor, 'training.plan');
  if (!may.ok) return may;
  const { receivers, sessionDays = [input.startDay], ...rest } = input;
  const faults = trainingFaults({ ...rest, sessionDays });
  if (faults.length > 0) return fail({ kind: 'invalid', faults });

  return context.db.transaction(async (db) => {
    const id = await insertTraining(db, { ...rest, sessionDays: sessionDays.toSorted() });
    const stations = receivers === undefined ? 0 : await insertReceptions(db, { id, ...rest }, receivers);
    await record({ ...context, db }, { thing: 'training', thingId: id, event: 'training.planned', to: 'planned', details: { stations } });
    const training = await findTraining(db, id);
    if (training === undefined) throw new Error('a training was not written');
    return ok(training);
  });
}
