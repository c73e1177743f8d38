import { operationAt, operations } from '../document/documented.ts';
import type { Call } from './calls.ts';
import { faultKinds, type Answered, type Fault, type FaultKind } from './judge.ts';

const mostShown = 20;

/** What the calls came to. */
export class Report {
  readonly slowMs = 2000;
  calls = 0;
  files = 0;
  readonly #faults = new Map<FaultKind, number>();
  readonly #shown = new Set<string>();
  readonly #byStatus = new Map<number, number>();
  readonly #done = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #times: number[] = [];

  answered(call: Call, answered: Answered & { readonly milliseconds: number }, faults: readonly Fault[]): void {
    this.calls += 1;
    this.#byStatus.set(answered.status, (this.#byStatus.get(answered.status) ?? 0) + 1);
    this.#times.push(answered.milliseconds);
    const operation = operationAt(call.address, call.method);
    const name = operation === undefined ? 'no operation' : `${operation.method.toUpperCase()} ${operation.path}`;
    if (operation !== undefined) this.#asked.add(name);
    if (operation !== undefined && answered.status < 300) this.#done.add(name);
    for (const fault of faults) this.note(fault, name, call);
  }

  /** Counts a fault; each kind of each operation is shown once. */
  note(fault: Fault, where: string, call?: Call): void {
    this.#faults.set(fault.kind, (this.#faults.get(fault.kind) ?? 0) + 1);
    const name = `${fault.kind}: ${where}`;
    if (this.#shown.has(name) || this.#shown.size >= mostShown) return;
    this.#shown.add(name);
    console.error(`${name} (call ${this.calls}): ${fault.said.slice(0, 1200)}${call === undefined ? '' : `\n    ${shown(call)}`}`);
  }

  get isClean(): boolean {
    return this.#faults.size === 0;
  }

  print(seed: number): void {
    const statuses = [...this.#byStatus].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count.toLocaleString('en')}`);
    const times = this.#times.toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
    console.log(
      `${this.#asked.size} of ${operations.length} operations were called, and ${this.#done.size} did what they do at least once.`,
    );
    console.log(`Answers by status: ${statuses.join(', ')}.`);
    console.log(`Half took ${at(0.5)} ms or less, 99 of 100 ${at(0.99)} ms, the slowest ${at(1)} ms.`);
    const counted = faultKinds.map((kind) => {
      const count = this.#faults.get(kind) ?? 0;
      return `${count} ${count === 1 ? kind : plural[kind]}`;
    });
    console.log(
      `${counted.join(', ')} in ${this.calls.toLocaleString('en')} calls and ${this.files.toLocaleString('en')} files. Seed ${seed}.`,
    );
  }
}

const plural: Readonly<Record<FaultKind, string>> = {
  'server error': 'server errors',
  'schema mismatch': 'schema mismatches',
  leak: 'leaks',
  'slow answer': 'slow answers',
  'half done': 'things half done',
};

function shown({ caller, method, address, headers, body }: Call): string {
  const content = typeof body === 'string' ? body : body === undefined ? '' : Buffer.from(body).toString('latin1');
  return `${caller}: ${method} ${address.slice(0, 400)} ${JSON.stringify(headers).slice(0, 300)} ${JSON.stringify(content.slice(0, 900))}`;
}
