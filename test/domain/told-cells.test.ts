import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { fewestTold } from '../../src/domain/small-cells.ts';
import { trees, type TallyDimension } from '../../src/domain/statistics.ts';
import { loadSolver, type Highs } from '../matching/integer-programs.ts';
import { ToldCells, wayOf, waysNeeded, type Cell, type Value } from '../../src/domain/told-cells.ts';

type Service = Readonly<Record<'county' | 'province' | 'season' | 'year' | 'subject', string>>;

/** Services of different people: in counties of three provinces, seasons of two years, three subjects, some of them rare. */
const services: fc.Arbitrary<Service[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(11, 11, 11, 12, 13, 21, 21, 22, 31),
      fc.constantFrom(11, 11, 12, 21, 21, 22),
      fc.constantFrom('a', 'a', 'a', 'b', 'c'),
    )
    .map(([county, season, subject]) => ({
      county: `${county}0001`,
      province: `${String(county).slice(0, 1)}00000`,
      season: `s${season}`,
      year: `y${String(season).slice(0, 1)}`,
      subject,
    })),
  { minLength: 1, maxLength: 120, size: 'max' },
);

const keyIn = (service: Service, dimension: TallyDimension | '') => (dimension === '' ? '' : service[dimension as keyof Service]);

function cellsOf(rows: readonly Service[], a: TallyDimension, b: TallyDimension): Cell[] {
  return waysNeeded(a, b).flatMap((way) => {
    const counted = Map.groupBy(rows, (row) => JSON.stringify([keyIn(row, way.first), keyIn(row, way.second)]));
    return [...counted].map(([keys, found]) => {
      const [firstKey = '', secondKey = ''] = JSON.parse(keys) as string[];
      return { ...way, firstKey, secondKey, completions: found.length, volunteers: found.length };
    });
  });
}

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const all: Value = { dimension: '', key: '' };

const levelsOf = (dimension: TallyDimension): (TallyDimension | '')[] => ['', ...trees[dimension]];
const nameOf = (one: Value, other: Value) => `x_${one.dimension}${one.key}_${other.dimension}${other.key}`;

type Pair = { readonly one: Value; readonly other: Value };

/** Every cell of the table, of its margins and of what its dimensions are parts of. */
function pairsOf(rows: readonly Service[], a: TallyDimension, b: TallyDimension): Pair[] {
  const valuesOf = (dimension: TallyDimension | ''): Value[] =>
    dimension === '' ? [all] : [...new Set(rows.map((row) => keyIn(row, dimension)))].map((key) => ({ dimension, key }));
  const others = levelsOf(b).flatMap(valuesOf);
  return levelsOf(a).flatMap((level) => valuesOf(level).flatMap((one) => others.map((other) => ({ one, other }))));
}

/** What is told of a cell: how much there is, or only that there is something. */
function tellingLines(told: ToldCells<Cell>, { one, other }: Pair): string[] {
  if (told.isTold(one, other)) return [`${nameOf(one, other)} = ${told.find(one, other)?.completions ?? 0}`];
  const alone = other === all ? one : one === all ? other : undefined;
  return alone !== undefined && alone !== all && told.isListed(alone) ? [`${nameOf(one, other)} >= 1`] : [];
}

/** How far apart what is kept back may be, for somebody who sets up every sum that is told and every part that is listed. */
function apartOf(rows: readonly Service[], a: TallyDimension, b: TallyDimension) {
  const told = new ToldCells(cellsOf(rows, a, b));
  const pairs = pairsOf(rows, a, b);
  const lines = pairs.flatMap(({ one, other }) => [
    ...tellingLines(told, { one, other }),
    ...partsOf(rows, one, levelsOf(a)).map((part) =>
      sumLine(
        part.map((value) => nameOf(value, other)),
        nameOf(one, other),
      ),
    ),
    ...partsOf(rows, other, levelsOf(b)).map((part) =>
      sumLine(
        part.map((value) => nameOf(one, value)),
        nameOf(one, other),
      ),
    ),
  ]);
  const bound = (sense: string, name: string) => {
    const solved = highs.solve(`${sense}\n obj: ${name}\nSubject To\n${lines.map((line, i) => ` c${i}: ${line}`).join('\n')}\nEnd`);
    if (solved.Status !== 'Optimal') throw new Error(`${solved.Status} of ${lines.join('; ')}`);
    return solved.ObjectiveValue;
  };
  return (
    pairs
      // That nobody is somewhere tells of nobody.
      .filter(({ one, other }) => !told.isTold(one, other) && (told.find(one, other)?.completions ?? 0) > 0)
      .map(({ one, other }) => nameOf(one, other))
      .map((name) => ({ name, apart: bound('Maximize', name) - bound('Minimize', name) }))
  );
}

const sumLine = (parts: readonly string[], whole: string) => `${parts.join(' + ')} - ${whole} = 0`;

/** The parts of a value on the next level below it, in every tree. */
function partsOf(rows: readonly Service[], value: Value, levels: readonly (TallyDimension | '')[]): Value[][] {
  const next = levels[levels.indexOf(value.dimension) + 1];
  if (next === undefined || next === '') return [];
  const keys = new Set(rows.filter((row) => keyIn(row, value.dimension) === value.key).map((row) => keyIn(row, next)));
  return keys.size === 0 ? [] : [[...keys].map((key): Value => ({ dimension: next, key }))];
}

test.each([
  ['county', 'subject'],
  ['season', 'county'],
  ['year', 'subject'],
] as const)('from what is told by %s and %s, nothing that is kept back is known to less than five apart', (a, b) => {
  fc.assert(
    fc.property(services, (rows) => {
      fc.pre(rows.length >= fewestTold);
      const narrow = apartOf(rows, a, b).filter(({ apart }) => apart < fewestTold - 1e-6);
      expect(narrow).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('what is told is never of fewer than five people, and where nobody is rare everything is told', () => {
  fc.assert(
    fc.property(services, (rows) => {
      const told = new ToldCells(cellsOf(rows, 'season', 'county'));
      // What only says which part is whose is asked by nobody.
      const cells = cellsOf(rows, 'season', 'county').filter(
        ({ first, second }) => !['season year', 'province county'].includes(`${first} ${second}`),
      );
      const open = cells.filter((cell) =>
        told.isTold({ dimension: cell.first, key: cell.firstKey }, { dimension: cell.second, key: cell.secondKey }),
      );
      expect(open.every(({ volunteers }) => volunteers >= fewestTold)).toBe(true);
      if (cells.every(({ volunteers }) => volunteers >= fewestTold)) expect(open).toHaveLength(cells.length);
    }),
  );
});

const servicesIn = (county: string, count: number): Service[] =>
  Array.from({ length: count }, () => ({ county, province: '100000', season: 's11', year: 'y1', subject: 'a' }));

test('one county of few is kept back with a second one, or it could be had by subtraction', () => {
  const rows = [...servicesIn('110001', 40), ...servicesIn('120001', 9), ...servicesIn('130001', 2)];
  const told = new ToldCells(cellsOf(rows, 'county', 'subject'));
  expect(['110001', '120001', '130001'].map((key) => told.isTold({ dimension: 'county', key }, all))).toEqual([true, false, false]);
  expect(told.cells(wayOf('county', ''))).toHaveLength(3);
});

test('what is told does not hang on which of two dimensions is named first, not even where two rows are alike', () => {
  const counties = ['110001', '120001', '130001', '210001', '220001'];
  const counts = { s11: [3, 5, 1, 4, 2], s12: [5, 1, 0, 5, 1], s21: [7, 4, 4, 2, 1], s22: [1, 1, 2, 1, 2] };
  const rows = Object.entries(counts).flatMap(([season, row]) =>
    row.flatMap((count, i) => {
      const county = counties[i] ?? '';
      const service = { county, province: `${county.slice(0, 1)}00000`, season, year: season.slice(0, 2), subject: 'a' };
      return Array.from({ length: count }, () => service);
    }),
  );
  const told = new ToldCells(cellsOf(rows, 'season', 'county'));
  const [season, county] = [{ dimension: 'season', key: 's11' } as const, { dimension: 'county', key: '110001' } as const];
  expect([told.isTold(season, county), told.isTold(county, season)]).toEqual([false, false]);
});
