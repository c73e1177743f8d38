import { setTimeout as pause } from 'node:timers/promises';

import type { Body } from './caller.ts';
import type { Cast } from './cast.ts';
import { importStations } from './import.ts';
import type { Installation } from './installation.ts';
import type { Person } from './people.ts';
import { askForTeachers, daysNow, planSeason, replyHours } from './season-plan.ts';
import { exchangePlaces } from './swaps.ts';
import { teachAll } from './teaching.ts';
import { answerOffers, apply, type Watch } from './volunteer.ts';

/** What the season needs of the installation: its clock to move on. */
export type Clock = Pick<Installation, 'moveClock' | 'nudge'>;

/** After this the clock is past every deadline, of those too who took longer. */
const pastDeadlines = replyHours + 50;

/** A whole season with all its people at once, from the plan to the completions. */
export async function liveSeason(cast: Cast, clock: Clock, { number, volunteers }: { number: number; volunteers: readonly Person[] }) {
  const days = daysNow();
  const seasonId = await planSeason(cast.desk, number, days);
  const asked = await askForTeachers(cast, seasonId, days);
  const importing = importStations(cast, clock, number);
  importing.catch(() => undefined);
  await Promise.all(volunteers.map(async (volunteer) => apply(cast, volunteer, asked, days)));
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.matching' });
  const watch: Watch = { isOver: false };
  const watching = Promise.all(volunteers.map(async (volunteer) => answerOffers(cast, volunteer, seasonId, watch)));
  watching.catch(() => undefined);
  await match(cast, clock, seasonId, 'runs');
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.placing' });
  await release(cast, seasonId);
  await importing;
  await pause(3000);
  await lapse(cast, clock, seasonId);
  await match(cast, clock, seasonId, 'repair');
  await release(cast, seasonId);
  await pause(3000);
  watch.isOver = true;
  await watching;
  await exchangePlaces(cast, seasonId, { startDay: days.laterStart, volunteers });
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.teaching' });
  await teachAll(cast, seasonId, days, volunteers);
  await cast.desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.closed' });
}

/** Runs are asked for until one is done and is published, by both coordinators at once. Whatever changed meanwhile asks for another. */
export async function match(cast: Cast, clock: Clock, seasonId: string, kind: 'runs' | 'repair'): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    const { body, isOk } = await cast.desk('POST', `/seasons/${seasonId}/${kind}`, { body: {}, begins: 'run.queued' });
    if (!isOk) throw new Error(`no run: ${JSON.stringify(body)}`);
    const run = await runOnceOver(cast, clock, String(body['id']));
    if (run === 'done' && (await cast.decidedOnce(`/runs/${String(body['id'])}/publish`, 'run.published'))) return;
  }
  throw new Error(`no ${kind} could be published in 12 tries`);
}

async function runOnceOver(cast: Cast, clock: Clock, id: string): Promise<string> {
  for (;;) {
    const { body } = await cast.desk('GET', `/runs/${id}`);
    const state = String(body['state']);
    if (state !== 'queued' && state !== 'running') return state;
    await clock.nudge();
    await pause(150);
  }
}

/** Everything proposed becomes an offer, once; where nothing is proposed there is nothing to do. */
async function release(cast: Cast, seasonId: string): Promise<void> {
  await Promise.all(cast.staff.coordinators.map(async (person) => cast.sendAs(person)('POST', `/seasons/${seasonId}/release`)));
}

/** The clock comes by past the deadline until every silent offer has lapsed and alternates were asked; then it goes back. */
async function lapse(cast: Cast, clock: Clock, seasonId: string): Promise<void> {
  const { body } = await cast.desk('GET', `/placements?seasonId=${seasonId}&state=offered&limit=200`);
  const silent = new Set((body['items'] as Body[]).map(({ id }) => id));
  await clock.moveClock(pastDeadlines);
  const until = Date.now() + 15_000;
  while (silent.size > 0 && Date.now() < until) {
    const { body: left } = await cast.desk('GET', `/placements?seasonId=${seasonId}&state=offered&limit=200`);
    const open = new Set((left['items'] as Body[]).map(({ id }) => id));
    for (const id of silent) if (!open.has(id)) silent.delete(id);
    await pause(200);
  }
  await pause(1500);
  await clock.moveClock(0);
}
