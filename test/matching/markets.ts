import type { Market } from '../../src/matching/stable/market.ts';

type Lists = {
  /** Each volunteer's lines, best first. */
  readonly volunteers: Readonly<Record<string, readonly string[]>>;
  /** Each line's volunteers, best first, and its seats. */
  readonly lines: Readonly<Record<string, { readonly seats: number; readonly list: readonly string[] }>>;
  readonly teams?: readonly (readonly { readonly volunteer: string; readonly onlyTogether: boolean }[])[];
};

/** A market of lists on both sides; all lines lie in one county. A pair is there when each names the other. */
export function marketOfLists({ volunteers, lines, teams = [] }: Lists) {
  const names = Object.keys(volunteers);
  const lineNames = Object.keys(lines);
  const pairs = names.flatMap((name, volunteer) =>
    volunteers[name]!.flatMap((wanted, own) => {
      const theirs = lines[wanted]!.list.indexOf(name);
      return theirs === -1 ? [] : [{ volunteer, line: lineNames.indexOf(wanted), own, theirs }];
    }),
  );
  const rows = names.map((_, volunteer) => [...pairs.keys()].filter((pair) => pairs[pair]!.volunteer === volunteer));
  const market: Market = {
    volunteerOf: Int32Array.from(pairs, ({ volunteer }) => volunteer),
    lineOf: Int32Array.from(pairs, ({ line }) => line),
    pairAt: (volunteer, position) => rows[volunteer]![position] ?? -1,
    own: (pair) => pairs[pair]!.own,
    theirs: (pair) => pairs[pair]!.theirs,
    innermost: Int32Array.from(lineNames, (_, line) => line),
    around: Int32Array.from(lineNames, () => -1),
    most: Float64Array.from(lineNames, (name) => lines[name]!.seats),
    countyOf: new Int32Array(lineNames.length),
    mostPlacements: new Int32Array(names.length).fill(1),
    doClash: () => false,
    teams: teams.map((members) => members.map(({ volunteer, onlyTogether }) => ({ volunteer: names.indexOf(volunteer), onlyTogether }))),
  };
  const named = (chosen: Iterable<number>) =>
    Object.fromEntries(
      [...chosen].flatMap((pair) => (pair === -1 ? [] : [[names[pairs[pair]!.volunteer]!, lineNames[pairs[pair]!.line]!] as const])),
    );
  return { market, named };
}
