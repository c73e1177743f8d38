import { isEligible } from '../../src/domain/eligibility/eligibility.ts';
import { overlaps } from '../../src/domain/calendar.ts';
import { lotteryOf } from '../../src/matching/lottery.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';

/** What a stable match is, written down again and tried out; for small snapshots. */

/** Of whoever was asked back and said yes; nobody else has as much. */
const mostFit = 15;

type Pair = { readonly applicationId: string; readonly lineId: string };
/** The snapshot as it is once requests are closed or turned. */
export function reshaped(snapshot: Snapshot, closedRequestIds: readonly string[], turnedRequestIds: readonly string[]): Snapshot {
  return {
    ...snapshot,
    lines: snapshot.lines.map((line) => (closedRequestIds.includes(line.requestId) ? { ...line, maximum: 0 } : line)),
    requests: snapshot.requests.map((request) =>
      turnedRequestIds.includes(request.id) ? { ...request, delivery: 'distance' as const } : request,
    ),
  };
}

type Known = ReturnType<typeof knownOf>;

const sameAs = (a: Pair) => (b: Pair) => a.applicationId === b.applicationId && a.lineId === b.lineId;

function knownOf(snapshot: Snapshot) {
  const openings = openingsOf(snapshot);
  const draw = lotteryOf(snapshot.seed);
  const lastRank = Math.max(0, ...snapshot.applications.flatMap(({ choices }) => choices.map(({ rank }) => rank)));
  const of = ({ applicationId, lineId }: Pair) => {
    const application = snapshot.applications.find(({ id }) => id === applicationId)!;
    const opening = openings.find((one) => one.lineId === lineId)!;
    const request = snapshot.requests.find(({ id }) => id === opening.requestId)!;
    const tier = snapshot.counties.find(({ code }) => code === opening.countyCode)!.tier;
    const returns = request.asksForReturners && application.servedCountyCodes.includes(opening.countyCode);
    const isAskedBack = snapshot.askedBack?.some(sameAs({ applicationId, lineId })) === true;
    const fit = isAskedBack
      ? mostFit
      : (returns ? 4 : 0) + Math.min(3, application.completions) + application.subjects[0]!.level - opening.level;
    const ranks = application.choices.flatMap(({ rank, target }) =>
      target.kind === 'request' && target.id === opening.requestId ? [rank] : [],
    );
    const isKept = snapshot.locks.keep.some(sameAs({ applicationId, lineId }));
    const lottery = draw(applicationId, lineId);
    return {
      opening,
      isKept,
      isEligible: isEligible(application, opening, false),
      own: [isKept ? -1 : ranks.length === 0 ? lastRank + 1 : Math.min(...ranks), -fit, lottery],
      theirs: [isKept ? 0 : tier, -fit, lottery],
    };
  };
  return { snapshot, openings, of: memo(of), digits: 3 };
}

function memo<T>(of: (pair: Pair) => T): (pair: Pair) => T {
  const known = new Map<string, T>();
  return (pair) => {
    const key = `${pair.applicationId} ${pair.lineId}`;
    if (!known.has(key)) known.set(key, of(pair));
    return known.get(key)!;
  };
}

const less = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at !== -1 && a[at]! < b[at]!;
};

function isWithinCapacities({ snapshot, of }: Known, pairs: readonly Pair[]): boolean {
  const placed = pairs.map((pair) => of(pair).opening);
  const beds = snapshot.counties.every(({ code, beds: most }) => {
    const near = snapshot.requests.filter(({ countyCode, delivery }) => countyCode === code && delivery !== 'distance');
    return near.every((request) => {
      const chain = new Set([request]);
      for (const linked of chain) for (const other of near) if (overlaps(linked, other)) chain.add(other);
      return placed.filter(({ requestId }) => [...chain].some(({ id }) => id === requestId)).length <= (most ?? Infinity);
    });
  });
  return (
    beds &&
    snapshot.lines.every(({ id, maximum }) => placed.filter(({ lineId }) => lineId === id).length <= maximum) &&
    snapshot.requests.every(
      ({ id, squadMaximum }) => placed.filter(({ requestId }) => requestId === id).length <= (squadMaximum ?? Infinity),
    ) &&
    placed.length <= (snapshot.provinces[0]!.quota ?? Infinity)
  );
}

/** What the counties' side chooses from a set of pairs. */
function chosen(known: Known, pairs: readonly Pair[]): Pair[] {
  const taken: Pair[] = [];
  for (const pair of pairs.toSorted((a, b) => (less(known.of(a).theirs, known.of(b).theirs) ? -1 : 1))) {
    if (isWithinCapacities(known, [...taken, pair])) taken.push(pair);
  }
  return taken;
}

function isTaken(known: Known, matches: readonly Pair[], pairs: readonly Pair[]): boolean {
  const fresh = pairs.filter((pair) => !matches.some(sameAs(pair)));
  const taken = chosen(known, [...matches, ...fresh]);
  return pairs.every((pair) => taken.some(sameAs(pair)));
}

export function placeOf(matches: readonly Pair[], applicationId: string): Pair | undefined {
  return matches.find((pair) => pair.applicationId === applicationId);
}

/** Where a placement stands among the volunteer's lines, from 0; at home after all. */
export function positionOf(snapshot: Snapshot, place: Pair | undefined): number {
  if (place === undefined) return snapshot.lines.length;
  const { of } = knownOf(snapshot);
  return snapshot.lines.filter(({ id }) => {
    const other = of({ ...place, lineId: id });
    return other.isEligible && less(other.own, of(place).own);
  }).length;
}

function heldBy(matches: readonly Pair[], id: string): Pair[] {
  return matches.filter(({ applicationId }) => applicationId === id);
}

function countyOfTeam(known: Known, team: Snapshot['teams'][number], matches: readonly Pair[]): string | undefined {
  const counties = team.members.map(({ applicationId }) => heldBy(matches, applicationId).map((pair) => known.of(pair).opening.countyCode));
  const first = counties[0]![0];
  return counties.every((own) => own.length > 0 && own.every((county) => county === first)) ? first : undefined;
}

/** Every match with one placement each that passes no capacity and parts no one who goes only together. */
export function everyMatch(snapshot: Snapshot): Pair[][] {
  const known = knownOf(snapshot);
  let all: Pair[][] = [[]];
  for (const { id: applicationId } of snapshot.applications) {
    const own = snapshot.lines.map(({ id: lineId }) => ({ applicationId, lineId })).filter((pair) => known.of(pair).isEligible);
    all = all.flatMap((matches) => [matches, ...own.map((pair) => [...matches, pair])]);
  }
  return all
    .filter((matches) => isWithinCapacities(known, matches))
    .filter((matches) =>
      snapshot.teams.every(
        (team) =>
          countyOfTeam(known, team, matches) !== undefined ||
          team.members.every(({ applicationId, onlyTogether }) => !onlyTogether || placeOf(matches, applicationId) === undefined),
      ),
    );
}

/** With ties settled, or left open: then only ranks are compared. */
export function blockingByDefinition(snapshot: Snapshot, matches: readonly Pair[], ties: 'settled' | 'open' = 'settled'): Pair[] {
  const settled = knownOf(snapshot);
  const known = ties === 'settled' ? settled : { ...settled, digits: 1 };
  const found = [...blockingAlone(known, matches), ...snapshot.teams.flatMap((team) => blockingTogether(known, team, matches))];
  const unique = found.filter((pair, i) => found.findIndex(sameAs(pair)) === i);
  const text = ({ applicationId, lineId }: Pair) => `${applicationId} ${lineId}`;
  return unique.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

function blockingAlone(known: Known, matches: readonly Pair[]): Pair[] {
  const { snapshot, of, digits } = known;
  return snapshot.applications.flatMap(({ id: applicationId, mostPlacements }) => {
    const held = heldBy(matches, applicationId);
    const team = snapshot.teams.find(({ members }) => members.some((member) => member.applicationId === applicationId));
    const county = team && countyOfTeam(known, team, matches);
    const isBound = team?.members.some((member) => member.applicationId === applicationId && member.onlyTogether) === true;
    return snapshot.lines
      .map(({ id: lineId }) => ({ applicationId, lineId }))
      .filter((pair) => of(pair).isEligible)
      .filter((pair) => !held.some(sameAs(pair)))
      .filter((pair) => {
        const asGood = held.filter((other) => !less(of(pair).own.slice(0, digits), of(other).own));
        return asGood.length < mostPlacements && !asGood.some((other) => overlaps(of(other).opening, of(pair).opening));
      })
      .filter((pair) => (county === undefined ? !isBound : of(pair).opening.countyCode === county))
      .filter((pair) => isTaken(known, matches, [pair]));
  });
}

function blockingTogether(known: Known, { members, id }: Snapshot['teams'][number], matches: readonly Pair[]): Pair[] {
  const { snapshot, of, digits } = known;
  const sum = (pairs: readonly Pair[]) => [0, 1, 2].map((k) => pairs.reduce((all, pair) => all + of(pair).own[k]!, 0));
  const bestOf = (held: readonly Pair[]) => held.toSorted((a, b) => (less(of(a).own, of(b).own) ? -1 : 1))[0]!;
  const at = countyOfTeam(known, { members, id }, matches);
  const now = at === undefined ? [Infinity] : sum(members.map(({ applicationId }) => bestOf(heldBy(matches, applicationId))));
  return snapshot.counties.flatMap(({ code }) => {
    if (code === at) return [];
    let tuples: Pair[][] = [[]];
    for (const { applicationId } of members) {
      const own = snapshot.lines.map((line) => ({ applicationId, lineId: line.id })).filter((pair) => of(pair).isEligible);
      const open = own.some((pair) => of(pair).isKept) ? own.filter((pair) => of(pair).isKept) : own;
      const here = open.filter((pair) => of(pair).opening.countyCode === code);
      tuples = tuples.flatMap((tuple) => here.map((pair) => [...tuple, pair]));
    }
    const wanted = tuples.filter((tuple) => less(sum(tuple).slice(0, digits), now) && isTaken(known, matches, tuple));
    const best = wanted.toSorted((a, b) => (less(sum(a), sum(b)) ? -1 : 1))[0] ?? [];
    return best.filter((pair) => !matches.some(sameAs(pair)));
  });
}
