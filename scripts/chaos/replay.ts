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
  swap: ['>invited', 'invited>proposed', 'proposed>agreed', 'agreed>confirmed', 'invited>lapsed', 'proposed>lapsed', 'agreed>lapsed'],
  placement: [
    '>proposed',
    'proposed>offered',
    // By an exchange.
    'proposed>accepted',
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
  const live: Live = new Map();
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

type Live = Map<string, Map<string, Place & { state: string }>>;

/** Takes the place into what its line and its person hold now, and says where either holds too much. */
function moved(live: Live, places: Places, move: Moved): Finding[] {
  const { id, state, place } = move;
  for (const key of [place.lineId, place.volunteerId]) {
    const those = live.get(key) ?? new Map<string, Place & { state: string }>();
    if (occupying.has(state)) those.set(id, { ...place, state });
    else those.delete(id);
    live.set(key, those);
  }
  return [...crowded(live, places, move), ...(occupying.has(state) ? inTwo(live, move) : [])];
}

function crowded(live: Live, places: Places, { sequence, id, place }: Moved): Finding[] {
  const seats = [...(live.get(place.lineId)?.values() ?? [])].filter((one) => seated.has(one.state)).length;
  const maximum = places.maximumOfLine.get(place.lineId) ?? Infinity;
  if (seats <= maximum) return [];
  return [{ kind: 'broken', what: `event ${sequence}: line ${place.lineId} of ${maximum} holds ${seats}`, id }];
}

function inTwo(live: Live, { sequence, id, place }: Moved): Finding[] {
  const others = [...(live.get(place.volunteerId) ?? [])].filter(
    ([otherId, other]) => otherId !== id && other.startDay <= place.endDay && place.startDay <= other.endDay,
  );
  return others.map(([otherId]) => ({
    kind: 'broken',
    what: `event ${sequence}: ${place.volunteerId} is in ${otherId} and ${id} at once`,
    id,
  }));
}
