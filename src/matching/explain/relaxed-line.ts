import { failedRules, isEligible } from '../../domain/eligibility/eligibility.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';

/** What a line, or those who might fill it, could give way on. */
export const relaxations = ['level', 'languages', 'kinds', 'minimumAge', 'teachingPermit', 'delivery', 'dates', 'clearance'] as const;
export type Relaxation = (typeof relaxations)[number];

type Judge = (application: SnapshotApplication) => boolean;

const fits =
  (relaxed: Opening): Judge =>
  (application) =>
    isEligible(application, relaxed, false);

/** For each relaxation, whether it alone makes an application eligible. */
export function judgesOf(opening: Opening, season: Snapshot['season']): Record<Relaxation, Judge> {
  const failsOnly =
    (code: 'dates' | 'clearance'): Judge =>
    (application) =>
      failedRules(application, opening, false).every((failed) => failed === code);
  return {
    level: fits({ ...opening, level: 1 }),
    languages: fits({ ...opening, languages: [] }),
    kinds: fits({ ...opening, kinds: [] }),
    minimumAge: fits({ ...opening, minimumAge: 0 }),
    teachingPermit: fits({ ...opening, teachingPermit: false }),
    delivery: fits({ ...opening, delivery: 'distance', checks: season.checks.distance }),
    dates: failsOnly('dates'),
    clearance: failsOnly('clearance'),
  };
}
