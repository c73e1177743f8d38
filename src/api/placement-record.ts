import type { Connection } from '../db/client.ts';
import { findEarlyEnd } from '../db/queries/early-ends.ts';
import { listSquadMates } from '../db/queries/own-placements.ts';
import {
  findCompletion,
  findConfirmation,
  findReport,
  listLessons,
  type Completion,
  type Confirmation,
  type Report,
} from '../db/queries/placements.ts';
import { earlyEndView } from './early-ends.ts';
import { rfc3339 } from './operation.ts';

const reportView = ({ daysServed, text, submittedAt }: Report) => ({ daysServed, text, submittedAt: rfc3339(submittedAt) });
const confirmationView = ({ daysServed, signedBy, comment, confirmedAt }: Confirmation) => ({
  daysServed,
  signedBy,
  comment,
  confirmedAt: rfc3339(confirmedAt),
});
const completionView = ({ daysServed, lessonsHeld, minutesTaught, learners, completedAt }: Completion) => ({
  daysServed,
  lessonsHeld,
  minutesTaught,
  learners,
  completedAt: rfc3339(completedAt),
});

/** What either side said of a service, and what came of it. */
export async function recordOf(db: Connection, id: string) {
  const report = await findReport(db, id);
  const confirmation = await findConfirmation(db, id);
  const completion = await findCompletion(db, id);
  const earlyEnd = await findEarlyEnd(db, id);
  return {
    squad: await listSquadMates(db, id),
    lessons: await listLessons(db, id),
    earlyEnd: earlyEnd === undefined ? null : earlyEndView(earlyEnd),
    report: report === undefined ? null : reportView(report),
    confirmation: confirmation === undefined ? null : confirmationView(confirmation),
    completion: completion === undefined ? null : completionView(completion),
  };
}
