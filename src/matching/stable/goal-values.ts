import type { Opening } from '../../domain/eligibility/rule.ts';
import type { PolicyGoal } from '../policies.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';

/** What a match is worth on each goal, counted from its placements alone. Linear in lines, counties and placements, for each goal. */
export function goalValues(
  snapshot: Snapshot,
  goals: readonly PolicyGoal[],
  placements: readonly { readonly application: SnapshotApplication; readonly opening: Opening }[],
): number[] {
  const placedIn = (keyOf: (opening: Opening) => string) => {
    const groups = Map.groupBy(placements, ({ opening }) => keyOf(opening));
    return (key: string) => groups.get(key)?.length ?? 0;
  };
  const inLine = placedIn(({ lineId }) => lineId);
  const inCounty = placedIn(({ countyCode }) => countyCode);
  const countyOf = new Map(snapshot.requests.map(({ id, countyCode }) => [id, countyCode]));
  const tierOf = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  const linesByCounty = Map.groupBy(snapshot.lines, ({ requestId }) => countyOf.get(requestId)!);
  const seatsWorth = (goal: PolicyGoal & { of: 'seats' }, line: Snapshot['lines'][number]) => {
    const tier = tierOf.get(countyOf.get(line.requestId)!)!;
    const upTo = (most: number) => Math.min(most, inLine(line.id));
    return (
      upTo(line.minimum) * goal.cost('minimum', tier) +
      (upTo(line.ideal) - upTo(line.minimum)) * goal.cost('ideal', tier) +
      (upTo(line.maximum) - upTo(line.ideal)) * goal.cost('maximum', tier)
    );
  };
  const countyWorth = (goal: PolicyGoal & { of: 'counties' }, code: string) => {
    const extra = inCounty(code) - sumOf(linesByCounty.get(code) ?? [], ({ minimum }) => minimum);
    return sumOf([...Array(Math.max(0, extra)).keys()], (before) => goal.cost(before + 1));
  };
  return goals.map((goal) => {
    if (goal.of === 'pairs') return sumOf(placements, ({ application, opening }) => goal.cost(application, opening));
    if (goal.of === 'seats') return sumOf(snapshot.lines, (line) => seatsWorth(goal, line));
    return sumOf(snapshot.counties, ({ code }) => countyWorth(goal, code));
  });
}

function sumOf<T>(things: readonly T[], worth: (thing: T) => number): number {
  // Not −0, which JSON does not know.
  return things.reduce((sum, thing) => sum + worth(thing), 0) + 0;
}
