import { failedRules, isEligible } from '../domain/eligibility/eligibility.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { canonicalText, pairKey, sha256Of } from './canonical.ts';
import { openingsOf, rankOf } from './openings.ts';
import { goalsOf, type PolicyGoal } from './policies.ts';
import { Wrong } from './feasible.ts';
import type { MatchResult } from './result.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';
import { sharedBeds } from './shared-beds.ts';
import { BlockingJudge, unaltered } from './stable/blocking-pairs.ts';
import { summaryOf, wrongInSummary } from './summary.ts';

/**
 * Feasible: each application once, only eligible pairs, no capacity passed. Optimal: on every arc of the circulation the
 * vector (cost + price from − price to), one entry a goal, read in the goals' order, is positive only where nothing flows
 * and negative only where nothing more could. By complementary slackness over ordered vectors that is enough.
 * Throws the first thing that is wrong. Time: linear in the pairs judged.
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), theorem 9.4; Isermann (1982) for ordered goals.
 */
export function checkFlow(snapshot: Snapshot, result: MatchResult): void {
  checkAgainst(new Claim(snapshot, result));
}

/** Snapshot and result, indexed for the questions below. */
class Claim {
  readonly snapshot: Snapshot;
  readonly result: MatchResult;
  readonly goals: readonly PolicyGoal[];
  readonly openings: readonly Opening[];
  readonly openingsById: ReadonlyMap<string, Opening>;
  readonly lineOf = new Map<string, string>();
  readonly placedByLine = new Map<string, number>();
  readonly placedByRequest = new Map<string, number>();
  readonly placedByCounty = new Map<string, number>();
  readonly placedByProvince = new Map<string, number>();
  /** For every request whose people stay in the county: the first id among those that share its beds. */
  readonly bedsSharedWith: ReadonlyMap<string, string>;
  /** What the match is worth, goal by goal, and its eligible pairs: counted on the way, arc by arc. */
  readonly values: number[];
  pairs = 0;
  /** Once the matches are known to lead somewhere. */
  blocking: BlockingJudge | undefined;
  blockingPairs = 0;

  constructor(snapshot: Snapshot, result: MatchResult) {
    this.snapshot = snapshot;
    this.result = result;
    this.goals = goalsOf(snapshot);
    this.openings = openingsOf(snapshot);
    this.openingsById = new Map(this.openings.map((opening) => [opening.lineId, opening]));
    this.bedsSharedWith = sharedBeds(snapshot);
    this.values = this.goals.map(() => 0);
  }

  price(kind: Exclude<keyof MatchResult['prices'], 'hub'>, id: string): readonly number[] {
    const own = Object.hasOwn(this.result.prices[kind], id) ? this.result.prices[kind][id] : undefined;
    return this.#whole(own, `${kind} ${id}`);
  }

  hubPrice(): readonly number[] {
    return this.#whole(this.result.prices.hub, 'the hub');
  }

  #whole(prices: readonly number[] | undefined, whose: string): readonly number[] {
    if (prices?.length === this.goals.length) return prices;
    throw new Wrong(`prices of ${whose}: expected one for each of ${this.goals.length} goals`);
  }
}

function checkAgainst(claim: Claim): void {
  const { snapshot, result } = claim;
  if (result.policy !== snapshot.policy) throw new Wrong(`the result follows ${result.policy}, the snapshot asks ${snapshot.policy}`);
  if (result.snapshotSha256 !== sha256Of(canonicalText(snapshot))) throw new Wrong('the result belongs to another snapshot');
  if (result.gap !== null || result.branching !== null) throw new Wrong('a flow has no branches, and no gap');
  if (result.status !== 'optimal') throw new Wrong(`the result says ${result.status}, policy ${snapshot.policy} asks an optimal match`);
  countMatches(claim);
  claim.blocking = new BlockingJudge(snapshot, unaltered(result.matches), 'open');
  checkPriced(claim);
  checkLodgings(claim);
  checkPairs(claim);
  checkLines(claim);
  checkRequests(claim);
  checkCounties(claim);
  checkProvinces(claim);
  checkStatements(claim);
}

/** What the result says of its match besides: the goals' values, the ranks got, the summary people read. */
function checkStatements({ snapshot, result, goals, values, pairs, blockingPairs, openingsById }: Claim): void {
  if (result.goals.length !== goals.length) throw new Wrong(`goals: ${result.goals.length} where the policy has ${goals.length}`);
  for (const [k, goal] of goals.entries()) {
    const said = result.goals[k]!;
    if (said.name !== goal.name || said.value !== values[k]) {
      throw new Wrong(`goal ${said.name}: the result says ${said.value}, the match is worth ${values[k]!} on goal ${goal.name}`);
    }
  }
  const applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
  for (const { applicationId, lineId, rank } of result.matches) {
    const got = rankOf(applicationsById.get(applicationId)!, openingsById.get(lineId)!);
    if (got !== rank) throw new Wrong(`application ${applicationId} got rank ${got ?? 'none'}, the result says ${rank ?? 'none'}`);
  }
  const wrong = wrongInSummary(summaryOf(snapshot, result.matches, { pairs, blockingPairs }), result.summary);
  if (wrong !== undefined) throw new Wrong(wrong);
}

/** Prices stand for what the snapshot holds, and for nothing else. */
function checkPriced({ snapshot, result, bedsSharedWith }: Claim): void {
  const known = {
    applications: new Set(snapshot.applications.map(({ id }) => id)),
    lines: new Set(snapshot.lines.map(({ id }) => id)),
    requests: new Set(snapshot.requests.map(({ id }) => id)),
    lodgings: new Set(bedsSharedWith.values()),
    counties: new Set(snapshot.counties.map(({ code }) => code)),
    provinces: new Set(snapshot.provinces.map(({ code }) => code)),
  };
  for (const kind of ['applications', 'lines', 'requests', 'lodgings', 'counties', 'provinces'] as const) {
    const stray = Object.keys(result.prices[kind]).find((id) => !known[kind].has(id));
    if (stray !== undefined) throw new Wrong(`prices of ${kind} ${stray}: not in the snapshot`);
  }
}

function countMatches(claim: Claim): void {
  const { snapshot, result, openingsById } = claim;
  const known = new Set(snapshot.applications.map(({ id }) => id));
  for (const { applicationId, lineId } of result.matches) {
    const opening = openingsById.get(lineId);
    if (!known.has(applicationId) || opening === undefined) throw new Wrong(`${applicationId} in ${lineId}: not in the snapshot`);
    if (claim.lineOf.has(applicationId)) throw new Wrong(`application ${applicationId} is placed twice`);
    claim.lineOf.set(applicationId, lineId);
    count(claim.placedByLine, lineId);
    count(claim.placedByRequest, opening.requestId);
    count(claim.placedByCounty, opening.countyCode);
    count(claim.placedByProvince, opening.provinceCode);
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

type Arc = {
  readonly name: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly flow: number;
  readonly capacity: number;
};

/** The one condition, on one arc; `cost` gives the arc's cost under each goal. Adds what the flow is worth to the claim's values. */
function checkArc({ goals, values }: Claim, { name, from, to, flow, capacity }: Arc, cost: (goal: PolicyGoal) => number): void {
  if (flow > capacity) throw new Wrong(`${name}: ${flow} where ${capacity} is the most`);
  if (flow > 0) for (let k = 0; k < goals.length; k += 1) values[k] = values[k]! + flow * cost(goals[k]!);
  for (let k = 0; k < goals.length; k += 1) {
    const reduced = cost(goals[k]!) + from[k]! - to[k]!;
    if (reduced === 0) continue;
    if (reduced > 0 && flow > 0) throw new Wrong(`${name}: taking it away would serve goal ${goals[k]!.name}`);
    if (reduced < 0 && flow < capacity) throw new Wrong(`${name}: more of it would serve goal ${goals[k]!.name}`);
    return;
  }
}

const free = () => 0;

function checkPairs(claim: Claim): void {
  const excluded = new Set(claim.snapshot.locks.exclude.map(pairKey));
  const hub = claim.hubPrice();
  for (const application of claim.snapshot.applications) {
    const own = claim.price('applications', application.id);
    const placed = claim.lineOf.get(application.id);
    checkArc(claim, { name: `application ${application.id}`, from: hub, to: own, flow: placed === undefined ? 0 : 1, capacity: 1 }, free);
    for (const opening of claim.openings) checkPair(claim, application, opening, own, placed === opening.lineId, excluded);
  }
}

function checkPair(
  claim: Claim,
  application: SnapshotApplication,
  opening: Opening,
  from: readonly number[],
  isPlaced: boolean,
  excluded: ReadonlySet<string>,
): void {
  // Most pairs fail on the subject: asked first, it spares the rest.
  if (!isPlaced && !application.subjects.some(({ subject }) => subject === opening.subject)) return;
  const isExcluded = excluded.size > 0 && excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
  if (!isEligible(application, opening, isExcluded)) {
    if (!isPlaced) return;
    const failed = failedRules(application, opening, isExcluded).join(', ');
    throw new Wrong(`application ${application.id} in line ${opening.lineId} is not eligible: ${failed}`);
  }
  claim.pairs += 1;
  if (claim.blocking?.doesBlock(application, opening)) claim.blockingPairs += 1;
  const arc = {
    name: `application ${application.id} in line ${opening.lineId}`,
    from,
    to: claim.price('lines', opening.lineId),
    flow: isPlaced ? 1 : 0,
    capacity: 1,
  };
  checkArc(claim, arc, (goal) => (goal.of === 'pairs' ? goal.cost(application, opening) : 0));
}

function checkLines(claim: Claim): void {
  const tierByCounty = new Map(claim.snapshot.counties.map(({ code, tier }) => [code, tier]));
  for (const line of claim.snapshot.lines) {
    const tier = tierByCounty.get(claim.openingsById.get(line.id)!.countyCode)!;
    const placed = claim.placedByLine.get(line.id) ?? 0;
    if (placed > line.maximum) throw new Wrong(`line ${line.id}: ${placed} where ${line.maximum} is the most`);
    const parts = [
      { part: 'minimum', below: 0, upTo: line.minimum },
      { part: 'ideal', below: line.minimum, upTo: line.ideal },
      { part: 'maximum', below: line.ideal, upTo: line.maximum },
    ] as const;
    const ends = { from: claim.price('lines', line.id), to: claim.price('requests', line.requestId) };
    for (const { part, below, upTo } of parts) {
      const flow = Math.max(0, Math.min(placed, upTo) - below);
      const arc = { ...ends, name: `line ${line.id} up to its ${part}`, flow, capacity: upTo - below };
      checkArc(claim, arc, (goal) => (goal.of === 'seats' ? goal.cost(part, tier) : 0));
    }
  }
}

function checkRequests(claim: Claim): void {
  const bedsByCounty = new Map(claim.snapshot.counties.map(({ code, beds }) => [code, beds]));
  for (const request of claim.snapshot.requests) {
    const isLodged = request.delivery !== 'distance' && bedsByCounty.get(request.countyCode) !== null;
    const to = isLodged ? claim.price('lodgings', claim.bedsSharedWith.get(request.id)!) : claim.price('counties', request.countyCode);
    const flow = claim.placedByRequest.get(request.id) ?? 0;
    const arc = {
      name: `request ${request.id}`,
      from: claim.price('requests', request.id),
      to,
      flow,
      capacity: request.squadMaximum ?? Infinity,
    };
    checkArc(claim, arc, free);
  }
}

function checkLodgings(claim: Claim): void {
  const bedsByCounty = new Map(claim.snapshot.counties.map(({ code, beds }) => [code, beds]));
  const staying = claim.snapshot.requests.filter(
    ({ id, countyCode }) => claim.bedsSharedWith.has(id) && bedsByCounty.get(countyCode) !== null,
  );
  for (const [first, requests] of Map.groupBy(staying, ({ id }) => claim.bedsSharedWith.get(id)!)) {
    const { countyCode } = requests[0]!;
    const flow = requests.reduce((sum, { id }) => sum + (claim.placedByRequest.get(id) ?? 0), 0);
    const ends = { from: claim.price('lodgings', first), to: claim.price('counties', countyCode) };
    checkArc(claim, { ...ends, name: `beds of county ${countyCode}`, flow, capacity: bedsByCounty.get(countyCode)! }, free);
  }
}

function checkCounties(claim: Claim): void {
  const minimumByCounty = new Map<string, number>();
  const maximumByCounty = new Map<string, number>();
  for (const line of claim.snapshot.lines) {
    const { countyCode } = claim.openingsById.get(line.id)!;
    minimumByCounty.set(countyCode, (minimumByCounty.get(countyCode) ?? 0) + line.minimum);
    maximumByCounty.set(countyCode, (maximumByCounty.get(countyCode) ?? 0) + line.maximum);
  }
  for (const { code, provinceCode } of claim.snapshot.counties) {
    const placed = claim.placedByCounty.get(code) ?? 0;
    const minimum = minimumByCounty.get(code) ?? 0;
    const ends = { from: claim.price('counties', code), to: claim.price('provinces', provinceCode) };
    checkArc(claim, { ...ends, name: `county ${code} up to its minima`, flow: Math.min(placed, minimum), capacity: minimum }, free);
    for (let extra = 1; extra <= (maximumByCounty.get(code) ?? 0) - minimum; extra += 1) {
      const arc = { ...ends, name: `extra seat ${extra} of county ${code}`, flow: placed - minimum >= extra ? 1 : 0, capacity: 1 };
      checkArc(claim, arc, (goal) => (goal.of === 'counties' ? goal.cost(extra) : 0));
    }
  }
}

function checkProvinces(claim: Claim): void {
  for (const { code, quota } of claim.snapshot.provinces) {
    const arc = {
      from: claim.price('provinces', code),
      to: claim.hubPrice(),
      flow: claim.placedByProvince.get(code) ?? 0,
      capacity: quota ?? Infinity,
    };
    checkArc(claim, { ...arc, name: `province ${code}` }, free);
  }
}
