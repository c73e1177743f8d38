import { IANAZone } from 'luxon';
import { z } from 'zod';

import { daySchema } from './calendar.ts';
import { countyCodeSchema, homeRegionSchema, languageSchema, volunteerKindSchema } from './teaching.ts';

export const roles = ['volunteer', 'county', 'coordinator', 'safeguarding', 'admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

export const localeSchema = z.enum(['zh', 'en']);
export type Locale = z.infer<typeof localeSchema>;

const timeZoneSchema = z
  .string()
  .max(60)
  .refine((zone) => IANAZone.isValidZone(zone));

/** What a volunteer says of themself; the match and the record need no more. */
export const volunteerProfileSchema = z.strictObject({
  kind: volunteerKindSchema,
  homeInstitution: z.string().trim().min(1).max(200),
  homeRegion: homeRegionSchema,
  timeZone: timeZoneSchema,
  bornDay: daySchema,
  languages: z.array(languageSchema).min(1).max(10),
});
export type VolunteerProfile = z.infer<typeof volunteerProfileSchema>;

export const accountInputSchema = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  name: z.string().trim().min(1).max(120),
  locale: localeSchema.default('zh'),
  roles: z.array(roleSchema).max(5),
  /** Counties an officer answers for; only together with the role `county`. */
  countyCodes: z.array(countyCodeSchema).max(50).default([]),
  profile: volunteerProfileSchema.nullable().default(null),
});
export type AccountInput = z.infer<typeof accountInputSchema>;

/** What stands in the place of an address where somebody of the past left none: no letter can go there (RFC 2606). */
export function noAddressOf(accountId: string): string {
  return `${accountId}@record.invalid`;
}
export function hasAddress(email: string): boolean {
  return !email.endsWith('.invalid');
}

export const accountPatchSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    roles: z.array(roleSchema).max(5),
    countyCodes: z.array(countyCodeSchema).max(50),
  })
  .partial();

export const ownAccountPatchSchema = z
  .strictObject({ name: z.string().trim().min(1).max(120), locale: localeSchema, profile: volunteerProfileSchema })
  .partial();

export type AccountFault = { readonly pointer: string; readonly code: 'county-missing' | 'county-without-role' };

/** An officer answers for at least one county, and nobody else for any. */
export function accountFaults(account: { readonly roles: readonly Role[]; readonly countyCodes: readonly string[] }): AccountFault[] {
  const isOfficer = account.roles.includes('county');
  if (isOfficer && account.countyCodes.length === 0) return [{ pointer: '/countyCodes', code: 'county-missing' }];
  if (!isOfficer && account.countyCodes.length > 0) return [{ pointer: '/countyCodes', code: 'county-without-role' }];
  return [];
}
