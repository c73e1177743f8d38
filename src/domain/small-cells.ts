/** Fewer people than this are never told: somebody might be recognised. What is told leaves at least as much room for everything that is not. */
export const fewestTold = 5;

/** How much there is of something, and of how many different people; a person may be in several cells. */
export type Weight = { readonly completions: number; readonly volunteers: number };

export const noWeight: Weight = { completions: 0, volunteers: 0 };

export const isSmall = ({ completions, volunteers }: Weight): boolean => completions > 0 && volunteers < fewestTold;

/**
 * What is left of a whole once parts of it are told. Completions add up; people do not, so of them this is how many there are at least:
 * as many as in the largest part that is left, and as many as the whole has beyond what the told parts have together.
 */
export function restOf(whole: Weight, told: readonly Weight[], left: readonly Weight[]): Weight {
  const sum = (weights: readonly Weight[], of: keyof Weight) => weights.reduce((total, weight) => total + weight[of], 0);
  return {
    completions: whole.completions - sum(told, 'completions'),
    volunteers: Math.max(0, whole.volunteers - sum(told, 'volunteers'), ...left.map(({ volunteers }) => volunteers)),
  };
}

const leavesRoom = (weight: Weight): boolean => weight.completions >= fewestTold && weight.volunteers >= fewestTold;

/** Parts of a whole that are kept back; where they are not listed, nobody hears that there are any. */
export type Hidden = { readonly parts: ReadonlySet<number>; readonly areListed: boolean };

/**
 * Which parts of a whole are kept back, where the whole and all other parts are told: what is left can be had by subtraction, and each
 * part that is listed is at least one. So two are kept back at least, of five people together, and each of them may be one or five more.
 * Where all of them together leave too little room for that, none is listed: then each may be nothing, or everything.
 */
export function hiddenParts(whole: Weight, parts: readonly Weight[]): Hidden {
  const hidden = new Set(parts.flatMap((part, i) => (isSmall(part) ? [i] : [])));
  const bySize = parts.map((_, i) => i).toSorted((a, b) => weightAt(parts, a).completions - weightAt(parts, b).completions || a - b);
  while (hidden.size > 0) {
    const left = [...hidden].map((i) => weightAt(parts, i));
    const rest = restOf(
      whole,
      parts.filter((_, i) => !hidden.has(i)),
      left,
    );
    if (hidden.size > 1 && rest.completions - hidden.size >= fewestTold && rest.volunteers >= fewestTold) break;
    const next = bySize.find((i) => !hidden.has(i));
    if (next === undefined) return { parts: hidden, areListed: false };
    hidden.add(next);
  }
  return { parts: hidden, areListed: true };
}

const weightAt = (weights: readonly Weight[], i: number): Weight => weights[i] ?? noWeight;

export type Table = {
  readonly rows: readonly Weight[];
  readonly columns: readonly Weight[];
  readonly cell: (row: number, column: number) => Weight;
};
export type Block = { readonly rows: ReadonlySet<number>; readonly columns: ReadonlySet<number> };

/**
 * Which cells of a table are kept back, where its margins are told and none of them is small: one block, all cells of some rows in some
 * columns. Of a block only its own sums can be had, and with these a cell may be anything between max(0, r + c − n) and min(r, c)
 * (Fréchet 1940), which is min(r, c, n − r, n − c) apart. So every row and column of the block that is not empty holds five people, and
 * so does what is beside it. The block grows by the row or column that holds least in it until this is so; all of the table always is.
 */
export function hiddenBlock({ rows, columns, cell }: Table): Block {
  const small = rows.flatMap((_, row) => columns.flatMap((__, column) => (isSmall(cell(row, column)) ? [{ row, column }] : [])));
  const block = { rows: new Set(small.map(({ row }) => row)), columns: new Set(small.map(({ column }) => column)) };
  while (small.length > 0 && !isRoomy({ rows, columns, cell }, block)) {
    const least = leastBeside({ rows, columns, cell }, block);
    if (least === undefined) break;
    block[least.side].add(least.place);
  }
  return block;
}

function isRoomy(table: Table, block: Block): boolean {
  const sums = [residues(table, block), residues(turned(table), { rows: block.columns, columns: block.rows })];
  return sums.every(
    (lines) =>
      lines.length > 1 && lines.every((line, i) => leavesRoom(line) && leavesRoom(together(lines.filter((_, other) => other !== i)))),
  );
}

const completionsOf = (weights: readonly Weight[]) => weights.reduce((sum, { completions }) => sum + completions, 0);

/** Completions of all lines; of people, those of the largest at least. */
function together(lines: readonly Weight[]): Weight {
  return restOf({ completions: completionsOf(lines), volunteers: 0 }, [], lines);
}

/** What each row that is not empty there holds in the block. */
function residues({ rows, columns, cell }: Table, block: Block): Weight[] {
  return [...block.rows].flatMap((row) => {
    const told = columns.flatMap((_, column) => (block.columns.has(column) ? [] : [cell(row, column)]));
    const left = [...block.columns].map((column) => cell(row, column));
    const rest = restOf(weightAt(rows, row), told, left);
    return rest.completions === 0 ? [] : [rest];
  });
}

function turned({ rows, columns, cell }: Table): Table {
  return { rows: columns, columns: rows, cell: (row, column) => cell(column, row) };
}

/** The row or column beside the block that adds least to it, the least of those that add something first. */
function leastBeside({ rows, columns, cell }: Table, block: Block) {
  const beside = [
    ...rows.map((_, place) => ({
      side: 'rows' as const,
      place,
      adds: completionsOf([...block.columns].map((column) => cell(place, column))),
    })),
    ...columns.map((_, place) => ({
      side: 'columns' as const,
      place,
      adds: completionsOf([...block.rows].map((row) => cell(row, place))),
    })),
  ].filter(({ side, place }) => !block[side].has(place));
  return beside.toSorted((a, b) => Number(a.adds === 0) - Number(b.adds === 0) || a.adds - b.adds)[0];
}
