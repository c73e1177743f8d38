import { hiddenBlock, hiddenParts, isSmall, noWeight, restOf, type Block, type Hidden, type Weight } from './small-cells.ts';
import { tallyDimensions, trees, type TallyDimension } from './statistics.ts';

/** A way to count: two dimensions, one, or none. */
export type Way = { readonly first: TallyDimension | ''; readonly second: TallyDimension | '' };
/** A value of a dimension; of none there is one, without a name. */
export type Value = { readonly dimension: TallyDimension | ''; readonly key: string };

const all: Value = { dimension: '', key: '' };
const placeOf = (dimension: TallyDimension | '') => (dimension === '' ? tallyDimensions.length : tallyDimensions.indexOf(dimension));

/** Two dimensions in the order in which they are counted together. */
export function wayOf(a: TallyDimension | '', b: TallyDimension | ''): Way {
  return placeOf(a) <= placeOf(b) ? { first: a, second: b } : { first: b, second: a };
}

const nameOf = (way: Way) => `${way.first} ${way.second}`;
const keyOf = (first: string, second: string) => `${first}\u0000${second}`;

/** What a dimension is a part of, from all of it to itself. */
const levelsOf = (dimension: TallyDimension | ''): (TallyDimension | '')[] => (dimension === '' ? [''] : ['', ...trees[dimension]]);
const parentDimension = (dimension: TallyDimension | ''): TallyDimension | '' => levelsOf(dimension).at(-2) ?? '';

/** Every way to count that decides what is told of these two dimensions. */
export function waysNeeded(a: TallyDimension | '', b: TallyDimension | ''): Way[] {
  const crossed = levelsOf(a).flatMap((one) => levelsOf(b).map((other) => wayOf(one, other)));
  const within = [a, b]
    .filter((dimension) => parentDimension(dimension) !== '')
    .map((dimension) => wayOf(parentDimension(dimension), dimension));
  return [...new Map([...crossed, ...within].map((way) => [nameOf(way), way])).values()];
}

export type Cell = Weight & Way & { readonly firstKey: string; readonly secondKey: string };

type Grouped = { readonly rows: ReadonlyMap<string, number>; readonly columns: ReadonlyMap<string, number>; readonly block: Block };

/**
 * Which cells of a table are told, so that nothing that is kept back can be had from what is told, in this table, in its margins, or in
 * those of what its dimensions are parts of. Values that are not told by themselves count as one rest in every table of two, so tables
 * that share a dimension share nothing that is unknown; what is kept back within a table is a block. See docs/decisions/0012.
 */
export class ToldCells<C extends Cell> {
  readonly #tables = new Map<string, Map<string, C>>();
  readonly #parents = new Map<string, string>();
  readonly #children = new Map<string, string[]>();
  readonly #hidden = new Map<string, Hidden>();
  readonly #grouped = new Map<string, Grouped>();

  constructor(cells: readonly C[]) {
    for (const cell of cells) {
      const table = this.#tables.get(nameOf(cell)) ?? new Map<string, C>();
      this.#tables.set(nameOf(cell), table.set(keyOf(cell.firstKey, cell.secondKey), cell));
    }
    this.#placeParts();
  }

  /** What is counted there; nothing where there is none. */
  find(a: Value, b: Value): C | undefined {
    const way = wayOf(a.dimension, b.dimension);
    const [first, second] = way.first === a.dimension ? [a, b] : [b, a];
    return this.#tables.get(nameOf(way))?.get(keyOf(first.key, second.key));
  }

  /** Everything that is counted in this way. */
  cells(way: Way): readonly C[] {
    return [...(this.#tables.get(nameOf(way))?.values() ?? [])];
  }

  /** The value that this one is a part of. */
  parentOf({ dimension, key }: Value): Value {
    const parent = parentDimension(dimension);
    if (parent === '') return all;
    return { dimension: parent, key: this.#parents.get(keyOf(dimension, key)) ?? (dimension === 'county' ? `${key.slice(0, 2)}0000` : '') };
  }

  /** Values of a dimension within one of what it is a part of, by key. */
  within(dimension: TallyDimension, parent: Value): readonly string[] {
    return this.#children.get(`${dimension} ${parent.key}`) ?? [];
  }

  isTold(one: Value, other: Value): boolean {
    // Always asked in one order: of two rows and columns alike in size, which grows a block first must not hang on who asks.
    const [a, b] = wayOf(one.dimension, other.dimension).first === one.dimension ? [one, other] : [other, one];
    if (a.dimension === '') return !isSmall(this.#weight(all, all));
    if (b.dimension === '') return this.#isToldAlone(a);
    const [aWhole, bWhole] = [this.parentOf(a), this.parentOf(b)];
    if (!this.isTold(a, bWhole) || !this.isTold(aWhole, b)) return false;
    if (this.#isPlain(a, aWhole, b, bWhole)) return true;
    const { rows, columns, block } = this.#group(a.dimension, aWhole, b.dimension, bWhole);
    const [row, column] = [rows.get(a.key), columns.get(b.key)];
    return row === undefined || column === undefined || !block.rows.has(row) || !block.columns.has(column);
  }

  /** What is told of the wholes says it already: nobody is in that row or column, or the part is all of its whole there. */
  #isPlain(a: Value, aWhole: Value, b: Value, bWhole: Value): boolean {
    const [row, column] = [this.#weight(a, bWhole).completions, this.#weight(aWhole, b).completions];
    return row === 0 || column === 0 || [row, column].includes(this.#weight(aWhole, bWhole).completions);
  }

  /** Whether it may be said that there is something there which is kept back. */
  isListed(a: Value): boolean {
    const whole = this.parentOf(a);
    return this.isTold(whole, all) && this.#hiddenOf(a.dimension, whole).areListed;
  }

  #isToldAlone(value: Value): boolean {
    const whole = this.parentOf(value);
    if (!this.isTold(whole, all)) return false;
    const { parts, areListed } = this.#hiddenOf(value.dimension, whole);
    const place = value.dimension === '' ? -1 : this.within(value.dimension, whole).indexOf(value.key);
    return place < 0 ? areListed : !parts.has(place);
  }

  #hiddenOf(dimension: TallyDimension | '', whole: Value): Hidden {
    const name = `${dimension} ${whole.key}`;
    const known = this.#hidden.get(name);
    if (known !== undefined || dimension === '') return known ?? { parts: new Set(), areListed: true };
    const parts = this.within(dimension, whole).map((key) => this.#weight({ dimension, key }, all));
    const hidden = hiddenParts(this.#weight(whole, all), parts);
    this.#hidden.set(name, hidden);
    return hidden;
  }

  /** The table of the parts of two wholes, each told together; parts that are not told with the other whole are one rest. */
  #group(a: TallyDimension, aWhole: Value, b: TallyDimension, bWhole: Value): Grouped {
    const name = `${a} ${aWhole.key} ${b} ${bWhole.key}`;
    const known = this.#grouped.get(name);
    if (known !== undefined) return known;
    const rows = this.#lines(a, aWhole, bWhole);
    const columns = this.#lines(b, bWhole, aWhole);
    const cell = (row: number, column: number): Weight => {
      const parts = (rows.keys[row] ?? []).flatMap((key) =>
        (columns.keys[column] ?? []).map((other) => this.#weight({ dimension: a, key }, { dimension: b, key: other })),
      );
      return parts.length === 1 && parts[0] !== undefined ? parts[0] : restOf({ completions: sumOf(parts), volunteers: 0 }, [], parts);
    };
    const grouped = {
      rows: rows.places,
      columns: columns.places,
      block: hiddenBlock({ rows: rows.weights, columns: columns.weights, cell }),
    };
    this.#grouped.set(name, grouped);
    return grouped;
  }

  #lines(dimension: TallyDimension, whole: Value, across: Value) {
    const keys = this.within(dimension, whole);
    const weights = keys.map((key) => this.#weight({ dimension, key }, across));
    const isTold = keys.map((key) => this.isTold({ dimension, key }, across));
    const told = keys.filter((_, i) => isTold[i]);
    const rest = keys.filter((_, i) => !isTold[i]);
    const [toldWeights, restWeights] = [weights.filter((_, i) => isTold[i]), weights.filter((_, i) => !isTold[i])];
    return {
      places: new Map(told.map((key, place) => [key, place])),
      keys: [...told.map((key) => [key]), ...(rest.length === 0 ? [] : [rest])],
      weights: [...toldWeights, ...(rest.length === 0 ? [] : [restOf(this.#weight(whole, across), toldWeights, restWeights)])],
    };
  }

  #weight(a: Value, b: Value): Weight {
    return this.find(a, b) ?? noWeight;
  }

  /** Puts every value below what it is a part of: where most of it lies, if it lies in several. */
  #placeParts(): void {
    for (const dimension of tallyDimensions) {
      const parent = parentDimension(dimension);
      const most = new Map<string, number>();
      for (const cell of parent === '' ? [] : this.cells(wayOf(parent, dimension))) {
        const [key, whole] = cell.first === dimension ? [cell.firstKey, cell.secondKey] : [cell.secondKey, cell.firstKey];
        if (cell.completions <= (most.get(key) ?? 0)) continue;
        most.set(key, cell.completions);
        this.#parents.set(keyOf(dimension, key), whole);
      }
      for (const { firstKey } of this.cells({ first: dimension, second: '' }).toSorted((x, y) => (x.firstKey < y.firstKey ? -1 : 1))) {
        const name = `${dimension} ${this.parentOf({ dimension, key: firstKey }).key}`;
        const keys = this.#children.get(name);
        if (keys === undefined) this.#children.set(name, [firstKey]);
        else keys.push(firstKey);
      }
    }
  }
}

const sumOf = (weights: readonly Weight[]) => weights.reduce((sum, { completions }) => sum + completions, 0);
