import { DateTime } from 'luxon';

import { valueOf, type Client } from './client.ts';
import { publishOnceDone } from './match.ts';
import type { People, Say, WakeAt } from './people.ts';
import type { Asked } from './plan.ts';

/** Everybody accepts but one, whose offer lapses; the next in line is asked by itself. Gives the placement at the camp. */
export async function reply(people: People, seasonId: string, wakeAt: WakeAt, say: Say): Promise<string> {
  const camp = await newestOf(people.volunteer, seasonId);
  await accept(people.volunteer, camp.id);
  await accept(people.leaver, (await newestOf(people.leaver, seasonId)).id);
  say('Volunteer: accepted the offer. So does another; one says nothing.');
  const unanswered = await newestOf(people.silent, seasonId);
  if (unanswered.replyByAt === null) throw new Error('the offer has no deadline');
  await wakeAt(DateTime.fromISO(unanswered.replyByAt).plus({ hours: 1 }));
  const lapsed = await newestOf(people.silent, seasonId);
  const next = await newestOf(people.next, seasonId);
  if (lapsed.state !== 'lapsed' || next.state !== 'offered') throw new Error(`${lapsed.state}, ${next.state} instead of lapsed, offered`);
  await accept(people.next, next.id);
  say('The clock, an hour past the deadline: the offer lapses, and its seat is offered to the next in line by itself, who accepts.');
  return camp.id;
}

/** Somebody steps back; the coordinator keeps the seat for a repair, which moves nobody who was told and fills it. */
export async function repair(people: People, seasonId: string, asked: Asked, say: Say): Promise<void> {
  const { coordinator, leaver, next, silent } = people;
  const left = await newestOf(leaver, seasonId);
  const line = { param: { id: left.lineId } };
  await valueOf(coordinator.lines[':id'].alternates.hold.$post({ ...line, json: { reason: 'A repair looks at the season as a whole.' } }));
  await valueOf(leaver.placements[':id'].withdraw.$post({ param: { id: left.id }, json: { reason: 'ill' } }));
  say('A volunteer: stepped back. The coordinator keeps the seat for a repair.');
  const { id } = await valueOf(coordinator.seasons[':id'].repair.$post({ param: { id: seasonId }, json: {} }));
  const summary = await publishOnceDone(people, id);
  await valueOf(coordinator.seasons[':id'].release.$post({ param: { id: seasonId } }));
  const moved = await newestOf(silent, seasonId);
  if (moved.requestId !== asked.secondClassId) throw new Error('the seat was not filled by the repair');
  const kept = await newestOf(next, seasonId);
  if (kept.state !== 'accepted') throw new Error(`who was told is ${kept.state}`);
  await accept(silent, moved.id);
  await valueOf(coordinator.lines[':id'].alternates.resume.$post(line));
  say(`Coordinator: ran a repair (${summary}) and released it: nobody who was told is moved, and the seat is taken again.`);
}

async function accept(volunteer: Client, id: string): Promise<void> {
  await valueOf(volunteer.placements[':id'].accept.$post({ param: { id } }));
}

async function newestOf(volunteer: Client, seasonId: string) {
  const { items } = await valueOf(volunteer.placements.$get({ query: { seasonId } }));
  const [newest] = items.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  if (newest === undefined) throw new Error('no offer came');
  return newest;
}
