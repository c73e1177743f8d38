import { exports } from 'cloudflare:workers';
import { describe, expect, inject, test } from 'vitest';

const site = 'https://zhijiao.test';

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  return exports.default.fetch(new Request(site + path, init));
}

const asVolunteer = () => ({ Authorization: `Bearer ${inject('siteTokens')['volunteer@example.org']}`, 'Accept-Language': 'en' });
const json = { 'Content-Type': 'application/json' };

test('the site and its database answer', async () => {
  const answer = await call('/api/v1/health');
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});

test('the first page is rendered in both languages', async () => {
  for (const [language, title] of [
    ['zh-CN', '去有需要的地方教书'],
    ['en', 'Teach where you are needed'],
  ] as const) {
    expect(await (await call('/', { headers: { 'Accept-Language': language } })).text()).toContain(title);
  }
});

test('the document describes operations with their roles and problems', async () => {
  const document = (await (await call('/api/v1/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toContain('/api/v1/placements/{id}/complete');
});

describe('bad input gets its problem, never a 500', () => {
  test.each([
    ['malformed JSON', '{"seasonId":', json, 400, 'malformed'],
    ['a body of another type', 'a,b', { 'Content-Type': 'text/csv' }, 415, 'unsupported-media'],
    ['a body of 10 MB', JSON.stringify({ statement: 'x'.repeat(10_000_000) }), json, 413, 'too-large'],
    ['a field that does not exist', '{"colour":"red"}', json, 422, 'invalid'],
    ['a season that does not exist', '{"seasonId":"00000000-0000-7000-8000-000000000000"}', json, 422, 'invalid'],
    ['a NUL in a text', JSON.stringify({ seasonId: '00000000-0000-7000-8000-000000000000', statement: 'a\0b' }), json, 422, 'invalid'],
  ])('%s', async (_, body, headers, status, name) => {
    const answer = await call('/api/v1/applications', { method: 'POST', headers: { ...asVolunteer(), ...headers }, body });
    const problem = (await answer.json()) as { type: string; detail: string };
    expect([answer.status, problem.type]).toEqual([status, `/problems/${name}`]);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(problem.detail.length).toBeGreaterThan(10);
  });

  test('a NUL or half a character is named where it stands', async () => {
    const body = JSON.stringify({ statement: 'a\0b', windows: [{ startDay: '\ud800' }] });
    const answer = await call('/api/v1/applications', { method: 'POST', headers: { ...asVolunteer(), ...json }, body });
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect([answer.status, errors.map(({ pointer }) => pointer).toSorted()]).toEqual([422, ['/statement', '/windows/0/startDay']]);
    expect((await call('/api/v1/needs?subject=%00')).status).toBe(422);
  });

  test.each([
    '/api/v1/applications?colour=red',
    '/api/v1/applications?limit=1000',
    '/api/v1/applications?cursor=%00',
    '/api/v1/counties?province=x',
  ])('a query that makes no sense: %s', async (path) => {
    expect((await call(path, { headers: asVolunteer() })).status).toBe(422);
  });

  test.each(['/api/v1/applications/1', '/api/v1/applications/%00', '/api/v1/seasons/..%2f..', '/api/v1/nowhere', '/nowhere'])(
    'an address that leads nowhere: %s',
    async (path) => {
      expect((await call(path, { headers: asVolunteer() })).status).toBe(404);
    },
  );
});
