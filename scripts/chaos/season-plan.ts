import { DateTime } from 'luxon';

import { steady, type Send } from './caller.ts';
import type { Cast } from './cast.ts';
import { signedConditions } from '../road/plan.ts';

/** What a season asks for: camps of one day, which is today, and classes at a distance later on. */
export type Asked = { readonly seasonId: string; readonly campIds: readonly string[]; readonly classIds: readonly string[] };

export type Days = { readonly today: string; readonly yesterday: string; readonly laterStart: string; readonly laterEnd: string };

export const zone = 'Asia/Shanghai';
export const replyHours = 72;

export function daysNow(): Days {
  const today = DateTime.now().setZone(zone);
  const day = (days: number) => today.plus({ days }).toISODate() ?? '';
  return { today: day(0), yesterday: day(-1), laterStart: day(45), laterEnd: day(54) };
}

/** The coordinator plans a season and opens it. */
export async function planSeason(desk: Send, number: number, days: Days): Promise<string> {
  const seasonDays = {
    applicationsOpenDay: days.yesterday,
    applicationsCloseDay: days.today,
    requestsOpenDay: days.yesterday,
    requestsCloseDay: days.today,
    matchDay: days.today,
    teachingStartDay: days.today,
    teachingEndDay: days.laterEnd,
  };
  const names = { nameZh: `第 ${number} 季`, nameEn: `Season ${number}` };
  const checks = { on_site: ['health'], distance: [], blended: [] };
  const { body } = await desk('POST', '/seasons', { body: { ...names, ...seasonDays, replyHours, checks }, begins: 'season.planned' });
  const seasonId = String(body['id']);
  await desk('POST', `/seasons/${seasonId}/advance`, { event: 'season.open' });
  return seasonId;
}

/** Every county asks for teachers at a camp and at a distance; both coordinators would approve each. */
export async function askForTeachers(cast: Cast, seasonId: string, days: Days): Promise<Asked> {
  const asked = await Promise.all(
    cast.staff.officers.map(async (officer) => {
      const send = cast.sendAs(officer, steady);
      const station = {
        countyCode: officer.countyCode,
        nameZh: `站 ${seasonId.slice(-6)}`,
        nameEn: `Station ${seasonId.slice(-6)}`,
        rooms: 40,
        seats: 80,
        link: 'internet',
        openedDay: '2020-01-01',
      };
      const { body } = await send('POST', '/stations', { body: station, begins: 'station.registered' });
      const at = { seasonId, countyCode: officer.countyCode };
      const camp = {
        ...at,
        kind: 'camp',
        delivery: 'on_site',
        place: '示范中学',
        startDay: days.today,
        endDay: days.today,
        weeklyHours: 20,
      };
      const distance = { kind: 'distance', delivery: 'distance', stationId: body['id'], startDay: days.laterStart, endDay: days.laterEnd };
      const lesson = { ...at, ...distance, place: '示范小学', weeklyHours: 4 };
      return { campId: await askFor(cast, send, camp, days), classId: await askFor(cast, send, lesson, days) };
    }),
  );
  return { seasonId, campIds: asked.map(({ campId }) => campId), classIds: asked.map(({ classId }) => classId) };
}

async function askFor(cast: Cast, officer: Send, place: object, { today }: Days): Promise<string> {
  const hostConditions = signedConditions(today);
  const lines = [{ subject: 'english', level: 1, minimum: 0, ideal: 2, maximum: 3 }];
  const { body, status } = await officer('POST', '/requests', { body: { ...place, hostConditions, lines }, begins: 'request.begun' });
  if (status !== 201) throw new Error(`a request was refused: ${JSON.stringify(body)}`);
  const id = String(body['id']);
  await officer('POST', `/requests/${id}/submit`, { event: 'request.submitted' });
  await cast.decidedOnce(`/requests/${id}/approve`, 'request.approved');
  return id;
}
