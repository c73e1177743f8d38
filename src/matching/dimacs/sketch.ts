import type { DimacsListener, DimacsSize } from './reader.ts';

const none = -1;
const several = -2;

/**
 * What a first pass over a file notes of every node: enough to see whether the problem is an assignment, and to give the second
 * pass arrays of the right length. 20 bytes a node.
 */
export class Sketch implements DimacsListener {
  readonly nodes: number;
  readonly supplies: Float64Array;
  readonly outDegree: Int32Array;
  readonly inDegree: Int32Array;
  /** The one node that a node's arcs lead to; -1 where it has no arcs, -2 where they lead to several. */
  readonly target: Int32Array;
  /** Of arcs from nodes of one unit of supply, which may be volunteers; supplies stand before arcs, or this is too small. */
  largestCost = 0;

  constructor({ nodes }: DimacsSize) {
    this.nodes = nodes;
    this.supplies = new Float64Array(nodes);
    this.outDegree = new Int32Array(nodes);
    this.inDegree = new Int32Array(nodes);
    this.target = new Int32Array(nodes).fill(none);
  }

  supply(node: number, supply: number): void {
    this.supplies[node] = supply;
  }

  arc(from: number, to: number, _lower: number, _capacity: number, cost: number): void {
    if (this.supplies[from] === 1) this.largestCost = Math.max(this.largestCost, Math.abs(cost));
    this.outDegree[from]! += 1;
    this.inDegree[to]! += 1;
    if (this.target[from] === none) this.target[from] = to;
    else if (this.target[from] !== to) this.target[from] = several;
  }
}

/** Which node is what in an assignment. */
export type AssignmentNodes = {
  /** Per node: its number among volunteers or among lines, or -1. */
  readonly volunteer: Int32Array;
  readonly line: Int32Array;
  readonly volunteers: number;
  readonly lines: number;
  /** Where seats and those who stay lead; -1 where lines themselves are what must be filled. */
  readonly sink: number;
};

/**
 * An assignment has volunteers, one unit of supply each and no arc into them; lines, whose arcs lead to one sink if anywhere; and the
 * sink. Undefined where the nodes are others; whether the arcs are its own, the second pass sees. O(nodes).
 */
export function assignmentNodesOf(sketch: Sketch): AssignmentNodes | undefined {
  const { nodes, supplies, target } = sketch;
  const sink = sinkOf(sketch);
  if (sink === undefined || (sink !== none && (target[sink] !== none || supplies[sink]! > 0))) return undefined;
  const volunteer = new Int32Array(nodes).fill(none);
  const line = new Int32Array(nodes).fill(none);
  let volunteers = 0;
  let lines = 0;
  for (let node = 0; node < nodes; node += 1) {
    if (node === sink) continue;
    if (supplies[node]! > 0) {
      volunteer[node] = volunteers;
      volunteers += 1;
    } else {
      line[node] = lines;
      lines += 1;
    }
  }
  return volunteers === 0 ? undefined : { volunteer, line, volunteers, lines, sink };
}

/** The one node that all but volunteers lead to, -1 where they lead nowhere; undefined where this is no assignment. */
function sinkOf({ nodes, supplies, inDegree, target }: Sketch): number | undefined {
  let sink = none;
  for (let node = 0; node < nodes; node += 1) {
    if (supplies[node]! > 0) {
      if (supplies[node] !== 1 || inDegree[node] !== 0) return undefined;
    } else if (target[node] !== none) {
      if (target[node] === several || (sink !== none && target[node] !== sink)) return undefined;
      sink = target[node]!;
    }
  }
  return sink;
}
