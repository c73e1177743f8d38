import type { Finding } from './findings.ts';
import { invariants } from './invariants.ts';
import type { Ledger } from './ledger.ts';
import type { Letters } from './letters.ts';

type Figures = {
  readonly seconds: number;
  readonly seasons: number;
  /** Calls that raced each other without kills. */
  readonly raced: number;
  readonly events: number;
  readonly kills: ReadonlyMap<string, number>;
  readonly ledger: Ledger;
  readonly letters: Letters;
  readonly findings: readonly Finding[];
};

/** Says what was done and what came of it. */
export function report({ seed }: { readonly seed: number }, figures: Figures): void {
  const { kills, ledger, letters, findings } = figures;
  const { calls, confirmed, refused, lost, duplicates, cut, abandoned } = ledger.counts;
  const killed = [...kills.values()].reduce((sum, count) => sum + count, 0);
  const events = Map.groupBy(ledger.confirmed.values(), ({ trace }) => trace.event);
  const countOf = (event: string) => (events.get(event) ?? []).reduce((sum, { count }) => sum + count, 0);
  const named = [
    'application.submitted',
    'request.approved',
    'run.published',
    'placement.accepted',
    'placement.declined',
    'placement.withdrawn',
    'swap.confirmed',
    'placement.no_show',
  ];
  const found = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  console.log(`
Killed: ${[...kills].map(([name, count]) => `${name} ${count}`).join(', ')}; ${killed} kills together.
On the way: ${lost} answers lost, ${cut} connections cut, ${duplicates} duplicates sent, ${abandoned} calls given up.
Done: ${figures.seasons} seasons, ${calls} calls, ${confirmed} actions confirmed, ${refused} refused; ${figures.raced} calls in races.
  Of them ${named.map((event) => `${event} ${countOf(event)}`).join(', ')}, placement.completed ${countOf('placement.completed')}, lessons ${ledger.lessons.size}, stations imported ${ledger.imported.size}.
Letters: ${letters.arrived} came; ${letters.unconfirmed} unconfirmed, whose sender died before it heard the answer (${letters.unconfirmedCame} of them came); ${letters.takenTwice} taken again after a mail server died before it answered.
Looked at: ${figures.events} events, one by one; ${invariants.length} invariants asked of the database.
${found('lost')} lost, ${found('doubled')} doubled, ${found('broken')} broken invariants. Seed ${seed}, ${figures.seconds} s.`);
}
