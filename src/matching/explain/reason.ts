import type { Target } from '../../domain/application.ts';
import { overlaps } from '../../domain/calendar.ts';
import { failedRules } from '../../domain/eligibility/eligibility.ts';
import { isAimedAt, type Opening, type RuleCode } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { openingsOf, rankOf } from '../openings.ts';
import { askedBackKeys } from '../policies.ts';
import type { MatchResult } from '../result.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';
import { ableFor, type AbleFor } from './able.ts';
import type { Why, WhySearch } from './why.ts';

/**
 * Why a choice was not to be.
 *   rules   every rule that stands in the way.
 *   goal    the first goal that would lose by it.
 *   full    no match has the pair: a capacity on the way is nil.
 *   absent  nothing that was chosen asked for anybody.
 * Where a match's prices do not say what another would cost, what is so of it instead:
 *   closed  the request did not reach its minimum, and is not held.
 *   taken   every seat went to others.
 *   weighed the match as a whole came out without the pair.
 */
export type Because =
  | { readonly kind: 'rules'; readonly failedRules: readonly RuleCode[] }
  | { readonly kind: 'goal'; readonly goal: string }
  | { readonly kind: 'full' | 'absent' | 'closed' | 'taken' | 'weighed' };

/** A choice with the line of it that was nearest to be had; null where it holds none. */
export type MissedChoice = {
  readonly rank: number;
  readonly target: Target;
  readonly lineId: string | null;
  readonly because: Because;
  /** Its county had asked them back by name. */
  readonly askedBack?: true;
};

/** What a volunteer is told of their place: which choice it is, and why it is none that they ranked before it. */
export type Reason = {
  readonly placed: readonly { readonly lineId: string; readonly rank: number | null; readonly askedBack?: true }[];
  readonly missed: readonly MissedChoice[];
  /** Of the lines in their subjects: for how many they are eligible. Told to whoever has no place. */
  readonly able: AbleFor | null;
};

/** More than that nobody reads. */
const mostMissed = 50;

type Match = Pick<MatchResult, 'matches' | 'closedRequestIds'>;

/** Answers for the applications of one match. Made once, in O(applications + lines + matches); with a search where its costs are exact. */
export class ReasonSearch {
  readonly #openings: readonly Opening[];
  readonly #applicationsById: ReadonlyMap<string, SnapshotApplication>;
  readonly #matchesByApplicationId: ReadonlyMap<string, Match['matches']>;
  readonly #takenByLineId: ReadonlyMap<string, number>;
  readonly #seatsByLineId: ReadonlyMap<string, number>;
  readonly #closed: ReadonlySet<string>;
  readonly #excluded: ReadonlySet<string>;
  readonly #askedBack: ReadonlySet<string>;
  readonly #search: WhySearch | undefined;

  constructor(snapshot: Snapshot, { matches, closedRequestIds }: Match, search?: WhySearch) {
    this.#openings = openingsOf(snapshot);
    this.#applicationsById = new Map(snapshot.applications.map((application) => [application.id, application]));
    this.#matchesByApplicationId = Map.groupBy(matches, ({ applicationId }) => applicationId);
    const byLine = Map.groupBy(matches, ({ lineId }) => lineId);
    this.#takenByLineId = new Map([...byLine].map(([lineId, { length }]) => [lineId, length]));
    this.#seatsByLineId = new Map(snapshot.lines.map(({ id, maximum }) => [id, maximum]));
    this.#closed = new Set(closedRequestIds);
    this.#excluded = new Set(snapshot.locks.exclude.map(pairKey));
    this.#askedBack = askedBackKeys(snapshot);
    this.#search = search;
  }

  /** Undefined for an unknown application. A search at most for every line of the choices that were missed, one for most choices. */
  reasonFor(applicationId: string): Reason | undefined {
    const application = this.#applicationsById.get(applicationId);
    if (application === undefined) return undefined;
    const placed = (this.#matchesByApplicationId.get(applicationId) ?? []).map(({ lineId, rank }) => ({
      lineId,
      rank,
      ...this.#asked(applicationId, lineId),
    }));
    // Who may go to several places asks why not of every choice before the last of them.
    const last = Math.max(0, ...placed.map(({ rank }) => rank ?? Number.POSITIVE_INFINITY));
    const got = new Set(placed.map(({ lineId }) => lineId));
    const missed = application.choices
      .filter(({ rank }) => placed.length === 0 || rank < last)
      .toSorted((x, y) => x.rank - y.rank)
      .slice(0, mostMissed)
      .flatMap(({ rank, target }) => this.#missedOf(application, rank, target, got));
    return { placed, missed, able: placed.length > 0 ? null : ableFor(application, this.#openings, this.#excluded) };
  }

  /** Of a choice's lines, the one that was nearest to be had speaks for it; none where all of them belong to a choice before it. */
  #missedOf(application: SnapshotApplication, rank: number, target: Target, got: ReadonlySet<string>): MissedChoice[] {
    const aimedAt = this.#openings.filter((opening) => isAimedAt(target, opening));
    const own = aimedAt.filter((opening) => rankOf(application, opening) === rank);
    if (own.some(({ lineId }) => got.has(lineId)) || (own.length === 0 && aimedAt.length > 0)) return [];
    // Where the county asked them back, it is for that line that they ask why not.
    const asked = own.filter(({ lineId }) => this.#askedBack.has(pairKey({ applicationId: application.id, lineId })));
    let nearest: MissedChoice = { rank, target, lineId: null, because: { kind: 'absent' } };
    for (const opening of asked.length > 0 ? asked : own) {
      const because = this.#becauseOf(application, rank, opening);
      if (nearness[because.kind] > nearness[nearest.because.kind]) {
        nearest = { rank, target, lineId: opening.lineId, because, ...this.#asked(application.id, opening.lineId) };
      }
      if (nearness[because.kind] === nearness.goal) break;
    }
    return [nearest];
  }

  #asked(applicationId: string, lineId: string): { readonly askedBack?: true } {
    return this.#askedBack.has(pairKey({ applicationId, lineId })) ? { askedBack: true } : {};
  }

  #becauseOf(application: SnapshotApplication, rank: number, opening: Opening): Because {
    const why = this.#search?.ask(application.id, opening.lineId);
    return why === undefined ? this.#factOf(application, rank, opening) : becauseOf(why);
  }

  #factOf(application: SnapshotApplication, rank: number, opening: Opening): Because {
    const { lineId, requestId } = opening;
    const failed = failedRules(application, opening, this.#excluded.has(pairKey({ applicationId: application.id, lineId })));
    if (failed.length > 0) return { kind: 'rules', failedRules: failed };
    if (this.#hasBetterAtThatTime(application, rank, opening)) return { kind: 'rules', failedRules: ['overlap'] };
    if (this.#closed.has(requestId)) return { kind: 'closed' };
    return { kind: (this.#takenByLineId.get(lineId) ?? 0) >= (this.#seatsByLineId.get(lineId) ?? 0) ? 'taken' : 'weighed' };
  }

  /** Whoever may go to several places is kept from one by a choice that they put before it, and got. */
  #hasBetterAtThatTime({ id }: SnapshotApplication, rank: number, opening: Opening): boolean {
    const better = new Set(
      (this.#matchesByApplicationId.get(id) ?? []).flatMap((own) => (own.rank !== null && own.rank < rank ? [own.lineId] : [])),
    );
    return better.size > 0 && this.#openings.some((other) => better.has(other.lineId) && overlaps(other, opening));
  }
}

/** The nearer, the less would have had to be otherwise. */
const nearness: Readonly<Record<Because['kind'], number>> = { absent: 0, rules: 1, closed: 2, full: 2, taken: 3, weighed: 4, goal: 4 };

function becauseOf(why: Why): Because {
  if (why.kind === 'ineligible') return { kind: 'rules', failedRules: why.failedRules };
  if (why.kind === 'impossible') return { kind: 'full' };
  return { kind: 'goal', goal: why.costs[0]?.goal ?? 'lottery' };
}
