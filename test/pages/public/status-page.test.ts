import { afterAll, expect, test } from 'vitest';

import { openPool, databaseOn } from '../../../src/db/client.ts';
import { runDueJobs } from '../../../src/jobs/jobs.ts';
import { testDatabase } from '../../support/database.ts';
import { makePerson } from '../../support/people.ts';
import { appFor, jobFor, siteFor } from '../../support/site.ts';

const database = testDatabase();
// Nothing listens there.
const pool = openPool('postgres://nobody@127.0.0.1:1/nowhere', 1);
const gone = { db: databaseOn(pool) };
afterAll(async () => pool.end());

async function read(of: Parameters<typeof appFor>[0], path: string, now: string, headers: Record<string, string> = {}) {
  const answer = await appFor(of, { now }).request(path, { headers: { Accept: 'text/html', 'Accept-Language': 'en', ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test('anybody reads whether each part works, in either language, and no copy is kept', async () => {
  await runDueJobs(jobFor(database, '2026-12-01T08:00:00Z'));
  await runDueJobs(jobFor(database, '2026-12-01T09:30:00Z'));
  const well = await read(database, '/status', '2026-12-01T09:31:00Z');
  expect([well.status, well.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(well.text).toContain('All works.');
  expect(well.text).toContain('90 minutes');
  expect(well.text.match(/class="pill done">Works</g)).toHaveLength(5);
  const late = await read(database, '/status', '2026-12-01T09:36:00Z', { 'Accept-Language': 'zh-CN' });
  expect(late.status).toBe(200);
  expect(late.text.match(/class="pill waiting">延迟</g)).toHaveLength(4);
});

test('when the database cannot be reached the page says so itself, even to who is signed in', async () => {
  const person = await makePerson(database, 'volunteer', '志愿者');
  for (const headers of [{}, { Cookie: `zhijiao.session=${person.token}.sig` }]) {
    const page = await read(gone, '/status', '2026-12-01T08:00:00Z', headers);
    expect(page.status).toBe(503);
    expect(page.text).toContain('The database cannot be reached');
    expect(page.text.match(/class="pill refused">Not reached</g)).toHaveLength(5);
  }
});

test('every other page and operation says when to come again', async () => {
  const page = await read(gone, '/needs', '2026-12-01T08:00:00Z');
  expect([page.status, page.headers.get('Retry-After')]).toEqual([503, '10']);
  expect(page.text).toContain('The site cannot be used for the moment');
  const answer = await siteFor(gone)('GET', '/status');
  expect([answer.status, answer.headers.get('Retry-After'), answer.body['type']]).toEqual([503, '10', '/problems/unavailable']);
});
