import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { appFor } from '../../support/site.ts';

const database = testDatabase();

async function read(path: string, language = 'en'): Promise<{ text: string; headers: Headers; status: number }> {
  const app = appFor(database);
  const answer = await app.request(path, { headers: { 'Accept-Language': language } });
  return { text: await answer.text(), headers: answer.headers, status: answer.status };
}

test('the API’s page lists every operation of its document, and runs scripts from here alone', async () => {
  const page = await read('/api/v1/docs');
  const document = JSON.parse((await read('/api/v1/openapi.json')).text) as { paths: Record<string, Record<string, { summary: string }>> };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.length).toBeGreaterThan(60);
  for (const operation of operations) expect(page.text).toContain(operation);
  expect(page.text).not.toMatch(/(src|href)="https?:/);
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
});
