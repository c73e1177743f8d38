import { DateTime } from 'luxon';

import { valueOf } from './client.ts';
import type { People, Say } from './people.ts';

/** The season's teaching begins; a lesson is taught, reported, countersigned and completed. */
export async function teach(
  { coordinator, officer, volunteer }: People,
  seasonId: string,
  id: string,
  today: string,
  say: Say,
): Promise<void> {
  await valueOf(coordinator.seasons[':id'].advance.$post({ param: { id: seasonId } }));
  const param = { id };
  await valueOf(officer.placements[':id'].start.$post({ param }));
  const lesson = { startsAt: `${today}T00:00:00+08:00`, minutes: minutesSoFar(), subject: 'english', learners: 32 };
  await valueOf(volunteer.placements[':id'].sessions.$post({ param, json: lesson }));
  await valueOf(volunteer.placements[':id'].report.$put({ param, json: { daysServed: 1, text: 'We read, spoke and sang.' } }));
  await valueOf(officer.placements[':id'].confirm.$post({ param, json: { daysServed: 1, signedBy: 'Demonstration officer' } }));
  await valueOf(coordinator.placements[':id'].complete.$post({ param }));
  const { state, report, confirmation, completion } = await valueOf(volunteer.placements[':id'].$get({ param }));
  if (report === null || confirmation === null || completion === null) throw new Error('the record is not whole');
  say(`Volunteer: taught ${completion.minutesTaught} minutes and reported. County: countersigned (${confirmation.signedBy}).`);
  say(
    `The placement is ${state}; its record is whole: ${completion.daysServed} day, ${completion.lessonsHeld} lesson, ${completion.learners} learners.`,
  );
}

/** A lesson counts once it is over, so just after midnight it is a short one. */
function minutesSoFar(): number {
  const now = DateTime.now().setZone('Asia/Shanghai');
  return Math.max(5, Math.min(45, Math.floor(now.diff(now.startOf('day'), 'minutes').minutes)));
}
