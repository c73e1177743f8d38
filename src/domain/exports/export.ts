import { z } from 'zod';

import type { Permission } from '../actor.ts';

/** The lists that can be taken along as a file. Incidents are not: each is read by itself, and that it was read is on record. */
export const exportKinds = [
  'stations',
  'counties',
  'requests',
  'applications',
  'placements',
  'service-records',
  'completions',
  'clearances',
  'certificates',
  'trainings',
  'receptions',
  'partnerships',
  'disputes',
  'accounts',
  'events',
] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What the reader of each must be allowed; whose own is theirs alone stays so. */
export const exportPermissions = {
  stations: 'open-data.read',
  counties: 'open-data.read',
  requests: 'request.read',
  applications: 'application.decide',
  placements: 'placement.read',
  'service-records': 'record.read',
  completions: 'placement.decide',
  clearances: 'clearance.decide',
  certificates: 'certificate.issue',
  trainings: 'open-data.read',
  receptions: 'training.report',
  partnerships: 'open-data.read',
  disputes: 'dispute.read',
  accounts: 'account.read',
  events: 'event.read',
} as const satisfies Record<ExportKind, Permission>;

/** What anybody may read holds nobody's data; of every other list it is written down who took it. */
export function isLogged(kind: ExportKind): boolean {
  return exportPermissions[kind] !== 'open-data.read';
}

export const exportFormats = ['csv', 'xlsx'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = (typeof exportFormats)[number];

/** Lists that stand within a season. */
const seasonal: ReadonlySet<ExportKind> = new Set([
  'requests',
  'applications',
  'placements',
  'service-records',
  'completions',
  'certificates',
  'disputes',
]);

export function isSeasonal(kind: ExportKind): boolean {
  return seasonal.has(kind);
}
