import { z } from 'zod';

/** The checks of a volunteer that a season may ask. Only who verified it and the last valid day are kept, never the content. */
export const clearanceKinds = [
  'identity',
  'first_reference',
  'second_reference',
  'employment_query',
  'health',
  'training',
  'code_of_conduct',
  'agreement',
  'accident_insurance',
  'teaching_permit',
] as const;
export const clearanceKindSchema = z.enum(clearanceKinds);
export type ClearanceKind = (typeof clearanceKinds)[number];
