import type { Target } from '../application.ts';
import type { Period } from '../calendar.ts';
import type { ClearanceKind } from '../clearance.ts';
import type { Delivery, VolunteerKind } from '../teaching.ts';

/** One application, as far as the rules look at it. */
export type Candidate = {
  readonly kind: VolunteerKind;
  readonly bornDay: string;
  readonly languages: readonly string[];
  readonly subjects: readonly { readonly subject: string; readonly level: number }[];
  readonly deliveries: readonly Delivery[];
  readonly windows: readonly (Period & { readonly weeklyHours: number })[];
  readonly choices: readonly { readonly rank: number; readonly target: Target }[];
  readonly scope: 'only_these' | 'anywhere_after';
  readonly never: readonly Target[];
  readonly clearances: readonly { readonly kind: ClearanceKind; readonly validThroughDay: string }[];
  /** Placements of the person that stand already. */
  readonly busy: readonly Period[];
  readonly declinedRequestIds: readonly string[];
  readonly barredByCountyCodes: readonly string[];
  /** Requests whose host conditions changed, and of which they have not said whether they still want to go. */
  readonly unansweredRequestIds?: readonly string[] | undefined;
  /** After an early end it was decided that they may not come again; left out where it was not. */
  readonly mayNotReturn?: true | undefined;
};

/** One line with the request and the county it belongs to. */
export type Opening = Period & {
  readonly lineId: string;
  readonly requestId: string;
  readonly countyCode: string;
  readonly provinceCode: string;
  readonly delivery: Delivery;
  readonly weeklyHours: number;
  readonly subject: string;
  readonly level: number;
  /** Who may fill it; empty means anyone. */
  readonly kinds: readonly VolunteerKind[];
  readonly languages: readonly string[];
  readonly minimumAge: number;
  readonly teachingPermit: boolean;
  /** Checks the season asks of this delivery. */
  readonly checks: readonly ClearanceKind[];
};

export const ruleCodes = [
  'subject',
  'delivery',
  'dates',
  'person',
  'clearance',
  'overlap',
  'area',
  'barred',
  'conditions',
  'returning',
  'lock',
] as const;
export type RuleCode = (typeof ruleCodes)[number];

export type EligibilityRule = {
  readonly code: RuleCode;
  readonly holds: (candidate: Candidate, opening: Opening) => boolean;
};

/** True when the target is the opening's request, its county or its province. */
export function isAimedAt(target: Target, opening: Opening): boolean {
  if (target.kind === 'request') return target.id === opening.requestId;
  return target.code === (target.kind === 'county' ? opening.countyCode : opening.provinceCode);
}
