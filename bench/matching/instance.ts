import { SeededRandom } from '../../seeds/made-up/random.ts';
import { makeUpLines, type Lines } from './lines.ts';
import { pairRows } from './pairs.ts';
import type { Shape } from './shape.ts';
import { seatWeights } from './weights.ts';

const pieceLength = 1 << 16;

/**
 * The text of an instance in DIMACS format, piece by piece, so that none has to stand in memory whole. A node of supply 1 a
 * volunteer; an arc to each line of its pairs, and one to the sink for staying unplaced, at no cost; from each line to the sink
 * its seats up to minimum, ideal and maximum, each part at its goal's weight; with counties, these end at the line's county, and
 * the county's beds lead to the sink. Volunteers are numbered from 1, then lines, then counties; the sink is last.
 */
export function* instanceText(shape: Shape): Generator<string> {
  const lines = makeUpLines(shape, new SeededRandom(shape.seed));
  let piece = '';
  for (const text of textLines(shape, lines)) {
    piece += `${text}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* textLines(shape: Shape, lines: Lines): Generator<string> {
  const { volunteers } = shape.size;
  const counties = shape.nested ? lines.beds.length : 0;
  const sink = volunteers + lines.count + counties + 1;
  const behindLines = [...seatArcs(shape, lines, sink), ...bedArcs(shape, lines, sink)];
  yield `p min ${sink} ${countPairs(shape, lines) + volunteers + behindLines.length}`;
  for (let volunteer = 1; volunteer <= volunteers; volunteer += 1) yield `n ${volunteer} 1`;
  yield `n ${sink} ${-volunteers}`;
  let volunteer = 0;
  for (const { length, line, cost } of rowsOf(shape, lines)) {
    volunteer += 1;
    for (let i = 0; i < length; i += 1) yield `a ${volunteer} ${volunteers + 1 + line[i]!} 0 1 ${cost[i]!}`;
    yield `a ${volunteer} ${sink} 0 1 0`;
  }
  yield* behindLines;
}

/** Pairs are drawn once to be counted, for the number of arcs comes first, and once more to be written. */
function countPairs(shape: Shape, lines: Lines): number {
  let pairs = 0;
  for (const { length } of rowsOf(shape, lines)) pairs += length;
  return pairs;
}

function rowsOf(shape: Shape, lines: Lines) {
  return pairRows(shape, lines, new SeededRandom(shape.seed + 1));
}

function* seatArcs({ size, nested }: Shape, lines: Lines, sink: number): Generator<string> {
  const weights = seatWeights(size);
  for (let line = 0; line < lines.count; line += 1) {
    const county = lines.county[line]!;
    const tier = lines.tier[county]!;
    const minimum = lines.minimum[line]!;
    const ideal = lines.ideal[line]!;
    const parts = [
      { seats: minimum, weight: weights[tier - 1]! },
      { seats: ideal - minimum, weight: weights[tier + 2]! },
      { seats: lines.maximum[line]! - ideal, weight: weights.at(-1)! },
    ];
    const from = size.volunteers + 1 + line;
    const to = nested ? size.volunteers + lines.count + 1 + county : sink;
    for (const { seats, weight } of parts) if (seats > 0) yield `a ${from} ${to} 0 ${seats} ${-weight}`;
  }
}

function* bedArcs({ size, nested }: Shape, { count, beds }: Lines, sink: number): Generator<string> {
  if (!nested) return;
  for (const [county, places] of beds.entries()) {
    if (places > 0) yield `a ${size.volunteers + count + 1 + county} ${sink} 0 ${places} 0`;
  }
}
