import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeFixture, type Fixture } from '../access/fixture.ts';
import { testDatabase } from '../support/database.ts';
import { makeManyRows } from '../support/scale/many-rows.ts';
import { tellPlans, type PlanTeller } from '../support/scale/plans.ts';
import { siteFor } from '../support/site.ts';

const database = testDatabase();
let fixture: Fixture;
let teller: PlanTeller;

beforeAll(async () => {
  fixture = await makeFixture(database);
  await makeManyRows(database.sql, { seasonId: fixture.things['seasons'] ?? '', countyCode: '532926' });
  teller = await tellPlans(database);
});

afterAll(async () => teller.end());

test('who holds a token is found by its index', async () => {
  const site = siteFor(teller, { token: fixture.tokens.volunteer ?? '', now: '2027-04-01T08:00:00Z' });
  const told = await teller.plansOf(async () => site('GET', '/me'));
  const reads = told.flatMap(({ reads: all }) => all).filter(({ table }) => table === 'tokens');
  expect(reads.map(({ way, index }) => ({ way, index }))).toContainEqual({ way: 'Index Scan', index: 'tokens_sha256' });
  expect(reads.filter(({ way }) => way === 'Seq Scan')).toEqual([]);
});
