import { DateTime } from 'luxon';

import { steady, type Body } from './caller.ts';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import { zone, type Days } from './season-plan.ts';

const lessonMinutes = 5;
const mostLessons = 3;

/** Whoever accepted a camp of today comes, teaches, reports, is countersigned and completed; all of them at once. */
export async function teachAll(cast: Cast, seasonId: string, days: Days, volunteers: readonly Person[]): Promise<void> {
  const { body } = await cast.desk('GET', `/placements?seasonId=${seasonId}&state=accepted&limit=200`);
  const camps = (body['items'] as Body[]).filter(({ startDay }) => startDay === days.today);
  await Promise.all(
    camps.map(async (placement) => {
      const volunteer = volunteers.find(({ id }) => id === placement['volunteerId']);
      const officer = cast.staff.officers.find(({ countyCode }) => countyCode === placement['countyCode']);
      if (volunteer === undefined || officer === undefined) throw new Error('a placement of nobody');
      await teach(cast, `/placements/${String(placement['id'])}`, { volunteer, officer, today: days.today });
    }),
  );
}

/** Says that somebody came; now and then somebody else of the county says at the same moment that nobody did. */
async function comes(cast: Cast, path: string, officer: Person): Promise<boolean> {
  const start = async () => cast.sendAs(officer, steady)('POST', `${path}/start`, { event: 'placement.started' });
  const missing = async () =>
    cast.sendAs(officer, steady)('POST', `${path}/no-show`, { event: 'placement.no_show', body: { reason: 'nobody came' } });
  if (!cast.branch().happens(0.2)) return (await start()).isOk;
  const [missed, started] = await Promise.all([missing(), start()]);
  if (missed.isOk && started.isOk) cast.ledger.contradictions.push(`${path} was confirmed as started and as a no-show`);
  return started.isOk;
}

type Those = { readonly volunteer: Person; readonly officer: Person; readonly today: string };

async function teach(cast: Cast, path: string, { volunteer, officer, today }: Those): Promise<void> {
  const [own, county] = [cast.sendAs(volunteer, steady), cast.sendAs(officer, steady)];
  if (!(await comes(cast, path, officer))) return;
  const before = DateTime.now().setZone(zone);
  const lessons = Math.min(mostLessons, Math.floor(before.diff(before.startOf('day'), 'minutes').minutes / lessonMinutes));
  const taught = Array.from({ length: lessons }, async (_, i) => {
    const startsAt = DateTime.fromISO(today, { zone })
      .plus({ minutes: i * lessonMinutes })
      .toISO();
    const lesson = { startsAt, minutes: lessonMinutes, subject: 'english', learners: 30 };
    const { isOk, body } = await own('POST', `${path}/sessions`, { body: lesson, event: 'placement.lesson-recorded' });
    if (isOk) cast.ledger.lessons.set(String(body['id']), path);
  });
  await Promise.all(taught);
  // A report whose answer was lost may arrive after the countersignature, which is then asked anew.
  for (let tries = 0; tries < 5; tries += 1) {
    await own('PUT', `${path}/report`, { body: { daysServed: 1, text: `Report ${tries}` }, event: 'placement.reported' });
    const signature = { daysServed: 1, signedBy: 'Demonstration officer' };
    await county('POST', `${path}/confirm`, { body: signature, event: 'placement.confirmed' });
    if (await cast.decidedOnce(`${path}/complete`, 'placement.completed')) return;
  }
  throw new Error(`${path} could not be completed`);
}
