import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { askOnce, lemonContenders, ours, runOnce, type Contender, type Outcome } from './matching/contest.ts';
import { instanceText } from './matching/instance.ts';
import { buildLemon } from './matching/lemon.ts';
import { readOptions, WrongOption, type Options } from './matching/options.ts';
import { scoreOf, type Score } from './matching/score.ts';
import { loads, sizes } from './matching/shape.ts';
import { answerTable, growthTable, nameOf, resultTable, type InstanceName, type Result } from './matching/table.ts';

const roundsBySize = { programme: 5, nation: 3, world: 1 } as const;
const seed = 2027;

/** Measures our solver against LEMON's on the same generated instances, in turn, and prints a table; gives the exit status. */
async function main(options: Options, signal: AbortSignal): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhijiao-bench-'));
  try {
    const lemon = buildLemon(folder);
    if (lemon === undefined) report('LEMON is not installed (on Debian: liblemon-dev, g++): ours only.');
    const contenders: [Contender, ...Contender[]] = [ours, ...(lemon === undefined ? [] : lemonContenders(lemon))];
    const results: Result[] = [];
    for (const name of options.instances) results.push(await measure(name, contenders, { ...options, folder, signal }));
    printResults(results, contenders, options.limitSeconds);
    const faults = results.flatMap((result) => faultsOf(result, contenders));
    for (const fault of faults) report(fault);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Setting = Options & { readonly folder: string; readonly signal: AbortSignal };

async function measure(name: InstanceName, contenders: readonly [Contender, ...Contender[]], setting: Setting): Promise<Result> {
  report(`${nameOf(name)}: generating`);
  const file = await writeInstance(name, setting);
  const outcomes = new Map(contenders.map((contender) => [contender, [] as Outcome[]]));
  const rounds = setting.rounds ?? roundsBySize[name.size];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, before] of outcomes) {
      // What was late or failed once is not waited for again.
      if (before.some(({ kind }) => kind !== 'solved')) continue;
      const outcome = await runOnce(contender, file, setting.limitSeconds, setting.signal);
      before.push(outcome);
      report(`${nameOf(name)}, round ${round} of ${rounds}: ${contender.name} ${outcomeText(outcome)}`);
    }
  }
  const arcs = await countArcs(file);
  report(`${nameOf(name)}: asking`);
  const answers = await askOnce(file);
  if (setting.keep === undefined) rmSync(file);
  const scoreFor = (contender: Contender): Score => scoreOf(outcomes.get(contender) ?? []);
  const [first, ...others] = contenders;
  return { name, arcs, scores: [scoreFor(first), ...others.map(scoreFor)], answers };
}

async function writeInstance(name: InstanceName, { folder, keep, signal }: Setting): Promise<string> {
  if (keep !== undefined) mkdirSync(keep, { recursive: true });
  const file = path.join(keep ?? folder, `${nameOf(name).replaceAll(' ', '-')}.min`);
  const text = instanceText({ size: sizes[name.size], kind: name.kind, load: loads[name.load], nested: name.nested, seed });
  await pipeline(Readable.from(text), createWriteStream(file), { signal });
  return file;
}

/** From the p line, which comes first. */
async function countArcs(file: string): Promise<number> {
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read({ buffer: Buffer.alloc(100) });
    return Number(buffer.toString('utf8', 0, bytesRead).split(/\s/)[3]);
  } finally {
    await opened.close();
  }
}

/** What must not be: a solver that failed, or two that disagree. */
function faultsOf({ name, scores }: Result, contenders: readonly Contender[]): string[] {
  const failures = scores.flatMap((score, i) => (score.kind === 'failed' ? `${contenders[i]!.name} failed: ${score.message}` : []));
  const objectives = scores.flatMap((score, i) => (score.kind === 'solved' ? [{ by: contenders[i]!.name, is: score.objective }] : []));
  const said = objectives.map(({ by, is }) => `${by} ${is}`).join(', ');
  const differences = new Set(objectives.map(({ is }) => is)).size > 1 ? [`OBJECTIVES DIFFER: ${said}`] : [];
  return [...failures, ...differences].map((fault) => `${nameOf(name)}: ${fault}`);
}

function printResults(results: readonly Result[], contenders: readonly Contender[], limitSeconds: number): void {
  const names = contenders.map(({ name }) => name);
  const day = new Date().toISOString().slice(0, 10);
  console.log(`${day}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}.`);
  console.log(`Medians; ratio: ours to the faster of the others; peak MiB: ${names.join(' / ')}.\n`);
  console.log(resultTable(results, names, limitSeconds));
  const answers = answerTable(results);
  if (answers !== '') console.log(`\n${answers}`);
  const growth = growthTable(results, names);
  if (growth !== '') console.log(`\n${growth}`);
}

function outcomeText(outcome: Outcome): string {
  if (outcome.kind === 'solved') return `${Math.round(outcome.solveMs)} ms, ${outcome.peakMiB} MiB`;
  return outcome.kind === 'late' ? 'took too long' : `failed: ${outcome.message}`;
}

function report(text: string): void {
  console.error(text);
}

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
try {
  process.exitCode = await main(readOptions(process.argv.slice(2)), stop.signal);
} catch (error) {
  if (!stop.signal.aborted && !(error instanceof WrongOption)) throw error;
  report(error instanceof WrongOption ? error.message : 'Stopped.');
  process.exitCode = 2;
}
