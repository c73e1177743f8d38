import type { Context } from 'hono';

import { isEligible } from '../../domain/eligibility/eligibility.ts';
import type { AppEnv } from '../../http/context.ts';
import { pairKey } from '../../matching/canonical.ts';
import { placedByLineIn } from '../../matching/county-seats.ts';
import { ableFor, ableOf, type AbleFor, type AbleOf } from '../../matching/explain/able.ts';
import { factsOf } from '../../matching/explain/facts.ts';
import { whyShort, type WhyShort } from '../../matching/explain/why-short.ts';
import type { Why } from '../../matching/explain/why.ts';
import { openingsOf, rankOf } from '../../matching/openings.ts';
import type { MatchResult } from '../../matching/result.ts';
import type { SnapshotApplication } from '../../matching/snapshot.ts';
import type { Place } from './names.ts';
import { idAsked, type Reading } from './reading.ts';

/** A line that an application is not in, and what it would cost; or, without exact costs, whether the rules would allow it. */
export type Other = { readonly lineId: string; readonly rank: number | null; readonly why: Why | { readonly kind: 'eligible' } };

export type SelectedApplication = {
  readonly kind: 'application';
  readonly application: SnapshotApplication;
  readonly placed: MatchResult['matches'][number] | undefined;
  readonly countyCode: string | undefined;
  readonly able: AbleFor;
  /** What the best match without the place would lose; undefined without exact costs, or without a place. */
  readonly without: Why | undefined;
  readonly others: readonly Other[];
  readonly isExact: boolean;
  readonly applicationIds: readonly string[];
};
export type SelectedLine = {
  readonly kind: 'line';
  readonly line: Place;
  readonly countyCode: string;
  readonly placed: number;
  readonly able: AbleOf;
  readonly short: WhyShort | undefined;
  readonly applicationIds: readonly string[];
};
export type Selection = SelectedApplication | SelectedLine;

/** What the address selects: an application, or a line; undefined where the match has neither. */
export function selectionIn(c: Context<AppEnv>, reading: Reading): Selection | undefined {
  const applicationId = idAsked(c, 'application');
  if (applicationId !== undefined) return selectedApplication(reading, applicationId, c.req.query('county'));
  const lineId = idAsked(c, 'line');
  return lineId === undefined ? undefined : selectedLine(reading, lineId);
}

/** So many alternatives are shown; any other is asked for by name. */
const mostOthers = 8;
const mostRuledOut = 2;

function selectedApplication(reading: Reading, applicationId: string, countyCode: string | undefined): SelectedApplication | undefined {
  const { snapshot, result, places } = reading;
  const application = snapshot.applications.find(({ id }) => id === applicationId);
  if (application === undefined) return undefined;
  const placed = result.matches.find((match) => match.applicationId === applicationId);
  const solved = reading.solved();
  const without = placed === undefined ? undefined : solved?.search.ask(applicationId, placed.lineId);
  const others = othersFor(reading, application, countyCode).filter(({ lineId }) => lineId !== placed?.lineId);
  return {
    kind: 'application',
    application,
    placed,
    countyCode: placed === undefined ? undefined : places.get(placed.lineId)?.countyCode,
    able: ableFor(application, openingsOf(snapshot), new Set(snapshot.locks.exclude.map(pairKey))),
    without,
    others,
    isExact: solved !== undefined,
    applicationIds: [applicationId, ...[without, ...others.map(({ why }) => why)].flatMap(movedBy)],
  };
}

function movedBy(why: Other['why'] | undefined): readonly string[] {
  return why !== undefined && 'moves' in why ? why.moves.map(({ applicationId }) => applicationId) : [];
}

type Candidate = { readonly place: Place; readonly rank: number | null; readonly isAble: boolean };

const order = ({ rank }: Candidate) => rank ?? Infinity;

/**
 * The places that the volunteer ranked, best first; then those of the county that is looked at; then where seats are empty, counties most in
 * need first. Where a whole province was chosen, most of its lines are ruled out: a few of those say enough.
 */
function othersFor(reading: Reading, application: SnapshotApplication, countyCode: string | undefined): Other[] {
  const { snapshot, result, places } = reading;
  const excluded = new Set(snapshot.locks.exclude.map(pairKey));
  const tierOf = new Map(snapshot.counties.map(({ code, tier }) => [code, tier]));
  const placed = placedByLineIn(result.matches);
  const needOf = ({ place }: Candidate) => (tierOf.get(place.countyCode) ?? 3) + ((placed.get(place.lineId) ?? 0) < place.ideal ? 0 : 3);
  const taught = new Set(application.subjects.map(({ subject }) => subject));
  const candidates = [...places.values()]
    .filter(({ subject }) => taught.has(subject))
    .map((place): Candidate => {
      const isExcluded = excluded.has(pairKey({ applicationId: application.id, lineId: place.lineId }));
      return { place, rank: rankOf(application, place), isAble: isEligible(application, place, isExcluded) };
    });
  const isNear = ({ place, rank }: Candidate) => rank !== null || place.countyCode === countyCode;
  const sorted = candidates.toSorted(
    (a, b) =>
      Number(isNear(b)) - Number(isNear(a)) || order(a) - order(b) || needOf(a) - needOf(b) || (a.place.lineId < b.place.lineId ? -1 : 1),
  );
  const able = sorted.filter(({ isAble }) => isAble).slice(0, mostOthers - mostRuledOut);
  const ruledOut = sorted.filter((candidate) => !candidate.isAble && isNear(candidate)).slice(0, mostRuledOut);
  return [...able, ...ruledOut].map(({ place, rank }) => ({ lineId: place.lineId, rank, why: whyOf(reading, application.id, place) }));
}

/** Why a pair is or is not, with its exact cost where the match has one. */
export function whyOf(reading: Reading, applicationId: string, { lineId, requestId }: Place): Other['why'] {
  const why = reading.solved()?.search.ask(applicationId, lineId);
  if (why !== undefined) return why;
  const facts = factsOf(reading.snapshot, reading.result, applicationId, requestId)?.find((own) => own.lineId === lineId);
  if (facts === undefined || facts.kind === 'eligible') return { kind: 'eligible' };
  if (facts.kind === 'ineligible') return { kind: 'ineligible', failedRules: facts.failedRules };
  return { kind: 'matched', rank: facts.rank, costs: [], moves: [] };
}

function selectedLine(reading: Reading, lineId: string): SelectedLine | undefined {
  const { snapshot, result, places } = reading;
  const line = places.get(lineId);
  if (line === undefined) return undefined;
  const placed = result.matches.filter((match) => match.lineId === lineId).length;
  const solved = placed < line.ideal ? reading.solved() : undefined;
  return {
    kind: 'line',
    line,
    countyCode: line.countyCode,
    placed,
    able: ableOf(line, snapshot, result),
    short: solved === undefined ? undefined : whyShort(solved.network, lineId),
    applicationIds: [],
  };
}
