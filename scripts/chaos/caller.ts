import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Chance } from './chance.ts';
import type { Ledger, Trace } from './ledger.ts';

export type Body = Record<string, unknown>;
export type Answer = { readonly status: number; readonly body: Body; readonly isOk: boolean };

/** What is called, and what it leaves among the events where it is confirmed. */
export type Call = {
  readonly body?: unknown;
  /** A file in the place of the body. */
  readonly csv?: string;
  /** The event of the thing that the path names. */
  readonly event?: string;
  /** The event that begins what the answer names. */
  readonly begins?: string;
};

export type Send = (method: string, path: string, call?: Call) => Promise<Answer>;

/** How bad the way to the site is. */
export type Weather = { readonly twin: number; readonly late: number; readonly cut: number; readonly abandoned: number };
export const storm: Weather = { twin: 0.15, late: 0.08, cut: 0.06, abandoned: 0.02 };
/** For those who set something up on which all the others wait. */
export const steady: Weather = { ...storm, abandoned: 0 };
/** Nobody loses anything on the way; the calls come as they come, and some twice. */
export const calm: Weather = { twin: 0.2, late: 0.05, cut: 0, abandoned: 0 };

type World = { readonly siteUrls: readonly string[]; readonly ledger: Ledger };

const patienceMilliseconds = 120_000;
/** So long nobody waits for one answer: it is taken for lost. */
const answerMilliseconds = 20_000;

/** Duplicates that are still on their way. */
const underWay = new Set<Promise<void>>();
export async function untilNothingIsUnderWay(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

/** Somebody who calls as docs/api.md tells programs to: a key with every POST, and again what broke off, until an answer comes. */
export function senderFor(world: World, token: string, chance: Chance, weather: Weather): Send {
  return async (method, path, call = {}) => new Sending(world, { token, method, path, call, chance, weather }).send();
}

type What = {
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly call: Call;
  readonly chance: Chance;
  readonly weather: Weather;
};

class Sending {
  readonly #world: World;
  readonly #what: What;
  readonly #key = randomUUID();

  constructor(world: World, what: What) {
    this.#world = world;
    this.#what = what;
  }

  async send(): Promise<Answer> {
    const { ledger } = this.#world;
    const { method, path, chance, weather } = this.#what;
    ledger.counts.calls += 1;
    const until = Date.now() + patienceMilliseconds;
    const twin = method === 'POST' && chance.happens(weather.twin) ? this.#duplicate(chance.between(0, 80)) : undefined;
    for (let tries = 0; Date.now() < until; tries += 1) {
      const answer = await this.#once(chance.happens(weather.cut));
      if (answer !== undefined) return this.#settled(answer, twin);
      if (method !== 'GET') this.#lost();
      if (method !== 'GET' && chance.happens(weather.abandoned)) return this.#abandon();
      await pause(chance.between(20, 120 * Math.min(tries + 1, 5)));
    }
    throw new Error(`no answer to ${method} ${path} in ${patienceMilliseconds / 1000} s`);
  }

  /** Gives nothing where no answer came, or one that says to come again. */
  async #once(isCut: boolean): Promise<Answer | undefined> {
    const { path, chance } = this.#what;
    const { siteUrls, ledger } = this.#world;
    if (isCut) ledger.counts.cut += 1;
    const signal = AbortSignal.timeout(isCut ? chance.between(1, 60) : answerMilliseconds);
    try {
      const answer = await fetch(`${chance.of(siteUrls)}/api/v1${path}`, { ...this.#request(), signal });
      const text = await answer.text();
      if (answer.status >= 500 || answer.status === 429) return undefined;
      return { status: answer.status, isOk: answer.ok, body: text === '' ? {} : (JSON.parse(text) as Body) };
    } catch {
      return undefined;
    }
  }

  #request(): RequestInit {
    const { token, method, call } = this.#what;
    const headers: Record<string, string> = { Authorization: `Bearer ${token}`, 'Accept-Language': 'en' };
    if (method === 'POST') headers['Idempotency-Key'] = this.#key;
    if (call.csv !== undefined) return { method, body: call.csv, headers: { ...headers, 'Content-Type': 'text/csv' } };
    if (call.body === undefined) return { method, headers };
    return { method, body: JSON.stringify(call.body), headers: { ...headers, 'Content-Type': 'application/json' } };
  }

  #trace(body: Body): Trace | undefined {
    const { call, path } = this.#what;
    if (call.begins !== undefined) return { id: String(body['id']), event: call.begins };
    return call.event === undefined ? undefined : { id: path.split('/')[2] ?? '', event: call.event };
  }

  #settled(answer: Answer, twin: Promise<Answer | undefined> | undefined): Answer {
    const { ledger } = this.#world;
    const { method, path, chance, weather } = this.#what;
    if (method === 'GET') return answer;
    ledger.counts[answer.isOk ? 'confirmed' : 'refused'] += 1;
    const trace = this.#trace(answer.body);
    if (answer.isOk && trace !== undefined) {
      ledger.confirm(trace);
      ledger.tell(trace.id, `${method} ${path}: ${answer.status}, confirmed as ${trace.event}`);
    } else if (trace !== undefined)
      ledger.tell(trace.id, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body['type'] ?? '')}`);
    if (method === 'POST' && chance.happens(weather.late)) this.#compare(answer, this.#duplicate(chance.between(500, 6000)));
    if (twin !== undefined) this.#compare(answer, twin);
    return answer;
  }

  async #duplicate(afterMilliseconds: number): Promise<Answer | undefined> {
    this.#world.ledger.counts.duplicates += 1;
    await pause(afterMilliseconds);
    return this.#once(false);
  }

  #compare(answer: Answer, duplicate: Promise<Answer | undefined>): void {
    const compared = this.#compared(answer, duplicate);
    const watched = compared.finally(() => underWay.delete(watched));
    underWay.add(watched);
  }

  /** The same key gives the first answer again, whichever of the two was the first. */
  async #compared(answer: Answer, duplicate: Promise<Answer | undefined>): Promise<void> {
    const { method, path } = this.#what;
    const other = await duplicate;
    if (other === undefined || (other.status === answer.status && JSON.stringify(other.body) === JSON.stringify(answer.body))) return;
    const told = [answer, other].map(({ status, body }) => `${status} ${JSON.stringify(body)}`).join('\n  and ');
    this.#world.ledger.contradictions.push(`${method} ${path} under one key was answered\n  ${told}`);
  }

  /** Without a key each try may have had its effect; with one, all of them together have one. */
  #lost(): void {
    const { ledger } = this.#world;
    const { method, path } = this.#what;
    ledger.counts.lost += 1;
    const trace = this.#what.call.begins === undefined ? this.#trace({}) : undefined;
    if (trace === undefined) return;
    ledger.tell(trace.id, `${method} ${path}: no answer`);
    if (method !== 'POST') ledger.allow(trace);
  }

  #abandon(): Answer {
    const { ledger } = this.#world;
    const { call, method } = this.#what;
    ledger.counts.abandoned += 1;
    if (call.begins !== undefined) ledger.allowNameless(call.begins);
    const trace = call.begins === undefined ? this.#trace({}) : undefined;
    if (trace !== undefined && method === 'POST') ledger.allow(trace);
    return { status: 0, isOk: false, body: {} };
  }
}
