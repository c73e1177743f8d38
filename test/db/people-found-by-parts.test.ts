import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import type { Role } from '../../src/domain/account.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
const people = [
  ['王伟', 'wang.wei@example.org', '清华大学'],
  ['王子涵', 'zihan@example.org', 'Tsinghua University'],
  ['Emile Zola', 'ZOLA_100%@example.org', 'Ecole normale'],
  ['A', 'a@b.cd', 'X'],
] as const;

beforeAll(async () => {
  for (const [name, email, institution] of people) {
    const [row] = await database.sql`insert into accounts (name, email, locale) values (${name}, ${email}, 'zh') returning id`;
    await database.sql`insert into volunteers (account_id, kind, home_institution, home_region, time_zone, born_day, languages)
      values (${row?.['id']}, 'student', ${institution}, 'mainland', 'Asia/Shanghai', '2000-01-01', '{zh-CN}')`;
  }
});

async function found(words: string, { role = 'coordinator', byInstitution = false }: { role?: Role; byInstitution?: boolean } = {}) {
  const actor = { kind: 'account', accountId: crypto.randomUUID(), roles: [role], countyCodes: [] } as const;
  const ids = await actingAs(database.db, actor, async (tx) =>
    tx.execute<{ id: string }>(sql`select accounts_with(${words}, ${byInstitution}) as id`),
  );
  const names = await database.sql<{ name: string }[]>`select name from accounts where id = any(${ids.map(({ id }) => id)}::uuid[])`;
  return names.map(({ name }) => name).toSorted();
}

test('any part of a name or an address is found, in whatever case, and signs mean themselves', async () => {
  expect(await found('王')).toEqual(['王伟', '王子涵']);
  expect(await found('子涵')).toEqual(['王子涵']);
  expect(await found('王伟')).toEqual(['王伟']);
  expect(await found('emile z')).toEqual(['Emile Zola']);
  expect(await found('0%@')).toEqual(['Emile Zola']);
  expect(await found('%')).toEqual(['Emile Zola']);
  expect(await found('WANG.W')).toEqual(['王伟']);
  expect(await found('伟王')).toEqual([]);
});

test('an institution is looked at where that is asked', async () => {
  expect(await found('清华')).toEqual([]);
  expect(await found('清华', { byInstitution: true })).toEqual(['王伟']);
  expect(await found('tsinghua', { byInstitution: true })).toEqual(['王子涵']);
});

test('whoever may not see people finds nobody', async () => {
  for (const role of ['volunteer', 'county', 'safeguarding'] as const) expect(await found('王', { role, byInstitution: true })).toEqual([]);
  expect(await found('王', { role: 'admin' })).toHaveLength(2);
});

test('every part of every name is found', async () => {
  const part = fc
    .constantFrom(...people)
    .chain(([name, email]) =>
      fc
        .constantFrom(name, email)
        .chain((text) =>
          fc
            .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: text.length }))
            .map(([at, long]) => ({ name, part: text.slice(at, at + long) })),
        ),
    );
  await fc.assert(
    fc.asyncProperty(part, async ({ name, part: words }) => {
      expect(await found(words)).toContain(name);
    }),
    { numRuns: 50 },
  );
});
