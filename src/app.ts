import { OpenAPIHono } from '@hono/zod-openapi';
import { except } from 'hono/combine';

import { api } from './api/api.ts';
import { completed } from './api/document.ts';
import { answerFailure } from './api/problem.ts';
import { pages, sendFailure, sendNotFound, wantsPage } from './pages/pages.ts';
import type { DescribedOperation } from './pages/public/api-page.tsx';
import { tellAllowance } from './http/call-limits.ts';
import { answerHeaders } from './http/answer-headers.ts';
import { jsonBody, smallBody } from './http/bodies.ts';
import type { AppDeps, AppEnv } from './http/context.ts';
import { failureOf } from './http/failure/problem.ts';
import { idempotency } from './http/idempotency.ts';
import { logCalls } from './http/log-calls.ts';
import { logFault } from './http/log.ts';
import { logRefusals } from './http/security-log.ts';
import { sameOrigin } from './http/same-origin.ts';
import { session } from './http/session.ts';
import { sessionCookieName } from './http/sign-in/cookie.ts';
import { storedText } from './http/stored-text.ts';
import { traceCalls } from './http/telemetry.ts';

/** What begins work for the jobs, which are woken rather than left to the next minute. */
const beginWork = [
  '/api/v1/seasons/:id/runs',
  '/api/v1/seasons/:id/repair',
  '/desk/seasons/:id/runs',
  '/api/v1/seasons/:id/certificates',
  '/desk/seasons/:id/certificates',
  '/api/v1/imports/:kind',
  '/api/v1/imports/:id/check',
  '/api/v1/imports/:id/apply',
  '/desk/imports',
  '/desk/imports/:id/check',
  '/desk/imports/:id/apply',
  '/api/v1/webhooks/:id/test',
  '/api/v1/webhooks/:id/replay',
  '/admin/webhooks/:id/test',
  '/admin/webhooks/:id/replay',
] as const;

const cookie = { type: 'apiKey', in: 'cookie', name: sessionCookieName('http:') } as const;
const about = { openapi: '3.1.0', info: { title: 'Zhijiao', version: '1' } };

/** The whole site from what it needs; it opens nothing and reads no environment. */
export function buildApp(deps: AppDeps) {
  const app = new OpenAPIHono<AppEnv>();
  app.onError((error, c) => {
    const failure = failureOf(error);
    if (failure.kind === 'fault' || failure.kind === 'unavailable') logFault(c.var.requestId, error);
    return wantsPage(c) ? sendFailure(c, failure) : answerFailure(failure, c);
  });
  app.notFound((c) => (wantsPage(c) ? sendNotFound(c) : answerFailure({ kind: 'no-such-operation' }, c)));
  app.use(traceCalls);
  app.use(logCalls(deps));
  app.use(answerHeaders(deps));
  app.use(logRefusals);
  app.use('/api/*', tellAllowance);
  app.use(session(deps));
  app.use(smallBody);
  app.use(sameOrigin);
  app.use('/api/*', jsonBody);
  // The sign-in library reads what comes to it itself, and a body is read once.
  app.use(except('/auth/*', storedText));
  for (const beginsWork of beginWork) {
    app.post(beginsWork, async (c, next) => {
      await next();
      if (c.res.status === 202 || c.res.status === 303) c.var.afterwards.push(() => deps.wakeJobs?.(c));
    });
  }
  app.use('/api/*', idempotency);
  app.route('/api/v1', api);
  app.route('/', pages({ operations: () => describedIn(app.getOpenAPI31Document(about)) }));
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    ...cookie,
    description: 'Over HTTPS its name begins with __Host-',
  });
  // The same for everybody, and large: made once.
  let document: string | undefined;
  app.get('/api/v1/openapi.json', (c) => {
    document ??= JSON.stringify(completed(app.getOpenAPI31Document(about)));
    return c.body(document, 200, { 'Content-Type': 'application/json' });
  });
  return app;
}

function describedIn({ paths = {} }: ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>): DescribedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'patch', 'put', 'delete'] as const).flatMap((method) => {
      const described = item?.[method];
      if (described === undefined) return [];
      const { summary = '', description: roles = '', tags: [tag = ''] = [] } = described;
      return [{ method, path, summary, roles, tag }];
    }),
  );
}
