import type { Span } from '@opentelemetry/api';
import type { Context } from 'hono';
import type { DateTime } from 'luxon';

import type { ActionContext, Fault } from '../actions/context.ts';
import type { Connection, Database, OnStatement, Transaction } from '../db/client.ts';
import type { FieldKeys } from '../db/field-keys.ts';
import type { Locale } from '../domain/account.ts';
import type { Actor } from '../domain/actor.ts';
import type { Letter } from '../mail/letter.ts';
import type { Allowance, CallLimits } from './call-limits.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { CallLine } from './log-calls.ts';
import type { SecurityEvent, SecurityLine } from './security-log.ts';
import type { SignInSettings } from './sign-in/settings.ts';

/** What every call carries once it has passed the door. */
export type AppEnv = {
  Variables: {
    actor: Actor;
    /** The call's transaction, in which the actor acts. */
    db: Connection;
    /** A transaction of its own in which the same actor acts: for rows that are still sent when the call's is over. */
    apart: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
    now: DateTime;
    locale: Locale;
    /** Who reads in a browser, where somebody is signed in there: their name, the zone a volunteer reads times in, and how many notices are unread. */
    reader: { readonly name: string; readonly zone: string | null; readonly unread: number } | undefined;
    requestId: string;
    /** What is told of the call to whoever watches the site. */
    span?: Span | undefined;
    settings: Settings;
    /** Counts a knock at one of the doors; gives the seconds to wait, or 0. Counted whatever becomes of the call. */
    knock: (door: string, knocker: string, most: number, windowSeconds: number) => Promise<number>;
    /** Writes down what concerns security, and to nobody by name. */
    tell: (happened: SecurityEvent) => void;
    /** Puts a letter into the post once the call has been answered. */
    post: (letter: Letter) => void;
    /** What is started once the call's transaction is committed. */
    afterwards: (() => void)[];
    /** Is the answer the same for everybody who is not signed in and reads the language? */
    isForAll?: boolean | undefined;
    /** How many calls are left to whoever calls the API. */
    allowance?: Allowance | undefined;
    /** What can be told of a body that its schema refuses, besides what the schema says. */
    faultsIn?: ((raw: unknown) => readonly Fault[]) | undefined;
    /** Why, where the call says so beside what the move itself asks. */
    reason?: string | undefined;
  };
};

export type Settings = {
  readonly signIn: SignInSettings;
  readonly keys: FieldKeys;
  /** The address at which a coordinator answers whoever asks; it stands on every page. */
  readonly contact: string;
  /** From whom letters come and by what way they go, without what opens it. */
  readonly mail?: MailSettings | undefined;
  /** How many calls of the API a minute; without it as many as somebody likes. */
  readonly callLimits?: CallLimits | undefined;
  /** What paper is printed with. */
  readonly press: Press;
};

/** Whole fonts by their weight, and the compiled module that cuts them down. */
export type Press = {
  readonly font: (weight: 'plain' | 'strong') => Promise<Uint8Array>;
  readonly subsetter: WebAssembly.Module;
};
export type MailSettings = {
  readonly from: string;
  readonly way: 'smtp' | 'platform';
  readonly host?: string | undefined;
  readonly returnDomain?: string | undefined;
};

/** What the app is built from; it opens nothing and reads no environment of its own. */
export type AppDeps = {
  /** The database of this request. In workerd a connection belongs to one request, so it is asked for each time. */
  readonly connect: (context: Context, onStatement: OnStatement) => Database;
  readonly now: () => DateTime;
  readonly settings: (context: Context) => Settings;
  /** Sends in the background: nobody can tell from the time of an answer whether a letter went out. */
  readonly post: (context: Context, letter: Letter) => void;
  /** Answers that are the same for everybody, kept for others; without it each is made anew. */
  readonly kept?: KeptAnswers;
  /** Where the security log goes; without it nowhere. */
  readonly tell?: (line: SecurityLine) => void;
  /** Where the line of each call goes; without it nowhere. */
  readonly tellCall?: (context: Context, line: CallLine) => void;
  /** Starts what a call has made due; without it the clock will. */
  readonly wakeJobs?: (context: Context) => void;
};

export function actionContext(c: Context<AppEnv>): ActionContext {
  const { keys, signIn } = c.var.settings;
  return { actor: c.var.actor, now: c.var.now, db: c.var.db, reason: c.var.reason, keys, siteUrl: signIn.siteUrl };
}
