import { z } from 'zod';

import { daySchema, isForwards, type Period } from './calendar.ts';
import { clearanceKindSchema } from './clearance.ts';
import { movesFrom, type Lifecycle } from './lifecycle.ts';
import { fail, ok, type Result } from './result.ts';

export const seasonStates = ['planned', 'open', 'matching', 'placing', 'teaching', 'closed'] as const;
export type SeasonState = (typeof seasonStates)[number];
export type SeasonMove = 'advance' | 'back';

export const seasonLifecycle: Lifecycle<SeasonState, SeasonMove> = {
  thing: 'season',
  states: seasonStates,
  initial: ['planned'],
  by: { begun: ['season.change'], advance: ['season.change'], back: ['season.change'] },
  moves: {
    planned: { advance: 'open' },
    open: { advance: 'matching', back: 'planned' },
    matching: { advance: 'placing', back: 'open' },
    placing: { advance: 'teaching', back: 'matching' },
    teaching: { advance: 'closed', back: 'placing' },
    closed: { back: 'teaching' },
  },
};

/** Stages at which people are placed and offers are made. */
export const placingStates: readonly SeasonState[] = ['matching', 'placing', 'teaching'];

/** The checks a season asks of each delivery. */
export const checksSchema = z.strictObject({
  on_site: z.array(clearanceKindSchema),
  distance: z.array(clearanceKindSchema),
  blended: z.array(clearanceKindSchema),
});
export type Checks = z.infer<typeof checksSchema>;

const seasonDays = {
  applicationsOpenDay: daySchema,
  applicationsCloseDay: daySchema,
  requestsOpenDay: daySchema,
  requestsCloseDay: daySchema,
  matchDay: daySchema,
  teachingStartDay: daySchema,
  teachingEndDay: daySchema,
};
const seasonDaysSchema = z.object(seasonDays);
export type SeasonDays = Readonly<z.infer<typeof seasonDaysSchema>>;

const seasonFields = {
  nameZh: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  ...seasonDays,
  /** Hours a volunteer has to answer an offer. */
  replyHours: z
    .int()
    .min(1)
    .max(24 * 60),
  checks: checksSchema,
};

export type SeasonFault = { readonly pointer: string; readonly code: 'ends-before-start' | 'out-of-order' };

/** What is wrong with the order of a season's days: windows run forwards, then the match, then the teaching. */
export function seasonFaults(season: SeasonDays): SeasonFault[] {
  const faults: SeasonFault[] = [];
  const endsBeforeStart = (period: Period, pointer: string) => {
    if (!isForwards(period)) faults.push({ pointer, code: 'ends-before-start' });
  };
  endsBeforeStart({ startDay: season.applicationsOpenDay, endDay: season.applicationsCloseDay }, '/applicationsCloseDay');
  endsBeforeStart({ startDay: season.requestsOpenDay, endDay: season.requestsCloseDay }, '/requestsCloseDay');
  endsBeforeStart({ startDay: season.teachingStartDay, endDay: season.teachingEndDay }, '/teachingEndDay');
  if (season.matchDay < season.applicationsCloseDay || season.matchDay < season.requestsCloseDay) {
    faults.push({ pointer: '/matchDay', code: 'out-of-order' });
  }
  if (season.teachingStartDay < season.matchDay) faults.push({ pointer: '/teachingStartDay', code: 'out-of-order' });
  return faults;
}

/** Faults between the days of an input that does not keep to its schema, where all its days are sound. */
export function seasonFaultsIn(raw: unknown): SeasonFault[] {
  const parsed = seasonDaysSchema.safeParse(raw);
  return parsed.success ? seasonFaults(parsed.data) : [];
}

export type WindowClosed = { readonly kind: 'window-closed'; readonly opensDay: string; readonly closesDay: string };
export type SeasonForbids = {
  readonly kind: 'season-forbids';
  readonly state: string;
  /** The stage that is needed. */
  readonly needs: SeasonState;
  /** Moves of the season that are possible from its present state. */
  readonly allowed: readonly string[];
};

/** The season is at a stage at which this cannot be done. */
export function seasonForbids(season: { readonly state: SeasonState }, needs: SeasonState): SeasonForbids {
  return { kind: 'season-forbids', state: season.state, needs, allowed: movesFrom(seasonLifecycle, season.state) };
}

/**
 * May it be handed in today? The season must be open and the day within its window; what was returned may be mended after
 * the window closed, for the delay was not its owner's.
 */
export function acceptsOn(
  season: SeasonDays & { readonly state: SeasonState },
  window: 'applications' | 'requests',
  today: string,
  wasReturned: boolean,
): Result<undefined, WindowClosed | SeasonForbids> {
  if (season.state !== 'open') return fail(seasonForbids(season, 'open'));
  const [opensDay, closesDay] = [season[`${window}OpenDay`], season[`${window}CloseDay`]];
  if (today < opensDay || (today > closesDay && !wasReturned)) return fail({ kind: 'window-closed', opensDay, closesDay });
  return ok(undefined);
}

export const seasonInputSchema = z.strictObject(seasonFields);
export const seasonPatchSchema = z.strictObject(seasonFields).partial();
export type SeasonInput = z.infer<typeof seasonInputSchema>;
