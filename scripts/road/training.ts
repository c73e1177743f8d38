import { valueOf } from './client.ts';
import type { People, Say } from './people.ts';

/** A training is broadcast to every open station; the county reports who came to its own, and everybody sees how far it reached. */
export async function receiveTraining({ coordinator, officer, anyone }: People, stationId: string, today: string, say: Say): Promise<void> {
  const course = {
    kind: 'short_course' as const,
    delivery: 'internet' as const,
    titleZh: '演示短期培训班',
    titleEn: 'Demonstration course',
    originZh: '演示主会场',
    originEn: 'Demonstration hall',
    hours: 2,
    startDay: today,
    endDay: today,
  };
  const { id } = await valueOf(coordinator.trainings.$post({ json: { ...course, receivers: { kind: 'all' } } }));
  const param = { id };
  await valueOf(coordinator.trainings[':id'].open.$post({ param }));
  const heads = { primaryTeachers: 14, secondaryTeachers: 9 };
  await valueOf(officer.trainings[':id'].enrolment.$put({ param, json: { stationId, expected: heads } }));
  await valueOf(officer.trainings[':id'].attendance.$post({ param, json: { stationId, sessions: [{ day: today, heads }] } }));
  await valueOf(coordinator.trainings[':id'].count.$post({ param }));
  const { counted, reported } = await valueOf(anyone.trainings.reach.$get({ query: { by: 'group' } }));
  if (counted.people !== 23) throw new Error('who came is not counted');
  const before = reported.find(({ topic }) => topic === 'people_trained')?.figure ?? 0;
  say(
    `A training reached ${counted.people} teachers at ${counted.stations} station, reported in one step; beside it ${before} people reported for the years before.`,
  );
}
