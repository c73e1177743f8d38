import { DateTime } from 'luxon';
import { z } from 'zod';

/**
 * What becomes of a column that points to a person when two accounts become one. `moves`: whose it is; where both have what one person
 * may have once, the merge stops. `moves_or_stays`: as that, and where the kept account has one, the other's stays behind. `copies`: what
 * is sealed for one row is sealed anew for the other. `ends`: ways in, which open nothing any more. `stays`: who did it.
 */
export const mergeTreatments = ['moves', 'moves_or_stays', 'copies', 'ends', 'stays'] as const;
export type MergeTreatment = (typeof mergeTreatments)[number];

/** What becomes of one row. */
export const rowFates = ['moves', 'copies', 'ends', 'stays', 'stops'] as const;
export type RowFate = (typeof rowFates)[number];

/** Why a merge stops, in one word each; what the database says by the name of a rule is `both-have-one`. */
export const mergeObstacles = [
  'same-account',
  'own-account',
  'erased',
  'frozen',
  'already-merged',
  'roles-differ',
  'counties-differ',
  'two-documents',
  'own-check',
  'barred-county',
  'two-applications',
  'placements-overlap',
  'lessons-overlap',
  'both-have-one',
  'ask-safeguarding',
] as const;
export type MergeObstacle = (typeof mergeObstacles)[number];

export const undoDays = 30;

/** Until when a merge can be undone. */
export function undoUntil(mergedAt: string): DateTime {
  return DateTime.fromISO(mergedAt.replace(' ', 'T'), { zone: 'utc' }).plus({ days: undoDays });
}

export const mergeInputSchema = z.strictObject({ into: z.uuid(), reason: z.string().trim().min(1).max(2000) });
export const undoInputSchema = z.strictObject({ reason: z.string().trim().min(1).max(2000) });

const likelyAlike = 0.75;
const numberIn = (name: string) => name.normalize('NFKC').replaceAll(/\D/g, '');

/**
 * Whether names so alike, from 0 to 1, are likely one person's who gave one birthday twice. Who tells two accounts apart by a number
 * in the name means two people.
 */
export function areLikelyOneName(first: string, second: string, alike: number): boolean {
  return alike >= likelyAlike && numberIn(first) === numberIn(second);
}

const obstacleByRule: Readonly<Record<string, MergeObstacle>> = {
  applications_one_a_season: 'two-applications',
  placements_no_overlap: 'placements-overlap',
  lessons_no_overlap: 'lessons-overlap',
};

/** Why a row stops a merge, from the rule of the database that it would break. */
export function obstacleOf(because: string): MergeObstacle {
  return mergeObstacles.find((known) => known === because) ?? obstacleByRule[because] ?? 'both-have-one';
}
