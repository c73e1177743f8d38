import { isEligible } from '../domain/eligibility/eligibility.ts';
import type { Opening } from '../domain/eligibility/rule.ts';
import { pairKey } from './canonical.ts';
import { openingsOf, rankOf } from './openings.ts';
import { goalsOf } from './policies.ts';
import type { Snapshot, SnapshotApplication } from './snapshot.ts';

/** What the order of alternates looks at besides the snapshot; who is not named has none of it. */
export type AlternateFacts = {
  readonly applicationId: string;
  /** A request that had taken them was cancelled, or its host conditions changed and they stepped back: they go first in line for another. */
  readonly isFirstInLine: boolean;
  /** They let an offer of the season lapse, or stepped back from a placement. */
  readonly stoodBack: boolean;
  /** Proposed somewhere, which nobody has heard of yet. */
  readonly isProposed: boolean;
  /** Requests that they were told of and do not go to: nobody is asked twice. */
  readonly askedRequestIds: readonly string[];
  /** Lines in which a coordinator passed them over. */
  readonly skippedLineIds: readonly string[];
  readonly goesOnlyTogether: boolean;
  /** The one county in which all the others of their team have a place. */
  readonly matesCountyCode: string | null;
};

/** What a season is at present: what its match would see, and what is known besides. */
export type Present = { readonly snapshot: Snapshot; readonly facts: readonly AlternateFacts[] };

export type Alternate = {
  readonly applicationId: string;
  /** The rank at which they chose it; null where they go anywhere after their choices. */
  readonly rank: number | null;
  readonly isFirstInLine: boolean;
  readonly stoodBack: boolean;
};

/** Seats of a line that can be given now, under everything above it: its squad, the county's beds, the province's quota. */
export function freeSeats({ lines, requests, counties, provinces }: Snapshot, lineId: string): number {
  const line = lines.find(({ id }) => id === lineId);
  const request = requests.find(({ id }) => id === line?.requestId);
  const county = counties.find(({ code }) => code === request?.countyCode);
  const province = provinces.find(({ code }) => code === county?.provinceCode);
  if (line === undefined || request === undefined || county === undefined) return 0;
  const beds = request.delivery === 'distance' ? null : county.beds;
  return Math.min(line.maximum, request.squadMaximum ?? Infinity, beds ?? Infinity, province?.quota ?? Infinity);
}

/**
 * Who comes next for a line: eligible by the match's own rules, without a placement as far as the snapshot goes. Whoever lost
 * their place because its request was cancelled, or left it because its host conditions changed, comes first, whoever let an offer lapse or stepped back comes last; in between the
 * goals of the match's policy decide that look at pairs, one after the other: rank of choice, fit, lottery. Its goals of seats and
 * counties say the same of everybody in one line; between lines, tiers decide (`byNeed`). O(a log a) in the applications.
 */
export function rankAlternates({ snapshot, facts }: Present, lineId: string): Alternate[] {
  const opening = openingsOf(snapshot).find((own) => own.lineId === lineId);
  if (opening === undefined) return [];
  const factsById = new Map(facts.map((own) => [own.applicationId, own]));
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const costs = goalsOf(snapshot).flatMap((goal) => (goal.of === 'pairs' ? [goal.cost] : []));
  return snapshot.applications
    .filter(
      (application) => mayBeAsked(factsById.get(application.id), opening) && isEligible(application, opening, isExcluded(application)),
    )
    .map((application) => ({ application, key: keyOf(application, factsById.get(application.id)) }))
    .toSorted((a, b) => compare(a.key, b.key) || (a.application.id < b.application.id ? -1 : 1))
    .map(({ application: { id }, application }) => {
      const { isFirstInLine = false, stoodBack = false } = factsById.get(id) ?? {};
      return { applicationId: id, rank: rankOf(application, opening), isFirstInLine, stoodBack };
    });

  function isExcluded({ id }: SnapshotApplication): boolean {
    return excluded.has(pairKey({ applicationId: id, lineId }));
  }

  function keyOf(application: SnapshotApplication, own: AlternateFacts | undefined): number[] {
    const standing = own?.isFirstInLine === true ? 0 : own?.stoodBack === true ? 2 : 1;
    return [standing, ...costs.map((cost) => cost(application, opening!))];
  }
}

/** What keeps somebody from being asked besides the rules of the match. */
function mayBeAsked(facts: AlternateFacts | undefined, { lineId, requestId, countyCode }: Opening): boolean {
  if (facts === undefined) return true;
  if (facts.isProposed || facts.askedRequestIds.includes(requestId) || facts.skippedLineIds.includes(lineId)) return false;
  return !facts.goesOnlyTogether || facts.matesCountyCode === countyCode;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at]! - b[at]!;
}

const less = (seats: number | null) => (seats === null ? null : Math.max(0, seats - 1));

/** The present after one alternate is offered a seat: it is taken, and they are asked for nothing else. */
export function afterOffer(present: Present, applicationId: string, lineId: string): Present {
  const { snapshot } = present;
  const line = snapshot.lines.find(({ id }) => id === lineId);
  const request = snapshot.requests.find(({ id }) => id === line?.requestId);
  const county = snapshot.counties.find(({ code }) => code === request?.countyCode);
  return {
    ...present,
    snapshot: {
      ...snapshot,
      applications: snapshot.applications.filter(({ id }) => id !== applicationId),
      lines: snapshot.lines.map((own) => (own === line ? { ...own, maximum: Math.max(0, own.maximum - 1) } : own)),
      requests: snapshot.requests.map((own) => (own === request ? { ...own, squadMaximum: less(own.squadMaximum) } : own)),
      counties: snapshot.counties.map((own) =>
        own === county && request?.delivery !== 'distance' ? { ...own, beds: less(own.beds) } : own,
      ),
      provinces: snapshot.provinces.map((own) => (own.code === county?.provinceCode ? { ...own, quota: less(own.quota) } : own)),
    },
  };
}
