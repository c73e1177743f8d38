import { env, exports } from 'cloudflare:workers';
import type { DateTime } from 'luxon';
import { expect, inject, test } from 'vitest';

import { clientFor, valueOf, type Fetch } from '../../scripts/road/client.ts';
import { everybody } from '../../scripts/road/people.ts';
import { walk } from '../../scripts/road/walk.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/client.ts';
import { runDueJobs } from '../../src/jobs/jobs.ts';

const site = 'https://zhijiao.test';
const workerFetch: Fetch = async (input, init) => exports.default.fetch(new Request(input, init));
const as = (email: string) => clientFor(`${site}/api/v1`, { token: inject('siteTokens')[email] ?? '' }, workerFetch);

/** The jobs as the Worker runs them, for an instant ahead: a site that others reach takes no other clock than its own. */
async function wakeAt(instant: DateTime): Promise<void> {
  const { databaseUrl, keys, send, signIn } = readConfig(env);
  await runDueJobs({ db: openDatabase(databaseUrl), now: () => instant, keys, send, siteUrl: signIn.siteUrl });
}

test('the whole road is walked in the Workers runtime, to a completion in the statistics', async () => {
  const said: string[] = [];
  const people = await everybody(async (email) => as(email), clientFor(`${site}/api/v1`, undefined, workerFetch));
  await walk(people, wakeAt, (line) => said.push(line));
  expect(said.at(-1)).toContain('1 completion in the season');
  expect(said.at(-1)).toContain('3865 volunteers reported');
});

test('the certificate of the road is printed in the Workers runtime: its fonts from the site’s files, cut down by HarfBuzz', async () => {
  const headers = { Authorization: `Bearer ${inject('siteTokens')['volunteer@example.org'] ?? ''}` };
  const { items } = await valueOf(as('volunteer@example.org').certificates.$get({ query: {} }));
  const printed = await workerFetch(`${site}/me/certificates/${items[0]?.serial ?? ''}/certificate.pdf`, { headers });
  expect([printed.status, printed.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
  const pdf = new Uint8Array(await printed.arrayBuffer());
  expect(new TextDecoder('latin1').decode(pdf.slice(0, 5))).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(30_000);
  expect(pdf.length).toBeLessThan(200_000);
});
