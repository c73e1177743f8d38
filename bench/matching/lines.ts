import type { SeededRandom } from '../../seeds/made-up/random.ts';
import type { Shape } from './shape.ts';

/** Made-up lines as parallel arrays, and where they lie. */
export type Lines = {
  readonly count: number;
  readonly minimum: Uint8Array;
  readonly ideal: Uint8Array;
  readonly maximum: Uint8Array;
  readonly subject: Uint8Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly region: Int32Array;
  readonly regions: number;
  readonly county: Int32Array;
  /** Per county: 1 to 3. */
  readonly tier: Uint8Array;
  /** Per county; none where no line lies. */
  readonly beds: Int32Array;
};

/** Out of a hundred: how many lines ask for a subject, and how often a volunteer names it. The first three are scarce. */
export const subjects = {
  asked: [22, 18, 14, 10, 10, 8, 6, 6, 3, 3],
  taught: [8, 6, 6, 12, 12, 14, 14, 12, 8, 8],
} as const;

const linesARegion = 40;
const countiesARegion = 10;
const mostSeats = 8;

/** Lines in no order of place, in counties, in regions scattered over a square. */
export function makeUpLines({ size, load }: Shape, random: SeededRandom): Lines {
  const count = size.lines;
  const regions = Math.max(1, Math.round(count / linesARegion));
  const tier = Uint8Array.from({ length: regions * countiesARegion }, () => drawByShare([20, 30, 50], random) + 1);
  const seats = dealSeats(count, Math.round(size.volunteers / load), random);
  const places = scatter(count, regions, random);
  const county = places.region.map((region) => region * countiesARegion + random.between(0, countiesARegion - 1));
  const subject = Uint8Array.from({ length: count }, () => drawByShare(subjects.asked, random));
  return { count, regions, tier, ...seats, ...places, county, subject, beds: makeUpBeds(tier.length, county, seats.maximum, random) };
}

/** A place in a list of shares out of a hundred, each as likely as its share. */
export function drawByShare(shares: readonly number[], random: SeededRandom): number {
  let left = random.next() * 100;
  for (const [place, share] of shares.entries()) {
    left -= share;
    if (left < 0) return place;
  }
  return shares.length - 1;
}

/** Exactly so many seats, one a line at least and eight at most, so that the load is what the instance promises. */
function dealSeats(count: number, total: number, random: SeededRandom): Pick<Lines, 'minimum' | 'ideal' | 'maximum'> {
  const maximum = new Uint8Array(count).fill(1);
  for (let left = Math.min(total, count * mostSeats) - count; left > 0;) {
    const line = random.between(0, count - 1);
    if (maximum[line]! >= mostSeats) continue;
    maximum[line]! += 1;
    left -= 1;
  }
  const minimum = maximum.map((most) => random.between(0, Math.ceil(most / 2)));
  const ideal = maximum.map((most, line) => random.between(minimum[line]!, most));
  return { minimum, ideal, maximum };
}

function scatter(count: number, regions: number, random: SeededRandom): Pick<Lines, 'x' | 'y' | 'region'> {
  const centreX = Float64Array.from({ length: regions }, () => random.next());
  const centreY = Float64Array.from({ length: regions }, () => random.next());
  const region = Int32Array.from({ length: count }, () => random.between(0, regions - 1));
  const spread = 0.5 / Math.sqrt(regions);
  const near = (centre: Float64Array) => Float64Array.from(region, (r) => centre[r]! + (random.next() + random.next() - 1) * spread);
  return { region, x: near(centreX), y: near(centreY) };
}

/** Beds for half to all of a county's seats. */
function makeUpBeds(counties: number, county: Int32Array, maximum: Uint8Array, random: SeededRandom): Int32Array {
  const seats = new Int32Array(counties);
  for (const [line, at] of county.entries()) seats[at]! += maximum[line]!;
  return seats.map((all) => random.between(Math.ceil(all / 2), all));
}
