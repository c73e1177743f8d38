import { EmailMessage } from 'cloudflare:email';
import type { Context } from 'hono';
import subsetWasm from 'harfbuzzjs/dist/harfbuzz-subset.wasm';
import { DateTime } from 'luxon';

import { buildApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { openDatabase } from './db/client.ts';
import type { Press } from './http/context.ts';
import { isThisMachine } from './domain/this-machine.ts';
import { writeLine } from './http/log.ts';
import { runDueJobs } from './jobs/jobs.ts';
import { takeReturnedLetter } from './jobs/take-returned-letter.ts';
import { mostReportBytes } from './mail/delivery-report.ts';
import type { Letter } from './mail/letter.ts';

const now = () => DateTime.utc();

const configs = new WeakMap<object, Config>();

/** The bindings are the same object for as long as the isolate lives: read once. */
function configOf(bindings: object): Config {
  const known = configs.get(bindings) ?? readConfig(bindings, (from, to, raw) => new EmailMessage(from, to, raw));
  configs.set(bindings, known);
  return known;
}

async function runJobs(bindings: object, at: () => DateTime = now): Promise<void> {
  const { databaseUrl, signIn, keys, send, returnDomain } = configOf(bindings);
  await runDueJobs({ db: openDatabase(databaseUrl), now: at, keys, send, siteUrl: signIn.siteUrl, returnDomain });
}

/** The present; on one's own machine, the instant ahead for which the clock was asked to come by. */
function clockOf(bindings: object, scheduledTime: number): () => DateTime {
  const asked = DateTime.fromMillis(scheduledTime, { zone: 'utc' });
  const mayLieAhead = isThisMachine(new URL(configOf(bindings).signIn.siteUrl).hostname);
  return () => (mayLieAhead ? DateTime.max(asked, now()) : now());
}

/** Fonts lie among the site's files. */
function pressOf({ env }: Context): Press {
  const { files, signIn } = configOf(env);
  return {
    subsetter: subsetWasm,
    font: async (weight) => {
      const answer = await files.fetch(new URL(`/fonts/${weight}.ttf`, signIn.siteUrl));
      if (!answer.ok) throw new Error(`the font ${weight} is not among the files`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

/** Routes are built once an isolate; a database connection belongs to one request, so each opens its own. */
const app = buildApp({
  connect: (c, onStatement) => openDatabase(configOf(c.env).databaseUrl, { onStatement }),
  now,
  settings: (c) => ({ ...configOf(c.env), press: pressOf(c) }),
  post: (c, letter) => c.executionCtx.waitUntil(sendNow(c.env, letter)),
  tell: writeLine,
  wakeJobs: (c: Context) => c.executionCtx.waitUntil(runJobs(c.env)),
});

async function sendNow(bindings: object, letter: Letter): Promise<void> {
  try {
    const sent = await configOf(bindings).send(letter);
    if (!sent.ok) writeLine({ level: 'error', fault: 'letter not delivered', name: sent.error.kind });
  } catch (error) {
    undelivered(error);
  }
}

/** What went wrong, and not to whom. */
function undelivered(error: unknown): void {
  writeLine({ level: 'error', fault: 'letter not delivered', name: error instanceof Error ? error.name : 'unknown' });
}

/** A mail as the platform's e-mail routing hands it over. */
type IncomingMail = { readonly to: string; readonly raw: ReadableStream<Uint8Array>; readonly rawSize: number };

export default {
  fetch: app.fetch,
  /** The clock: what became due, and what a dead job left. */
  async scheduled({ scheduledTime }: { readonly scheduledTime: number }, bindings: object): Promise<void> {
    await runJobs(bindings, clockOf(bindings, scheduledTime));
  },
  /** Mail to the return domain: letters that come back. Nothing is refused, answered or sent on. */
  async email({ to, raw, rawSize }: IncomingMail, bindings: object): Promise<void> {
    if (rawSize > mostReportBytes) return;
    const { databaseUrl, keys } = configOf(bindings);
    const mail = { to, raw: new Uint8Array(await new Response(raw).arrayBuffer()) };
    await takeReturnedLetter({ db: openDatabase(databaseUrl), now, keys }, mail);
  },
};
