import { overlaps } from '../../domain/calendar.ts';
import { isEligible } from '../../domain/eligibility/eligibility.ts';
import { lodgingGroups } from '../lodging.ts';
import type { Decision, Split } from './decisions.ts';
import type { Relaxation } from './relaxation.ts';

/** A question that a relaxation answers in no way a match could, and the answer that it comes nearest to. */
export type Departure = { readonly split: Split; readonly leaning: Decision };

/** Every departure of a relaxation from a match: requests first, then teams, then placements that overlap, by id. O(lines + placements). */
export function departuresOf(relaxation: Relaxation): Departure[] {
  return [...requestDepartures(relaxation), ...teamDepartures(relaxation), ...overlapDepartures(relaxation)];
}

function requestDepartures({ question, linesOf }: Relaxation): Departure[] {
  const { snapshot, openings } = question;
  const placed = new Map<number, number[]>();
  for (const [a, lines] of linesOf.entries()) for (const line of lines) placed.set(line, [...(placed.get(line) ?? []), a]);
  const linesByRequest = Map.groupBy(snapshot.lines.keys(), (line) => openings[line]!.requestId);
  return snapshot.requests.flatMap((request): Departure[] => {
    const split = { kind: 'request', requestId: request.id } as const;
    if (request.belowMinimum === 'goes_ahead' || question.isDecided(split)) return [];
    const lines = linesByRequest.get(request.id) ?? [];
    const held = lines.reduce((sum, line) => sum + (placed.get(line)?.length ?? 0), 0);
    if (held === 0) return [];
    const isReached = lines.every((line) => (placed.get(line)?.length ?? 0) >= snapshot.lines[line]!.minimum);
    const isOwn = lines.every((line) =>
      (placed.get(line) ?? []).every((a) => isEligible(snapshot.applications[a]!, openings[line]!, false)),
    );
    const mayTurn = request.belowMinimum === 'turns_to_distance';
    if (isReached && isOwn && (!mayTurn || hasBeds(question, linesOf, request.countyCode, request.id))) return [];
    const wanted = lines.reduce((sum, line) => sum + snapshot.lines[line]!.minimum, 0);
    const kind = 2 * held < wanted ? 'closed' : isOwn || !mayTurn ? 'open' : 'turned';
    return [{ split, leaning: { kind, requestId: request.id } }];
  });
}

/**
 * Would the county's beds do, with the people of this request among those who stay? Every request that is not decided
 * yet stays as it asks: two that each fit alone may not fit together.
 */
function hasBeds(question: Relaxation['question'], linesOf: Relaxation['linesOf'], countyCode: string, requestId: string): boolean {
  const { snapshot, lodged, openings } = question;
  const beds = snapshot.counties.find(({ code }) => code === countyCode)!.beds ?? Infinity;
  const asked = new Map(snapshot.requests.map((request) => [request.id, request]));
  const staying = lodged.requests.map((request) =>
    question.isDecided({ kind: 'request', requestId: request.id }) ? request : asked.get(request.id)!,
  );
  const group = lodgingGroups(staying.filter((request) => request.countyCode === countyCode)).find((own) =>
    own.some(({ id }) => id === requestId),
  );
  const ids = new Set(group?.map(({ id }) => id));
  return linesOf.reduce((sum, lines) => sum + lines.filter((line) => ids.has(openings[line]!.requestId)).length, 0) <= beds;
}

function teamDepartures({ question, linesOf }: Relaxation): Departure[] {
  const { snapshot, openings } = question;
  const numberOf = new Map(snapshot.applications.map(({ id }, a) => [id, a]));
  return snapshot.teams.flatMap((team): Departure[] => {
    if (question.isDecided({ kind: 'team', teamId: team.id, countyCode: null })) return [];
    const counties = team.members.map(({ applicationId }) =>
      linesOf[numberOf.get(applicationId)!]!.map((line) => openings[line]!.countyCode),
    );
    const all = new Set(counties.flat());
    if (all.size === 1 && counties.every((own) => own.length > 0)) return [];
    return [teamDeparture(question, team.id, counties.flat(), team.members.length)];
  });
}

/** It leans to the county in which most of its members are, if every member could be there. */
function teamDeparture(question: Relaxation['question'], teamId: string, held: readonly string[], members: number): Departure {
  const common = question.commonCounties(teamId);
  const heldIn = (code: string) => held.filter((own) => own === code).length;
  const [best = null] = common.toSorted((a, b) => heldIn(b) - heldIn(a));
  const split = { kind: 'team', teamId, countyCode: best } as const;
  const isMost = best !== null && 2 * heldIn(best) >= members;
  return { split, leaning: isMost ? { kind: 'together', teamId, countyCode: best } : { kind: 'apart', teamId } };
}

function overlapDepartures({ question, linesOf }: Relaxation): Departure[] {
  const { snapshot, openings } = question;
  return snapshot.applications.flatMap(({ id: applicationId }, a): Departure[] => {
    const lines = linesOf[a]!;
    for (const [i, one] of lines.entries()) {
      for (const other of lines.slice(i + 1)) {
        const [first, second] = [openings[one]!, openings[other]!];
        if (!overlaps(first, second)) continue;
        const split = { kind: 'overlap', applicationId, lineIds: [first.lineId, second.lineId] } as const;
        return [{ split: { ...split, lineIds: [...split.lineIds] }, leaning: { kind: 'not-in', applicationId, lineId: second.lineId } }];
      }
    }
    return [];
  });
}
