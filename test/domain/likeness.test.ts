import fc from 'fast-check';
import { expect, test } from 'vitest';

import { alikeFrom } from '../../src/domain/barred-person.ts';
import { likeness } from '../../src/domain/likeness.ts';

/** Names as people write them: Chinese, Latin, with spaces, points and marks. */
const name = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...Array.from('张伟王芳李娜刘洋陈杰赵敏欧阳司马')), minLength: 1, maxLength: 4 }),
    fc.string({ unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyzABCÉÜ -·’.')), minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .filter((written) => /\p{L}/u.test(written));

test('a likeness is the same either way round, between 0 and 1, and 1 of a name with itself', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const alike = likeness(a, b);
      expect(alike).toBe(likeness(b, a));
      expect(alike >= 0 && alike <= 1).toBe(true);
      expect(likeness(a, a)).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['张伟', 'Zhang Wei'],
  ['张伟', 'WEI Zhang'],
  ['Zhang Wei', 'wei zhang'],
  ['张伟', '张 伟'],
  ['欧阳娜娜', 'Ouyang Nana'],
  ['阿依努尔·买买提', '阿依努尔 买买提'],
])('%s and %s are the same name', (a, b) => {
  expect(likeness(a, b)).toBe(1);
});

test('one letter more or less leaves names alike; other names are not', () => {
  expect(likeness('Zhang Weii', 'Zhang Wei') >= alikeFrom).toBe(true);
  expect(likeness('张小伟', 'Zhang Xiaowei') >= alikeFrom).toBe(true);
  expect(likeness('张伟', '李娜') < alikeFrom).toBe(true);
  expect(likeness('Zhang Wei', 'Liu Yang') < alikeFrom).toBe(true);
});
