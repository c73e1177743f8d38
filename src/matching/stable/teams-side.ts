import { isEligible } from '../../domain/eligibility/eligibility.ts';
import type { Opening } from '../../domain/eligibility/rule.ts';
import { pairKey } from '../canonical.ts';
import type { Snapshot } from '../snapshot.ts';
import type { CountiesSide } from './counties-side.ts';
import { lotteryScale, rankScale, type Orders } from './orders.ts';
import { Sitting, type Pair } from './sitting.ts';

type Team = Snapshot['teams'][number];
type Match = {
  readonly orders: Orders;
  readonly counties: CountiesSide;
  readonly heldBy: ReadonlyMap<string, readonly Sitting[]>;
  readonly ties: 'settled' | 'open';
};

/** The teams of a finished match: where each is together, and which counties would take it that it would rather have. */
export class TeamsSide {
  readonly #snapshot: Snapshot;
  readonly #match: Match;
  readonly #openings: readonly Opening[];
  readonly #excluded: ReadonlySet<string>;
  readonly #teamOf: ReadonlyMap<string, { readonly team: Team; readonly onlyTogether: boolean }>;
  /** By team that is together. */
  readonly #countyOf: ReadonlyMap<Team, string>;

  constructor(snapshot: Snapshot, openings: readonly Opening[], match: Match) {
    this.#snapshot = snapshot;
    this.#match = match;
    this.#openings = openings;
    this.#excluded = new Set(snapshot.locks.exclude.map(pairKey));
    this.#teamOf = new Map(
      snapshot.teams.flatMap((team) =>
        team.members.map(({ applicationId, onlyTogether }) => [applicationId, { team, onlyTogether }] as const),
      ),
    );
    this.#countyOf = new Map(
      snapshot.teams.flatMap((team) => {
        const county = countyTogether(team, match.heldBy);
        return county === undefined ? [] : [[team, county] as const];
      }),
    );
  }

  /** May the volunteer look at the line alone? */
  mayGoAlone(applicationId: string, opening: Opening): boolean {
    const member = this.#teamOf.get(applicationId);
    if (member === undefined) return true;
    const county = this.#countyOf.get(member.team);
    return county === undefined ? !member.onlyTogether : county === opening.countyCode;
  }

  /** For each team and county that would both rather: the pairs that the team likes best there and does not hold. */
  blocking(): Pair[] {
    return this.#snapshot.teams.flatMap((team) => this.#blockingOf(team));
  }

  #blockingOf(team: Team): Pair[] {
    const at = this.#countyOf.get(team);
    const now = at === undefined ? Infinity : this.#sumOf(team);
    const [first, ...others] = team.members.map(({ applicationId }) =>
      Map.groupBy(this.#eligible(applicationId), ({ opening }) => opening.countyCode),
    );
    return [...first!.keys()].flatMap((county) => {
      const rows = [first!, ...others].map((byCounty) => byCounty.get(county) ?? []);
      const tuple =
        county !== at && rows.every((row) => row.length > 0) && this.#match.counties.hasRoomFor(rows) ? this.#best(rows, now) : [];
      return tuple.flatMap(({ application, opening }) =>
        this.#isHeld(application.id, opening.lineId) ? [] : [{ applicationId: application.id, lineId: opening.lineId }],
      );
    });
  }

  /** By own order. Where a coordinator keeps a pair of the volunteer, no other. */
  #eligible(applicationId: string): Sitting[] {
    const application = this.#snapshot.applications.find(({ id }) => id === applicationId)!;
    const row = this.#openings
      .filter((opening) => isEligible(application, opening, this.#excluded.has(pairKey({ applicationId, lineId: opening.lineId }))))
      .map((opening) => this.#sitting(applicationId, opening.lineId) ?? new Sitting(this.#match.orders, application, opening))
      .toSorted((a, b) => (a.isBetterThan(b) ? -1 : 1));
    return row.some(({ isKept }) => isKept) ? row.filter(({ isKept }) => isKept) : row;
  }

  /** The tuple of least sum below `below` that the counties' side takes whole. A part that it does not take is in no whole that it does. */
  #best(rows: readonly (readonly Sitting[])[], below: number): readonly Sitting[] {
    let best: { readonly sum: number; readonly tuple: readonly Sitting[] } = { sum: below, tuple: [] };
    const leastFrom = rows.map((_, member) => rows.slice(member).reduce((sum, row) => sum + row[0]!.own, 0));
    const extend = (part: readonly Sitting[], sum: number): void => {
      if (part.length === rows.length) {
        best = { sum, tuple: part };
        return;
      }
      for (const next of rows[part.length]!) {
        const longer = [...part, next];
        if (sum + next.own + (leastFrom[longer.length] ?? 0) >= best.sum) return;
        if (this.#match.counties.wouldTakeAll(longer)) extend(longer, sum + next.own);
      }
    };
    extend([], 0);
    return best.tuple;
  }

  /** What the sum of the members' own numbers must be below to be liked better; with open ties, of their ranks alone. */
  #sumOf({ members }: Team): number {
    const best = members.map(({ applicationId }) => this.#match.heldBy.get(applicationId)!.reduce((a, b) => (b.isBetterThan(a) ? b : a)));
    if (this.#match.ties === 'settled') return best.reduce((sum, { own }) => sum + own, 0);
    return best.reduce((sum, { rank }) => sum + rank, 0) * rankScale * lotteryScale;
  }

  #sitting(applicationId: string, lineId: string): Sitting | undefined {
    return this.#match.heldBy.get(applicationId)?.find(({ opening }) => opening.lineId === lineId);
  }

  #isHeld(applicationId: string, lineId: string): boolean {
    return this.#sitting(applicationId, lineId) !== undefined;
  }
}

/** The county that a team is together in: every member placed, and nowhere else. */
export function countyTogether(team: Team, heldBy: ReadonlyMap<string, readonly { readonly opening: Opening }[]>): string | undefined {
  const counties = team.members.map(({ applicationId }) => (heldBy.get(applicationId) ?? []).map(({ opening }) => opening.countyCode));
  const first = counties[0]?.[0];
  return counties.every((own) => own.length > 0 && own.every((county) => county === first)) ? first : undefined;
}
