import { fail, ok, type Result } from '../../domain/result.ts';
import type { Network } from './network.ts';

export type DimacsProblem = {
  readonly network: Network;
  readonly cost: Float64Array;
  /** Cost of the flow that lower bounds force, to be added to the objective. */
  readonly fixedCost: bigint;
};

export type DimacsFault = { readonly kind: 'malformed'; readonly line: number; readonly message: string };

type Reading = {
  nodes: number;
  arcs: number;
  readonly supply: number[];
  readonly declared: Set<number>;
  readonly source: number[];
  readonly target: number[];
  readonly capacity: number[];
  readonly cost: number[];
  fixedCost: bigint;
};

/**
 * Reads a minimum-cost flow problem in DIMACS format: one `p min NODES ARCS`, then `n NODE SUPPLY` and
 * `a FROM TO LOWER CAPACITY COST`; `c` lines are comments. Lower bounds are moved into the supplies. A capacity of -1 is
 * unlimited. Gives the problem, or the first line that is wrong and why. Linear in the text.
 * Source: the format of the first DIMACS implementation challenge, network flows (1991).
 */
export function readDimacs(text: string): Result<DimacsProblem, DimacsFault> {
  const reading: Reading = {
    nodes: -1,
    arcs: 0,
    supply: [],
    declared: new Set(),
    source: [],
    target: [],
    capacity: [],
    cost: [],
    fixedCost: 0n,
  };
  let number = 0;
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf('\n', from);
    const stop = end === -1 ? text.length : end;
    const words = text.slice(from, stop).trim().split(/\s+/);
    from = stop + 1;
    number += 1;
    const message = readLine(reading, words);
    if (message !== undefined) return fail({ kind: 'malformed', line: number, message });
  }
  const message = wholeFault(reading);
  // What is wrong with the whole is seen at its end; a last line break begins no line.
  const line = text.endsWith('\n') ? number - 1 : number;
  return message === undefined ? ok(problemOf(reading)) : fail({ kind: 'malformed', line, message });
}

function readLine(reading: Reading, words: readonly string[]): string | undefined {
  const [kind] = words;
  if (kind === '' || kind === 'c') return undefined;
  if (kind === 'p') return readProblem(reading, words);
  if (kind !== 'n' && kind !== 'a') return `a line begins with c, p, n or a, not with "${String(kind).slice(0, 20)}"`;
  if (reading.nodes < 0) return 'the line "p min NODES ARCS" must come first';
  const numbers = words.slice(1).flatMap((word) => wholeNumber(word) ?? []);
  if (numbers.length < words.length - 1) return 'every value must be a whole number below 2^53';
  return kind === 'n' ? readNode(reading, numbers) : readArc(reading, numbers);
}

function readProblem(reading: Reading, words: readonly string[]): string | undefined {
  if (reading.nodes >= 0) return 'there is a second p line';
  const nodes = wholeNumber(words[2] ?? '');
  const arcs = wholeNumber(words[3] ?? '');
  if (words.length !== 4 || words[1] !== 'min' || nodes === undefined || arcs === undefined) return 'expected "p min NODES ARCS"';
  if (nodes < 1 || nodes > 50_000_000 || arcs < 0) return 'there must be 1 to 50,000,000 nodes, and no negative number of arcs';
  reading.nodes = nodes;
  reading.arcs = arcs;
  return undefined;
}

function readNode(reading: Reading, numbers: readonly number[]): string | undefined {
  const [node, supply] = numbers;
  if (node === undefined || supply === undefined || numbers.length !== 2) return 'expected "n NODE SUPPLY"';
  if (node < 1 || node > reading.nodes) return `there is no node ${node}`;
  if (reading.declared.has(node)) return `node ${node} has a second supply`;
  reading.declared.add(node);
  reading.supply[node - 1] = (reading.supply[node - 1] ?? 0) + supply;
  return undefined;
}

function readArc(reading: Reading, numbers: readonly number[]): string | undefined {
  if (!isFive(numbers)) return 'expected "a FROM TO LOWER CAPACITY COST"';
  const [from, to, lower, upper, cost] = numbers;
  for (const node of [from, to]) if (node < 1 || node > reading.nodes) return `there is no node ${node}`;
  const capacity = upper === -1 ? Infinity : upper;
  if (lower < 0 || capacity < lower) return 'the capacity must be at least the lower bound, and that at least 0';
  addArc(reading, { from: from - 1, to: to - 1, lower, capacity, cost });
  return undefined;
}

type Five = readonly [number, number, number, number, number];
function isFive(numbers: readonly number[]): numbers is Five {
  return numbers.length === 5;
}

type DimacsArc = { readonly from: number; readonly to: number; readonly lower: number; readonly capacity: number; readonly cost: number };

/** What must flow on an arc in any case is moved into the supplies, and its cost set aside. */
function addArc(reading: Reading, { from, to, lower, capacity, cost }: DimacsArc): void {
  reading.source.push(from);
  reading.target.push(to);
  reading.capacity.push(capacity - lower);
  reading.cost.push(cost);
  if (lower === 0) return;
  reading.supply[from] = (reading.supply[from] ?? 0) - lower;
  reading.supply[to] = (reading.supply[to] ?? 0) + lower;
  reading.fixedCost += BigInt(lower) * BigInt(cost);
}

function wholeFault(reading: Reading): string | undefined {
  if (reading.nodes < 0) return 'there is no line "p min NODES ARCS"';
  if (reading.source.length !== reading.arcs) return `the p line promises ${reading.arcs} arcs, the file holds ${reading.source.length}`;
  return undefined;
}

function problemOf(reading: Reading): DimacsProblem {
  const supply = new Float64Array(reading.nodes);
  reading.supply.forEach((value, node) => (supply[node] = value));
  const network = {
    nodes: reading.nodes,
    source: Int32Array.from(reading.source),
    target: Int32Array.from(reading.target),
    capacity: Float64Array.from(reading.capacity),
    supply,
  };
  return { network, cost: Float64Array.from(reading.cost), fixedCost: reading.fixedCost };
}

function wholeNumber(word: string): number | undefined {
  if (!/^[+-]?\d{1,16}$/.test(word)) return undefined;
  const value = Number(word);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Σ cost·flow, exactly. Linear in the arcs. */
export function objectiveOf(cost: Float64Array, flow: Float64Array): bigint {
  let sum = 0n;
  for (let arc = 0; arc < flow.length; arc += 1) {
    const product = cost[arc]! * flow[arc]!;
    if (product === 0) continue;
    sum += Number.isSafeInteger(product) ? BigInt(product) : BigInt(cost[arc]!) * BigInt(flow[arc]!);
  }
  return sum;
}
