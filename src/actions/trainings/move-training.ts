import { authorise } from '../../domain/actor.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { trainingLifecycle, type TrainingMove } from '../../domain/training.ts';
import { findTraining, lockTraining, saveTraining, type Training } from '../../db/queries/trainings.ts';
import { notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellOfTraining } from './tell-of-training.ts';

export type MoveTrainingError = CommonFailure | { readonly kind: 'no-stations' };

/**
 * Opens, counts, reopens or cancels a training. Opening it lets counties enrol and tells them; once it is counted its figures stand,
 * and a correction needs it to be reopened with a reason.
 */
export async function moveTraining(
  context: ActionContext,
  id: string,
  wanted: TrainingMove,
  reason?: string,
): Promise<Result<Training, MoveTrainingError>> {
  const may = authorise(context.actor, 'training.plan');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const training = await lockTraining(db, id);
    if (training === undefined) return fail(notFound('training'));
    const moved = move(trainingLifecycle, training.state, wanted);
    if (!moved.ok) return moved;
    if (wanted === 'open' && training.stations === 0) return fail({ kind: 'no-stations' });

    await saveTraining(db, id, { state: moved.value, reason: reason ?? null });
    const happening = { thing: 'training', thingId: id, event: `training.${moved.value}`, from: training.state, to: moved.value, reason };
    const eventId = await record(inside, happening);
    if (wanted === 'open') await tellOfTraining(inside, training, { eventId, news: 'opened' });
    if (wanted === 'cancel' && training.state === 'open') {
      await tellOfTraining(inside, { ...training, reason: reason ?? null }, { eventId, news: 'cancelled' });
    }
    const now = await findTraining(db, id);
    return now === undefined ? fail(notFound('training')) : ok(now);
  });
}
