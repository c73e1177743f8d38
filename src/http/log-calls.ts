import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';

import type { AppDeps, AppEnv } from './context.ts';

/** What is written down of every call: which pattern of addresses, never the address itself, and nobody's name, key or network address. */
export type CallLine = {
  readonly event: 'call';
  /** Undefined where the call failed before it was looked at. */
  readonly requestId: string | undefined;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
};

/** One line a call, once it is answered. */
export function logCalls({ tellCall }: Pick<AppDeps, 'tellCall'>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (tellCall === undefined) return next();
    const begun = performance.now();
    await next();
    const requestId = (c.var as Partial<AppEnv['Variables']>).requestId;
    const milliseconds = Math.round(performance.now() - begun);
    tellCall(c, { event: 'call', requestId, method: c.req.method, route: routePath(c, -1), status: c.res.status, milliseconds });
  });
}
