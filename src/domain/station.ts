import { DateTime } from 'luxon';
import { z } from 'zod';

import { daySchema, type Period } from './calendar.ts';
import type { BelowMinimum } from './request.ts';
import { countyCodeSchema, type Delivery } from './teaching.ts';

export const stationLinks = ['satellite', 'internet'] as const;

const [mostRooms, mostSeats] = [1000, 100_000];

export const roomSchema = z.strictObject({ name: z.string().trim().min(1).max(60), seats: z.int().min(1).max(mostSeats) });
export type Room = z.infer<typeof roomSchema>;

const stationFields = {
  nameZh: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  rooms: z.int().min(1).max(mostRooms),
  seats: z.int().min(1).max(mostSeats),
  link: z.enum(stationLinks),
  openedDay: daySchema,
  closedDay: daySchema.nullable(),
};

export const stationInputSchema = z.strictObject({
  countyCode: countyCodeSchema,
  ...stationFields,
  closedDay: stationFields.closedDay.default(null),
});
/** Rooms are told by name in `roomList`, or as how many there are with how many seats in all, spread evenly. */
export const stationPatchSchema = z.strictObject({ ...stationFields, roomList: z.array(roomSchema).min(1).max(200) }).partial();
export type StationInput = z.infer<typeof stationInputSchema>;
export type StationPatch = z.infer<typeof stationPatchSchema>;

export type StationFault = {
  readonly pointer: string;
  readonly code: 'ends-before-start' | 'twice' | 'fewer-than-rooms' | 'not-as-listed';
};

export function stationFaults(station: { readonly openedDay: string; readonly closedDay: string | null }): StationFault[] {
  if (station.closedDay === null || station.closedDay >= station.openedDay) return [];
  return [{ pointer: '/closedDay', code: 'ends-before-start' }];
}

/** What the counts and the list of rooms say against each other. */
export function roomFaults(
  { rooms, seats, roomList }: Pick<StationPatch, 'rooms' | 'seats' | 'roomList'>,
  present: readonly Room[],
): StationFault[] {
  if (roomList === undefined) {
    const all = rooms ?? present.length;
    return (seats ?? seatsIn(present)) < all ? [{ pointer: '/seats', code: 'fewer-than-rooms' }] : [];
  }
  const names = roomList.map(({ name }) => name);
  return [
    ...names.flatMap((name, i): StationFault[] => (names.indexOf(name) === i ? [] : [{ pointer: `/roomList/${i}/name`, code: 'twice' }])),
    ...(rooms === undefined || rooms === roomList.length ? [] : [{ pointer: '/rooms', code: 'not-as-listed' as const }]),
    ...(seats === undefined || seats === seatsIn(roomList) ? [] : [{ pointer: '/seats', code: 'not-as-listed' as const }]),
  ];
}

export function seatsIn(rooms: readonly Room[]): number {
  return rooms.reduce((sum, { seats }) => sum + seats, 0);
}

/**
 * So many rooms with so many seats in all: those that are there keep their names, new ones are numbered, and seats are spread
 * evenly where their sum changes. Expects at least a seat a room.
 */
export function layOut(
  present: readonly Room[],
  wanted: { readonly rooms?: number | undefined; readonly seats?: number | undefined },
): Room[] {
  const { rooms = present.length, seats = seatsIn(present) } = wanted;
  if (rooms === present.length && seats === seatsIn(present)) return [...present];
  const taken = new Set(present.slice(0, rooms).map(({ name }) => name));
  return Array.from({ length: rooms }, (_, i) => {
    const name = present[i]?.name ?? numbered(i + 1, taken);
    taken.add(name);
    return { name, seats: Math.floor(seats / rooms) + (i < seats % rooms ? 1 : 0) };
  });
}

function numbered(from: number, taken: ReadonlySet<string>): string {
  for (let n = from; ; n += 1) if (!taken.has(`教室 ${n}`)) return `教室 ${n}`;
}

/** How fast the link was on a day. */
export const bandwidthTestSchema = z.strictObject({
  testedDay: daySchema,
  downMbps: z.number().min(0).max(100_000),
  upMbps: z.number().min(0).max(100_000),
  latencyMs: z.int().min(0).max(60_000),
});
export type BandwidthTestInput = z.infer<typeof bandwidthTestSchema>;

/** Whom the programme calls about the station. One of phone and e-mail at least. */
export const liaisonSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  phone: z.string().trim().max(40).default(''),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
});
export type Liaison = z.infer<typeof liaisonSchema>;

export function liaisonFaults({ phone, email }: Pick<Liaison, 'phone' | 'email'>): { pointer: string; code: 'missing' }[] {
  return phone === '' && email === '' ? [{ pointer: '/phone', code: 'missing' }] : [];
}

/** A liaison is confirmed once a year; the county is reminded this long before. */
const liaisonMonths = 12;
const reminderDays = 30;
/** An open station without a session for so long is asleep. */
const sleepMonths = 12;

/** Whether the liaison's word has run out is told by these days: confirmed before the first it is overdue, before the second the county is reminded. */
export function liaisonCutoffs(today: string): { readonly overdueBefore: string; readonly remindBefore: string } {
  const overdue = DateTime.fromISO(today).minus({ months: liaisonMonths });
  return { overdueBefore: overdue.toISODate() ?? '', remindBefore: overdue.plus({ days: reminderDays }).toISODate() ?? '' };
}

/** The day by which a liaison is to be confirmed anew. */
export function liaisonDueDay(confirmedDay: string): string {
  return DateTime.fromISO(confirmedDay).plus({ months: liaisonMonths }).toISODate() ?? '';
}

export function asleepSince(today: string): string {
  return DateTime.fromISO(today).minus({ months: sleepMonths }).toISODate() ?? '';
}

export const sleepReasons = ['no-session', 'liaison-missing', 'liaison-overdue'] as const;
export type SleepReason = (typeof sleepReasons)[number];

type Signs = {
  readonly openedDay: string;
  readonly closedDay: string | null;
  /** The latest session taught from it or received in it; null where there was none. */
  readonly lastSessionDay: string | null;
  readonly liaisonConfirmedDay: string | null;
};

/** Why an open station counts as asleep: no session for a year, or nobody who was confirmed within one. None where it is awake or closed. */
export function sleepReasonsOf({ openedDay, closedDay, lastSessionDay, liaisonConfirmedDay }: Signs, today: string): SleepReason[] {
  if (closedDay !== null && closedDay <= today) return [];
  const { overdueBefore } = liaisonCutoffs(today);
  const isIdle = (lastSessionDay ?? openedDay) < asleepSince(today);
  return [
    ...(isIdle ? ['no-session' as const] : []),
    ...(liaisonConfirmedDay === null
      ? ['liaison-missing' as const]
      : liaisonConfirmedDay < overdueBefore
        ? ['liaison-overdue' as const]
        : []),
  ];
}

/**
 * Who teaches at a distance does so from a station of the county; a request that may turn to distance holds its room from the
 * beginning, so that turning never fails for want of one.
 */
export function needsStation(request: { readonly delivery: Delivery; readonly belowMinimum: BelowMinimum }): boolean {
  return request.delivery !== 'on_site' || request.belowMinimum === 'turns_to_distance';
}

/** The most periods that share one day: it is reached on some period's first day. */
export function mostAtOnce(periods: readonly Period[]): number {
  const on = (day: string) => periods.filter(({ startDay, endDay }) => startDay <= day && day <= endDay).length;
  return Math.max(0, ...periods.map(({ startDay }) => on(startDay)));
}

/** Whether a room is free on every day of the term: at no time do more requests teach from a station than it has rooms. */
export function hasRoomFor(rooms: number, held: readonly Period[], term: Period): boolean {
  const within = held
    .filter(({ startDay, endDay }) => startDay <= term.endDay && term.startDay <= endDay)
    .map(({ startDay, endDay }) => ({ startDay: startDay < term.startDay ? term.startDay : startDay, endDay }));
  return mostAtOnce(within) < rooms;
}

/** Whether the station is open on every day of the term. */
export function isOpenThroughout(station: { readonly openedDay: string; readonly closedDay: string | null }, term: Period): boolean {
  return station.openedDay <= term.startDay && (station.closedDay === null || term.endDay <= station.closedDay);
}
