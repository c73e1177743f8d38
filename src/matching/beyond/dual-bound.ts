import { sharedBeds } from '../shared-beds.ts';
import type { LeafPrices } from './decisions.ts';
import type { BeyondGoal, Question } from './question.ts';

type Vector = readonly number[];
/** Under the goal of that number, the forced one first. */
type CostOf = (goal: number) => number;

/**
 * What no match under the question's decisions can be better than, goal by goal, by the prices given, whatever they are: the sum, over the arcs of the
 * relaxation, of capacity times reduced cost where that comes before 0. The goal of what the decisions force stands first.
 *
 * By weak duality over ordered vectors: in a circulation costs and reduced costs sum to the same, and no flow is worth less than all
 * arcs that gain, filled. Linear in the pairs judged. Throws where a price is missing, or an arc without limit gains.
 */
export function dualBound(question: Question, goals: readonly BeyondGoal[], prices: LeafPrices): number[] {
  const bound = new Bound(question, goals, prices);
  bound.addApplications();
  bound.addLines();
  bound.addRequests();
  bound.addCounties();
  const { provinces } = question.snapshot;
  for (const { code, quota } of provinces) bound.add(bound.price('provinces', code), bound.hub, quota ?? Infinity, bound.free);
  return bound.sum.map((value, k) => {
    const goal = goals[k - 1];
    return goal?.of === 'decisions' ? value + question.decided(goal.name) : value;
  });
}

export class Unpriced extends Error {}

class Bound {
  readonly sum: number[];
  readonly hub: Vector;
  readonly free: CostOf = () => 0;
  readonly #question: Question;
  readonly #goals: readonly BeyondGoal[];
  readonly #prices: LeafPrices;

  constructor(question: Question, goals: readonly BeyondGoal[], prices: LeafPrices) {
    this.#question = question;
    this.#goals = goals;
    this.#prices = prices;
    this.sum = Array.from({ length: goals.length + 1 }, () => 0);
    this.hub = this.sum.map(() => 0);
  }

  price(kind: keyof LeafPrices, id: string): Vector {
    const own = Object.hasOwn(this.#prices[kind], id) ? this.#prices[kind][id] : undefined;
    if (own?.length === this.sum.length) return own;
    throw new Unpriced(`prices of ${kind} ${id}: expected one for each of ${this.sum.length} goals`);
  }

  /** An arc: its gain, where it has one, as often as it can carry. */
  add(from: Vector, to: Vector, capacity: number, costOf: CostOf): void {
    const reduced = (k: number) => costOf(k) + from[k]! - to[k]!;
    let first = 0;
    while (first < this.sum.length && reduced(first) === 0) first += 1;
    // Costs of later goals, such as the lottery, are asked for only where they count.
    if (first === this.sum.length || reduced(first) > 0 || capacity === 0) return;
    if (capacity === Infinity) throw new Unpriced('an arc without limit gains');
    for (let k = first; k < this.sum.length; k += 1) this.sum[k]! += capacity * reduced(k);
  }

  addApplications(): void {
    const { snapshot } = this.#question;
    for (const application of snapshot.applications) {
      const own = this.price('applications', application.id);
      const needed = this.#question.isNeeded(application.id) ? 1 : 0;
      this.add(this.hub, own, needed, (k) => (k === 0 ? -1 : 0));
      this.add(this.hub, own, application.mostPlacements - needed, this.free);
      const lines = snapshot.lines.flatMap((_, line) => (this.#question.allows(application, line) ? [line] : []));
      if (application.mostPlacements === 1)
        for (const line of lines) this.add(own, this.#linePrice(line), 1, this.#pairCost(application, line));
      else for (const group of this.#question.groupsOf(lines)) this.#addGroup(application, own, group);
    }
  }

  #linePrice(line: number): Vector {
    return this.price('lines', this.#question.snapshot.lines[line]!.id);
  }

  #pairCost(application: Question['snapshot']['applications'][number], line: number): CostOf {
    const opening = this.#question.openings[line]!;
    return (k) => {
      const goal = this.#goals[k - 1];
      return goal?.of === 'pairs' ? goal.cost(application, opening) : 0;
    };
  }

  /** Of a group one line is had: at best the one that gains most, so that is all the group can gain. */
  #addGroup(application: Question['snapshot']['applications'][number], own: Vector, group: readonly number[]): void {
    const worth = group.map((line) => {
      const costOf = this.#pairCost(application, line);
      const to = this.#linePrice(line);
      return this.sum.map((_, k) => to[k]! - costOf(k));
    });
    const best = worth.reduce((a, b) => (isBefore(a, b) ? b : a));
    this.add(own, best, 1, this.free);
  }

  addLines(): void {
    const { snapshot, openings } = this.#question;
    const tierOf = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
    for (const [l, line] of snapshot.lines.entries()) {
      const tier = tierOf.get(openings[l]!.countyCode)!;
      const ends = [this.price('lines', line.id), this.price('requests', line.requestId)] as const;
      const parts = { minimum: line.minimum, ideal: line.ideal - line.minimum, maximum: line.maximum - line.ideal };
      for (const part of ['minimum', 'ideal', 'maximum'] as const) {
        const forced = part === 'minimum' && this.#question.isForced(line.requestId) ? -1 : 0;
        this.add(...ends, parts[part], (k) => {
          const goal = this.#goals[k - 1];
          return goal === undefined ? forced : goal.of === 'seats' ? goal.cost(part, tier) : 0;
        });
      }
    }
  }

  addRequests(): void {
    const { lodged } = this.#question;
    const bedsOf = new Map(lodged.counties.map(({ code, beds }) => [code, beds]));
    const sharedWith = sharedBeds(lodged);
    for (const request of lodged.requests) {
      const beds = bedsOf.get(request.countyCode)!;
      const first = beds === null ? undefined : sharedWith.get(request.id);
      const county = this.price('counties', request.countyCode);
      const to = first === undefined ? county : this.price('lodgings', first);
      this.add(this.price('requests', request.id), to, request.squadMaximum ?? Infinity, this.free);
      if (first === request.id) this.add(to, county, beds ?? Infinity, this.free);
    }
  }

  addCounties(): void {
    const { snapshot, openings } = this.#question;
    const lines = Map.groupBy(snapshot.lines.keys(), (line) => openings[line]!.countyCode);
    for (const { code, provinceCode } of snapshot.counties) {
      const own = (lines.get(code) ?? []).map((line) => snapshot.lines[line]!);
      const minimum = own.reduce((sum, line) => sum + line.minimum, 0);
      const extras = own.reduce((sum, line) => sum + line.maximum - line.minimum, 0);
      const ends = [this.price('counties', code), this.price('provinces', provinceCode)] as const;
      this.add(...ends, minimum, this.free);
      for (let extra = 1; extra <= extras; extra += 1) {
        this.add(...ends, 1, (k) => {
          const goal = this.#goals[k - 1];
          return goal?.of === 'counties' ? goal.cost(extra) : 0;
        });
      }
    }
  }
}

/** Is the first vector less, on the first goal that differs? */
export function isBefore(a: Vector, b: Vector): boolean {
  const first = a.findIndex((value, k) => value !== b[k]);
  return first !== -1 && a[first]! < b[first]!;
}
