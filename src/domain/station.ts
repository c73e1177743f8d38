import { z } from 'zod';

import { daySchema } from './calendar.ts';
import { countyCodeSchema } from './teaching.ts';

export const stationLinks = ['satellite', 'internet'] as const;

const stationFields = {
  nameZh: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  rooms: z.int().min(1).max(1000),
  seats: z.int().min(1).max(100_000),
  link: z.enum(stationLinks),
  openedDay: daySchema,
  closedDay: daySchema.nullable(),
};

export const stationInputSchema = z.strictObject({
  countyCode: countyCodeSchema,
  ...stationFields,
  closedDay: stationFields.closedDay.default(null),
});
export const stationPatchSchema = z.strictObject(stationFields).partial();
export type StationInput = z.infer<typeof stationInputSchema>;

export type StationFault = { readonly pointer: '/closedDay'; readonly code: 'ends-before-start' };

export function stationFaults(station: { readonly openedDay: string; readonly closedDay: string | null }): StationFault[] {
  if (station.closedDay === null || station.closedDay >= station.openedDay) return [];
  return [{ pointer: '/closedDay', code: 'ends-before-start' }];
}
