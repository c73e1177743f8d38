import { expect, test } from 'vitest';

import { problems } from '../../../src/http/failure/problem-words.ts';
import { testDatabase } from '../../support/database.ts';
import { appFor } from '../../support/site.ts';

const database = testDatabase();

async function read(path: string, language = 'en'): Promise<{ text: string; headers: Headers; status: number }> {
  const app = appFor(database);
  const answer = await app.request(path, { headers: { 'Accept-Language': language } });
  return { text: await answer.text(), headers: answer.headers, status: answer.status };
}

test('every problem has a page under its type, in both languages', async () => {
  for (const [name, { en, zh, status }] of Object.entries(problems)) {
    const english = await read(`/problems/${name}`);
    expect([english.status, english.text.includes(`HTTP ${status}`)]).toEqual([200, true]);
    expect(english.text).toContain(en.title.replaceAll("'", '&#39;'));
    expect((await read(`/problems/${name}`, 'zh-CN')).text).toContain(zh.title);
  }
  expect((await read('/problems')).text).toContain('/problems/line-full');
  expect((await read('/problems/constructor')).status).toBe(404);
});

test('a problem says what happened and what to do, and its type leads to its page', async () => {
  const answer = JSON.parse((await read('/api/v1/me')).text) as { type: string; title: string; detail: string };
  expect(answer).toMatchObject({ title: 'Sign in first', detail: 'Sign in, or send a valid token: Authorization: Bearer …' });
  expect((await read(answer.type)).status).toBe(200);
});
