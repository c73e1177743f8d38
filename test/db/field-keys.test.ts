import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fieldKeysOf, versionOf } from '../../src/db/field-keys.ts';

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = fieldKeysOf(new Map([[1, keyOf(1)]]), keyOf(9));
const rotated = fieldKeysOf(
  new Map([
    [1, keyOf(1)],
    [2, keyOf(2)],
  ]),
  keyOf(9),
);
const text = fc.string({ unit: 'grapheme' });

test('what was sealed opens at its place, tells nothing of the text, and is sealed differently each time', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (secret, place) => {
      const [once, twice] = [await keys.seal(secret, place), await keys.seal(secret, place)];
      expect([await keys.open(once, place), await keys.open(twice, place)]).toEqual([secret, secret]);
      expect(Buffer.from(once).equals(Buffer.from(twice))).toBe(false);
      if (secret.length > 3) expect(Buffer.from(once).includes(secret)).toBe(false);
    }),
  );
});

test('a value that was altered anywhere, cut short, or moved to another place does not open', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, fc.nat(), fc.integer({ min: 1, max: 255 }), async (secret, place, elsewhere, where, change) => {
      const sealed = await keys.seal(secret, place);
      const altered = Uint8Array.from(sealed);
      const at = where % altered.length;
      altered[at] = (altered[at] ?? 0) ^ change;
      await expect(keys.open(altered, place)).rejects.toThrow();
      await expect(keys.open(sealed.slice(0, -1 - (where % sealed.length)), place)).rejects.toThrow();
      if (elsewhere !== place) await expect(keys.open(sealed, elsewhere)).rejects.toThrow();
    }),
  );
});

test('after a new key is added old values open, new ones are sealed with it, and the old keys do not open those', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, async (secret, place) => {
      const old = await keys.seal(secret, place);
      const renewed = await rotated.seal(secret, place);
      expect([versionOf(old), versionOf(renewed), rotated.newest]).toEqual([1, 2, 2]);
      expect([await rotated.open(old, place), await rotated.open(renewed, place)]).toEqual([secret, secret]);
      await expect(keys.open(renewed, place)).rejects.toThrow('there is no field key of version 2');
    }),
  );
});

test('a hash finds the same text again whatever the version, and needs the key', async () => {
  const other = fieldKeysOf(new Map([[1, keyOf(1)]]), keyOf(8));
  await fc.assert(
    fc.asyncProperty(text, text, async (a, b) => {
      expect(await keys.hash(a)).toBe(await rotated.hash(a));
      expect(await keys.hash(a)).not.toBe(await other.hash(a));
      expect((await keys.hash(a)) === (await keys.hash(b))).toBe(a === b);
    }),
  );
});
