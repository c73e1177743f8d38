import type { Context } from 'hono';

import { isEligible } from '../../domain/eligibility/eligibility.ts';
import type { AppEnv } from '../../http/context.ts';
import { pairKey } from '../../matching/canonical.ts';
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

const order = ({ rank }: { readonly rank: number | null }) => rank ?? Infinity;

/** The places that the volunteer ranked, best first, then those of the county that is looked at: only where they teach the subject. */
function othersFor(reading: Reading, application: SnapshotApplication, countyCode: string | undefined): Other[] {
  const taught = new Set(application.subjects.map(({ subject }) => subject));
  const wanted = [...reading.places.values()].flatMap((place) => {
    if (!taught.has(place.subject)) return [];
    const rank = rankOf(application, place);
    return rank !== null || place.countyCode === countyCode ? [{ place, rank }] : [];
  });
  const excluded = new Set(reading.snapshot.locks.exclude.map(pairKey));
  const sorted = wanted.toSorted((a, b) => order(a) - order(b) || (a.place.lineId < b.place.lineId ? -1 : 1));
  // Where a whole province was chosen, most of its lines are ruled out: a few of those say enough.
  const [able, ruledOut] = [true, false].map((isAble) =>
    sorted.filter(
      ({ place }) =>
        isEligible(application, place, excluded.has(pairKey({ applicationId: application.id, lineId: place.lineId }))) === isAble,
    ),
  );
  return [...(able ?? []).slice(0, mostOthers - mostRuledOut), ...(ruledOut ?? []).slice(0, mostRuledOut)].map(({ place, rank }) => ({
    lineId: place.lineId,
    rank,
    why: whyOf(reading, application.id, place),
  }));
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
