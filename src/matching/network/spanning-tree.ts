import type { Network } from './network.ts';

/** Where an arc stands in the basis. A fixed arc never moves again. */
export const atUpper = -1;
export const inTree = 0;
export const atLower = 1;
export const fixed = 2;

/**
 * The basis of the simplex: a spanning tree rooted at one node more, over the network's arcs and one artificial arc a
 * node. It stays strongly feasible (every node could send a unit to the root), which keeps degenerate pivots from cycling.
 * Source: Ahuja, Magnanti & Orlin, Network Flows (1993), sections 11.5 to 11.7.
 */
export type Basis = {
  readonly root: number;
  /** Arcs of the network; the artificial arc of node v is `realArcs + v`. */
  readonly realArcs: number;
  // per arc
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly capacity: Float64Array;
  readonly flow: Float64Array;
  readonly state: Int8Array;
  readonly cost: Float64Array;
  // per node; children are a doubly linked list
  readonly parent: Int32Array;
  readonly treeArc: Int32Array;
  readonly depth: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly previousSibling: Int32Array;
  readonly price: Float64Array;
  readonly stack: Int32Array;
};

/** The tree of artificial arcs alone: each carries its node's supply to the root, or its demand from it. */
export function startBasis({ nodes, source, target, capacity, supply }: Network): Basis {
  const realArcs = source.length;
  const arcs = realArcs + nodes;
  const basis: Basis = {
    root: nodes,
    realArcs,
    source: extended(source, new Int32Array(arcs)),
    target: extended(target, new Int32Array(arcs)),
    capacity: extended(capacity, new Float64Array(arcs)),
    flow: new Float64Array(arcs),
    state: new Int8Array(arcs).fill(atLower),
    cost: new Float64Array(arcs),
    parent: new Int32Array(nodes + 1).fill(nodes),
    treeArc: new Int32Array(nodes + 1).fill(-1),
    depth: new Int32Array(nodes + 1).fill(1),
    firstChild: new Int32Array(nodes + 1).fill(-1),
    nextSibling: new Int32Array(nodes + 1).fill(-1),
    previousSibling: new Int32Array(nodes + 1).fill(-1),
    price: new Float64Array(nodes + 1),
    stack: new Int32Array(nodes + 1),
  };
  basis.parent[nodes] = -1;
  basis.depth[nodes] = 0;
  for (let v = 0; v < nodes; v += 1) {
    const arc = realArcs + v;
    const amount = supply[v]!;
    basis.source[arc] = amount < 0 ? nodes : v;
    basis.target[arc] = amount < 0 ? v : nodes;
    basis.capacity[arc] = Infinity;
    basis.flow[arc] = Math.abs(amount);
    basis.state[arc] = inTree;
    basis.treeArc[v] = arc;
    linkChild(basis, nodes, v);
  }
  return basis;
}

function extended<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export function linkChild(basis: Basis, parent: number, child: number): void {
  const next = basis.firstChild[parent]!;
  basis.nextSibling[child] = next;
  basis.previousSibling[child] = -1;
  if (next !== -1) basis.previousSibling[next] = child;
  basis.firstChild[parent] = child;
}

export function unlinkChild(basis: Basis, child: number): void {
  const { nextSibling, previousSibling, firstChild } = basis;
  const before = previousSibling[child]!;
  const after = nextSibling[child]!;
  if (before === -1) firstChild[basis.parent[child]!] = after;
  else nextSibling[before] = after;
  if (after !== -1) previousSibling[after] = before;
}

/** Prices and depths of everything below `top`, from the tree's arcs: on each, cost + price of source = price of target. */
export function repriceBelow(basis: Basis, top: number): void {
  const { stack, firstChild, nextSibling, parent, treeArc, source, cost, price, depth } = basis;
  let height = 1;
  stack[0] = top;
  while (height > 0) {
    height -= 1;
    const v = stack[height]!;
    const p = parent[v]!;
    if (p !== -1) {
      const arc = treeArc[v]!;
      price[v] = source[arc] === v ? price[p]! - cost[arc]! : price[p]! + cost[arc]!;
      depth[v] = depth[p]! + 1;
    }
    for (let child = firstChild[v]!; child !== -1; child = nextSibling[child]!) {
      stack[height] = child;
      height += 1;
    }
  }
}

/**
 * Replaces the tree arc above `cut` by `arc`: the subtree below `cut` is hung by `hook`, one of its nodes, under `under`.
 * Time: the path from hook to cut, and the subtree once for its prices.
 */
export function rehang(basis: Basis, cut: number, hook: number, under: number, arc: number): void {
  const { parent, treeArc } = basis;
  let node = hook;
  let newParent = under;
  let newArc = arc;
  for (;;) {
    const oldParent = parent[node]!;
    const oldArc = treeArc[node]!;
    unlinkChild(basis, node);
    parent[node] = newParent;
    treeArc[node] = newArc;
    linkChild(basis, newParent, node);
    if (node === cut) break;
    newParent = node;
    newArc = oldArc;
    node = oldParent;
  }
  repriceBelow(basis, hook);
}
