import { beforeAll, expect, test } from 'vitest';

import { KeptAnswers } from '../../src/http/kept-answers.ts';
import { testDatabase } from '../support/database.ts';
import { makePerson } from '../support/people.ts';
import { makeRoad } from '../support/rows.ts';
import { appFor } from '../support/site.ts';

const database = testDatabase();
// One that lives on, as a process does.
const app = appFor(database, { kept: new KeptAnswers() });

beforeAll(async () => {
  await makeRoad(database.sql);
});

async function read(path: string, headers: Record<string, string> = {}) {
  const answer = await app.request(path, { headers: { Accept: 'text/html', 'Accept-Language': 'en', ...headers } });
  return {
    status: answer.status,
    text: await answer.text(),
    etag: answer.headers.get('ETag') ?? '',
    requestId: answer.headers.get('X-Request-Id'),
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !['x-request-id', 'server-timing'].includes(name))),
  };
}
/** A change that no event tells of, as nothing but a test makes one: it shows which answers are made anew. */
const rename = async (nameEn: string) => database.sql`update subjects set name_en = ${nameEn} where code = 'english'`;

test('what everybody reads is made once and given again with the same headers, until something comes on record', async () => {
  const coordinator = await makePerson(database, 'coordinator', '协调');
  const [page, list] = ['/needs', '/api/v1/subjects'];
  const [madePage, madeList] = [await read(page), await read(list)];
  await rename('Spoken English');
  const [keptPage, keptList] = [await read(page), await read(list)];
  expect([keptPage.text, keptPage.headers]).toEqual([madePage.text, madePage.headers]);
  expect([keptList.text, keptList.headers]).toEqual([madeList.text, madeList.headers]);
  expect(keptPage.requestId).not.toBe(madePage.requestId);
  expect((await read(list, { Authorization: `Bearer ${coordinator.token}` })).text).toContain('Spoken English');

  const added = await coordinator.site('POST', '/stations', {
    countyCode: '532926',
    nameZh: '站',
    nameEn: 'Station',
    rooms: 1,
    seats: 30,
    link: 'internet',
    openedDay: '2026-01-01',
  });
  expect(added.status).toBe(201);
  const [freshPage, freshList] = [await read(page), await read(list)];
  expect([freshPage.text.includes('Spoken English'), freshList.text.includes('Spoken English')]).toEqual([true, true]);
});

test('each language and each question has its own, and who asks for a language to be kept gets the cookie', async () => {
  const [english, chinese] = [await read('/needs'), await read('/needs', { 'Accept-Language': 'zh-CN' })];
  expect([english.text.includes('lang="en"'), chinese.text.includes('lang="zh-CN"')]).toEqual([true, true]);
  expect((await read('/needs?delivery=remote')).text).not.toBe(english.text);
  for (let time = 0; time < 2; time += 1) {
    const asked = await app.request('/needs?lang=en', { headers: { Accept: 'text/html' } });
    expect([asked.headers.get('Set-Cookie')?.includes('language=en'), asked.headers.get('Cache-Control')]).toEqual([
      true,
      'private, max-age=60',
    ]);
  }
});

test('a browser that has the page already is told so in a few bytes; one that has an older one gets the new', async () => {
  const { etag, text } = await read('/counties');
  const again = await read('/counties', { 'If-None-Match': etag });
  expect([again.status, again.text, again.etag]).toEqual([304, '', etag]);
  const other = await read('/counties', { 'If-None-Match': 'W/"of another time"' });
  expect([other.status, other.text]).toEqual([200, text]);
});

const askedAnew = async () => Promise.all(['/status', '/api/v1/status', '/counties/539999'].map(async (path) => read(path)));

test('whether the site works is asked anew each time, and what failed is not kept', async () => {
  const before = await askedAnew();
  await database.sql`insert into job_turns (job, ended_at) values ('send-mail', '2026-12-01T08:00:00Z')`;
  await database.sql`insert into counties (code, province_code, name_zh, name_en, made_up) values ('539999', '530000', '县', 'New county', true)`;
  const after = await askedAnew();
  expect(before.map(({ status }) => status)).toEqual([200, 200, 404]);
  expect(after.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect([before[0]?.text.includes('Behind'), after[0]?.text.includes('Behind')]).toEqual([true, false]);
  expect([before[1]?.text.includes('late'), after[1]?.text.includes('late')]).toEqual([true, false]);
});
