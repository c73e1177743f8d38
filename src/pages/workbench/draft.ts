import type { Context } from 'hono';

import type { AppEnv } from '../../http/context.ts';
import { changeSchema, mostChanges, type Change } from '../../matching/explain/change.ts';
import type { Viewer } from '../viewer.ts';

/**
 * What a coordinator has in mind for the next run stands in the address, a `change` each: kept in a bookmark, sent to a colleague, and
 * nothing anywhere until a run is started with it. Written `pin~application~line`, `seats~line~1`.
 */
export type Draft = readonly Change[];

/** Of each kind of change, the fields in the order in which the address gives them. */
const fields: { readonly [kind in Change['kind']]: readonly (keyof Extract<Change, { kind: kind }> & string)[] } = {
  pin: ['applicationId', 'lineId'],
  forbid: ['applicationId', 'lineId'],
  seats: ['lineId', 'by'],
  close: ['requestId'],
  withdraw: ['applicationId'],
  another: ['likeApplicationId'],
  request: ['likeRequestId'],
  beds: ['countyCode', 'maximum'],
  squad: ['requestId', 'maximum'],
  quota: ['provinceCode', 'maximum'],
};
const numbers: ReadonlySet<string> = new Set(['by', 'maximum']);

export function writtenChange(change: Change): string {
  const values: Readonly<Record<string, unknown>> = change;
  return [change.kind, ...fields[change.kind].map((name) => String(values[name]))].join('~');
}

/** Undefined for what is no change. */
export function readChange(written: string): Change | undefined {
  const [kind = '', ...values] = written.split('~');
  const names: readonly string[] | undefined = Object.entries(fields).find(([name]) => name === kind)?.[1];
  if (names === undefined || names.length !== values.length) return undefined;
  const given = names.map((name, i) => [name, numbers.has(name) ? Number(values[i]) : values[i]]);
  return changeSchema.safeParse({ kind, ...Object.fromEntries(given) }).data;
}

/** The changes in the address, each once; what is none is passed over, and so is what is more than can be asked together. */
export function draftIn(c: Context<AppEnv>): Draft {
  const written = new Set(c.req.queries('change') ?? []);
  return [...written].flatMap((text) => readChange(text) ?? []).slice(0, mostChanges);
}

export type Locking = Extract<Change, { kind: 'pin' | 'forbid' }>;

/** Those that a run takes over as its locks. */
export function locksIn(draft: Draft): readonly Locking[] {
  return draft.filter((change) => change.kind === 'pin' || change.kind === 'forbid');
}

const samePair = (a: Locking, b: Change) =>
  'lineId' in b && 'applicationId' in b && a.applicationId === b.applicationId && a.lineId === b.lineId;

/** The draft with one change more; a pair is pinned or forbidden, not both. */
export function draftWith(draft: Draft, change: Change): Draft {
  const others = change.kind === 'pin' || change.kind === 'forbid' ? draft.filter((own) => !samePair(change, own)) : draft;
  const written = writtenChange(change);
  return [...others.filter((own) => writtenChange(own) !== written), change];
}

export function draftWithout(draft: Draft, change: Change): Draft {
  const written = writtenChange(change);
  return draft.filter((own) => writtenChange(own) !== written);
}

type Asked = Readonly<Record<string, string | null | undefined>>;

/** An address with what is asked there and the draft, so that no way loses it. */
export function addressOf(path: string, draft: Draft, asked: Asked = {}): string {
  const [pathname = '', hash] = path.split('#');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined && value !== null && value !== '') search.set(name, value);
  for (const change of draft) search.append('change', writtenChange(change));
  const text = search.toString().replaceAll('%7E', '~');
  return pathname + (text === '' ? '' : `?${text}`) + (hash === undefined ? '' : `#${hash}`);
}

/** This page's address with another draft, and with some of what it asks changed. */
export function hereWith({ path }: Viewer, draft: Draft, changed: Asked = {}): string {
  const [pathname = '', search = ''] = path.split('?');
  const asked = Object.fromEntries(new URLSearchParams(search));
  delete asked['change'];
  delete asked['lang'];
  delete asked['done'];
  return addressOf(pathname, draft, { ...asked, ...changed });
}
