import { SeededRandom } from '../seeds/made-up/random.ts';
import { checkMatch } from '../src/matching/check.ts';
import { mostAddedSeats } from '../src/matching/explain/change.ts';
import { solvedNetworkOf, type SolvedNetwork } from '../src/matching/explain/solved-network.ts';
import { whatIf } from '../src/matching/explain/what-if.ts';
import { whyShort } from '../src/matching/explain/why-short.ts';
import { WhySearch } from '../src/matching/explain/why.ts';
import { match } from '../src/matching/match.ts';
import type { MatchResult } from '../src/matching/result.ts';
import { shortagesOf } from '../src/matching/shortages.ts';
import type { Snapshot } from '../src/matching/snapshot.ts';
import { programmeSeason, type Variety } from './reasons/season.ts';

/**
 * What answers about a match cost at the programme's scale, in one process: why and why not for pairs drawn at random, why short, what
 * if, and a repair after one in a hundred withdrew beside a match from nothing of the same people.
 */
function ask(seed: number, variety: Variety): void {
  const snapshot = programmeSeason(seed, variety);
  const matched = timed(() => match(snapshot));
  const result = matched.gives;
  const built = timed(() => solvedNetworkOf(snapshot, result, mostAddedSeats));
  const { summary } = result;
  console.log(
    `seed ${seed}: ${summary.applications} × ${summary.lines}, ${summary.pairs} pairs, ${summary.placed} placed, ${summary.seatsShort} seats short`,
  );
  console.log(`match ${matched.ms.toFixed(0)} ms, solved network ${built.ms.toFixed(0)} ms`);
  askWhy(built.gives, new SeededRandom(seed + 1));
  askOthers(built.gives, result, new SeededRandom(seed + 2));
  repairAfterWithdrawals(snapshot, result, new SeededRandom(seed + 3));
}

function timed<T>(work: () => T): { readonly gives: T; readonly ms: number } {
  const begun = performance.now();
  const gives = work();
  return { gives, ms: performance.now() - begun };
}

function print(name: string, ms: readonly number[]): void {
  const sorted = ms.toSorted((a, b) => a - b);
  const share = (part: number) =>
    `${(1000 * (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN)).toFixed(0)} µs`;
  console.log(`${name}: ${sorted.length} asked, median ${share(0.5)}, 19 of 20 within ${share(0.95)}, most ${share(1)}`);
}

function askWhy(network: SolvedNetwork, random: SeededRandom): void {
  const { pairs, flow, structure, snapshot } = network;
  const search = new WhySearch(network);
  const took: Record<'why' | 'why not', number[]> = { why: [], 'why not': [] };
  while (Math.min(took.why.length, took['why not'].length) < 1000) {
    const a = random.between(0, snapshot.applications.length - 1);
    const first = pairs.rowStart[a]!;
    const count = pairs.rowStart[a + 1]! - first;
    if (count === 0) continue;
    let pair = first + random.between(0, count - 1);
    const held =
      took.why.length < 1000 && random.chance(0.5)
        ? pairs.line.subarray(first, first + count).findIndex((_, i) => flow[structure.firstPairArc + first + i] === 1)
        : -1;
    if (held !== -1) pair = first + held;
    const { id: lineId } = snapshot.lines[pairs.line[pair]!]!;
    const asked = timed(() => search.ask(snapshot.applications[a]!.id, lineId));
    took[asked.gives?.kind === 'matched' ? 'why' : 'why not'].push(asked.ms);
  }
  for (const kind of ['why', 'why not'] as const) print(kind, took[kind]);
}

function askOthers(network: SolvedNetwork, { matches }: MatchResult, random: SeededRandom): void {
  const { snapshot } = network;
  const short = shortagesOf(snapshot, matches);
  if (short.length > 0)
    print(
      'why short',
      Array.from({ length: 20 }, () => timed(() => whyShort(network, random.pick(short).lineId)).ms),
    );
  const what = Array.from(
    { length: 100 },
    () => timed(() => whatIf(network, [{ kind: 'withdraw', applicationId: random.pick(matches).applicationId }])).ms,
  );
  print('what if somebody withdrew', what);
}

function repairAfterWithdrawals(snapshot: Snapshot, { matches }: MatchResult, random: SeededRandom): void {
  const applications = snapshot.applications.filter(() => !random.chance(0.01));
  const left = new Set(applications.map(({ id }) => id));
  const told = matches.flatMap(({ applicationId, lineId }) => (left.has(applicationId) ? [{ applicationId, lineId }] : []));
  const after = { ...snapshot, applications };
  const fresh = timed(() => match(after));
  const repaired = timed(() => match({ ...after, told }));
  const verdict = checkMatch({ ...after, told }, repaired.gives);
  const { placed, toldKept, toldMoved } = repaired.gives.summary;
  console.log(
    `repair after ${snapshot.applications.length - applications.length} withdrew: ${repaired.ms.toFixed(0)} ms, match from nothing ${fresh.ms.toFixed(0)} ms, ` +
      `ratio ${(repaired.ms / fresh.ms).toFixed(2)}; ${placed} placed, ${toldKept} kept, ${toldMoved} moved; checked: ${JSON.stringify(verdict)}`,
  );
}

const seed = Number(process.argv[2] ?? 1);
ask(seed, 5);
console.log();
ask(seed, 1);
