import { fail, ok, type Result } from '../../domain/result.ts';

/** The first line that is wrong, counted from 1, and why. */
export type DimacsFault = { readonly kind: 'malformed'; readonly line: number; readonly message: string };

/** Takes what a file says, in its order; nodes are counted from 0. A capacity of Infinity is unlimited. */
export type DimacsListener = {
  supply(node: number, supply: number): void;
  arc(from: number, to: number, lower: number, capacity: number, cost: number): void;
};

export type DimacsSize = { readonly nodes: number; readonly arcs: number };

/** A file as bytes, piece by piece; asked again, from the start again. A piece may be written over once the next is asked for. */
export type DimacsSource = () => Iterable<Uint8Array>;

const newline = 10;

/**
 * Reads a minimum-cost flow problem in DIMACS format: one `p min NODES ARCS`, then `n NODE SUPPLY` and
 * `a FROM TO LOWER CAPACITY COST`; `c` lines are comments. A capacity of -1 is unlimited. What is read goes to the listener; gives
 * the size, or the first fault. One pass; memory: the longest line and a byte a node.
 * Source: the format of the first DIMACS implementation challenge, network flows (1991).
 */
export function readDimacs(source: DimacsSource, listener: (size: DimacsSize) => DimacsListener): Result<DimacsSize, DimacsFault> {
  const reading = new Reading(listener);
  let rest = new Uint8Array(0);
  for (const piece of source()) {
    let from = 0;
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, from)) {
      if (rest.length === 0) reading.line(piece, from, end);
      else {
        const whole = joined(rest, piece.subarray(from, end));
        reading.line(whole, 0, whole.length);
        rest = new Uint8Array(0);
      }
      if (reading.message !== undefined) return fail({ kind: 'malformed', line: reading.lines, message: reading.message });
      from = end + 1;
    }
    rest = joined(rest, piece.subarray(from));
  }
  if (rest.length > 0) reading.line(rest, 0, rest.length);
  reading.end();
  return reading.message === undefined
    ? ok({ nodes: reading.nodes, arcs: reading.arcs })
    : fail({ kind: 'malformed', line: Math.max(1, reading.lines), message: reading.message });
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const mostNodes = 50_000_000;

class Reading {
  nodes = -1;
  arcs = 0;
  lines = 0;
  message: string | undefined;
  #promised = 0;
  #declared = new Uint8Array(0);
  readonly #listen: (size: DimacsSize) => DimacsListener;
  #listener: DimacsListener | undefined;
  readonly #numbers = new Float64Array(5);
  readonly #decoder = new TextDecoder();

  constructor(listen: (size: DimacsSize) => DimacsListener) {
    this.#listen = listen;
  }

  line(bytes: Uint8Array, from: number, to: number): void {
    this.lines += 1;
    // Nearly every line is an arc or a node, and nearly all are written plainly.
    if (this.#listener !== undefined && readPlain(bytes, from, to, letterA, 5, this.#numbers)) this.message = this.#arc(this.#numbers);
    else if (this.#listener !== undefined && readPlain(bytes, from, to, letterN, 2, this.#numbers)) {
      this.message = this.#node(this.#numbers[0]!, this.#numbers[1]!);
    } else this.message = this.#words(this.#decoder.decode(bytes.subarray(from, to)).trim().split(/\s+/));
  }

  end(): void {
    if (this.message !== undefined) return;
    if (this.#listener === undefined) this.message = 'there is no line "p min NODES ARCS"';
    else if (this.arcs !== this.#promised) this.message = `the p line promises ${this.#promised} arcs, the file holds ${this.arcs}`;
  }

  #words(words: readonly string[]): string | undefined {
    const [kind] = words;
    if (kind === '' || kind === 'c') return undefined;
    if (kind === 'p') return this.#problem(words);
    if (kind !== 'n' && kind !== 'a') return `a line begins with c, p, n or a, not with "${String(kind).slice(0, 20)}"`;
    if (this.#listener === undefined) return 'the line "p min NODES ARCS" must come first';
    const numbers = words.slice(1).flatMap((word) => wholeNumber(word) ?? []);
    if (numbers.length < words.length - 1) return 'every value must be a whole number below 2^53';
    if (kind === 'n') return numbers.length === 2 ? this.#node(numbers[0]!, numbers[1]!) : 'expected "n NODE SUPPLY"';
    return numbers.length === 5 ? this.#arc(numbers) : 'expected "a FROM TO LOWER CAPACITY COST"';
  }

  #problem(words: readonly string[]): string | undefined {
    if (this.#listener !== undefined) return 'there is a second p line';
    const nodes = wholeNumber(words[2] ?? '');
    const arcs = wholeNumber(words[3] ?? '');
    if (words.length !== 4 || words[1] !== 'min' || nodes === undefined || arcs === undefined) return 'expected "p min NODES ARCS"';
    if (nodes < 1 || nodes > mostNodes || arcs < 0) return 'there must be 1 to 50,000,000 nodes, and no negative number of arcs';
    this.nodes = nodes;
    this.#promised = arcs;
    this.#declared = new Uint8Array(nodes);
    this.#listener = this.#listen({ nodes, arcs });
    return undefined;
  }

  #node(node: number, supply: number): string | undefined {
    if (node < 1 || node > this.nodes) return `there is no node ${node}`;
    if (this.#declared[node - 1] === 1) return `node ${node} has a second supply`;
    this.#declared[node - 1] = 1;
    this.#listener?.supply(node - 1, supply);
    return undefined;
  }

  #arc(five: ArrayLike<number>): string | undefined {
    const from = five[0]!;
    const to = five[1]!;
    const lower = five[2]!;
    if (from < 1 || from > this.nodes) return `there is no node ${from}`;
    if (to < 1 || to > this.nodes) return `there is no node ${to}`;
    const capacity = five[3] === -1 ? Infinity : five[3]!;
    if (lower < 0 || capacity < lower) return 'the capacity must be at least the lower bound, and that at least 0';
    this.arcs += 1;
    this.#listener?.arc(from - 1, to - 1, lower, capacity, five[4]!);
    return undefined;
  }
}

const space = 32;
const minus = 45;
const zero = 48;
const nine = 57;
const letterA = 97;
const letterN = 110;
/** So many digits are exact without a check. */
const mostDigits = 15;

/** A line of so many short numbers with single spaces before them; everything else is left to the words. Allocates nothing. */
function readPlain(bytes: Uint8Array, from: number, to: number, letter: number, count: number, numbers: Float64Array): boolean {
  if (bytes[from] !== letter) return false;
  let at = from + 1;
  for (let i = 0; i < count; i += 1) {
    if (at >= to || bytes[at] !== space) return false;
    at += 1;
    const isNegative = bytes[at] === minus;
    if (isNegative) at += 1;
    const start = at;
    let value = 0;
    for (; at < to; at += 1) {
      const digit = bytes[at]!;
      if (digit < zero || digit > nine) break;
      value = value * 10 + (digit - zero);
    }
    if (at === start || at - start > mostDigits) return false;
    numbers[i] = isNegative ? -value : value;
  }
  return at === to;
}

function wholeNumber(word: string): number | undefined {
  if (!/^[+-]?\d{1,16}$/.test(word)) return undefined;
  const value = Number(word);
  return Number.isSafeInteger(value) ? value : undefined;
}
