import { expect, test } from 'vitest';

import { runDueJobs } from '../../src/jobs/jobs.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson, type Person } from '../support/people.ts';
import { jobFor, siteFor } from '../support/site.ts';

const database = testDatabase();

const work = async (at: string) => runDueJobs(jobFor(database, at));
const lateAt = async (now: string) => {
  const { parts } = (await siteFor(database, { now })('GET', '/status')).body;
  return (parts as { part: string; state: string }[]).flatMap(({ part, state }) => (state === 'late' ? [part] : []));
};
const turnsSeen = async (admin: Person) => {
  const { clock } = (await admin.site('GET', '/jobs')).body as { clock: Record<string, unknown>[] };
  return new Map(clock.map(({ job, endedAt, failingSince, fault }) => [String(job), { endedAt, failingSince, fault }]));
};

/** While this is so, the first of the jobs fails whenever it looks for what is due. */
async function failing(doWork: () => Promise<void>): Promise<void> {
  await database.sql`alter table placements rename column remind_at to remind_at_gone`;
  try {
    await doWork();
  } finally {
    await database.sql`alter table placements rename column remind_at_gone to remind_at`;
  }
}

test('a job that fails holds up none of the others; everybody sees that its part is late, admins which and why, until it goes again', async () => {
  const admin = await makePerson(database, 'admin', '管理');
  expect(await lateAt('2026-12-01T07:00:00Z')).toEqual(['clock', 'letters', 'matches', 'exchange']);
  await work('2026-12-01T07:00:00Z');
  expect(await lateAt('2026-12-01T07:01:00Z')).toEqual([]);

  await failing(async () => {
    for (const minute of ['01', '02', '08']) {
      await expect(work(`2026-12-01T07:${minute}:00Z`)).rejects.toThrow(/^failed: .*remind-of-offers/);
    }
  });
  const turns = await turnsSeen(admin);
  expect(turns.get('remind-of-offers')).toEqual({
    endedAt: '2026-12-01T07:00:00.000Z',
    failingSince: '2026-12-01T07:01:00.000Z',
    fault: expect.stringMatching(/ 42703$/),
  });
  expect(turns.get('send-mail')).toEqual({ endedAt: '2026-12-01T07:08:00.000Z', failingSince: null, fault: null });
  expect(await lateAt('2026-12-01T07:08:30Z')).toEqual(['clock']);

  await work('2026-12-01T07:09:00Z');
  expect((await turnsSeen(admin)).get('remind-of-offers')).toEqual({
    endedAt: '2026-12-01T07:09:00.000Z',
    failingSince: null,
    fault: null,
  });
  expect(await lateAt('2026-12-01T07:09:30Z')).toEqual([]);
});
