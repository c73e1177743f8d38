/** What an action leaves among the events: on which thing, and how it is called there. */
export type Trace = { readonly id: string; readonly event: string };

const keyOf = ({ id, event }: Trace) => `${id} ${event}`;

/**
 * What was confirmed to the users and what may have happened, kept apart from the product: it knows nothing but the answers. An answer of
 * 2xx confirms; of a call whose answer never came nobody knows.
 */
export class Ledger {
  readonly confirmed = new Map<string, { readonly trace: Trace; count: number }>();
  readonly possible = new Map<string, number>();
  /** Of things whose making was never answered nobody knows the name: how many may be there, by the event that begins them. */
  readonly nameless = new Map<string, number>();
  /** Lessons that were confirmed, with the placement's path; and names of stations whose import was said to be done. */
  readonly lessons = new Map<string, string>();
  readonly imported = new Set<string>();
  /** What was said of each thing, for whoever has to find a fault. */
  readonly history = new Map<string, string[]>();
  /** What contradicts itself on the spot, such as a second answer that differs from the first. */
  readonly contradictions: string[] = [];
  readonly counts = { calls: 0, confirmed: 0, refused: 0, lost: 0, duplicates: 0, cut: 0, abandoned: 0 };

  confirm(trace: Trace): void {
    const known = this.confirmed.get(keyOf(trace));
    if (known === undefined) this.confirmed.set(keyOf(trace), { trace, count: 1 });
    else known.count += 1;
  }

  allow(trace: Trace): void {
    this.possible.set(keyOf(trace), (this.possible.get(keyOf(trace)) ?? 0) + 1);
  }

  allowNameless(event: string): void {
    this.nameless.set(event, (this.nameless.get(event) ?? 0) + 1);
  }

  possibly(trace: Trace): number {
    return this.possible.get(keyOf(trace)) ?? 0;
  }

  isKnown(trace: Trace): boolean {
    return this.confirmed.has(keyOf(trace)) || this.possible.has(keyOf(trace));
  }

  tell(id: string, line: string): void {
    const lines = this.history.get(id) ?? [];
    lines.push(`${new Date().toISOString().slice(11, 23)} ${line}`);
    this.history.set(id, lines);
  }
}
