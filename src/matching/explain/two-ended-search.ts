import { reducedCost, residualOrderOf, type ResidualArcs, type ResidualOrder } from './residual-order.ts';
import type { SolvedNetwork } from './solved-network.ts';
import { VectorFrontier } from './vector-frontier.ts';

const none = -1;
/** Arcs of a node are taken together while none leads farther than so many times the first: coming back for each costs more. */
const spread = 2;

/** A shortest way in the residual network: its length, goal by goal at reduced costs, and its arcs, first arc first. */
export type Way = { readonly length: readonly number[]; readonly arcs: readonly number[] };

type Side = {
  /** Nodes, and after them each settled node once more: as where its next arc leads at the least. */
  readonly frontier: VectorFrontier;
  readonly next: ResidualArcs;
  /** Per settled node: which of its arcs is the next. */
  readonly cursor: Int32Array;
  looks: number;
};

/**
 * The shortest way between two nodes, sought from both at once: whichever side has looked at fewer arcs goes on, until what is nearest on
 * both sides together is no shorter than the best way that is whole. A side takes an arc only when it has come as far as the arc
 * leads, and leaves it where that and the other's nearest are together no shorter than the best: whatever is nearer to the other
 * side has met it already, for arcs to what the other has settled are looked at as soon as a node is settled.
 *
 * Made once, in O(m · goals + m log m). A search: O(m · goals + n · goals · log n) at worst; the two halves of a way reach far fewer
 * nodes than a whole one does. Source: Pohl, Bi-directional search (1971), over an ordered group instead of numbers.
 */
export class TwoEndedSearch {
  readonly #network: SolvedNetwork;
  readonly #order: ResidualOrder;
  readonly #goals: number;
  readonly #nodes: number;
  readonly #ahead: Side;
  readonly #back: Side;
  readonly #best: Float64Array;
  /** What is not before it is of no use to the side that goes on. */
  readonly #limit: Float64Array;
  readonly #tried: Float64Array;
  private meets = none;
  private blockedArc = none;

  constructor(network: SolvedNetwork) {
    this.#network = network;
    this.#nodes = network.structure.network.nodes;
    this.#goals = network.goals.length;
    this.#order = residualOrderOf(network);
    this.#ahead = this.#side(this.#order.leaving);
    this.#back = this.#side(this.#order.entering);
    this.#best = new Float64Array(this.#goals);
    this.#limit = new Float64Array(this.#goals);
    this.#tried = new Float64Array(this.#goals);
  }

  #side(next: ResidualArcs): Side {
    return { frontier: new VectorFrontier(2 * this.#nodes, this.#goals), next, cursor: new Int32Array(this.#nodes), looks: 0 };
  }

  /** Undefined where there is none. */
  find(from: number, to: number, blockedArc = none): Way | undefined {
    this.meets = none;
    this.blockedArc = blockedArc;
    for (const [side, end] of [[this.#ahead, from] as const, [this.#back, to] as const]) {
      side.frontier.begin(end);
      side.looks = 0;
    }
    while (this.#lookOn());
    if (this.meets === none) return undefined;
    const { network } = this.#network.structure;
    const ahead = this.#ahead.frontier.arcsFrom(this.meets, network).toReversed();
    return { length: [...this.#best], arcs: [...ahead, ...this.#back.frontier.arcsFrom(this.meets, network)] };
  }

  /** One step of one side; gives whether there may be another. */
  #lookOn(): boolean {
    const isAhead = this.#ahead.looks <= this.#back.looks;
    const side = isAhead ? this.#ahead : this.#back;
    const other = isAhead ? this.#back.frontier : this.#ahead.frontier;
    const { nearest } = side.frontier;
    if (nearest === none || other.nearest === none) return false;
    this.#setLimit(other, other.nearest);
    if (this.#deciding(side.frontier, nearest, this.#limit) === this.#goals) return false;
    side.frontier.settleNext();
    const isFirstTime = nearest < this.#nodes;
    const node = isFirstTime ? nearest : nearest - this.#nodes;
    if (isFirstTime) {
      side.cursor[node] = side.next.start[node]!;
      this.#meet(side, other, node);
      this.#setLimit(other, other.nearest);
    }
    this.#goOn(side, other, node);
    return true;
  }

  /** What would make a way to a node that the other side has reached no shorter than the best. */
  #setLimit(other: VectorFrontier, node: number): void {
    if (this.meets === none) return;
    for (let k = 0; k < this.#goals; k += 1) this.#limit[k] = this.#best[k]! - other.distance[node * this.#goals + k]!;
  }

  /** The first goal on which a node lies before a bound; -1 while there is none, and the number of goals where it does not. */
  #deciding({ distance }: VectorFrontier, node: number, bound: Float64Array): number {
    if (this.meets === none) return -1;
    for (let k = 0; k < this.#goals; k += 1) {
      const difference = distance[node * this.#goals + k]! - bound[k]!;
      if (difference !== 0) return difference < 0 ? k : this.#goals;
    }
    return this.#goals;
  }

  /** Makes ways whole from a node just settled over one arc to what the other side has settled. */
  #meet(side: Side, other: VectorFrontier, node: number): void {
    const { start, arcs } = side.next;
    const decides = this.#deciding(side.frontier, node, this.#best);
    for (let i = start[node]!; i < start[node + 1]!; i += 1) {
      const arc = arcs[i]!;
      if (this.#isTooDear(side, node, arc, decides, this.#best)) return;
      const to = this.#across(arc, node);
      if (!other.isSettled(to) || arc === this.blockedArc) continue;
      this.#setLimit(other, to);
      if (this.#isNearer(side, node, to, arc)) this.#take(side, other, to, arc);
    }
  }

  /** Takes the next arcs of a settled node, all that lead about equally far, and says when it will have come as far as those after them. */
  #goOn(side: Side, other: VectorFrontier, node: number): void {
    const { arcs, start } = side.next;
    const { lead, first } = this.#order;
    const decides = this.#deciding(side.frontier, node, this.#limit);
    const from = side.cursor[node]!;
    const end = start[node + 1]!;
    let i = from;
    for (; i < end; i += 1) {
      const arc = arcs[i]!;
      if (lead[arc] !== lead[arcs[from]!] || first[arc]! > spread * first[arcs[from]!]!) break;
      const to = this.#across(arc, node);
      if (side.frontier.isSettled(to) || arc === this.blockedArc || !this.#isNearer(side, node, to, arc)) continue;
      this.#take(side, other, to, arc);
      // The first way that is whole sets the first limit, in the middle of a node's arcs too.
      this.#setLimit(other, other.nearest);
    }
    side.looks += i - from + 1;
    side.cursor[node] = i;
    if (i < end && !this.#isTooDear(side, node, arcs[i]!, decides, this.#limit)) this.#comeBack(side, node, arcs[i]!);
  }

  /** No later arc of the node is of use either. */
  #isTooDear({ frontier }: Side, node: number, arc: number, decides: number, bound: Float64Array): boolean {
    const goal = this.#order.lead[arc]!;
    if (goal !== decides) return goal < decides;
    return goal < this.#goals && frontier.distance[node * this.#goals + goal]! + this.#order.first[arc]! > bound[goal]!;
  }

  /** Puts the node back where its next arc leads at the least: what the arc costs under later goals is left open. */
  #comeBack({ frontier }: Side, node: number, arc: number): void {
    const goal = this.#order.lead[arc]!;
    const at = node * this.#goals;
    for (let k = 0; k < this.#goals; k += 1) this.#tried[k] = k <= goal ? frontier.distance[at + k]! : -Infinity;
    this.#tried[goal]! += this.#order.first[arc]!;
    frontier.accept(node + this.#nodes, none, this.#tried);
  }

  #across(arc: number, node: number): number {
    const { source, target } = this.#network.structure.network;
    return source[arc] === node ? target[arc]! : source[arc]!;
  }

  /** Works out how far a node is over an arc, goal by goal, as long as that may be nearer than what is known and before the limit. */
  #isNearer(side: Side, from: number, to: number, arc: number): boolean {
    const { distance } = side.frontier;
    const lead = this.#order.lead[arc]!;
    const goals = this.#goals;
    const isForward = (this.#network.structure.network.source[arc] === from) === (side === this.#ahead);
    let isNearer = !side.frontier.isReached(to);
    let isWithin = this.meets === none;
    for (let k = 0; k < goals; k += 1) {
      let value = distance[from * goals + k]!;
      if (k >= lead) value += isForward ? reducedCost(this.#network, arc, k) : -reducedCost(this.#network, arc, k);
      this.#tried[k] = value;
      if (!isNearer) {
        const difference = value - distance[to * goals + k]!;
        if (difference > 0) return false;
        isNearer = difference < 0;
      }
      if (!isWithin) {
        const difference = value - this.#limit[k]!;
        if (difference > 0) return false;
        isWithin = difference < 0;
      }
    }
    return isNearer && isWithin;
  }

  /** The side reaches a node; where the other has as well, the way is whole, and the best if it is shorter. */
  #take({ frontier }: Side, other: VectorFrontier, node: number, arc: number): void {
    frontier.accept(node, arc, this.#tried);
    if (!other.isReached(node)) return;
    const at = node * this.#goals;
    let isShorter = this.meets === none;
    for (let k = 0; k < this.#goals && !isShorter; k += 1) {
      const difference = this.#tried[k]! + other.distance[at + k]! - this.#best[k]!;
      if (difference > 0) return;
      isShorter = difference < 0;
    }
    if (!isShorter) return;
    this.meets = node;
    for (let k = 0; k < this.#goals; k += 1) this.#best[k] = this.#tried[k]! + other.distance[at + k]!;
  }
}
