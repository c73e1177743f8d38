import { isEligible } from '../../domain/eligibility/eligibility.ts';
import { overlaps } from '../../domain/calendar.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import { openingsOf } from '../openings.ts';
import { goalsOf, type PolicyGoal } from '../policies.ts';
import type { Snapshot, SnapshotApplication } from '../snapshot.ts';
import { withTurned } from '../stable/turned.ts';
import type { Decision, Split } from './decisions.ts';

/** The goals of a match beyond a flow: the policy's, and in their place those that decisions alone serve. */
export type BeyondGoal = PolicyGoal | { readonly name: 'turned' | 'apart'; readonly of: 'decisions' };

export function beyondGoalsOf(snapshot: Snapshot): readonly BeyondGoal[] {
  const mayTurn = snapshot.requests.some(({ belowMinimum }) => belowMinimum === 'turns_to_distance');
  return goalsOf(snapshot).flatMap((goal): BeyondGoal[] => {
    if (goal.name === 'evenness' && mayTurn) return [{ name: 'turned', of: 'decisions' }, goal];
    if (goal.name === 'choices' && snapshot.teams.length > 0) return [goal, { name: 'apart', of: 'decisions' }];
    return [goal];
  });
}

/** Is there anything in the snapshot that a flow alone does not hold? */
export function isBeyondFlow(snapshot: Snapshot): boolean {
  return (
    snapshot.teams.length > 0 ||
    snapshot.requests.some(({ belowMinimum }) => belowMinimum !== 'goes_ahead') ||
    snapshot.applications.some(({ mostPlacements }) => mostPlacements > 1)
  );
}

/**
 * What a list of decisions leaves of a snapshot: the question that solver and checker both ask, each in its own way. A request that may
 * turn and is not decided takes people under either delivery, and no beds: more than any decision allows.
 */
export class Question {
  readonly snapshot: Snapshot;
  /** Requests as their beds are shared: those that are, or may yet be, held at a distance take none. */
  readonly lodged: Snapshot;
  readonly openings: readonly Opening[];
  readonly #far: readonly Opening[];
  readonly #mayTurn: ReadonlySet<string>;
  readonly #modeOf = new Map<string, 'open' | 'turned' | 'closed'>();
  /** Where a team that must be together may be. */
  readonly #countiesOf = new Map<string, ReadonlySet<string>>();
  readonly #not = new Map<string, Set<string>>();
  readonly #apart = new Set<string>();
  readonly #notIn = new Set<string>();
  readonly #excluded: ReadonlySet<string>;
  readonly #teamOf: ReadonlyMap<string, { readonly teamId: string; readonly onlyTogether: boolean }>;

  constructor(snapshot: Snapshot, decisions: readonly Decision[]) {
    this.snapshot = snapshot;
    this.#excluded = new Set(snapshot.locks.exclude.map(pairKey));
    this.#teamOf = new Map(
      snapshot.teams.flatMap(({ id: teamId, members }) =>
        members.map(({ applicationId, onlyTogether }) => [applicationId, { teamId, onlyTogether }] as const),
      ),
    );
    for (const decision of decisions) this.#take(decision);
    this.#mayTurn = new Set(snapshot.requests.flatMap(({ id, belowMinimum }) => (belowMinimum === 'turns_to_distance' ? [id] : [])));
    const away = new Set([...this.#mayTurn].filter((id) => this.#modeOf.get(id) !== 'open'));
    this.lodged = withTurned(snapshot, away);
    this.openings = openingsOf(snapshot);
    this.#far = openingsOf(withTurned(snapshot, this.#mayTurn));
    for (const [teamId, not] of this.#not) {
      if (this.#countiesOf.has(teamId)) continue;
      const common = this.commonCounties(teamId).filter((code) => !not.has(code));
      this.#countiesOf.set(teamId, new Set(common));
    }
  }

  #take(decision: Decision): void {
    if (decision.kind === 'together') this.#countiesOf.set(decision.teamId, new Set([decision.countyCode]));
    else if (decision.kind === 'elsewhere') {
      this.#not.set(decision.teamId, new Set([...(this.#not.get(decision.teamId) ?? []), decision.countyCode]));
    } else if (decision.kind === 'apart') this.#apart.add(decision.teamId);
    else if (decision.kind === 'not-in') this.#notIn.add(pairKey(decision));
    else this.#modeOf.set(decision.requestId, decision.kind);
  }

  /** May the application be in the line, as far as is decided? */
  allows(application: SnapshotApplication, line: number): boolean {
    const { lineId, countyCode } = this.openings[line]!;
    if (!this.#teamAllows(application.id, countyCode)) return false;
    if (this.#notIn.size > 0 && this.#notIn.has(pairKey({ applicationId: application.id, lineId }))) return false;
    return this.isEligible(application, line, 'own') || this.isEligible(application, line, 'far');
  }

  /** Is the pair eligible as the request asks, or held at a distance, where what is decided of the request leaves that open? */
  isEligible(application: SnapshotApplication, line: number, delivery: 'own' | 'far'): boolean {
    const opening = this.openings[line]!;
    // Most pairs fail on the subject: asked first, it spares the rest.
    if (!application.subjects.some(({ subject }) => subject === opening.subject)) return false;
    const mode = this.#modeOf.get(opening.requestId);
    if (mode === 'closed' || (delivery === 'own' && mode === 'turned')) return false;
    if (delivery === 'far' && mode !== 'turned' && (mode === 'open' || !this.#mayTurn.has(opening.requestId))) return false;
    const isExcluded = this.#excluded.size > 0 && this.#excluded.has(pairKey({ applicationId: application.id, lineId: opening.lineId }));
    return isEligible(application, delivery === 'own' ? opening : this.#far[line]!, isExcluded);
  }

  #teamAllows(applicationId: string, countyCode: string): boolean {
    const member = this.#teamOf.get(applicationId);
    if (member === undefined) return true;
    if (this.#apart.has(member.teamId)) return !member.onlyTogether;
    return this.#countiesOf.get(member.teamId)?.has(countyCode) ?? true;
  }

  /** Must every line of the request reach its minimum? */
  isForced(requestId: string): boolean {
    const mode = this.#modeOf.get(requestId);
    return mode === 'open' || mode === 'turned';
  }

  isTurned(requestId: string): boolean {
    return this.#modeOf.get(requestId) === 'turned';
  }

  /** Must the application be placed? */
  isNeeded(applicationId: string): boolean {
    const member = this.#teamOf.get(applicationId);
    return member !== undefined && this.#countiesOf.has(member.teamId);
  }

  isDecided(split: Split): boolean {
    if (split.kind === 'team') return this.#apart.has(split.teamId) || (this.#countiesOf.has(split.teamId) && !this.#not.has(split.teamId));
    if (split.kind === 'request') return this.#modeOf.has(split.requestId);
    return split.lineIds.some((lineId) => this.#notIn.has(pairKey({ applicationId: split.applicationId, lineId })));
  }

  /** Must the team be together, though it is open where? */
  isTogetherSomewhere(teamId: string): boolean {
    return this.#not.has(teamId);
  }

  /** Counties in which every member could be placed, as far as is decided, by code. O(lines · members). */
  commonCounties(teamId: string): string[] {
    const { members } = this.snapshot.teams.find(({ id }) => id === teamId)!;
    const applications = new Map(this.snapshot.applications.map((application) => [application.id, application]));
    const counties = members.map(({ applicationId }) => {
      const application = applications.get(applicationId)!;
      return new Set(this.openings.flatMap(({ countyCode }, line) => (this.allows(application, line) ? [countyCode] : [])));
    });
    return [...counties[0]!].filter((code) => counties.every((own) => own.has(code))).toSorted();
  }

  /** What the decisions themselves add to the goals that they serve. */
  decided(name: 'turned' | 'apart'): number {
    return name === 'apart' ? this.#apart.size : [...this.#modeOf.values()].filter((mode) => mode === 'turned').length;
  }

  /** How many seats and people the decisions force. */
  forcedCount(): number {
    const seats = this.snapshot.lines.reduce((sum, line) => sum + (this.isForced(line.requestId) ? line.minimum : 0), 0);
    return seats + this.snapshot.applications.filter(({ id }) => this.isNeeded(id)).length;
  }

  /** Lines of one application in groups of which it can have one each: all of a group share a day. The fewest such groups. */
  groupsOf(lines: readonly number[]): number[][] {
    const rest = lines.toSorted((a, b) => compare(this.openings[a]!.endDay, this.openings[b]!.endDay) || a - b);
    const groups: number[][] = [];
    while (rest.length > 0) {
      const { endDay } = this.openings[rest[0]!]!;
      groups.push(rest.filter((line) => this.openings[line]!.startDay <= endDay).toSorted((a, b) => a - b));
      rest.splice(0, rest.length, ...rest.filter((line) => this.openings[line]!.startDay > endDay));
    }
    return groups;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The answers to a question, which leave nothing out of what is still open; undefined where it means nothing here. For a team: in the county named,
 * together but not there, or apart, unless it must be together already.
 */
export function answersTo(question: Question, split: Split): readonly Decision[] | undefined {
  const { snapshot } = question;
  if (split.kind === 'overlap') return overlapAnswers(snapshot, split);
  if (split.kind === 'team') return teamAnswers(question, split);
  const request = snapshot.requests.find(({ id }) => id === split.requestId);
  if (request === undefined || request.belowMinimum === 'goes_ahead') return undefined;
  const kinds = request.belowMinimum === 'turns_to_distance' ? (['open', 'turned', 'closed'] as const) : (['open', 'closed'] as const);
  return kinds.map((kind) => ({ kind, requestId: request.id }));
}

function teamAnswers(question: Question, { teamId, countyCode }: Extract<Split, { kind: 'team' }>): readonly Decision[] | undefined {
  if (!question.snapshot.teams.some(({ id }) => id === teamId)) return undefined;
  const common = question.commonCounties(teamId);
  const apart = { kind: 'apart', teamId } as const;
  if (countyCode === null) return common.length === 0 && !question.isTogetherSomewhere(teamId) ? [apart] : undefined;
  if (!common.includes(countyCode)) return undefined;
  const together = [
    { kind: 'together', teamId, countyCode },
    { kind: 'elsewhere', teamId, countyCode },
  ] as const;
  return question.isTogetherSomewhere(teamId) ? together : [...together, apart];
}

function overlapAnswers(
  snapshot: Snapshot,
  { applicationId, lineIds }: Extract<Split, { kind: 'overlap' }>,
): readonly Decision[] | undefined {
  const periods = lineIds.map((lineId) => {
    const line = snapshot.lines.find(({ id }) => id === lineId);
    return snapshot.requests.find(({ id }) => id === line?.requestId);
  });
  const [one, other] = periods;
  if (one === undefined || other === undefined || lineIds[0] === lineIds[1] || !overlaps(one, other)) return undefined;
  return lineIds.map((lineId) => ({ kind: 'not-in', applicationId, lineId }));
}
