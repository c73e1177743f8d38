import type { Context } from 'hono';
import type { DateTime } from 'luxon';

import type { ActionContext, Fault } from '../actions/context.ts';
import type { Connection, Database } from '../db/client.ts';
import type { Locale } from '../domain/account.ts';
import type { Actor } from '../domain/actor.ts';

/** What every call carries once it has passed the door. */
export type AppEnv = {
  Variables: {
    actor: Actor;
    db: Connection;
    now: DateTime;
    locale: Locale;
    requestId: string;
    /** What can be told of a body that its schema refuses, besides what the schema says. */
    faultsIn?: ((raw: unknown) => readonly Fault[]) | undefined;
    /** Why, where the call says so beside what the move itself asks. */
    reason?: string | undefined;
  };
};

/** What the app is built from; it opens nothing and reads no environment of its own. */
export type AppDeps = {
  /** The database of this request. In workerd a connection belongs to one request, so it is asked for each time. */
  readonly connect: (context: Context) => Database;
  readonly now: () => DateTime;
  /** Starts what a call has made due; without it the clock will. */
  readonly wakeJobs?: (context: Context) => void;
};

export function actionContext(c: Context<AppEnv>): ActionContext {
  return { actor: c.var.actor, now: c.var.now, db: c.var.db, reason: c.var.reason };
}
