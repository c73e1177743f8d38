import type { Market } from './market.ts';

/** A market that has nothing to do with the rest of the one it is cut from; by its pairs: their positions there. */
export type Part = { readonly market: Market; readonly pairs: Int32Array };

/**
 * Cuts a market into parts that share no volunteer, team or limited capacity: a match is stable when it is so in every part. Parts
 * without teams, and with one placement each, stay together as one. Linear in the pairs, but for the logarithm's inverse.
 */
export function partsOf(market: Market): Part[] {
  if (market.teams.length === 0 && market.mostPlacements.every((most) => most === 1))
    return [{ market, pairs: market.lineOf.map((_, pair) => pair) }];
  const firstOf = linked(market);
  const volunteers = market.mostPlacements.length;
  const restless = new Set([
    ...market.teams.map(([first]) => firstOf(first!.volunteer)),
    ...[...market.mostPlacements.keys()].filter((volunteer) => market.mostPlacements[volunteer]! > 1).map(firstOf),
  ]);
  const plain = -1;
  const partOf = Array.from({ length: volunteers }, (_, volunteer) => firstOf(volunteer)).map((first) =>
    restless.has(first) ? first : plain,
  );
  const pairsByPart = Map.groupBy(market.volunteerOf.keys(), (pair) => partOf[market.volunteerOf[pair]!]!);
  const peopleByPart = Map.groupBy(market.mostPlacements.keys(), (volunteer) => partOf[volunteer]!);
  return [...pairsByPart].map(([part, pairs]) => cut(market, peopleByPart.get(part)!, Int32Array.from(pairs)));
}

/** Gives for each volunteer one and the same of all that are linked to it. */
function linked({ volunteerOf, lineOf, innermost, around, most, teams, mostPlacements }: Market): (volunteer: number) => number {
  const volunteers = mostPlacements.length;
  const parent = Int32Array.from({ length: volunteers + most.length }, (_, node) => node);
  const rootOf = (start: number): number => {
    let node = start;
    while (parent[node] !== node) {
      parent[node] = parent[parent[node]!]!;
      node = parent[node]!;
    }
    return node;
  };
  const link = (a: number, b: number): void => {
    parent[rootOf(a)] = rootOf(b);
  };
  for (const [pair, volunteer] of volunteerOf.entries()) link(volunteer, volunteers + innermost[lineOf[pair]!]!);
  for (const line of innermost) {
    for (let capacity = around[line]!; capacity !== -1; capacity = around[capacity]!) {
      if (most[capacity] !== Infinity) link(volunteers + line, volunteers + capacity);
    }
  }
  for (const [first, ...others] of teams) for (const { volunteer } of others) link(first!.volunteer, volunteer);
  return rootOf;
}

function cut(whole: Market, people: readonly number[], pairs: Int32Array): Part {
  if (pairs.length === whole.lineOf.length && people.length === whole.mostPlacements.length) return { market: whole, pairs };
  const volunteers = numbered(people);
  const lines = numbered(pairs.map((pair) => whole.lineOf[pair]!));
  const capacities = numbered(lines.old.flatMap((line) => chainOf(whole, line)));
  const newPairs = new Map([...pairs.entries()].map(([position, pair]) => [pair, position]));
  const teams = whole.teams.filter(([first]) => volunteers.newOf.has(first!.volunteer));
  return {
    pairs,
    market: {
      volunteerOf: pairs.map((pair) => volunteers.newOf.get(whole.volunteerOf[pair]!)!),
      lineOf: pairs.map((pair) => lines.newOf.get(whole.lineOf[pair]!)!),
      pairAt: (volunteer, position) => newPairs.get(whole.pairAt(volunteers.old[volunteer]!, position)) ?? -1,
      own: (pair) => whole.own(pairs[pair]!),
      theirs: (pair) => whole.theirs(pairs[pair]!),
      innermost: Int32Array.from(lines.old, (line) => capacities.newOf.get(whole.innermost[line]!)!),
      around: Int32Array.from(capacities.old, (capacity) => capacities.newOf.get(whole.around[capacity]!) ?? -1),
      most: Float64Array.from(capacities.old, (capacity) => whole.most[capacity]!),
      countyOf: Int32Array.from(lines.old, (line) => whole.countyOf[line]!),
      mostPlacements: Int32Array.from(volunteers.old, (volunteer) => whole.mostPlacements[volunteer]!),
      doClash: (line, other) => whole.doClash(lines.old[line]!, lines.old[other]!),
      teams: teams.map((members) => members.map((member) => ({ ...member, volunteer: volunteers.newOf.get(member.volunteer)! }))),
    },
  };
}

/** What occurs, in order, with its new numbers. */
function numbered(things: Iterable<number>) {
  const old = [...new Set(things)].toSorted((a, b) => a - b);
  return { old, newOf: new Map(old.map((own, position) => [own, position])) };
}

function chainOf({ innermost, around }: Market, line: number): number[] {
  const chain: number[] = [];
  for (let capacity = innermost[line]!; capacity !== -1; capacity = around[capacity]!) chain.push(capacity);
  return chain;
}
