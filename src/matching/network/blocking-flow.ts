import type { Network } from './network.ts';
import type { Residual } from './residual.ts';

const unseen = 0;
const inLayer = 1;
const onWay = 2;
const dead = 3;
const noStep = 0x7fffffff;

/** Sends what can go at no cost, in layers. 21 bytes a node, made once. */
export class BlockingFlow {
  readonly #residual: Residual;
  readonly #mark: Uint8Array;
  readonly #layer: Int32Array;
  /** Nodes in the order of their layers. */
  readonly #found: Int32Array;
  readonly #nextOut: Int32Array;
  readonly #nextInto: Int32Array;
  /** Steps of the way being sought: an arc's number along it, the number's complement against it. */
  readonly #way: Int32Array;
  #count = 0;

  constructor(residual: Residual) {
    const { nodes } = residual.network;
    this.#residual = residual;
    this.#mark = new Uint8Array(nodes);
    this.#layer = new Int32Array(nodes);
    this.#found = new Int32Array(nodes);
    this.#nextOut = new Int32Array(nodes);
    this.#nextInto = new Int32Array(nodes);
    this.#way = new Int32Array(nodes);
  }

  /**
   * Sends all that can go along arcs of reduced cost zero, from every node with too much or from `only` one; gives how much.
   * Shortest ways first, layer by layer. Source: Dinic (1970).
   */
  sendAtNoCost(only: number): number {
    let sent = 0;
    while (this.#findLayers(only)) {
      for (let i = 0; i < this.#count; i += 1) sent += this.#sendAllFrom(this.#found[i]!);
      this.#clear();
    }
    this.#clear();
    return sent;
  }

  #clear(): void {
    for (let i = 0; i < this.#count; i += 1) this.#mark[this.#found[i]!] = unseen;
    this.#count = 0;
  }

  #see(v: number, layer: number): void {
    this.#mark[v] = inLayer;
    this.#layer[v] = layer;
    this.#nextOut[v] = this.#residual.out.start[v]!;
    this.#nextInto[v] = this.#residual.into.start[v]!;
    this.#found[this.#count] = v;
    this.#count += 1;
  }

  /** Layers out to the first that holds a node with too little; false when none does. */
  #findLayers(only: number): boolean {
    const { excess } = this.#residual;
    for (let v = only === -1 ? 0 : only, end = only === -1 ? excess.length : only + 1; v < end; v += 1) {
      if (excess[v]! > 0) this.#see(v, 0);
    }
    let last = -1;
    for (let head = 0; head < this.#count; head += 1) {
      const u = this.#found[head]!;
      if (this.#layer[u] === last) break;
      const before = this.#count;
      this.#seeNext(u);
      if (last === -1) for (let i = before; i < this.#count; i += 1) if (excess[this.#found[i]!]! < 0) last = this.#layer[u]! + 1;
    }
    return last !== -1;
  }

  #seeNext(u: number): void {
    const { network, out, into, flow, cost, price } = this.#residual;
    const { source, target, capacity } = network;
    const layer = this.#layer[u]! + 1;
    const own = price[u]!;
    for (let i = out.start[u]!, end = out.end[u]!; i < end; i += 1) {
      const arc = out.arcs[i]!;
      const v = target[arc]!;
      if (this.#mark[v] === unseen && flow[arc]! < capacity[arc]! && cost[arc]! + own === price[v]) this.#see(v, layer);
    }
    for (let i = into.start[u]!, end = into.end[u]!; i < end; i += 1) {
      const arc = into.arcs[i]!;
      if (flow[arc]! <= 0) continue;
      const v = source[arc]!;
      if (this.#mark[v] === unseen && own === cost[arc]! + price[v]!) this.#see(v, layer);
    }
  }

  #sendAllFrom(v: number): number {
    const { excess } = this.#residual;
    let sent = 0;
    while (excess[v]! > 0 && this.#mark[v] !== dead) {
      const amount = this.#sendFrom(v);
      if (amount === 0) break;
      sent += amount;
    }
    return sent;
  }

  /** Seeks one way, depth first, to a node with too little, and sends what it carries; 0 when there is none. */
  #sendFrom(from: number): number {
    const { network, excess } = this.#residual;
    let length = 0;
    let v = from;
    this.#mark[v] = onWay;
    while (excess[v]! >= 0) {
      const step = this.#nextStep(v);
      if (step !== noStep) {
        this.#way[length] = step;
        length += 1;
        v = headOf(network, step);
        this.#mark[v] = onWay;
      } else {
        this.#mark[v] = dead;
        if (length === 0) return 0;
        length -= 1;
        v = tailOf(network, this.#way[length]!);
      }
    }
    return this.#push(from, v, length);
  }

  /** A step at no cost into the next layer, to a node that is not dead. */
  #nextStep(v: number): number {
    const { network, out, into, flow, cost, price } = this.#residual;
    const { source, target, capacity } = network;
    const wanted = this.#layer[v]! + 1;
    const own = price[v]!;
    for (let i = this.#nextOut[v]!, end = out.end[v]!; i < end; i += 1) {
      const arc = out.arcs[i]!;
      const w = target[arc]!;
      if (!this.#isOpenTo(w, wanted) || flow[arc]! >= capacity[arc]! || cost[arc]! + own !== price[w]) continue;
      this.#nextOut[v] = i;
      return arc;
    }
    this.#nextOut[v] = out.end[v]!;
    for (let i = this.#nextInto[v]!, end = into.end[v]!; i < end; i += 1) {
      const arc = into.arcs[i]!;
      const w = source[arc]!;
      if (flow[arc]! <= 0 || !this.#isOpenTo(w, wanted) || cost[arc]! + price[w]! !== own) continue;
      this.#nextInto[v] = i;
      return ~arc;
    }
    this.#nextInto[v] = into.end[v]!;
    return noStep;
  }

  #isOpenTo(w: number, layer: number): boolean {
    return this.#mark[w] === inLayer && this.#layer[w] === layer;
  }

  #push(from: number, to: number, length: number): number {
    const { network, flow, excess } = this.#residual;
    const { capacity } = network;
    let amount = Math.min(excess[from]!, -excess[to]!);
    for (let i = 0; i < length; i += 1) {
      const step = this.#way[i]!;
      amount = Math.min(amount, step >= 0 ? capacity[step]! - flow[step]! : flow[~step]!);
    }
    for (let i = 0; i < length; i += 1) {
      const step = this.#way[i]!;
      this.#mark[tailOf(network, step)] = inLayer;
      if (step >= 0) flow[step] = flow[step]! + amount;
      else flow[~step] = flow[~step]! - amount;
    }
    this.#mark[to] = inLayer;
    excess[from] = excess[from]! - amount;
    excess[to] = excess[to]! + amount;
    return amount;
  }
}

function tailOf({ source, target }: Network, step: number): number {
  return step >= 0 ? source[step]! : target[~step]!;
}

function headOf({ source, target }: Network, step: number): number {
  return step >= 0 ? target[step]! : source[~step]!;
}
