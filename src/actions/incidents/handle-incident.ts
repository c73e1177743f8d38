import { authorise } from '../../domain/actor.ts';
import { incidentLifecycle } from '../../domain/incident.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findIncident, incidentPlace, lockIncident, saveIncident, type Incident } from '../../db/queries/incidents.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';

/** An incident with what was told, in clear. */
export type OpenedIncident = {
  readonly incident: Incident;
  readonly account: string;
  readonly action: string | null;
  readonly outcome: string | null;
};

/** Reads an incident; that it was read is recorded. */
export async function readIncident(context: ActionContext, id: string): Promise<Result<OpenedIncident, CommonFailure>> {
  const may = authorise(context.actor, 'incident.handle');
  if (!may.ok) return may;
  const incident = await findIncident(context.db, id);
  if (incident === undefined) return fail(notFound('incident'));
  await record(context, { thing: 'incident', thingId: id, event: 'incident.read' });
  return ok(await opened(context, incident));
}

/** Writes down the first action, or how it ended; each moves the incident one step. */
export async function handleIncident(
  context: ActionContext,
  id: string,
  step: { readonly move: 'act' | 'close'; readonly text: string },
): Promise<Result<OpenedIncident, CommonFailure>> {
  const may = authorise(context.actor, 'incident.handle');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const incident = await lockIncident(db, id);
    if (incident === undefined) return fail(notFound('incident'));
    const moved = move(incidentLifecycle, incident.state, step.move);
    if (!moved.ok) return moved;
    const [who, when] = [accountIdOf(context.actor), instantOf(context.now)];
    const change =
      step.move === 'act'
        ? { actedBy: who, actedAt: when, sealedAction: await context.keys.seal(step.text, incidentPlace(id, 'action')) }
        : { closedBy: who, closedAt: when, sealedOutcome: await context.keys.seal(step.text, incidentPlace(id, 'outcome')) };
    const saved = await saveIncident(db, id, { state: moved.value, ...change });
    const about = { thing: 'incident', thingId: id, event: `incident.${moved.value}` };
    await record(inside, { ...about, from: incident.state, to: moved.value });
    return ok(await opened(inside, saved));
  });
}

async function opened({ keys }: ActionContext, incident: Incident): Promise<OpenedIncident> {
  const { id, sealedAccount, sealedAction, sealedOutcome } = incident;
  return {
    incident,
    // Its words go when they need be kept no longer; that it happened stays.
    account: sealedAccount.length === 0 ? '' : await keys.open(sealedAccount, incidentPlace(id, 'account')),
    action: sealedAction === null ? null : await keys.open(sealedAction, incidentPlace(id, 'action')),
    outcome: sealedOutcome === null ? null : await keys.open(sealedOutcome, incidentPlace(id, 'outcome')),
  };
}
