import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

/**
 * Draws `src/pages/public/province-shapes.ts` from the public map in the npm package echarts@4.9.0:
 *
 *   npm pack echarts@4.9.0 && tar xzf echarts-4.9.0.tgz
 *   node scripts/map/draw-provinces.ts package
 */

type Point = readonly [x: number, y: number];

const featureSchema = z.object({
  id: z.string(),
  properties: z.object({ cp: z.tuple([z.number(), z.number()]).optional() }),
  geometry: z.object({
    type: z.enum(['Polygon', 'MultiPolygon']),
    coordinates: z.array(z.union([z.string(), z.array(z.string())])),
    encodeOffsets: z.array(z.union([z.tuple([z.number(), z.number()]), z.array(z.tuple([z.number(), z.number()]))])),
  }),
});
const mapSchema = z.object({ UTF8Encoding: z.literal(true), features: z.array(featureSchema) });
type Feature = z.infer<typeof featureSchema>;

/** A step is folded, so that small ones either way are small numbers, and begins at the character of 64. */
function unfolded(code: number): number {
  const folded = code - 64;
  return (folded >> 1) ^ -(folded & 1);
}

/** Steps of 1/1024 of a degree, folded and added up, one character each: as echarts writes a ring. */
function ringOf(text: string, [firstX, firstY]: Point): Point[] {
  let [x, y] = [firstX, firstY];
  const ring: Point[] = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += unfolded(text.charCodeAt(i));
    y += unfolded(text.charCodeAt(i + 1));
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

function ringsOf({ geometry }: Feature): Point[][] {
  const texts = geometry.coordinates.flat();
  const offsets = geometry.encodeOffsets.flatMap((offset) => (Array.isArray(offset[0]) ? offset : [offset])) as Point[];
  return texts.map((text, i) => {
    const offset = offsets[i];
    if (offset === undefined) throw new Error('a ring has no offset');
    return ringOf(text, offset);
  });
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const [south, north, middle, origin] = [radians(25), radians(47), radians(105), radians(35)];
const n = (Math.sin(south) + Math.sin(north)) / 2;
const c = Math.cos(south) ** 2 + 2 * n * Math.sin(south);
const radius = (latitude: number) => Math.sqrt(c - 2 * n * Math.sin(latitude)) / n;

/** Albers' equal-area cone, as Chinese maps of the whole country use it: shading by province then weighs as much as it covers. */
function project([longitude, latitude]: Point): Point {
  const angle = n * (radians(longitude) - middle);
  return [radius(radians(latitude)) * Math.sin(angle), radius(origin) - radius(radians(latitude)) * Math.cos(angle)].map(
    (value, i) => value * (i === 0 ? 1 : -1),
  ) as unknown as Point;
}

/** Ramer, Douglas and Peucker: drops what lies nearer than `tolerance` to the line between what stays. */
function simplified(ring: readonly Point[], tolerance: number): Point[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 3 || first === undefined || last === undefined) return [...ring];
  let [farthest, distance] = [0, 0];
  ring.forEach((point, i) => {
    const away = distanceTo(point, first, last);
    if (away > distance) [farthest, distance] = [i, away];
  });
  if (distance <= tolerance) return [first, last];
  return [...simplified(ring.slice(0, farthest + 1), tolerance).slice(0, -1), ...simplified(ring.slice(farthest), tolerance)];
}

function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dy * (x - ax) - dx * (y - ay)) / length;
}

function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Whole numbers, each from the one before: short, and well packed. What has no size then is a dot that can be seen. */
function pathOf(rings: readonly (readonly Point[])[]): string {
  return rings
    .map((ring) => {
      const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
      const [first] = points;
      if (first === undefined) return '';
      return areaOf(points) < 2 ? `M${first.join(' ')}h2v2h-2z` : `M${first.join(' ')}l${stepsOf(points)}z`;
    })
    .join('');
}

function stepsOf(points: readonly Point[]): string {
  const steps = points.slice(1).map(([x, y], i): Point => [x - (points[i]?.[0] ?? 0), y - (points[i]?.[1] ?? 0)]);
  const numbers = steps.filter(([x, y]) => x !== 0 || y !== 0).flat();
  return numbers.map((number, i) => (i === 0 || number < 0 ? `${number}` : ` ${number}`)).join('');
}

const width = 760;
/** Room for the inset, beside Taiwan. */
const beside = 60;
const tolerance = 1.2;
/** What the eye does not see at this size; of a province the largest piece stays in any case. */
const smallest = 3;

const folder = z.string().parse(process.argv[2]);
const { features } = mapSchema.parse(JSON.parse(readFileSync(`${folder}/map/json/china.json`, 'utf8')));
const drawn = features.map((feature) => ({
  code: feature.id,
  rings: [...ringsOf(feature), ...addedTo(feature)].map((ring) => ring.map(project)),
}));
const all = drawn.flatMap(({ rings }) => rings.flat());
const [left, right] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
const [top, bottom] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
const scale = width / (right - left);
const height = Math.ceil((bottom - top) * scale);

const shapes = drawn
  .map(({ code, rings }) => {
    const onMap = rings.map((ring) => ring.map(([x, y]): Point => [(x - left) * scale, (y - top) * scale]));
    const largestFirst = onMap.toSorted((a, b) => areaOf(b) - areaOf(a));
    const kept = largestFirst.filter((ring, i) => i === 0 || areaOf(ring) >= smallest);
    return { code, path: pathOf(kept.map((ring) => simplified(ring, areaOf(ring) < 20 ? 0.2 : tolerance))) };
  })
  .toSorted((a, b) => a.code.localeCompare(b.code));

/** The islands that echarts adds to the file where it draws it. */
function addedTo({ id }: Feature): Point[][] {
  return id === '710000' ? pointsIn('diaoyuIsland') : [];
}

function pointsIn(name: string): Point[][] {
  const text = readFileSync(`${folder}/src/coord/geo/fix/${name}.js`, 'utf8');
  const [, list] = /var points = (\[[\s\S]+?\]);/.exec(text) ?? [];
  return z.array(z.array(z.tuple([z.number(), z.number()]))).parse(JSON.parse(z.string().parse(list)));
}

/** Lies in the open sea beside Taiwan, in the corner as in the source. */
const inset = pointsIn('nanhai').map((ring) => ring.map(([x, y]): Point => [width - 20 + x * 1.2, height - 120 + y * 1.2]));

const out = fileURLToPath(new URL('../../src/pages/public/province-shapes.ts', import.meta.url));
writeFileSync(
  out,
  `// Written by scripts/map/draw-provinces.ts from map/json/china.json and src/coord/geo/fix of the npm package echarts@4.9.0 (Apache-2.0).

export const mapSize = { width: ${width + beside}, height: ${height} } as const;

/** Each province's outline on the map, by its code. */
export const provinceShapes: Readonly<Record<string, string>> = {
${shapes.map(({ code, path }) => `  '${code}': '${path}',`).join('\n')}
};

/** The islands of the South China Sea with the line around them, in the inset in which the source draws them. */
export const southernSeas =
  '${pathOf(inset)}';
`,
);
