import loadHighs from 'highs';

import { overlaps } from '../../src/domain/calendar.ts';
import { isEligible } from '../../src/domain/eligibility/eligibility.ts';
import type { Opening } from '../../src/domain/eligibility/rule.ts';
import { beyondGoalsOf, type BeyondGoal } from '../../src/matching/beyond/question.ts';
import { lodgingGroups } from '../../src/matching/lodging.ts';
import { openingsOf } from '../../src/matching/openings.ts';
import type { Snapshot } from '../../src/matching/snapshot.ts';
import { withTurned } from '../../src/matching/stable/turned.ts';

/** A general solver of linear and integer programs, which knows nothing of networks or of seasons. */
export type Highs = { readonly solve: (program: string) => { readonly Status: string; readonly ObjectiveValue: number } };
// What the package says of its types is not what it exports.
export const loadSolver = loadHighs as unknown as () => Promise<Highs>;

export type Terms = readonly (readonly [coefficient: number, name: string])[];

export const sumOf = (terms: Terms) =>
  terms.map(([coefficient, name]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${name}`).join(' ');

type Pair = { readonly name: string; readonly a: number; readonly l: number; readonly opening: Opening };

/**
 * A season with teams, requests that are all or nothing and several placements as an integer program, written from the rules: a variable for each pair
 * and delivery, each request's answer, each team's county, each seat's part and each county's extra seat. Requests that may turn
 * must be in counties that count no beds: which terms then share them hangs on the answers.
 */
class SeasonProgram {
  readonly #snapshot: Snapshot;
  readonly #pairs: readonly Pair[];
  readonly rows: string[] = [];
  readonly bounds: string[] = [];
  readonly integers: string[] = [];

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    const openings = openingsOf(snapshot);
    const turning = new Set(snapshot.requests.flatMap(({ id, belowMinimum }) => (belowMinimum === 'turns_to_distance' ? [id] : [])));
    const far = openingsOf(withTurned(snapshot, turning));
    this.#pairs = snapshot.applications.flatMap((application, a) =>
      openings.flatMap((opening, l) => [
        ...(isEligible(application, opening, false) ? [{ name: `x${a}_${l}`, a, l, opening }] : []),
        ...(turning.has(opening.requestId) && isEligible(application, far[l]!, false)
          ? [{ name: `far${a}_${l}`, a, l, opening: far[l]! }]
          : []),
      ]),
    );
    for (const { name } of this.#pairs) this.#whole(name, 1);
    this.#people();
    this.#requests();
    this.#places();
    for (const t of snapshot.teams.keys()) this.#team(t);
  }

  #whole(name: string, most: number): void {
    this.integers.push(name);
    this.bounds.push(`0 <= ${name} <= ${most}`);
  }

  #row(terms: Terms, is: string): void {
    if (terms.length > 0) this.rows.push(`c${this.rows.length}: ${sumOf(terms)} ${is}`);
  }

  #where(holds: (pair: Pair) => boolean): [number, string][] {
    return this.#pairs.filter(holds).map(({ name }): [number, string] => [1, name]);
  }

  /** Nobody in two places on a day, nor in more placements than they want. */
  #people(): void {
    const { applications, requests } = this.#snapshot;
    for (const [a, { mostPlacements }] of applications.entries()) {
      this.#row(
        this.#where((pair) => pair.a === a),
        `<= ${mostPlacements}`,
      );
      for (const day of new Set(requests.map(({ startDay }) => startDay))) {
        this.#row(
          this.#where((pair) => pair.a === a && overlaps(pair.opening, { startDay: day, endDay: day })),
          '<= 1',
        );
      }
    }
  }

  /** Open, turned or closed; whoever is there needs the answer, and every line's minimum goes with it. */
  #requests(): void {
    const { requests, lines } = this.#snapshot;
    for (const [r, { id, belowMinimum }] of requests.entries()) {
      if (belowMinimum === 'goes_ahead') continue;
      this.#whole(`open${r}`, 1);
      this.#whole(`turned${r}`, belowMinimum === 'closes' ? 0 : 1);
      this.#row(
        [
          [1, `open${r}`],
          [1, `turned${r}`],
        ],
        '<= 1',
      );
      for (const { name, opening } of this.#pairs) {
        if (opening.requestId !== id) continue;
        this.#row(
          [
            [1, name],
            [-1, name.startsWith('far') ? `turned${r}` : `open${r}`],
          ],
          '<= 0',
        );
      }
      for (const [l, { requestId, minimum }] of lines.entries()) {
        if (requestId !== id || minimum === 0) continue;
        const there = this.#where((pair) => pair.l === l);
        this.#row([...there, [-minimum, `open${r}`], [-minimum, `turned${r}`]], '>= 0');
      }
    }
  }

  /** Seats of lines in their three parts, squads, beds, quotas, and the seats of a county beyond its minima. */
  #places(): void {
    const { requests, lines, counties, provinces } = this.#snapshot;
    const minimaOf = (code: string) =>
      lines.reduce(
        (sum, { requestId, minimum }) => sum + (requests.find(({ id }) => id === requestId)!.countyCode === code ? minimum : 0),
        0,
      );
    for (const [l, { minimum, ideal, maximum }] of lines.entries()) {
      for (const [part, most] of [minimum, ideal - minimum, maximum - ideal].entries()) this.#whole(`seat${l}_${part}`, most);
      const parts = [0, 1, 2].map((part): [number, string] => [-1, `seat${l}_${part}`]);
      this.#row([...this.#where((pair) => pair.l === l), ...parts], '= 0');
    }
    for (const { id, squadMaximum } of requests) {
      if (squadMaximum !== null)
        this.#row(
          this.#where(({ opening }) => opening.requestId === id),
          `<= ${squadMaximum}`,
        );
    }
    for (const [c, { code, beds }] of counties.entries()) {
      const there = this.#where(({ opening }) => opening.countyCode === code);
      for (let i = 0; i < there.length; i += 1) this.#whole(`extra${c}_${i}`, 1);
      this.#row([...there, ...there.map((_, i): [number, string] => [-1, `extra${c}_${i}`])], `<= ${minimaOf(code)}`);
      if (beds === null) continue;
      for (const group of lodgingGroups(requests.filter(({ countyCode }) => countyCode === code))) {
        const ids = new Set(group.map(({ id }) => id));
        this.#row(
          this.#where(({ opening }) => ids.has(opening.requestId)),
          `<= ${beds}`,
        );
      }
    }
    for (const { code, quota } of provinces) {
      if (quota !== null)
        this.#row(
          this.#where(({ opening }) => opening.provinceCode === code),
          `<= ${quota}`,
        );
    }
  }

  /** Together in one county, or apart: then those who would only go together stay at home. */
  #team(t: number): void {
    const { counties, teams, applications } = this.#snapshot;
    this.#whole(`apart${t}`, 1);
    for (const c of counties.keys()) this.#whole(`in${t}_${c}`, 1);
    this.#row([[1, `apart${t}`], ...counties.map((_, c): [number, string] => [1, `in${t}_${c}`])], '= 1');
    for (const { applicationId, onlyTogether } of teams[t]!.members) {
      const a = applications.findIndex(({ id }) => id === applicationId);
      for (const [c, { code }] of counties.entries()) {
        const there = this.#where((pair) => pair.a === a && pair.opening.countyCode === code);
        this.#row([...there, [-1, `in${t}_${c}`]], '>= 0');
        for (const own of there) this.#row([own, [-1, `in${t}_${c}`], ...(onlyTogether ? [] : [[-1, `apart${t}`] as const])], '<= 0');
      }
    }
  }

  termsOf(goal: BeyondGoal): Terms {
    const { requests, lines, counties, teams, applications } = this.#snapshot;
    const some = (terms: Terms): Terms => terms.filter(([coefficient]) => coefficient !== 0);
    if (goal.of === 'pairs') return some(this.#pairs.map(({ name, a, opening }) => [goal.cost(applications[a]!, opening), name]));
    if (goal.of === 'decisions') {
      if (goal.name === 'apart') return teams.map((_, t) => [1, `apart${t}`]);
      return requests.flatMap(({ belowMinimum }, r) => (belowMinimum === 'goes_ahead' ? [] : [[1, `turned${r}`] as const]));
    }
    if (goal.of === 'counties') {
      return counties.flatMap(({ code }, c) =>
        this.#where(({ opening }) => opening.countyCode === code).map((_, i): [number, string] => [goal.cost(i + 1), `extra${c}_${i}`]),
      );
    }
    const tierOf = (requestId: string) =>
      counties.find(({ code }) => code === requests.find(({ id }) => id === requestId)!.countyCode)!.tier;
    return some(
      lines.flatMap(({ requestId }, l) =>
        (['minimum', 'ideal', 'maximum'] as const).map((part, i) => [goal.cost(part, tierOf(requestId)), `seat${l}_${i}`] as const),
      ),
    );
  }
}

/**
 * The season's goals, one integer program after another: what a goal has reached is held while the next is sought. The lottery is left out: its
 * numbers have ten digits, more than a solver's tolerance can tell apart.
 */
export function goalsByIntegerPrograms(highs: Highs, snapshot: Snapshot): { readonly name: string; readonly value: number }[] {
  const program = new SeasonProgram(snapshot);
  const held: string[] = [];
  return beyondGoalsOf(snapshot).flatMap((goal) => {
    if (goal.name === 'lottery') return [];
    const terms = program.termsOf(goal);
    if (terms.length === 0) return [{ name: goal.name, value: 0 }];
    const { Status, ObjectiveValue } = highs.solve(
      [
        'Minimize',
        `obj: ${sumOf(terms)}`,
        'Subject To',
        ...program.rows,
        ...held,
        'Bounds',
        ...program.bounds,
        'General',
        ...program.integers,
        'End',
      ].join('\n'),
    );
    if (Status !== 'Optimal') throw new Error(`the program for ${goal.name} is ${Status}`);
    const value = Math.round(ObjectiveValue) + 0;
    held.push(`held${held.length}: ${sumOf(terms)} <= ${value}`);
    return [{ name: goal.name, value }];
  });
}
