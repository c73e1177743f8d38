import { z } from 'zod';

/** What is taught, how and by whom: the closed lists that applications and requests share. Subjects are data, not code. */

export const deliveries = ['on_site', 'distance', 'blended'] as const;
export const deliverySchema = z.enum(deliveries);
export type Delivery = (typeof deliveries)[number];

/** 1 basics, 2 confident, 3 specialist. A higher level satisfies a lower one. */
export const levelSchema = z.int().min(1).max(3);

export const volunteerKinds = ['student', 'teacher'] as const;
export const volunteerKindSchema = z.enum(volunteerKinds);
export type VolunteerKind = (typeof volunteerKinds)[number];

export const lineRoles = ['teacher', 'lead', 'captain'] as const;
export const lineRoleSchema = z.enum(lineRoles);
export type LineRole = (typeof lineRoles)[number];

export const homeRegions = ['mainland', 'united_states', 'united_kingdom', 'hong_kong', 'macao', 'taiwan', 'other'] as const;
export const homeRegionSchema = z.enum(homeRegions);
export type HomeRegion = (typeof homeRegions)[number];

/** BCP 47 tags of the languages a lesson can be given in. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

export const requestKinds = ['camp', 'term', 'distance', 'teacher_training'] as const;
export const requestKindSchema = z.enum(requestKinds);
export type RequestKind = (typeof requestKinds)[number];

/** How much a county needs teachers: 1 most. Of a list of literals the API's document would know the first alone. */
export const tierSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Tier = z.infer<typeof tierSchema>;
export const countyCodeSchema = z.string().regex(/^[1-9]\d{5}$/);
export const provinceCodeSchema = z.string().regex(/^[1-9]\d0000$/);
