import { beforeAll, expect, test } from 'vitest';

import { englishNameOf } from '../../seeds/reference/english-names.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../support/database.ts';

const database = testDatabase();
beforeAll(() => seedReference(database.sql));

test('every county-level division is there under its GB/T 2260 code, with a Chinese and an English name', async () => {
  const [nanjian] = await database.sql`select province_code, name_zh, name_en, tier from counties where code = '532926'`;
  expect(nanjian).toEqual({ province_code: '530000', name_zh: '南涧彝族自治县', name_en: 'Nanjian Yi Autonomous County', tier: null });
  const [counted] =
    await database.sql`select count(*)::int as counties, count(*) filter (where name_en !~ '^[A-Z][A-Za-z üé''-]+$')::int as unnamed,
    (select count(*)::int from provinces) as provinces from counties`;
  expect(counted?.['counties']).toBeGreaterThan(2800);
  expect(counted).toMatchObject({ unnamed: 0, provinces: 34 });
});

test('a second time mends a name and leaves what an operator set', async () => {
  await database.sql`update counties set name_en = 'Old', tier = 2, partner_since_day = '2020-01-01' where code = '532926'`;
  await seedReference(database.sql);
  const [nanjian] = await database.sql`select name_en, tier from counties where code = '532926'`;
  expect(nanjian).toEqual({ name_en: 'Nanjian Yi Autonomous County', tier: 2 });
});

test.each([
  ['西安', "Xi'an"],
  ['单县', 'Shan County'],
  ['东阿县', "Dong'e County"],
  ['东乡族自治县', 'Dongxiang Autonomous County'],
  ['三都水族自治县', 'Sandu Shui Autonomous County'],
  ['双江拉祜族佤族布朗族傣族自治县', 'Shuangjiang Lahu Va Blang Dai Autonomous County'],
  ['木垒哈萨克自治县', 'Mulei Kazakh Autonomous County'],
  ['神农架林区', 'Shennongjia Forestry District'],
  ['吕梁市', 'Lüliang City'],
])('%s is %s', (zh, en) => {
  expect(englishNameOf(zh)).toBe(en);
});
