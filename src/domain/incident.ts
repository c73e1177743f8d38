import type { DateTime } from 'luxon';
import { z } from 'zod';

import type { Lifecycle } from './lifecycle.ts';

export const incidentKinds = ['harm_to_learner', 'harm_to_volunteer', 'misconduct', 'accident', 'missing', 'other'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export const incidentStates = ['open', 'acted', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];
type IncidentMove = 'act' | 'close';

/** Nothing is closed before somebody has acted. */
export const incidentLifecycle: Lifecycle<IncidentState, IncidentMove> = {
  thing: 'incident',
  states: incidentStates,
  initial: ['open'],
  by: { begun: ['incident.raise'], act: ['incident.handle'], close: ['incident.handle'] },
  moves: { open: { act: 'acted' }, acted: { close: 'closed' } },
};

/** By when somebody must have acted, in hours from the report. Harm to a child is reported at once by law. */
const actHours: Readonly<Record<IncidentKind, number>> = {
  harm_to_learner: 2,
  missing: 2,
  harm_to_volunteer: 4,
  misconduct: 24,
  accident: 4,
  other: 48,
};

/** The instant by which somebody must have acted on what was raised at `raisedAt`. */
export function actByOf(kind: IncidentKind, raisedAt: DateTime): DateTime {
  return raisedAt.plus({ hours: actHours[kind] });
}

const told = z.string().trim().min(1).max(10_000);

export const incidentInputSchema = z.strictObject({
  kind: z.enum(incidentKinds),
  happenedAt: z.iso.datetime({ offset: true }),
  /** What happened, to whom, in the words of whoever raises it. Pupils are not named. */
  account: told,
  placementId: z.uuid().optional(),
});
export type IncidentInput = z.infer<typeof incidentInputSchema>;

export const incidentActionSchema = z.strictObject({ action: told });
export const incidentOutcomeSchema = z.strictObject({ outcome: told });
