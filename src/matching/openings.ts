import { isAimedAt, type Opening } from '../domain/eligibility/rule.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';

/** Every line with what its request, county and season say of it, in the snapshot's order. */
export function openingsOf(snapshot: Pick<Snapshot, 'season' | 'counties' | 'requests' | 'lines'>): Opening[] {
  const requestsById = new Map(snapshot.requests.map((request) => [request.id, request]));
  const countiesByCode = new Map(snapshot.counties.map((county) => [county.code, county]));
  return snapshot.lines.map((line) => {
    const request = requestsById.get(line.requestId);
    const county = request && countiesByCode.get(request.countyCode);
    if (request === undefined || county === undefined) throw new Error(`line ${line.id} belongs to nothing in the snapshot`);
    return {
      lineId: line.id,
      requestId: request.id,
      countyCode: county.code,
      provinceCode: county.provinceCode,
      delivery: request.delivery,
      startDay: request.startDay,
      endDay: request.endDay,
      weeklyHours: request.weeklyHours,
      subject: line.subject,
      level: line.level,
      kinds: line.kinds,
      languages: line.languages,
      minimumAge: line.minimumAge,
      teachingPermit: line.teachingPermit,
      checks: snapshot.season.checks[request.delivery],
    };
  });
}

/** The best rank at which the volunteer chose the opening; null when it was not ranked. */
export function rankOf(application: SnapshotApplication, opening: Opening): number | null {
  let best: number | null = null;
  for (const { rank, target } of application.choices) {
    if ((best === null || rank < best) && isAimedAt(target, opening)) best = rank;
  }
  return best;
}
