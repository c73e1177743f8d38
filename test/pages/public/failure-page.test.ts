import { expect, test } from 'vitest';

import { problems } from '../../../src/http/failure/problem-words.ts';
import { testDatabase } from '../../support/database.ts';
import { appFor } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();

test.each([
  ['en', 'en'],
  ['zh', 'zh-CN'],
] as const)('a reader sees the problem as a page, in %s, with the way back and no copy kept', async (locale, language) => {
  const refused = await new Visitor(database).send(
    '/sign-in',
    { email: 'a@example.org' },
    { origin: 'https://elsewhere.example', language },
  );
  const { status, [locale]: words } = problems['foreign-origin'];
  expect([refused.status, refused.headers.get('Cache-Control')]).toEqual([status, 'no-store']);
  expect(refused.text).toContain(`<html lang="${language}"`);
  expect(refused.text).toContain(`<h1>${words.title}</h1>`);
  expect(refused.text).toContain(words.detail);
  expect(refused.text).toContain('<a href="/">');
});

test('a program that does not ask for a page gets the problem itself', async () => {
  const body = new URLSearchParams({ email: 'a@example.org' });
  const headers = { Origin: 'https://elsewhere.example', 'Accept-Language': 'en' };
  const refused = await appFor(database).request('/sign-in', { method: 'POST', body, headers });
  expect([refused.status, refused.headers.get('Content-Type'), await refused.json()]).toEqual([
    403,
    'application/problem+json; charset=UTF-8',
    expect.objectContaining({ type: '/problems/foreign-origin', title: problems['foreign-origin'].en.title, status: 403 }),
  ]);
});

test('below /api/ a problem is never a page, even for a browser', async () => {
  const refused = await appFor(database).request('/api/v1/me', { headers: { Accept: 'text/html' } });
  expect([refused.status, refused.headers.get('Content-Type')]).toEqual([401, 'application/problem+json; charset=UTF-8']);
});
