import { beforeAll, expect, test } from 'vitest';

import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { appFor } from '../../support/site.ts';

const database = testDatabase();

beforeAll(async () => {
  await seedReference(database.sql);
});

async function read(language: string): Promise<{ text: string; headers: Headers; status: number }> {
  const app = appFor(database);
  const answer = await app.request('/', { headers: { 'Accept-Language': language } });
  return { text: await answer.text(), headers: answer.headers, status: answer.status };
}

test('the first page tells the reported figures with their source, in the reader’s language', async () => {
  const chinese = await read('zh-CN');
  expect(chinese.status).toBe(200);
  expect(chinese.text).toContain('<html lang="zh-CN">');
  const english = await read('en');
  expect(english.text).toContain('<html lang="en">');
  for (const { text } of [chinese, english])
    for (const figure of ['3,865', '2,333', '383', '1,149', '1,100+', '27', '2003', '2013']) expect(text).toContain(figure);
  expect(chinese.text).toContain('260万+');
  expect(english.text).toContain('2.6 million+');
  expect(english.text).toContain('Source: ');
  expect(english.text).toContain('There are no open needs at present.');
});

async function pageAt(path: string): Promise<string> {
  return (await appFor(database).request(path, { headers: { Accept: 'text/html' } })).text();
}

test('every page says where a person can be asked', async () => {
  for (const path of ['/', '/needs', '/privacy', '/sign-in', '/no-such-page'])
    expect(await pageAt(path), path).toContain('href="mailto:coordinators@zhijiao.test"');
});

test('the first page fetches nothing from elsewhere, and no script stands in it', async () => {
  const { text, headers } = await read('en');
  expect(text).not.toMatch(/<script(?! src="\/)|https?:\/\//);
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
});

test('the language somebody chose stays from page to page, whatever their browser asks for', async () => {
  const app = appFor(database);
  const chosen = await app.request('/?lang=en', { headers: { 'Accept-Language': 'zh-CN' } });
  const cookie = chosen.headers.get('Set-Cookie') ?? '';
  expect(cookie).toContain('HttpOnly');
  const next = await app.request('/problems', { headers: { 'Accept-Language': 'zh-CN', Cookie: cookie.slice(0, cookie.indexOf(';')) } });
  expect(await next.text()).toContain('<html lang="en">');
});
