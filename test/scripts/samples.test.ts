import { beforeAll, expect, test } from 'vitest';

import { accountFor, samplesOf, shownDoors, type Sample } from '../../scripts/pages/samples.ts';
import { sourceOf, valuesFrom } from '../../scripts/pages/sources.ts';
import { demonstrationAccounts, seedAccounts } from '../../seeds/made-up/demonstration-accounts.ts';
import { loadMadeUp } from '../../seeds/made-up/load.ts';
import { seedReference } from '../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../support/database.ts';
import { testKeys } from '../support/site.ts';

const database = testDatabase();
let samples: Sample[];

beforeAll(async () => {
  await seedReference(database.sql);
  await seedAccounts(database.sql);
  await loadMadeUp(database.ownerUrl, 'demo', { today: new Date(), keys: testKeys, progress: () => undefined });
  samples = await samplesOf(database.sql);
});

/** Things that only somebody who signed in with one has. */
const withoutThings = /^\/me\/passkeys\//;

test('every page that can be opened has a sample, looked at by anybody or by a demonstration account', () => {
  const shown = new Set(samples.map(({ path }) => path));
  const opened = shownDoors.filter(({ path }) => !withoutThings.test(path));
  expect(opened.filter(({ path }) => !shown.has(path)).map(({ path }) => path)).toEqual([]);
  const known = new Set(['public', ...demonstrationAccounts.map(({ email }) => email)]);
  expect(samples.filter(({ as }) => !known.has(as))).toEqual([]);
  expect(samples.filter(({ address }) => address.includes(':') || address.includes('null'))).toEqual([]);
});

test.each([
  ['/applications/:id', 2],
  ['/placements/:id', 3],
  ['/clearances/:id', 6],
  ['/county/requests/:id', 6],
  ['/county/requests/:id/squad', 3],
  ['/county/placements/:id', 8],
  ['/county/stations/:id', 2],
  ['/desk/applications/:id', 6],
  ['/desk/requests/:id', 6],
  ['/desk/clearances/:id', 6],
  ['/desk/query-batches/:id', 2],
  ['/desk/seasons/:id', 3],
  ['/desk/placements/:id', 12],
  ['/desk/people/:id', 3],
  ['/desk/runs/:id', 4],
  ['/safeguarding/incidents/:id', 4],
  ['/safeguarding/reviews/:id', 2],
  ['/admin/accounts/:id', 6],
])('the demonstration has things of every look for %s: %i at least', async (path, least) => {
  const values = await valuesFrom(database.sql, sourceOf(path) ?? []);
  expect(new Set(values).size).toBe(values.length);
  expect(values.length).toBeGreaterThanOrEqual(least);
});

test('a page is looked at by the role whose part of the site it is in', () => {
  expect(accountFor('/desk/clearances', 'clearance.decide')).toBe('coordinator@example.org');
  expect(accountFor('/county/placements/:id', 'placement.read')).toBe('county@example.org');
  expect(accountFor('/placements/:id', 'placement.read')).toBe('volunteer@example.org');
  expect(accountFor('/me', 'me.read')).toBe('volunteer@example.org');
  expect(accountFor('/needs', 'open-data.read')).toBe('public');
});
