import { isEligible } from '../../src/domain/eligibility/eligibility.ts';
import { overlaps } from '../../src/domain/calendar.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import { goalsOf } from '../../src/matching/policies.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';

/** The best goal vector over every way to give each application a line or none. */
export function bestByTrying(snapshot: Snapshot): number[] {
  const openings = openingsOf(snapshot);
  const goals = goalsOf(snapshot);
  let best: number[] | undefined;
  const lineOf: number[] = [];
  const visit = (a: number): void => {
    if (a === snapshot.applications.length) {
      if (!isFeasible()) return;
      const values = goals.map((goal) => worth(goal, lineOf));
      if (best === undefined || isBefore(values, best)) best = values;
      return;
    }
    for (let line = -1; line < openings.length; line += 1) {
      if (line >= 0 && !isEligible(snapshot.applications[a]!, openings[line]!, false)) continue;
      lineOf[a] = line;
      visit(a + 1);
    }
  };
  const placedIn = (holds: (line: number) => boolean) => lineOf.filter((line) => line >= 0 && holds(line)).length;
  const isFeasible = (): boolean =>
    snapshot.lines.every((line, l) => placedIn((at) => at === l) <= line.maximum) &&
    snapshot.requests.every((request) => placedIn((at) => openings[at]!.requestId === request.id) <= (request.squadMaximum ?? Infinity)) &&
    snapshot.provinces.every(({ quota }) => placedIn(() => true) <= (quota ?? Infinity)) &&
    snapshot.requests.every((request) => {
      const beds = snapshot.counties.find(({ code }) => code === request.countyCode)!.beds ?? Infinity;
      const chain = new Set([request]);
      const near = snapshot.requests.filter((other) => other.countyCode === request.countyCode && other.delivery !== 'distance');
      for (const linked of chain) for (const other of near) if (overlaps(linked, other)) chain.add(other);
      const ids = new Set([...chain].map(({ id }) => id));
      return request.delivery === 'distance' || placedIn((at) => ids.has(openings[at]!.requestId)) <= beds;
    });
  const worth = (goal: ReturnType<typeof goalsOf>[number], chosen: readonly number[]): number => {
    if (goal.of === 'pairs')
      return chosen.reduce((sum, line, a) => (line < 0 ? sum : sum + goal.cost(snapshot.applications[a]!, openings[line]!)), 0);
    if (goal.of === 'seats') return snapshot.lines.reduce((sum, line, l) => sum + seatsWorth(goal, line, l), 0);
    return snapshot.counties.reduce((sum, { code }) => {
      const lines = snapshot.lines.filter((_, l) => openings[l]!.countyCode === code);
      const extra = placedIn((at) => openings[at]!.countyCode === code) - lines.reduce((all, line) => all + line.minimum, 0);
      return sum + Array.from({ length: Math.max(0, extra) }, (_, i) => goal.cost(i + 1)).reduce((x, y) => x + y, 0);
    }, 0);
  };
  const seatsWorth = (
    goal: Extract<ReturnType<typeof goalsOf>[number], { of: 'seats' }>,
    line: Snapshot['lines'][number],
    l: number,
  ): number => {
    const tier = snapshot.counties.find(({ code }) => code === openings[l]!.countyCode)!.tier;
    let sum = 0;
    for (let seat = 1; seat <= placedIn((at) => at === l); seat += 1) {
      sum += goal.cost(seat <= line.minimum ? 'minimum' : seat <= line.ideal ? 'ideal' : 'maximum', tier);
    }
    return sum;
  };
  visit(0);
  return best ?? [];
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index !== -1 && a[index]! < b[index]!;
}
