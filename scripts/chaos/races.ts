import type postgres from 'postgres';

import { calm, steady, type Body } from './caller.ts';
import type { Cast } from './cast.ts';
import { importStations } from './import.ts';
import { makeVolunteers, type Person } from './people.ts';
import { askForTeachers, daysNow, planSeason, type Asked } from './season-plan.ts';
import { match, type Clock } from './season.ts';
import { apply } from './volunteer.ts';

const racers = 24;
const roundsOfReplies = 3;

type Own = { readonly owner: postgres.Sql; readonly number: number };
type Runner = { readonly volunteer: Person; readonly applicationId: string };

/** A season without kills, in which everything comes at once; gives how many calls raced. */
export async function race(cast: Cast, clock: Clock, { owner, number }: Own): Promise<number> {
  const days = daysNow();
  const volunteers = await makeVolunteers(owner, racers, number);
  const seasonId = await planSeason(cast.desk, number, days);
  const asked = await askForTeachers(cast, seasonId, days);
  const runners = await Promise.all(
    volunteers.map(async (volunteer) => ({ volunteer, applicationId: await apply(cast, volunteer, asked, days) })),
  );
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.matching' });
  const before = cast.ledger.counts.calls;
  const importing = importStations(cast, clock, number);
  await manyForFewSeats(cast, asked, runners);
  await match(cast, clock, seasonId, 'runs');
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.placing' });
  await cast.desk('POST', `/seasons/${seasonId}/release`);
  for (let round = 0; round < roundsOfReplies; round += 1) await replyAgainstRepair(cast, clock, seasonId, runners);
  await importing;
  return cast.ledger.counts.calls - before;
}

/** The first half of the volunteers are all offered the same line of three by hand, and accept at once, each from two places; coordinators take some back. */
async function manyForFewSeats(cast: Cast, { classIds }: Asked, runners: readonly Runner[]): Promise<void> {
  const { body } = await cast.desk('GET', `/requests/${classIds[0] ?? ''}`);
  const [line] = body['lines'] as Body[];
  const those = runners.slice(0, racers / 2);
  const reason = 'Everybody at once.';
  const placed = await Promise.all(
    those.map(async ({ applicationId }, i) => {
      const coordinator = cast.sendAs(cast.staff.coordinators[i % 2 === 0 ? 0 : 1], steady);
      const made = await coordinator('POST', '/placements', {
        body: { applicationId, lineId: line?.['id'], reason },
        begins: 'placement.proposed',
      });
      if (!made.isOk) throw new Error(`no placement by hand: ${JSON.stringify(made.body)}`);
      await cast.decidedOnce(`/placements/${String(made.body['id'])}/offer`, 'placement.offered');
      return String(made.body['id']);
    }),
  );
  await Promise.all(
    placed.flatMap((id, i) => {
      const volunteer = those[i]?.volunteer;
      if (volunteer === undefined) return [];
      const twice = [0, 1].map(async () =>
        cast.sendAs(volunteer, calm)('POST', `/placements/${id}/accept`, { event: 'placement.accepted' }),
      );
      return i % 3 === 0 ? [...twice, takenBack(cast, id)] : twice;
    }),
  );
  // Whoever holds a place or an offer still gives it back, so that the match has everybody.
  await Promise.all(placed.map(async (id, i) => leave(cast, those[i]?.volunteer, id)));
}

async function takenBack(cast: Cast, id: string): Promise<unknown> {
  return cast.decidedOnce(`/placements/${id}/cancel`, 'placement.cancelled', { reason: 'Given to another.' });
}

async function leave(cast: Cast, volunteer: Person | undefined, id: string): Promise<void> {
  if (volunteer === undefined) return;
  await cast.sendAs(volunteer, calm)('POST', `/placements/${id}/withdraw`, {
    body: { reason: 'another time' },
    event: 'placement.withdrawn',
  });
}

/**
 * While a repair is computed and published by both coordinators, twice each, everybody answers what they have: the publication is held
 * against rows that change under it.
 */
async function replyAgainstRepair(cast: Cast, clock: Clock, seasonId: string, runners: readonly Runner[]): Promise<void> {
  const replying = Promise.all(runners.map(async ({ volunteer }) => replyOnce(cast, volunteer, seasonId)));
  const [first, second] = cast.staff.coordinators;
  const repairs = await Promise.all(
    [first, second].map(async (person) =>
      cast.sendAs(person, steady)('POST', `/seasons/${seasonId}/repair`, { body: {}, begins: 'run.queued' }),
    ),
  );
  for (const { body } of repairs) {
    await untilOver(cast, clock, String(body['id']));
    const publishing = [first, second, first, second].map(async (person) =>
      cast.sendAs(person, calm)('POST', `/runs/${String(body['id'])}/publish`, { event: 'run.published' }),
    );
    const late = runners.map(async ({ volunteer }) => replyOnce(cast, volunteer, seasonId));
    await Promise.all([...publishing, ...late]);
  }
  await replying;
  await Promise.all([first, second].map(async (person) => cast.sendAs(person, calm)('POST', `/seasons/${seasonId}/release`)));
}

async function untilOver(cast: Cast, clock: Clock, id: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { body } = await cast.desk('GET', `/runs/${id}`);
    if (body['state'] !== 'queued' && body['state'] !== 'running') return;
    if (tries % 10 === 9) await clock.nudge();
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Two answers at once to each place: accept and decline, or accept and step back. */
async function replyOnce(cast: Cast, volunteer: Person, seasonId: string): Promise<void> {
  const send = cast.sendAs(volunteer, calm);
  const { body } = await send('GET', `/placements?seasonId=${seasonId}`);
  const chance = cast.branch();
  for (const { id, state } of body['items'] as Body[]) {
    const path = `/placements/${String(id)}`;
    const accept = async () => send('POST', `${path}/accept`, { event: 'placement.accepted' });
    const decline = async () => send('POST', `${path}/decline`, { body: { reason: 'dates' }, event: 'placement.declined' });
    const stepBack = async () => send('POST', `${path}/withdraw`, { body: { reason: 'ill' }, event: 'placement.withdrawn' });
    if (state === 'offered') await Promise.all([accept(), chance.happens(0.3) ? decline() : accept()]);
    else if (state === 'accepted' && chance.happens(0.3)) await Promise.all([stepBack(), stepBack()]);
  }
}
