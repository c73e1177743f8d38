import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { makeAccount } from '../support/rows.ts';
import { siteFor, tokenOf } from '../support/site.ts';

const database = testDatabase();
let admin: ReturnType<typeof siteFor>;

const office = {
  nameZh: '甲',
  nameEn: 'Jia',
  titleZh: '主任',
  titleEn: 'Director',
  issuerZh: '示范项目',
  issuerEn: 'Demonstration Programme',
  contact: 'office@example.org',
};

beforeAll(async () => {
  admin = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'admin', '管理')) });
});

test('one person signs for each day: the next in office begins once the last has ended', async () => {
  const first = await admin('POST', '/signatories', { ...office, fromDay: '2026-01-01' });
  expect([first.status, first.body['throughDay']]).toEqual([201, null]);
  const second = { ...office, nameEn: 'Yi', fromDay: '2027-01-01' };
  expect((await admin('POST', '/signatories', second)).body).toMatchObject({ status: 409, type: '/problems/offices-overlap', with: 'Jia' });
  const path = `/signatories/${String(first.body['id'])}`;
  expect((await admin('PUT', path, { ...office, fromDay: '2026-01-01', throughDay: '2027-01-01' })).status).toBe(200);
  expect((await admin('POST', '/signatories', second)).status).toBe(409);
  expect((await admin('PUT', path, { ...office, fromDay: '2026-01-01', throughDay: '2026-12-31' })).status).toBe(200);
  expect((await admin('POST', '/signatories', second)).status).toBe(201);
  const { items } = (await admin('GET', '/signatories')).body as { items: { nameEn: string }[] };
  expect(items.map(({ nameEn }) => nameEn)).toEqual(['Yi', 'Jia']);
  const [event] = await database.sql`select event from events where thing = 'signatory' order by sequence desc limit 1`;
  expect(event?.['event']).toBe('signatory.entered');
});

test('an office that ends before it begins, or is nobody’s, is refused', async () => {
  const backwards = await admin('POST', '/signatories', { ...office, fromDay: '2020-02-01', throughDay: '2020-01-01' });
  expect(backwards.body).toMatchObject({ status: 422, errors: [{ pointer: '/throughDay', code: 'ends-before-start' }] });
  const nobody = '/signatories/01900000-0000-7000-8000-000000000000';
  expect((await admin('PUT', nobody, { ...office, fromDay: '2020-01-01' })).status).toBe(404);
});

test('who signs is entered by admins alone', async () => {
  const coordinator = siteFor(database, { token: await tokenOf(database.sql, await makeAccount(database.sql, 'coordinator', '协调')) });
  expect((await coordinator('POST', '/signatories', { ...office, fromDay: '2020-01-01' })).status).toBe(403);
});

test('the database itself refuses two in office on one day', async () => {
  const insert = database.sql`insert into signatories (name_zh, name_en, title_zh, title_en, issuer_zh, issuer_en, contact, from_day)
    values ('x', 'x', 'x', 'x', 'x', 'x', 'x', '2026-06-01')`;
  await expect(insert).rejects.toMatchObject({ constraint_name: 'signatories_no_overlap' });
});
