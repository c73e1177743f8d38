import { DateTime } from 'luxon';

import { authorise, reaches } from '../../domain/actor.ts';
import { actByOf, type IncidentInput } from '../../domain/incident.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { listAccountsOfRole } from '../../db/queries/accounts.ts';
import { incidentPlace, insertIncident, newIncidentId } from '../../db/queries/incidents.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import { findPlacement, type Placement } from '../../db/queries/placements.ts';
import { incidentLetter } from '../../mail/incident-letter.ts';
import { accountIdOf, instantOf, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { seesPlacement } from '../placements/step-placement.ts';
import { record } from '../record.ts';

export type Raised = { readonly id: string; readonly actByAt: string };

/**
 * Raises an incident in one step. Whoever raises it gets its number and by when somebody acts, and cannot read it again; the
 * safeguarding leads get a letter that says only that there is one.
 */
export async function raiseIncident(context: ActionContext, input: IncidentInput): Promise<Result<Raised, CommonFailure>> {
  const { actor, now } = context;
  const may = authorise(actor, 'incident.raise');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const placement = input.placementId === undefined ? undefined : await findPlacement(db, input.placementId);
    const isHidden = placement === undefined || !isOnDuty({ ...context, db }, placement);
    if (input.placementId !== undefined && isHidden) return fail({ kind: 'invalid', faults: [unknownAt('/placementId')] });
    if (DateTime.fromISO(input.happenedAt) > now)
      return fail({ kind: 'invalid', faults: [{ pointer: '/happenedAt', code: 'in-the-future' }] });
    return ok(await write({ ...context, db }, input, placement));
  });
}

/** Does the placement concern the actor: as its volunteer, its county's officer, or somebody who sees them all? */
function isOnDuty({ actor }: ActionContext, placement: Placement): boolean {
  return reaches(actor, 'incident.raise', placement) && seesPlacement(actor, placement, 'incident.raise');
}

async function write(context: ActionContext, input: IncidentInput, placement: Placement | undefined): Promise<Raised> {
  const { db, keys, now, actor } = context;
  const id = await newIncidentId(db);
  const actBy = actByOf(input.kind, now);
  await insertIncident(db, {
    id,
    kind: input.kind,
    placementId: placement?.id ?? null,
    countyCode: placement?.countyCode ?? (actor.kind === 'account' ? actor.countyCodes[0] : undefined) ?? null,
    happenedAt: input.happenedAt,
    sealedAccount: await keys.seal(input.account, incidentPlace(id, 'account')),
    raisedBy: accountIdOf(actor) ?? '',
    raisedAt: instantOf(now),
    actByAt: instantOf(actBy),
  });
  const eventId = await record(context, {
    thing: 'incident',
    thingId: id,
    event: 'incident.open',
    to: 'open',
    details: { kind: input.kind },
  });
  await asConsequence(db, actor, async () => tellSafeguarding(context, { eventId, incidentId: id, actByAt: instantOf(actBy) }));
  return { id, actByAt: instantOf(actBy) };
}

type Told = { readonly eventId: string; readonly incidentId: string; readonly actByAt: string };

async function tellSafeguarding({ db, keys, siteUrl }: ActionContext, { eventId, incidentId, actByAt }: Told): Promise<void> {
  const link = new URL(`/safeguarding/incidents/${incidentId}`, siteUrl).href;
  for (const { id, email, name, locale } of await listAccountsOfRole(db, 'safeguarding')) {
    const letter = incidentLetter({ to: email, locale, name, actByAt, link });
    await insertMessage(db, keys, { eventId, accountId: id, template: 'incident', letter });
  }
}
