import type { Send } from './caller.ts';
import type { Finding } from './findings.ts';
import type { Ledger } from './ledger.ts';

/** One line of the feed, as a program reads it. */
export type Happening = {
  readonly sequence: number;
  readonly actor: string;
  readonly thing: string;
  readonly thingId: string;
  readonly event: string;
  readonly fromState: string | null;
  readonly toState: string | null;
};

/** Events that nobody but a user of ours asks for, each by a call of its own: one that none of them asked for is there too often. */
const asked = new Set([
  'application.begun',
  'application.submitted',
  'application.approved',
  'request.begun',
  'request.submitted',
  'request.approved',
  'season.planned',
  'run.queued',
  'run.published',
  'import.received',
  'import.applying',
  'station.registered',
  'placement.accepted',
  'placement.declined',
  'placement.withdrawn',
  'placement.started',
  'placement.lesson-recorded',
  'placement.reported',
  'placement.confirmed',
  'placement.completed',
  'placement.no_show',
  'swap.invited',
  'swap.proposed',
  'swap.agreed',
  'swap.confirmed',
]);

/** What the jobs do, such as rows of an import, nobody asked for by a call. */
const people = new Set(['volunteer', 'county', 'coordinator']);

/** A place that was never offered is accepted by an exchange alone, which two people asked for and a coordinator confirmed. */
function isExchanged({ event, fromState }: Pick<Happening, 'event' | 'fromState'>): boolean {
  return event === 'placement.accepted' && fromState === 'proposed';
}

/** Follows the feed from where it was left, as docs/api.md tells programs to, and keeps all that came. */
export class Feed {
  readonly all: Happening[] = [];
  #cursor: string | undefined;

  async follow(send: Send): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (;;) {
      const at = this.#cursor === undefined ? 'after=0' : `order=oldest&cursor=${encodeURIComponent(this.#cursor)}`;
      const { body } = await send('GET', `/events?limit=200&${at}`);
      const items = body['items'] as Happening[];
      for (const item of items) {
        const last = this.all.at(-1)?.sequence ?? 0;
        if (item.sequence <= last) findings.push({ kind: 'doubled', what: `event ${item.sequence} came after event ${last} in the feed` });
        else if (item.sequence > last + 1)
          findings.push({ kind: 'lost', what: `between events ${last} and ${item.sequence} the feed has a gap` });
        this.all.push(item);
      }
      this.#cursor = String(body['nextCursor']);
      if (items.length < 200) return findings;
    }
  }

  /** What happened to each thing, in words. */
  histories(): ReadonlyMap<string, readonly string[]> {
    const histories = new Map<string, string[]>();
    for (const { sequence, thingId, event, fromState, toState, actor } of this.all) {
      const lines = histories.get(thingId) ?? [];
      lines.push(`${sequence} ${event} ${fromState ?? ''}>${toState ?? ''} by ${actor}`);
      histories.set(thingId, lines);
    }
    return histories;
  }
}

/** Everything confirmed stands in the feed as often as it was confirmed, and no more often than it may. */
export function compareFeed(all: readonly Happening[], ledger: Ledger): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { thingId, event } of all) counts.set(`${thingId} ${event}`, (counts.get(`${thingId} ${event}`) ?? 0) + 1);
  const findings: Finding[] = [];
  for (const [key, { trace, count }] of ledger.confirmed) {
    const found = counts.get(key) ?? 0;
    const may = count + ledger.possibly(trace);
    if (found < count)
      findings.push({
        kind: 'lost',
        what: `${trace.event} of ${trace.id} was confirmed ${count} times and is there ${found} times`,
        id: trace.id,
      });
    if (found > may)
      findings.push({
        kind: 'doubled',
        what: `${trace.event} of ${trace.id} may be there ${may} times and is there ${found} times`,
        id: trace.id,
      });
  }
  return [...findings, ...compareUnasked(all, ledger), ...compareExchanged(all)];
}

/** Each exchange gives two people a place, and nothing else gives one that was not offered. */
function compareExchanged(all: readonly Happening[]): readonly Finding[] {
  const exchanges = all.filter(({ event }) => event === 'swap.confirmed').length;
  const taken = all.filter(isExchanged).length;
  if (taken === 2 * exchanges) return [];
  return [{ kind: taken < 2 * exchanges ? 'lost' : 'doubled', what: `${exchanges} exchanges gave ${taken} places` }];
}

function compareUnasked(all: readonly Happening[], ledger: Ledger): readonly Finding[] {
  const findings: Finding[] = [];
  const nameless = new Map(ledger.nameless);
  const counts = new Map<string, number>();
  for (const { thingId: id, event, actor, fromState } of all) {
    if (isExchanged({ event, fromState })) continue;
    if (!people.has(actor) || !asked.has(event) || ledger.confirmed.has(`${id} ${event}`)) continue;
    const left = nameless.get(event) ?? 0;
    const known = (counts.get(`${id} ${event}`) ?? 0) + 1;
    counts.set(`${id} ${event}`, known);
    if (known <= ledger.possibly({ id, event })) continue;
    if (left > 0) nameless.set(event, left - 1);
    else findings.push({ kind: 'doubled', what: `${event} of ${id} is there, and nobody asked for it`, id });
  }
  return findings;
}
