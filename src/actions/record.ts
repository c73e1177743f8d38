import { insertEvents, type NewEvent } from '../db/queries/events.ts';
import { accountIdOf, instantOf, type ActionContext } from './context.ts';

/** Events hold no secrets, so their writer needs no keys. */
export type RecordContext = Pick<ActionContext, 'actor' | 'now' | 'db' | 'reason'>;

export type Happening = {
  readonly thing: string;
  readonly thingId: string;
  readonly event: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string | undefined;
  /** The person it concerns, who may read it. */
  readonly subjectId?: string | undefined;
  readonly details?: Record<string, unknown>;
};

/** Writes what happened, in the transaction of the change. Gives the event's id. */
export async function record(context: RecordContext, happening: Happening): Promise<string> {
  const [id] = await recordAll(context, [happening]);
  if (id === undefined) throw new Error('an event was not written');
  return id;
}

export async function recordAll(context: RecordContext, happenings: readonly Happening[]): Promise<string[]> {
  return insertEvents(
    context.db,
    happenings.map((happening) => eventOf(context, happening)),
  );
}

function eventOf({ actor, now, reason }: RecordContext, happening: Happening): NewEvent {
  return {
    at: instantOf(now),
    actorId: accountIdOf(actor),
    actorName: actor.kind === 'system' ? actor.job : actor.kind === 'account' ? actor.roles.join(', ') : 'public',
    subjectId: happening.subjectId ?? null,
    thing: happening.thing,
    thingId: happening.thingId,
    event: happening.event,
    fromState: happening.from ?? null,
    toState: happening.to ?? null,
    reason: happening.reason ?? reason ?? null,
    details: happening.details ?? {},
  };
}
