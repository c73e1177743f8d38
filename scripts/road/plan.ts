import type { DateTime } from 'luxon';

import { valueOf } from './client.ts';
import type { People, Say } from './people.ts';

/** Days of the road: today, on which the camp is taught, and the later term at a distance. */
export type Days = { readonly today: string; readonly laterStart: string; readonly laterEnd: string };

/** The camp of today, and two classes at a distance later on; each asks for one teacher. */
export type Asked = { readonly campId: string; readonly firstClassId: string; readonly secondClassId: string; readonly stationId: string };

export function daysFrom(today: DateTime): Days {
  const day = (days: number) => today.plus({ days }).toISODate() ?? '';
  return { today: day(0), laterStart: day(45), laterEnd: day(54) };
}

export async function planSeason({ coordinator }: People, { today, laterEnd }: Days, say: Say): Promise<string> {
  const days = {
    applicationsOpenDay: today,
    applicationsCloseDay: today,
    requestsOpenDay: today,
    requestsCloseDay: today,
    matchDay: today,
    teachingStartDay: today,
    teachingEndDay: laterEnd,
  };
  const names = { nameZh: '演示招募季', nameEn: 'Demonstration season' };
  const checks = { on_site: ['identity' as const, 'code_of_conduct' as const], distance: [], blended: [] };
  const { id } = await valueOf(coordinator.seasons.$post({ json: { ...names, ...days, replyHours: 72, checks } }));
  await valueOf(coordinator.seasons[':id'].advance.$post({ param: { id } }));
  say('Coordinator: planned a season and opened it. Who travels has their identity checked and agrees to the code of conduct.');
  return id;
}

/** Both classes at a distance are taught from it at the same time, so it has two rooms. */
const station = {
  countyCode: '532926',
  nameZh: '演示远程教学站',
  nameEn: 'Demonstration station',
  rooms: 2,
  seats: 80,
  link: 'internet' as const,
};

export async function askForTeachers(people: People, seasonId: string, { today, laterStart, laterEnd }: Days, say: Say): Promise<Asked> {
  const { officer } = people;
  const camp = { kind: 'camp' as const, delivery: 'on_site' as const, startDay: today, endDay: today, weeklyHours: 20 };
  const { id: stationId } = await valueOf(officer.stations.$post({ json: { ...station, openedDay: today } }));
  const later = {
    kind: 'distance' as const,
    delivery: 'distance' as const,
    stationId,
    startDay: laterStart,
    endDay: laterEnd,
    weeklyHours: 4,
  };
  const campId = await askFor(people, { seasonId, place: '示范中学', ...camp }, today);
  const firstClassId = await askFor(people, { seasonId, place: '示范小学', ...later }, today);
  const secondClassId = await askFor(people, { seasonId, place: '示范二小', ...later }, today);
  const { items } = await valueOf(people.anyone.needs.$get({ query: {} }));
  say(
    `County officer: asked for a teacher of English at a camp, and for two at a distance from the station that they registered; approved. Open needs for anyone to see: ${items.length}.`,
  );
  return { campId, firstClassId, secondClassId, stationId };
}

type Place = {
  readonly seasonId: string;
  readonly place: string;
  readonly kind: 'camp' | 'distance';
  readonly delivery: 'on_site' | 'distance';
  readonly startDay: string;
  readonly endDay: string;
  readonly weeklyHours: number;
  readonly stationId?: string;
};

async function askFor({ coordinator, officer }: People, place: Place, signedDay: string): Promise<string> {
  const hostConditions = signedConditions(signedDay);
  const lines = [{ subject: 'english', level: 1, minimum: 1, ideal: 1, maximum: 1 }];
  const { id } = await valueOf(officer.requests.$post({ json: { countyCode: '532926', ...place, hostConditions, lines } }));
  await valueOf(officer.requests[':id'].submit.$post({ param: { id } }));
  await valueOf(coordinator.requests[':id'].approve.$post({ param: { id } }));
  return id;
}

/** What a made-up county signs that its guests will find. */
export function signedConditions(signedDay: string) {
  return {
    lodging: 'School dormitory',
    waterAndPower: 'All day',
    altitudeMetres: 1400,
    nearestHospital: 'County hospital, 2 km',
    bandwidthMbps: 50,
    largestClass: 45,
    knownRisks: 'Mountain roads in rain',
    signedBy: 'Demonstration officer',
    signedDay,
  };
}
