import { setTimeout as pause } from 'node:timers/promises';

import type { Chance } from './chance.ts';
import type { Installation } from './installation.ts';

/** How often each part is killed, by its place among the parts: the database seldom, since it takes longest to come again. */
const weights: readonly (readonly [string, number])[] = [
  ['site', 22],
  ['second site', 22],
  ['job runner', 28],
  ['mail server', 18],
  ['database', 10],
];
/** So long it is from one kill to the next. */
const [leastMilliseconds, mostMilliseconds] = [50, 700];
/** So many are killed while they still start; the others once they work, or a slow machine would never get anything done. */
const earlyShare = 0.15;

/** One that is to come: of what, and how long after the one before. */
type Kill = { readonly part: string; readonly afterMilliseconds: number; readonly isEarly: boolean };

/** All the kills of a run, drawn from the seed before anything begins. */
export function planKills(chance: Chance, count: number): readonly Kill[] {
  return Array.from({ length: count }, () => ({
    part: chance.ofWeighted(weights),
    afterMilliseconds: chance.between(leastMilliseconds, mostMilliseconds),
    isEarly: chance.happens(earlyShare),
  }));
}

/** Kills as planned, for as long as it is let: what is down already is waited for, and several may be down at once. */
export class Killer {
  readonly #left: Kill[];
  readonly #parts: Installation['parts'];
  readonly #counts = new Map<string, number>(weights.map(([name]) => [name, 0]));
  #isPaused = false;
  #working: Promise<void> = Promise.resolve();

  constructor(planned: readonly Kill[], parts: Installation['parts']) {
    this.#left = [...planned];
    this.#parts = parts;
  }

  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get done(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get isDone(): boolean {
    return this.#left.length === 0;
  }

  goOn(): void {
    this.#isPaused = false;
    this.#working = this.#work();
    // Heard of by whoever waits for it.
    this.#working.catch(() => undefined);
  }

  async pause(): Promise<void> {
    this.#isPaused = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (!this.#isPaused) {
      const next = this.#left.shift();
      if (next === undefined) return;
      const part = this.#parts.find(({ name }) => name === next.part);
      if (part === undefined) throw new Error(`nothing is called ${next.part}`);
      if (!next.isEarly) await part.untilReady();
      await pause(next.afterMilliseconds);
      while (!part.isAlive()) await pause(10);
      await part.kill();
      this.#counts.set(next.part, (this.#counts.get(next.part) ?? 0) + 1);
    }
  }
}
