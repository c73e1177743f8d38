import { OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import { bodyLimit } from 'hono/body-limit';

import { accountsApi } from './api/accounts.ts';
import { applicationsApi } from './api/applications.ts';
import { clearancesApi } from './api/clearances.ts';
import { eligibilityApi } from './api/eligibility.ts';
import { eventsApi } from './api/events.ts';
import { needsApi } from './api/needs.ts';
import { openDataApi } from './api/open-data.ts';
import { operation, router } from './api/operation.ts';
import { answerError, answerFailure, Problem } from './api/problem.ts';
import { placementsApi } from './api/placements.ts';
import { requestsApi } from './api/requests.ts';
import { runsApi } from './api/runs.ts';
import { seasonsApi } from './api/seasons.ts';
import { problems } from './api/problem-words.ts';
import { pages } from './pages/pages.ts';
import type { DescribedOperation } from './pages/public/api-page.tsx';
import type { AppDeps, AppEnv } from './http/context.ts';
import { idempotency } from './http/idempotency.ts';
import { stationsApi } from './api/stations.ts';
import { session } from './http/session.ts';

const largestBodyBytes = 1024 * 1024;

const about = { openapi: '3.1.0', info: { title: 'Zhijiao', version: '1' } };

/** The whole site from what it needs; it opens nothing and reads no environment. */
export function buildApp(deps: AppDeps) {
  const app = new OpenAPIHono<AppEnv>();
  app.onError(answerError);
  app.notFound((c) => answerFailure({ kind: 'no-such-operation' }, c));
  app.use(
    bodyLimit({
      maxSize: largestBodyBytes,
      onError: () => {
        throw new Problem({ kind: 'too-large' });
      },
    }),
  );
  app.use(session(deps));
  app.use(async (c, next) => {
    const hasBody = (c.req.header('Content-Length') ?? '0') !== '0' || c.req.header('Transfer-Encoding') !== undefined;
    const type = c.req.header('Content-Type');
    if (type !== undefined && !/^application\/json(;|$)/i.test(type)) throw new Problem({ kind: 'unsupported-media' });
    if (type === undefined && hasBody) throw new Problem({ kind: 'unsupported-media' });
    await next();
  });
  // Outside the transaction of an idempotent call, so that the job finds what was written.
  app.post('/api/v1/seasons/:id/runs', async (c, next) => {
    await next();
    if (c.res.status === 202) deps.wakeJobs?.(c);
  });
  app.use('/api/*', idempotency);
  app.route('/api/v1', health);
  app.route('/api/v1', applicationsApi);
  app.route('/api/v1', eligibilityApi);
  app.route('/api/v1', openDataApi);
  app.route('/api/v1', requestsApi);
  app.route('/api/v1', seasonsApi);
  app.route('/api/v1', clearancesApi);
  app.route('/api/v1', accountsApi);
  app.route('/api/v1', placementsApi);
  app.route('/api/v1', runsApi);
  app.route('/api/v1', needsApi);
  app.route('/api/v1', eventsApi);
  app.route('/api/v1', stationsApi);
  app.route('/', pages({ operations: () => describedIn(app.getOpenAPI31Document(about)), problems }));
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.doc31('/api/v1/openapi.json', about);
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

const health = router().openapi(
  operation({
    method: 'get',
    path: '/health',
    summary: 'Whether the site and its database answer',
    tag: 'health',
    permission: 'open-data.read',
    status: 200,
    answer: z.object({ status: z.literal('ok') }),
  }),
  async (c) => {
    await c.var.db.execute(sql`select 1`);
    return c.json({ status: 'ok' as const }, 200);
  },
);
