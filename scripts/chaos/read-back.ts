import type { Body, Send } from './caller.ts';
import type { Finding } from './findings.ts';
import type { Ledger } from './ledger.ts';
import type { Place, Places } from './replay.ts';

/** Everything that can be listed, read page by page as a coordinator's program does. */
export type Listed = {
  readonly states: ReadonlyMap<string, string>;
  readonly places: Places;
  readonly stationNames: readonly string[];
  readonly findings: readonly Finding[];
};

export async function readBack(send: Send): Promise<Listed> {
  const findings: Finding[] = [];
  const listed: Record<string, readonly Body[]> = {};
  for (const path of ['/seasons', '/applications', '/requests', '/placements', '/stations']) {
    listed[path] = await every(send, path);
    const ids = listed[path].map(({ id }) => String(id));
    if (new Set(ids).size < ids.length) findings.push({ kind: 'doubled', what: `${path} lists something twice` });
  }
  const of = (path: string) => listed[path] ?? [];
  const states = new Map(
    ['/seasons', '/applications', '/requests', '/placements'].flatMap(of).map(({ id, state }) => [String(id), String(state)]),
  );
  for (const { id } of of('/seasons')) {
    for (const run of await every(send, `/seasons/${String(id)}/runs`)) states.set(String(run['id']), String(run['state']));
  }
  const ofPlacement = new Map(of('/placements').map((placement) => [String(placement['id']), placement as Place]));
  const lines = of('/requests').flatMap(({ lines: own }) => own as readonly { id: string; maximum: number }[]);
  const maximumOfLine = new Map(lines.map(({ id, maximum }) => [id, maximum]));
  return { states, places: { ofPlacement, maximumOfLine }, stationNames: of('/stations').map(({ nameZh }) => String(nameZh)), findings };
}

async function every(send: Send, path: string): Promise<readonly Body[]> {
  const all: Body[] = [];
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body, isOk } = await send('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${at}`);
    if (!isOk) throw new Error(`${path} could not be read: ${JSON.stringify(body)}`);
    all.push(...(body['items'] as Body[]));
    cursor = body['nextCursor'] as string | null;
  } while (cursor !== null);
  return all;
}

/** What is listed is in the state that its events lead to; what was confirmed to be made is listed; what was brought is there once. */
export function compareListed(listed: Listed, ledger: Ledger, replayed: ReadonlyMap<string, string>): readonly Finding[] {
  const findings: Finding[] = [...listed.findings];
  for (const [id, state] of listed.states) {
    if (replayed.get(id) !== state)
      findings.push({ kind: 'broken', what: `${id} is ${state}, and its events lead to ${replayed.get(id)}`, id });
  }
  for (const { trace } of ledger.confirmed.values()) {
    if (/^(application|request|season|run)\./.test(trace.event) && !listed.states.has(trace.id)) {
      findings.push({ kind: 'lost', what: `${trace.event} of ${trace.id} was confirmed, and it is in no list`, id: trace.id });
    }
  }
  const names = new Map<string, number>();
  for (const name of listed.stationNames) names.set(name, (names.get(name) ?? 0) + 1);
  for (const name of ledger.imported) {
    const count = names.get(name) ?? 0;
    if (count !== 1)
      findings.push({ kind: count === 0 ? 'lost' : 'doubled', what: `the imported station ${name} is there ${count} times` });
  }
  return findings;
}

/** Every confirmed lesson stands in the record of its placement, once, and no more lessons than there may be. */
export async function compareLessons(send: Send, ledger: Ledger): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const confirmed = Map.groupBy(ledger.lessons, ([, path]) => path);
  for (const [path, lessons] of confirmed) {
    const { body } = await send('GET', path);
    const there = (body['lessons'] as Body[]).map(({ id }) => String(id));
    for (const [id] of lessons) {
      const count = there.filter((one) => one === id).length;
      if (count !== 1) findings.push({ kind: count === 0 ? 'lost' : 'doubled', what: `lesson ${id} of ${path} is there ${count} times` });
    }
    if (there.length > lessons.length)
      findings.push({ kind: 'doubled', what: `${path} has ${there.length} lessons, of ${lessons.length} that were recorded` });
  }
  return findings;
}
