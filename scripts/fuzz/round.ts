import fc from 'fast-check';
import { DateTime } from 'luxon';

import { ok } from '../../src/domain/result.ts';
import { explainRuns } from '../../src/jobs/explain-runs.ts';
import { foldTallies } from '../../src/jobs/fold-tallies.ts';
import { issueCertificates } from '../../src/jobs/issue-certificates.ts';
import type { PostContext } from '../../src/jobs/job.ts';
import { offerAlternates } from '../../src/jobs/offer-alternates.ts';
import { runImports } from '../../src/jobs/run-imports.ts';
import { runMatching } from '../../src/jobs/run-matching.ts';
import { askInvariants } from '../chaos/invariants.ts';
import { Chance } from '../chaos/chance.ts';
import { namedSchemas, operationAt, operations, type Operation } from '../document/documented.ts';
import { appWithoutPaper } from '../installation/app-without-paper.ts';
import { callers, callersWith } from '../matrix/cases.ts';
import { callsOf, type Call } from './calls.ts';
import { someSpreadsheets, type ImportFile } from './import-files.ts';
import type { Copy, FuzzInstallation } from './installation.ts';
import { faultsOf, type Answered, type Fault } from './judge.ts';
import type { Known } from './known.ts';
import { Memory } from './memory.ts';
import type { Report } from './report.ts';

/** Work that calls have made is done after so many of them; what is sent over the network is left alone. */
const callsBetweenJobs = 40;
const jobs = [runMatching, explainRuns, runImports, issueCertificates, offerAlternates, foldTallies] as const;
const site = 'http://localhost:8787';

/** What a round is drawn from, and what is told of it. */
export type Drawing = {
  readonly known: Known;
  readonly report: Report;
  readonly seed: number;
  /** What the made-up season does not keep to from the start. */
  readonly broken: ReadonlySet<string>;
};
type Asked = Answered & { readonly milliseconds: number; readonly etag: string | null };

/** One round: calls one after the other on a fresh copy, each drawn from what the ones before have told. */
export class Round {
  readonly #copy: Copy;
  readonly #app: ReturnType<typeof appWithoutPaper>;
  readonly #report: Report;
  readonly #known: Known;
  readonly #broken: ReadonlySet<string>;
  readonly #chance: Chance;
  readonly #secrets: readonly string[];
  readonly #job: PostContext;
  readonly #drawn = new Map<string, fc.Arbitrary<Call>>();
  /** What was done last: the next call is often about the same. */
  #lastTag: string | undefined;

  constructor(installation: FuzzInstallation, copy: Copy, { known, report, seed, broken }: Drawing) {
    this.#copy = copy;
    this.#report = report;
    this.#known = known;
    this.#broken = broken;
    this.#chance = new Chance(seed);
    this.#secrets = installation.addresses;
    const keys = installation.fieldKeys;
    this.#app = appWithoutPaper(copy.db, { keys, secret: installation.keys.signInSecret });
    this.#job = { db: copy.db, now: () => DateTime.utc(), keys, siteUrl: site, send: async () => Promise.resolve(ok(undefined)) };
  }

  /** Asks for every list as everybody who has them, so that there is something to name. */
  async look(): Promise<void> {
    const lists = operations.filter(({ method, path }) => method === 'get' && !path.includes('{'));
    for (const { path, parameters = [] } of lists) {
      if (parameters.some(({ in: place, required }) => place === 'query' && required === true)) continue;
      for (const caller of callers) {
        await this.#call({ caller, method: 'GET', address: path, headers: { 'Accept-Language': 'en' }, body: undefined });
      }
    }
  }

  async play(calls: number): Promise<void> {
    const spreadsheets = await someSpreadsheets(new Memory(this.#known, 'coordinator'), this.#chance.between(0, 2 ** 30));
    for (let number = 1; number <= calls; number += 1) {
      await this.#call(await this.#withVersion(this.#draw(this.#next(), spreadsheets)));
      if (number % callsBetweenJobs === 0) await this.#work();
    }
    await this.#work();
    for (const what of await brokenIn(this.#copy)) {
      if (!this.#broken.has(what)) this.#report.note({ kind: 'half done', said: what }, 'the end of a round');
    }
  }

  #next(): Operation {
    const related = operations.filter(({ tags: [tag] = [] }) => tag === this.#lastTag);
    return related.length > 0 && this.#chance.happens(0.5) ? this.#chance.of(related) : this.#chance.of(operations);
  }

  #draw(operation: Operation, spreadsheets: fc.Arbitrary<ImportFile>): Call {
    const permission = operation['x-permission'];
    const allowed = permission === undefined || this.#chance.happens(0.1) ? callers : callersWith(permission);
    const caller = this.#chance.of(allowed);
    const name = `${caller} ${operation.method} ${operation.path}`;
    const known = new Memory(this.#known, caller);
    const drawn = this.#drawn.get(name) ?? callsOf(operation, caller, { components: namedSchemas, known, spreadsheets });
    this.#drawn.set(name, drawn);
    const call = fc.sample(drawn, { seed: this.#chance.between(0, 2 ** 30), numRuns: 1 })[0]!;
    return { ...call, address: asSent(call.address) };
  }

  /** Mostly the version that holds, since every other is refused before anything else is looked at. */
  async #withVersion(call: Call): Promise<Call> {
    if (call.headers['If-Match'] === undefined || call.method === 'GET' || this.#chance.happens(0.2)) return call;
    const { etag } = await this.#ask({ ...call, method: 'GET', body: undefined, headers: {} });
    return etag === null ? call : { ...call, headers: { ...call.headers, 'If-Match': etag } };
  }

  async #call(call: Call): Promise<void> {
    const before = await this.#lastEvent();
    const answered = await this.#ask(call);
    const faults = faultsOf(call, answered, this.#secrets);
    if (answered.status >= 400 && (await this.#lastEvent()) !== before)
      faults.push({ kind: 'half done', said: `${answered.status}, and yet something happened` });
    if (answered.milliseconds > this.#report.slowMs) faults.push(...(await this.#askSlowAgain(call)));
    this.#report.answered(call, answered, faults);
    this.#learn(call, answered);
  }

  async #ask({ caller, method, address, headers, body }: Call): Promise<Asked> {
    const token = this.#copy.tokens[caller];
    const begun = performance.now();
    const response = await this.#app.request(`${site}/api/v1${address}`, {
      method,
      headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: body as BodyInit }),
    });
    const text = await response.text();
    const milliseconds = performance.now() - begun;
    const { status, headers: told } = response;
    if (token !== undefined && (status === 401 || status === 429)) await this.#copy.renew(caller);
    return { status, type: told.get('Content-Type'), text, milliseconds, etag: told.get('ETag') };
  }

  /** Machines pause: what is slow is slow again. */
  async #askSlowAgain(call: Call): Promise<Fault[]> {
    for (let tries = 0; tries < 2; tries += 1) if ((await this.#ask(call)).milliseconds <= this.#report.slowMs) return [];
    return [{ kind: 'slow answer', said: `thrice more than ${this.#report.slowMs} ms` }];
  }

  #learn({ caller, address, method }: Call, { status, type, text }: Answered): void {
    if (status >= 300) return;
    this.#lastTag = operationAt(address, method)?.tags?.[0];
    if (type?.includes('json') !== true || text === '') return;
    const body: unknown = JSON.parse(text);
    for (const known of [this.#known, this.#known.seenBy(caller)]) known.learn(address.split('?')[0] ?? '', body);
  }

  async #lastEvent(): Promise<unknown> {
    const [last] = await this.#copy.owner`select sequence from event_chain`;
    return last?.['sequence'];
  }

  async #work(): Promise<void> {
    for (const job of jobs) {
      try {
        while (Number(await job(this.#job)) > 0);
      } catch (error) {
        this.#report.note({ kind: 'server error', said: String((error as Error).stack) }, `the job ${job.name}`);
      }
    }
  }
}

/** As it crosses the wire, where dots lead upwards: what leads out of the API is sent to where nothing is. */
function asSent(address: string): string {
  const { pathname, search } = new URL(`${site}/api/v1${address}`);
  return pathname.startsWith('/api/v1/') ? `${pathname.slice('/api/v1'.length)}${search}` : '/outside';
}

export async function brokenIn({ owner }: Copy): Promise<string[]> {
  return (await askInvariants(owner)).map(({ what }) => what);
}
