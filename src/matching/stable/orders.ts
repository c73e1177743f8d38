import type { Opening } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { lotteryOf } from '../lottery.ts';
import { rankOf } from '../openings.ts';
import { askedBackKeys, fitPoints, unrankedOf } from '../policies.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';

/** Where a pair stands: lower goes first; equal numbers by the lottery, then by the ids of application and line. */
type Standing = (application: SnapshotApplication, opening: Opening) => number;

/**
 * The two orders of policy `stable`. A volunteer's own: rank (unranked after every rank anybody used), then fit. The counties':
 * need tier, then fit. The lottery settles both, and is drawn apart because few pairs need it. A volunteer whom a county asked
 * back and who said yes fits it better than everybody else. A pair that a coordinator keeps stands first in both, below zero in the
 * volunteer's own.
 *
 * With the lottery added as `standing × lotteryScale + lottery`, the sum over a team's six members is still exact, and
 * compares ranks before fit before lottery.
 */
export type Orders = {
  /** Below every rank where it is kept, above every rank anybody used where it is not ranked. */
  readonly rank: Standing;
  readonly own: Standing;
  readonly theirs: Standing;
  readonly lottery: Standing;
};

/** Over six draws of 32 bits. */
export const lotteryScale = 2 ** 35;

/** Over six volunteers' fit: a volunteer's own number is `rank × rankScale + unfit`. */
export const rankScale = 128;
/** Above the points that anybody can have, so that nobody comes before whoever was asked back. */
const mostFit = 15;

export function ordersOf(snapshot: Snapshot): Orders {
  const kept = new Set(snapshot.locks.keep.map(pairKey));
  const asking = new Set(snapshot.requests.filter((request) => request.asksForReturners).map(({ id }) => id));
  const tierByCounty = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  const unranked = unrankedOf(snapshot);
  const draw = lotteryOf(snapshot.seed);
  const isKept: (...pair: Parameters<Standing>) => boolean = ({ id }, { lineId }) =>
    kept.size > 0 && kept.has(pairKey({ applicationId: id, lineId }));
  const askedBack = askedBackKeys(snapshot);
  const unfit: Standing = (application, opening) =>
    askedBack.size > 0 && askedBack.has(pairKey({ applicationId: application.id, lineId: opening.lineId }))
      ? 0
      : mostFit - fitPoints(application, opening, asking);
  const rank: Standing = (application, opening) => (isKept(application, opening) ? -1 : (rankOf(application, opening) ?? unranked));
  return {
    rank,
    own: (application, opening) => rank(application, opening) * rankScale + unfit(application, opening),
    theirs: (application, opening) => {
      const tier = isKept(application, opening) ? 0 : tierByCounty.get(opening.countyCode)!;
      return tier * rankScale + unfit(application, opening);
    },
    lottery: (application, opening) => draw(application.id, opening.lineId),
  };
}
