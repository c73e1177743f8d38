import type { SeededRandom } from '../../seeds/made-up/random.ts';
import { drawByShare, subjects, type Lines } from './lines.ts';
import type { Shape } from './shape.ts';

/** One volunteer's pairs. The arrays are written over by the next volunteer's: only the first `length` count. */
export type Row = { length: number; readonly line: Int32Array; readonly cost: Int32Array };

/** The rank got counts first, in sixteen steps, unranked last; fit after it, in sixty-four. */
const unranked = 15;
const fitSteps = 64;
export const largestCost = unranked * fitSteps + fitSteps - 1;

const pairsAVolunteer = { least: 20, most: 40 } as const;
const nearShare = 0.85;
const nearestRegions = 12;

/** Every volunteer's pairs in turn. */
export function pairRows(shape: Shape, lines: Lines, random: SeededRandom): Generator<Row> {
  return shape.kind === 'uniform' ? uniformRows(shape, lines, random) : clusteredRows(shape, lines, random);
}

function emptyRow(): Row {
  return { length: 0, line: new Int32Array(pairsAVolunteer.most), cost: new Int32Array(pairsAVolunteer.most) };
}

function* uniformRows({ size }: Shape, lines: Lines, random: SeededRandom): Generator<Row> {
  const row = emptyRow();
  const seen = new Int32Array(lines.count).fill(-1);
  for (let volunteer = 0; volunteer < size.volunteers; volunteer += 1) {
    row.length = 0;
    const wanted = Math.min(lines.count, random.between(pairsAVolunteer.least, pairsAVolunteer.most));
    while (row.length < wanted) {
      const line = random.between(0, lines.count - 1);
      if (seen[line] === volunteer) continue;
      seen[line] = volunteer;
      row.line[row.length] = line;
      row.cost[row.length] = random.between(0, largestCost);
      row.length += 1;
    }
    yield row;
  }
}

type Places = {
  readonly lines: Lines;
  /** Lines by region and subject, and by subject alone. */
  readonly near: Groups;
  readonly anywhere: Groups;
  /** Per region: itself and those around it, nearest first. */
  readonly around: readonly (readonly number[])[];
  readonly centres: readonly Point[];
  /** The last volunteer that a line was paired with. */
  readonly seen: Int32Array;
};

/**
 * Volunteers crowd in some regions and are few in others. Each teaches one to three subjects, is paired with lines that ask
 * for one of them, most in the regions around home, and ranks by distance with some whim.
 */
function* clusteredRows({ size }: Shape, lines: Lines, random: SeededRandom): Generator<Row> {
  const places = placesOf(lines);
  const row = emptyRow();
  for (let volunteer = 0; volunteer < size.volunteers; volunteer += 1) {
    row.length = 0;
    const home = Math.floor(lines.regions * Math.max(random.next(), random.next()));
    const taught = new Set(Array.from({ length: random.between(1, 3) }, () => drawByShare(subjects.taught, random)));
    const wanted = random.between(pairsAVolunteer.least, pairsAVolunteer.most);
    addNear(row, places, { volunteer, home, taught, wanted: Math.round(wanted * nearShare) }, random);
    addAnywhere(row, places, { volunteer, home, taught, wanted }, random);
    rankByDistance(row, places, home, random);
    yield row;
  }
}

type Wish = { readonly volunteer: number; readonly home: number; readonly taught: ReadonlySet<number>; readonly wanted: number };

function addNear(row: Row, { near, around, seen }: Places, { volunteer, home, taught, wanted }: Wish, random: SeededRandom): void {
  for (const region of around[home]!) {
    for (const subject of taught) {
      const group = region * subjects.asked.length + subject;
      for (let i = near.start[group]!; i < near.start[group + 1]!; i += 1) {
        if (row.length === wanted) return;
        // Dates, languages and the like rule some out.
        if (random.chance(0.8)) add(row, seen, near.member[i]!, volunteer);
      }
    }
  }
}

function addAnywhere(row: Row, { anywhere, seen }: Places, { volunteer, taught, wanted }: Wish, random: SeededRandom): void {
  const choice = [...taught];
  // A rare subject may not have enough lines that are new.
  for (let tries = 3 * wanted; tries > 0 && row.length < wanted; tries -= 1) {
    const subject = random.pick(choice);
    const first = anywhere.start[subject]!;
    const last = anywhere.start[subject + 1]! - 1;
    if (first <= last) add(row, seen, anywhere.member[random.between(first, last)]!, volunteer);
  }
}

function add(row: Row, seen: Int32Array, line: number, volunteer: number): void {
  if (seen[line] === volunteer) return;
  seen[line] = volunteer;
  row.line[row.length] = line;
  row.length += 1;
}

function rankByDistance(row: Row, { lines, centres }: Places, home: number, random: SeededRandom): void {
  const at = centres[home]!;
  const ranked = Array.from(row.line.subarray(0, row.length), (line) => {
    const whim = 0.5 + random.next();
    return { line, liking: squareDistance(at, { x: lines.x[line]!, y: lines.y[line]! }) * whim * whim };
  }).toSorted((a, b) => a.liking - b.liking || a.line - b.line);
  const choices = random.between(3, unranked);
  for (const [rank, { line }] of ranked.entries()) {
    row.line[rank] = line;
    row.cost[rank] = (rank < choices ? rank : unranked) * fitSteps + random.between(0, fitSteps - 1);
  }
}

function placesOf(lines: Lines): Places {
  const kinds = subjects.asked.length;
  const centres = centresOf(lines);
  return {
    lines,
    near: groupsOf(
      lines.region.map((region, line) => region * kinds + lines.subject[line]!),
      lines.regions * kinds,
    ),
    anywhere: groupsOf(lines.subject, kinds),
    around: centres.map((centre) => nearestTo(centre, centres)),
    centres,
    seen: new Int32Array(lines.count).fill(-1),
  };
}

type Point = { readonly x: number; readonly y: number };

/** The middle of each region's lines. */
function centresOf({ region, regions, x, y }: Lines): Point[] {
  const sums = Array.from({ length: regions }, () => ({ x: 0, y: 0, lines: 0 }));
  for (const [line, r] of region.entries()) {
    const sum = sums[r]!;
    sum.x += x[line]!;
    sum.y += y[line]!;
    sum.lines += 1;
  }
  return sums.map((sum) => ({ x: sum.x / Math.max(1, sum.lines), y: sum.y / Math.max(1, sum.lines) }));
}

function nearestTo(centre: Point, centres: readonly Point[]): number[] {
  const distance = centres.map((other) => squareDistance(centre, other));
  return [...centres.keys()].toSorted((a, b) => distance[a]! - distance[b]! || a - b).slice(0, nearestRegions);
}

/** Squares compare as the distances do, and are the same on every machine. */
function squareDistance(a: Point, b: Point): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/** The members of group g stand from start[g] up to start[g + 1]. */
type Groups = { readonly start: Int32Array; readonly member: Int32Array };

function groupsOf(group: Int32Array | Uint8Array, count: number): Groups {
  const start = new Int32Array(count + 1);
  for (const g of group) start[g + 1]! += 1;
  for (let g = 0; g < count; g += 1) start[g + 1]! += start[g]!;
  const next = start.slice();
  const member = new Int32Array(group.length);
  for (const [item, g] of group.entries()) {
    member[next[g]!] = item;
    next[g]! += 1;
  }
  return { start, member };
}
