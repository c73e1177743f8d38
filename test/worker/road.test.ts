import { exports } from 'cloudflare:workers';
import { expect, inject, test } from 'vitest';

import { clientFor, type Fetch } from '../../scripts/road/client.ts';
import { walk } from '../../scripts/road/walk.ts';

const site = 'https://zhijiao.test';
const workerFetch: Fetch = async (input, init) => exports.default.fetch(new Request(input, init));
const as = (email: string) => clientFor(`${site}/api/v1`, { token: inject('siteTokens')[email] ?? '' }, workerFetch);

test('the whole road is walked in the Workers runtime, to a completion in the statistics', async () => {
  const said: string[] = [];
  const people = {
    coordinator: as('coordinator@example.org'),
    officer: as('county@example.org'),
    volunteer: as('volunteer@example.org'),
    anyone: clientFor(`${site}/api/v1`, undefined, workerFetch),
  };
  await walk(people, (line) => said.push(line));
  expect(said.at(-1)).toContain('1 completion in the season');
  expect(said.at(-1)).toContain('3865 volunteers reported');
});
