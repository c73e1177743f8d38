import { z } from '@hono/zod-openapi';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { operation, router } from '../../src/api/operation.ts';
import { answerFailure } from '../../src/api/problem.ts';
import { failureOf } from '../../src/http/failure/problem.ts';

const about = { tag: 'old', method: 'get', status: 200, answer: z.object({ old: z.boolean() }) } as const;
const deprecated = { since: '2027-01-01', sunset: '2028-01-01', instead: 'GET /new' } as const;

const site = router();
site.use(async (c, next) => {
  c.set('actor', { kind: 'public' });
  c.set('now', DateTime.fromISO('2027-06-01T00:00:00Z', { zone: 'utc' }));
  await next();
});
site.onError((error, c) => answerFailure(failureOf(error), c));
const routed = site
  .openapi(operation({ ...about, path: '/old', summary: 'Old', permission: 'open-data.read', deprecated }), (c) =>
    c.json({ old: true }, 200),
  )
  .openapi(operation({ ...about, path: '/staff', summary: 'Staff', permission: 'job.read', deprecated }), (c) => c.json({ old: true }, 200))
  .openapi(operation({ ...about, path: '/new', summary: 'New', permission: 'open-data.read' }), (c) => c.json({ old: false }, 200));

test('an operation that goes away says so on every answer: since when, on which day, and where to read of it', async () => {
  for (const [path, status] of [
    ['/old', 200],
    ['/staff', 401],
  ] as const) {
    const { headers, status: given } = await routed.request(path);
    expect([given, headers.get('Deprecation'), headers.get('Sunset'), headers.get('Link')]).toEqual([
      status,
      '@1798732800',
      'Fri, 31 Dec 2027 16:00:00 GMT',
      '</api/v1/docs>; rel="deprecation"; type="text/html"',
    ]);
  }
  const { headers } = await routed.request('/new');
  expect([headers.get('Deprecation'), headers.get('Sunset')]).toEqual([null, null]);
});

test('the document says it too, and what to call instead', () => {
  const { paths } = routed.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'x', version: '1' } });
  expect([paths?.['/old']?.get?.deprecated, paths?.['/new']?.get?.deprecated]).toEqual([true, undefined]);
  expect(paths?.['/old']?.get?.description).toContain('Deprecated since 2027-01-01, gone on 2028-01-01; call GET /new instead');
});
