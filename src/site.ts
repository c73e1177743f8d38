import type { Context } from 'hono';
import { DateTime } from 'luxon';

import { buildApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import type { Database, OnStatement } from './db/client.ts';
import { isThisMachine } from './domain/this-machine.ts';
import type { Press } from './http/context.ts';
import { KeptAnswers } from './http/kept-answers.ts';
import { writeLine } from './http/log.ts';
import type { RawMessage } from './jobs/mail/email-binding.ts';
import { runDueJobs } from './jobs/jobs.ts';
import { takeReturnedLetter } from './jobs/take-returned-letter.ts';
import { mostReportBytes } from './mail/delivery-report.ts';
import type { Letter } from './mail/letter.ts';

const now = () => DateTime.utc();

/** What differs between the places where the site runs. */
export type Edge = {
  /** The database of one call, told of its statements; and that of the jobs. */
  readonly connect: (databaseUrl: string, onStatement?: OnStatement) => Database;
  /** Cuts fonts down. */
  readonly subsetter: WebAssembly.Module;
  /** Makes what the platform's e-mail binding sends, where there is a platform. */
  readonly rawMessage?: RawMessage;
  /** Starts what a call has made due; without it that runs beside the call. */
  readonly wakeJobs?: () => void;
  /** Whether calls are written down on a developer's own machine too. */
  readonly tellsEveryCall?: boolean;
};

/** A mail as the platform's e-mail routing hands it over. */
type IncomingMail = { readonly to: string; readonly raw: ReadableStream<Uint8Array>; readonly rawSize: number };

/** The whole site as a platform starts it: calls, the clock, mail that comes back. The bindings come with each. */
export function buildSite(edge: Edge) {
  const configOf = configReader(edge);

  async function runJobs(bindings: object, at: () => DateTime = now): Promise<void> {
    const { databaseUrl, signIn, keys, send, returnDomain } = configOf(bindings);
    await runDueJobs({ db: edge.connect(databaseUrl), now: at, keys, send, siteUrl: signIn.siteUrl, returnDomain });
  }

  const app = buildApp({
    connect: (c, onStatement) => edge.connect(configOf(c.env).databaseUrl, onStatement),
    now,
    kept: new KeptAnswers(),
    settings: (c) => {
      const config = configOf(c.env);
      return { ...config, press: pressOf(config, edge.subsetter) };
    },
    post: (c, letter) => c.executionCtx.waitUntil(sendNow(configOf(c.env), letter)),
    tell: writeLine,
    tellCall: (c, line) => (edge.tellsEveryCall === true || !isHere(configOf(c.env)) ? writeLine(line) : undefined),
    wakeJobs: (c: Context) => (edge.wakeJobs === undefined ? c.executionCtx.waitUntil(runJobs(c.env)) : edge.wakeJobs()),
  });

  return {
    fetch: app.fetch,
    /** The clock: what became due, and what a dead job left. */
    async scheduled({ scheduledTime }: { readonly scheduledTime: number }, bindings: object): Promise<void> {
      await runJobs(bindings, clockOf(configOf(bindings), scheduledTime));
    },
    /** Mail to the return domain: letters that come back. Nothing is refused, answered or sent on. */
    async email({ to, raw, rawSize }: IncomingMail, bindings: object): Promise<void> {
      if (rawSize > mostReportBytes) return;
      const { databaseUrl, keys } = configOf(bindings);
      const mail = { to, raw: new Uint8Array(await new Response(raw).arrayBuffer()) };
      await takeReturnedLetter({ db: edge.connect(databaseUrl), now, keys }, mail);
    },
  };
}
export type Site = ReturnType<typeof buildSite>;

/** The bindings are the same object for as long as the isolate lives: read once. */
function configReader({ rawMessage }: Edge): (bindings: object) => Config {
  const configs = new WeakMap<object, Config>();
  return (bindings) => {
    const known = configs.get(bindings) ?? readConfig(bindings, rawMessage);
    configs.set(bindings, known);
    return known;
  };
}

/** Does the site run for whoever develops it, on their own machine? */
function isHere({ signIn }: Config): boolean {
  return isThisMachine(new URL(signIn.siteUrl).hostname);
}

/** The present; on one's own machine, the instant ahead for which the clock was asked to come by. */
function clockOf(config: Config, scheduledTime: number): () => DateTime {
  const asked = DateTime.fromMillis(scheduledTime, { zone: 'utc' });
  return () => (isHere(config) ? DateTime.max(asked, now()) : now());
}

/** Fonts lie among the site's files. */
function pressOf({ files, signIn }: Config, subsetter: WebAssembly.Module): Press {
  return {
    subsetter,
    font: async (weight) => {
      const answer = await files.fetch(new URL(`/fonts/${weight}.ttf`, signIn.siteUrl));
      if (!answer.ok) throw new Error(`the font ${weight} is not among the files`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

/** Of a letter that did not go it is said what went wrong, and not to whom. */
async function sendNow({ send }: Config, letter: Letter): Promise<void> {
  try {
    const sent = await send(letter);
    if (!sent.ok) writeLine({ level: 'error', fault: 'letter not delivered', name: sent.error.kind });
  } catch (error) {
    writeLine({ level: 'error', fault: 'letter not delivered', name: error instanceof Error ? error.name : 'unknown' });
  }
}
