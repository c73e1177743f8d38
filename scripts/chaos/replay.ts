import type { Happening } from './feed.ts';
import type { Finding } from './findings.ts';

/** The ways between states as domain.md has them, written down here once more: the product's own table is not asked. */
const ways: Readonly<Record<string, readonly string[]>> = {
  season: ['>planned', 'planned>open', 'open>matching', 'matching>placing', 'placing>teaching', 'teaching>closed'],
  application: ['>draft', 'draft>submitted', 'submitted>approved', 'submitted>withdrawn', 'approved>withdrawn', 'draft>withdrawn'],
  request: ['>draft', 'draft>submitted', 'submitted>approved', 'approved>cancelled'],
  run: ['>queued', 'queued>running', 'running>done', 'running>failed', 'queued>stopped', 'running>stopped', 'done>published'],
  clearance: ['>requested', 'requested>submitted', 'submitted>cleared', 'cleared>expired', 'cleared>revoked'],
  certificate: ['>issued', 'issued>superseded', 'issued>revoked'],
  placement: [
    '>proposed',
    'proposed>offered',
    'proposed>dropped',
    'offered>accepted',
    'offered>declined',
    'offered>lapsed',
    'offered>withdrawn',
    'offered>cancelled',
    'accepted>withdrawn',
    'accepted>cancelled',
    'accepted>started',
    'accepted>no_show',
    'started>completed',
    'started>ended_early',
  ],
};
const seated = new Set(['accepted', 'started', 'completed']);
const occupying = new Set(['offered', 'accepted', 'started', 'completed']);

/** What of a placement does not change, as the API told it. */
export type Place = { readonly lineId: string; readonly volunteerId: string; readonly startDay: string; readonly endDay: string };
export type Places = { readonly ofPlacement: ReadonlyMap<string, Place>; readonly maximumOfLine: ReadonlyMap<string, number> };

/**
 * Goes through all that happened once more, event by event: every move must be a way from the state that the thing was in, and at no
 * instant may a line hold more than its maximum, or a person two places whose dates overlap. Gives the states at the end, too.
 */
export function replay(all: readonly Happening[], places: Places): { findings: readonly Finding[]; states: ReadonlyMap<string, string> } {
  const findings: Finding[] = [];
  const states = new Map<string, string>();
  const live = new Map<string, Map<string, Place & { state: string }>>();
  for (const { sequence, thing, thingId, fromState, toState } of all) {
    const legal = ways[thing];
    if (toState === null || legal === undefined) continue;
    const before = states.get(thingId) ?? '';
    const [said, made] = [fromState ?? '', `${before}>${toState}`];
    if (said !== before || !legal.includes(made)) {
      findings.push({
        kind: 'broken',
        what: `event ${sequence}: ${thing} ${thingId} went ${said}>${toState}, and was "${before}"`,
        id: thingId,
      });
    }
    states.set(thingId, toState);
    const place = thing === 'placement' ? places.ofPlacement.get(thingId) : undefined;
    if (place !== undefined) findings.push(...moved(live, places, { sequence, id: thingId, state: toState, place }));
  }
  return { findings, states };
}

type Moved = { readonly sequence: number; readonly id: string; readonly state: string; readonly place: Place };

function moved(
  live: Map<string, Map<string, Place & { state: string }>>,
  places: Places,
  { sequence, id, state, place }: Moved,
): Finding[] {
  const findings: Finding[] = [];
  for (const key of [place.lineId, place.volunteerId]) {
    const those = live.get(key) ?? new Map<string, Place & { state: string }>();
    if (occupying.has(state)) those.set(id, { ...place, state });
    else those.delete(id);
    live.set(key, those);
  }
  const seats = [...(live.get(place.lineId)?.values() ?? [])].filter((one) => seated.has(one.state)).length;
  const maximum = places.maximumOfLine.get(place.lineId) ?? Infinity;
  if (seats > maximum) findings.push({ kind: 'broken', what: `event ${sequence}: line ${place.lineId} of ${maximum} holds ${seats}`, id });
  for (const [otherId, other] of live.get(place.volunteerId) ?? []) {
    if (otherId === id || !occupying.has(state) || other.endDay < place.startDay || place.endDay < other.startDay) continue;
    findings.push({ kind: 'broken', what: `event ${sequence}: ${place.volunteerId} is in ${otherId} and ${id} at once`, id });
  }
  return findings;
}
