import { afterAll, beforeAll, expect, test } from 'vitest';

import { shownDoors } from '../../scripts/pages/samples.ts';
import { testDemonstration } from '../support/demonstrations.ts';
import { EveryPage } from '../support/every-page.ts';

const site = new EveryPage('en', testDemonstration());
beforeAll(async () => site.begin());
afterAll(async () => site.end());

test('every page that the router serves is looked at', () => {
  const looked = new Set(site.samples.map(({ path }) => path));
  expect(shownDoors.map(({ path }) => path).filter((path) => !looked.has(path))).toEqual([]);
  expect(looked.size).toBeGreaterThan(100);
});

test('no page has a fault that axe finds, scrolls sideways, moves, is too heavy, asks too much or speaks the other language', async () => {
  const faults: string[] = [];
  for (const sample of site.samples) faults.push(...(await site.faultsOf(sample)));
  expect(faults).toEqual([]);
}, 1_500_000);

test('Tab reaches everything of every page, and what it is on is seen and marked', async () => {
  const faults: string[] = [];
  for (const sample of site.samples) faults.push(...(await site.keyboardFaultsOf(sample)));
  expect(faults).toEqual([]);
}, 1_500_000);
