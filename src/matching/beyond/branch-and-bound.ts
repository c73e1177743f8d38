import type { Pairs } from '../pairs.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Branching, Decision, Split } from './decisions.ts';
import { departuresOf, type Departure } from './departures.ts';
import { isBefore } from './dual-bound.ts';
import { answersTo, type BeyondGoal } from './question.ts';
import { relax, type Relaxation } from './relaxation.ts';

/** The best match found, and the tree that says how much better another could be at most. */
export type Search = { readonly best: Relaxation; readonly bound: readonly number[]; readonly tree: Branching };

/** Arcs that are solved at most, over all relaxations; small seasons are searched to the end, large ones get a few. */
const mostWork = 3_000_000;
const mostRelaxations = 4000;
/** Rounds of a dive in which what departs may still be decided the way it leans; then it is closed or apart. */
const mostLeanings = 3;

type Leaf = { relaxation: Relaxation; readonly decisions: readonly Decision[]; node: Node };
type Node = { split?: Split; branches?: Node[]; relaxation: Relaxation };

/**
 * The best match under what no flow holds: branch and bound over the flow relaxation, the most promising leaf first. A dive comes before, which decides all
 * that departs at once, again and again, until a match is left: so there always is one. When the work is spent, the leaves
 * that are left bound what has not been seen. Deterministic: work is counted in arcs, not in time.
 *
 * A generator that gives the share of the work done. Source: Land & Doig (1960); bounds compare as ordered vectors.
 */
export function* branchAndBound(
  snapshot: Snapshot,
  goals: readonly BeyondGoal[],
  pairs: Pairs,
  budget = mostWork,
): Generator<number, Search> {
  const effort = { work: 0, relaxations: 0 };
  const solve = function* (decisions: readonly Decision[]): Generator<number, Relaxation> {
    const relaxation = yield* scaled(relax(snapshot, goals, pairs, decisions), effort.work, budget);
    effort.work += relaxation.work;
    effort.relaxations += 1;
    return relaxation;
  };
  const whole = yield* solve([]);
  const root: Node = { relaxation: whole };
  let best = departuresOf(whole).length === 0 ? whole : yield* dive(whole, solve);
  const open: Leaf[] = [{ relaxation: whole, decisions: [], node: root }];
  while (open.length > 0 && effort.work < budget && effort.relaxations < mostRelaxations) {
    const leaf = open.pop()!;
    // Leaves stand in order, the best last: what does not beat the best match ends the search.
    if (!isBefore(leaf.relaxation.value, best.value)) {
      open.push(leaf);
      break;
    }
    const [departure] = departuresOf(leaf.relaxation);
    if (departure === undefined) {
      best = leaf.relaxation;
      continue;
    }
    for (const decision of branch(leaf, departure)) {
      const decisions = [...leaf.decisions, decision];
      const relaxation = yield* solve(decisions);
      const node: Node = { relaxation };
      leaf.node.branches!.push(node);
      if (relaxation.unreached === 0) insert(open, { relaxation, decisions, node });
    }
  }
  const [last] = open.toReversed();
  const bound = last !== undefined && isBefore(last.relaxation.value, best.value) ? last.relaxation.value : best.value;
  return { best, bound, tree: treeOf(root) };
}

function* scaled<T>(steps: Generator<number, T>, done: number, budget: number): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield Math.min(0.99, done / budget + step.value / 20);
  }
}

function branch({ node, relaxation }: Leaf, { split }: Departure): readonly Decision[] {
  node.split = split;
  node.branches = [];
  return answersTo(relaxation.question, split)!;
}

/** Keeps the leaves in order, the best last; among equals the newest, which has decided most. */
function insert(open: Leaf[], leaf: Leaf): void {
  let at = open.length;
  while (at > 0 && isBefore(open[at - 1]!.relaxation.value, leaf.relaxation.value)) at -= 1;
  open.splice(at, 0, leaf);
}

/** Decides all that departs at once until nothing does, and takes back what cannot be reached. */
function* dive(whole: Relaxation, solve: (decisions: readonly Decision[]) => Generator<number, Relaxation>): Generator<number, Relaxation> {
  const decided = new Map<string, Decision>();
  let relaxation = whole;
  for (let round = 0; ; round += 1) {
    const departures = departuresOf(relaxation);
    if (departures.length === 0 && relaxation.unreached === 0) return relaxation;
    for (const { split, leaning } of departures) decided.set(keyOf(leaning), round < mostLeanings ? leaning : givenUp(split, leaning));
    if (relaxation.unreached > 0) for (const [key, decision] of takenBack(relaxation, decided, round)) decided.set(key, decision);
    relaxation = yield* solve([...decided.values()]);
  }
}

function keyOf(decision: Decision): string {
  if (decision.kind === 'not-in') return `not-in ${decision.applicationId} ${decision.lineId}`;
  return 'teamId' in decision ? `team ${decision.teamId}` : `request ${decision.requestId}`;
}

function givenUp(split: Split, leaning: Decision): Decision {
  if (split.kind === 'team') return { kind: 'apart', teamId: split.teamId };
  return split.kind === 'request' ? { kind: 'closed', requestId: split.requestId } : leaning;
}

/** Requests and teams of which something forced is missing; after a few rounds, all that is forced. */
function takenBack({ question, linesOf }: Relaxation, decided: ReadonlyMap<string, Decision>, round: number): [string, Decision][] {
  const { snapshot, openings } = question;
  const placed = new Map<number, number>();
  for (const lines of linesOf) for (const line of lines) placed.set(line, (placed.get(line) ?? 0) + 1);
  const short = new Set(snapshot.lines.flatMap((line, l) => ((placed.get(l) ?? 0) < line.minimum ? [openings[l]!.requestId] : [])));
  const missing = new Set(snapshot.applications.flatMap(({ id }, a) => (linesOf[a]!.length === 0 ? [id] : [])));
  const isAll = round > 2 * mostLeanings;
  return [...decided].flatMap(([key, decision]): [string, Decision][] => {
    if (decision.kind === 'together') {
      const team = snapshot.teams.find(({ id }) => id === decision.teamId)!;
      return isAll || team.members.some(({ applicationId }) => missing.has(applicationId))
        ? [[key, { kind: 'apart', teamId: team.id }]]
        : [];
    }
    if (decision.kind !== 'open' && decision.kind !== 'turned') return [];
    return isAll || short.has(decision.requestId) ? [[key, { kind: 'closed', requestId: decision.requestId }]] : [];
  });
}

function treeOf({ split, branches, relaxation }: Node): Branching {
  return split === undefined || branches === undefined ? { prices: relaxation.prices } : { split, branches: branches.map(treeOf) };
}
