import { expect, test } from 'vitest';

import { runMatching } from '../../src/jobs/run-matching.ts';
import { change, makeChangeable, type Changeable } from '../support/changed-conditions.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { itemsOf, refusalOf, refused, type Person } from '../support/people.ts';
import { moveRow } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';
import { Visitor } from '../support/visitor.ts';

const database = testDatabase();
const later = '2027-05-20T08:00:00Z';
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

async function answer(person: Person | undefined, move: 'agree' | 'refuse'): Promise<void> {
  const questions = itemsOf(await person!.at(later)('GET', '/condition-questions'));
  const open = String(questions.find(({ isLive }) => isLive === true)?.['id']);
  expect((await person!.at(later)('POST', `/condition-questions/${open}/${move}`)).status).toBe(200);
}

/** Two seats: one accepted and one offered. Whoever accepted steps back from the changed conditions. */
async function afterStepBack(): Promise<Changeable> {
  const made = await makeChangeable(database, 2);
  expect((await change(made, '2027-05-19T08:00:00Z')).status).toBe(200);
  await answer(made.people[0], 'refuse');
  await answer(made.people[2], 'agree');
  return made;
}

async function repaired({ coordinator, road }: Changeable, locks: unknown = { keep: [], exclude: [] }): Promise<string> {
  const asked = await coordinator.at(later)('POST', `/seasons/${road.seasonId}/repair`, { policy: 'need-first', locks });
  // Not the other jobs: an alternate would be offered the free seat before the repair.
  await runMatching(jobFor(database, later));
  return String(asked.body['id']);
}

test('after somebody stepped back from changed conditions, a repair gives the seat to who agreed to them, says why, and moves nobody', async () => {
  const made = await afterStepBack();
  const { coordinator, road } = made;
  const id = await repaired(made);
  const { body } = await coordinator.at(later)('GET', `/runs/${id}/moves`);
  // The fourth ranked it as well and has not answered: nobody is matched to conditions that they have not agreed to.
  const freed = { placementId: made.acceptedId, state: 'withdrawn', isForConditions: true, isOfRequest: false };
  expect(body).toMatchObject({
    counts: { moves: 0, loses: 0, comes: 1 },
    moves: [
      {
        applicationId: road.volunteers[2]!.applicationId,
        fromLineId: null,
        toLineId: road.lineId,
        reasons: [{ kind: 'seat-freed', applicationIds: [road.volunteers[0]!.applicationId], place: freed }],
      },
    ],
  });
  await database.sql`update accounts set email = 'repairing@example.org' where id = ${road.coordinatorId}`;
  const visitor = new Visitor(database);
  await visitor.signIn('repairing@example.org');
  const page = textOf((await visitor.get(`/desk/runs/${id}/publish`)).text);
  expect(page).toContain('Takes the seat of 志愿者 0 (stepped back because the host conditions changed).');

  expect((await coordinator.at(later)('POST', `/runs/${id}/publish`)).status).toBe(200);
  const standing = await database.sql`select application_id, state from placements
    where request_id = ${road.requestId} and state in ('proposed', 'offered', 'accepted') order by state`;
  expect(standing.map((row) => [row['application_id'], row['state']])).toEqual([
    [road.volunteers[1]!.applicationId, 'offered'],
    [road.volunteers[2]!.applicationId, 'proposed'],
  ]);
  // What it says stays the same once it is published.
  expect((await coordinator.at(later)('GET', `/runs/${id}/moves`)).body).toEqual(body);
});

test('whoever loses a place that they were told of is named with the reason, and hears of it in the moment of the publishing', async () => {
  const made = await afterStepBack();
  const { coordinator, road } = made;
  const [, offered, agreed, , anywhere] = road.volunteers;
  const exclude = [{ applicationId: offered!.applicationId, lineId: road.lineId }];
  const id = await repaired(made, { keep: [], exclude });
  const { body } = await coordinator.at(later)('GET', `/runs/${id}/moves`);
  expect(body).toMatchObject({
    counts: { moves: 0, loses: 1, comes: 2 },
    moves: [
      { applicationId: offered!.applicationId, fromLineId: road.lineId, toLineId: null, reasons: [{ kind: 'excluded' }] },
      { toLineId: road.lineId, reasons: [{ kind: 'seat-freed' }] },
      { toLineId: road.lineId, reasons: [{ kind: 'follows', applicationIds: [offered!.applicationId] }] },
    ],
  });
  const come = (body['moves'] as { applicationId: string }[]).slice(1).map(({ applicationId }) => applicationId);
  expect(new Set(come)).toEqual(new Set([agreed!.applicationId, anywhere!.applicationId]));
  await delivered(database);
  expect((await coordinator.at(later)('POST', `/runs/${id}/publish`)).status).toBe(200);
  const [account] = await database.sql`select email from accounts where id = ${offered!.accountId}`;
  const letters = (await delivered(database)).filter(({ to }) => to === account?.['email']);
  expect(letters.map(({ subject }) => subject)).toEqual(['您的派遣已取消：南涧一中']);
});

test('whoever declines while a repair that keeps them is published is not placed there again: it is out of date', async () => {
  const made = await afterStepBack();
  const { coordinator, road } = made;
  const id = await repaired(made);
  const declining = road.volunteers[1]!.applicationId;
  const placements = async () =>
    database.sql`select state from placements where application_id = ${declining} and request_id = ${road.requestId}`;
  let published: ReturnType<ReturnType<Person['at']>> | undefined;
  await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [offered] = await tx`select id from placements where application_id = ${declining} and state = 'offered'`;
    await moveRow(tx, 'placement', String(offered?.['id']), 'offered', 'declined');
    published = coordinator.at(later)('POST', `/runs/${id}/publish`);
    // It is committed once the publishing has come as far as it can without it.
    const waiting = async () =>
      (await database.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length;
    await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(0);
  });
  expect(refusalOf(await published!)).toEqual(refused(409, 'run-outdated'));
  expect((await placements()).map(({ state }) => String(state))).toEqual(['declined']);
});

test('only a repair that is done says who moves, and to coordinators alone', async () => {
  const made = await makeChangeable(database, 2);
  const { coordinator, road } = made;
  const run = await coordinator.at(later)('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' });
  expect(refusalOf(await coordinator.at(later)('GET', `/runs/${String(run.body['id'])}/moves`))).toEqual(refused(409, 'not-a-repair'));
  const repair = await coordinator.at(later)('POST', `/seasons/${road.seasonId}/repair`, { policy: 'need-first' });
  expect(refusalOf(await coordinator.at(later)('GET', `/runs/${String(repair.body['id'])}/moves`))).toEqual(refused(409, 'run-not-done'));
  expect(refusalOf(await made.officer.at(later)('GET', `/runs/${String(repair.body['id'])}/moves`))).toEqual(refused(403, 'forbidden'));
});
