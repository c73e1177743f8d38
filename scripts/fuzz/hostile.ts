import fc from 'fast-check';

/** Text that programs stumble over: of other scripts and directions, halves of pairs, quotes of other languages, what looks like something else. */
const nasty = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202egnirts',
  '👩‍👩‍👧‍👦',
  '𠮷野家',
  'ﷺ',
  'I\u0307ı',
  '１２３',
  '٣',
  'Z͑ͫ̓a̧l̑g̀o',
  "' or 1=1 --",
  '"; drop table placements; --',
  '%',
  '_',
  String.raw`\\`,
  '<script>alert(1)</script>',
  '=1+1',
  '${7*7}',
  '../../../etc/passwd',
  'null',
  'true',
  '-0',
  '1e400',
  'NaN',
  '0x10',
  '2027-02-30',
  '2027-13-01',
  '0000-00-00',
  '9999-12-31',
  '99999-01-01',
  '+275760-09-13T00:00:00Z',
  '2027-07-13T25:61:61Z',
  '2027-07-13T01:00:00+26:00',
  '2027-06-30T23:59:60Z',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-0000-0000-000000000000',
  '01900000-0000-7000-8000-00000000000G',
  '__proto__',
  'constructor',
  'a@b',
  'javascript:alert(1)',
  'http://[::1',
  'x'.repeat(300),
  '字'.repeat(5000),
  'e\u0301'.repeat(2000),
  'x'.repeat(200_000),
] as const;

const numbers = [0, -0, -1, 1.5, 1e-9, 2 ** 31, 2 ** 31 - 1, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e21, 1e308, -1e308] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
);

/** Nested deeper than calls can be. */
const deep = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1);

/** What a field does not expect, whatever it expects. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], { '': '' }, JSON.parse('{"__proto__":{"a":1}}')) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 50, max: 3000 }).map(deep) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 5000 }).map((length) => Array.from({ length }, (_, at) => at)) },
);

type Holder = Record<string, unknown>;
/** Every place of a value: what holds it, and under which name. */
function placesIn(root: Holder): { readonly holder: Holder; readonly key: string }[] {
  const places: { holder: Holder; key: string }[] = [];
  const open: unknown[] = [root];
  for (let holder = open.pop(); holder !== undefined && places.length < 2000; holder = open.pop()) {
    if (typeof holder !== 'object' || holder === null) continue;
    for (const [key, inner] of Object.entries(holder)) {
      places.push({ holder: holder as Holder, key });
      open.push(inner);
    }
  }
  return places;
}

const waysToSpoil = ['replace', 'leave out', 'add', 'repeat', 'wrap'] as const;

/** The value with one to three places of it spoilt: nearly what was wanted. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ way: fc.constantFrom(...waysToSpoil), at: fc.nat(), hostile: hostileValue, name: hostileText });
  return fc.tuple(value, fc.array(change, { minLength: 1, maxLength: 3 })).map(([fit, changes]) => {
    const root: Holder = { value: structuredClone(fit) };
    for (const { way, at, hostile, name } of changes) {
      const places = placesIn(root);
      const place = places[at % places.length];
      // Of its own, since the next change may be inside it.
      if (place !== undefined) spoil(place, way, structuredClone(hostile), name);
    }
    return root['value'];
  });
}

function spoil({ holder, key }: { holder: Holder; key: string }, way: (typeof waysToSpoil)[number], hostile: unknown, name: string): void {
  const value = holder[key];
  if (way === 'leave out') delete holder[key];
  else if (way === 'add' && typeof value === 'object' && value !== null) put(value as Holder, name, hostile);
  else if (way === 'repeat') put(holder, key, Array.isArray(value) ? [...value, ...value, ...value] : [value, value]);
  else if (way === 'wrap') put(holder, key, { [name]: value });
  else put(holder, key, hostile);
}

/** As a field of its own, even where the name is the prototype's. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
