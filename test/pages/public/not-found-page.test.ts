import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { appFor } from '../../support/site.ts';

const database = testDatabase();

async function read(path: string, headers: Record<string, string>): Promise<{ status: number; type: string | null; text: string }> {
  const app = appFor(database);
  const answer = await app.request(path, { headers });
  return { status: answer.status, type: answer.headers.get('Content-Type'), text: await answer.text() };
}

test('an address that leads nowhere is a page for people, in their language, and a problem for programs', async () => {
  const page = await read('/nowhere', { Accept: 'text/html,*/*;q=0.8', 'Accept-Language': 'en' });
  expect([page.status, page.type]).toEqual([404, 'text/html; charset=UTF-8']);
  expect(page.text).toContain('There is no such page');
  expect((await read('/problems/nothing', { Accept: 'text/html', 'Accept-Language': 'zh-CN' })).text).toContain('没有这一页');
  const problem = await read('/nowhere', { Accept: 'application/json' });
  expect([problem.status, problem.type]).toEqual([404, 'application/problem+json; charset=UTF-8']);
  expect((await read('/api/v1/nowhere', { Accept: 'text/html' })).type).toBe('application/problem+json; charset=UTF-8');
});
