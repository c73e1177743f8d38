import { context, metrics, propagation, SpanKind, SpanStatusCode, trace, type Histogram } from '@opentelemetry/api';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';

import type { AppEnv } from './context.ts';

const scope = 'zhijiao';
/** In seconds, as the semantic conventions for HTTP have it. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const about = { unit: 's', description: 'Duration of calls', advice: { explicitBucketBoundaries: buckets } };
/** Made with the first call, when whoever listens is known. */
let durations: Histogram | undefined;

/**
 * A span and a duration of every call, by OpenTelemetry's semantic conventions for HTTP: the pattern of its address, never the address, and
 * nobody's name. Where nobody listens it does nothing.
 */
export const traceCalls = createMiddleware<AppEnv>(async (c, next) => {
  const tracer = trace.getTracer(scope);
  const begun = performance.now();
  const caller = propagation.extract(context.active(), c.req.raw.headers, {
    get: (headers, name) => headers.get(name) ?? undefined,
    keys: (headers) => [...headers.keys()],
  });
  const span = tracer.startSpan(c.req.method, { kind: SpanKind.SERVER }, caller);
  c.set('span', span);
  try {
    await next();
  } finally {
    const told = toldOf(c);
    span.updateName(`${c.req.method} ${told['http.route']}`);
    span.setAttributes(told);
    const { requestId } = c.var as Partial<AppEnv['Variables']>;
    if (requestId !== undefined) span.setAttribute('zhijiao.request.id', requestId);
    if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    durations ??= metrics.getMeter(scope).createHistogram('http.server.request.duration', about);
    durations.record((performance.now() - begun) / 1000, told);
  }
});

function toldOf(c: Context<AppEnv>) {
  return { 'http.request.method': c.req.method, 'http.route': routePath(c, -1), 'http.response.status_code': c.res.status };
}

/** What a call asks of the database is told by its first word alone: the rest may hold what people wrote. */
export function tellStatement(c: Context<AppEnv>, text: string): void {
  c.var.span?.addEvent('db.query', { 'db.system.name': 'postgresql', 'db.operation.name': (/\w+/.exec(text)?.[0] ?? '').toUpperCase() });
}
