import { authorise } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { trainingFaults, trainingLifecycle, type Receivers, type TrainingPatch, type TrainingState } from '../../domain/training.ts';
import { findTraining, insertReceptions, lockTraining, saveTraining, type Training } from '../../db/queries/trainings.ts';
import { notEditable, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { tellOfTraining } from './tell-of-training.ts';

export type ChangeTrainingError = CommonFailure | { readonly kind: 'training-reported' };

const editable: ReadonlySet<TrainingState> = new Set(['planned', 'open']);

/** Changes what a training is. Its kind and its sessions stay once a station has reported of them. */
export async function changeTraining(
  context: ActionContext,
  id: string,
  patch: TrainingPatch,
  version: number,
): Promise<Result<Training, ChangeTrainingError>> {
  const may = authorise(context.actor, 'training.plan');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const training = await lockTraining(db, id);
    if (training === undefined) return fail(notFound('training'));
    if (training.version !== version) return fail({ kind: 'stale', version: training.version });
    if (!editable.has(training.state)) return fail(notEditable(trainingLifecycle, training.state));
    const wanted = { ...training, ...given(patch) };
    const faults = trainingFaults(wanted);
    if (faults.length > 0) return fail({ kind: 'invalid', faults });
    const sessionDays = wanted.sessionDays.toSorted();
    const isOther = sessionDays.join() !== training.sessionDays.join() || wanted.kind !== training.kind;
    if (isOther && training.reported > 0) return fail({ kind: 'training-reported' });

    await saveTraining(db, id, { ...given(patch), sessionDays });
    await record(
      { ...context, db },
      { thing: 'training', thingId: id, event: 'training.changed', details: { fields: Object.keys(patch) } },
    );
    const changed = await findTraining(db, id);
    return changed === undefined ? fail(notFound('training')) : ok(changed);
  });
}

/** Sends a training to more stations in one go. Of an open one their counties hear. */
export async function addStations(
  context: ActionContext,
  id: string,
  receivers: Receivers,
): Promise<Result<Training, ChangeTrainingError>> {
  const may = authorise(context.actor, 'training.plan');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const training = await lockTraining(db, id);
    if (training === undefined) return fail(notFound('training'));
    if (!editable.has(training.state)) return fail(notEditable(trainingLifecycle, training.state));
    const stations = await insertReceptions(db, training, receivers);
    if (stations === 0) return fail({ kind: 'invalid', faults: [{ pointer: '/receivers', code: 'no-further-station' }] });

    const eventId = await record(inside, { thing: 'training', thingId: id, event: 'training.stations-added', details: { stations } });
    if (training.state === 'open') await tellOfTraining(inside, training, { eventId, news: 'opened' });
    const changed = await findTraining(db, id);
    return changed === undefined ? fail(notFound('training')) : ok(changed);
  });
}

function given(patch: TrainingPatch): { [Name in keyof TrainingPatch]?: Exclude<TrainingPatch[Name], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
