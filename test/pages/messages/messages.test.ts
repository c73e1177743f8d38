import { beforeAll, expect, test } from 'vitest';

import { letterKinds } from '../../../src/domain/letter-kind.ts';
import { testDatabase } from '../../support/database.ts';
import { makeRoad, type Road } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let road: Road;
let coordinator: Visitor;
let volunteer: Visitor;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, stage: 'matching' });
  coordinator = await signedIn(road.coordinatorId);
  volunteer = await signedIn(road.volunteers[0]?.accountId ?? '');
});

async function signedIn(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

test('an announcement is written, looked at, sent once, and read by whom it went to, who sees on every page that something is new', async () => {
  const fields = {
    seasonId: road.seasonId,
    'audience.kind': 'applicants',
    subjectZh: '集合',
    subjectEn: 'Meeting',
    bodyZh: '甲。',
    bodyEn: 'A.',
  };
  const refused = await coordinator.send('/desk/announcements/new', fields);
  expect([refused.status, refused.text.includes('href="#applicationStates"'), refused.text.includes('value="Meeting"')]).toEqual([
    422,
    true,
    true,
  ]);
  const written = await coordinator.send('/desk/announcements/new', { ...fields, applicationStates: 'approved' });
  const at = written.location ?? '';
  const preview = await coordinator.get(at);
  for (const said of ['Send to 2 people', '志愿者 0，您好：', '甲。']) expect(preview.text).toContain(said);
  const fewer = await coordinator.send(`${at}/send`, { count: '1' });
  expect([fewer.status, fewer.text.includes('Others are meant by now: 2 in all')]).toEqual([409, true]);

  expect((await volunteer.get('/me')).text).not.toContain('class="count"');
  expect((await coordinator.send(`${at}/send`, { count: '2' })).location).toBe(`${at}?done=sent`);
  expect((await coordinator.send(`${at}/send`, { count: '2' })).status).toBe(409);
  expect((await coordinator.get(at)).text).toContain('0 sent, 2 waiting, 0 failed');
  expect((await volunteer.get('/me')).text).toContain('<span class="count">1<');

  const notices = await volunteer.get('/me/notices');
  const open = /action="(\/me\/notices\/[0-9a-f-]{36}\/read)"/.exec(notices.text)?.[1] ?? '';
  const read = await volunteer.send(open);
  expect(read.location).toBe(at.replace('/desk/', '/me/'));
  expect((await volunteer.get(read.location ?? '')).text).toContain('A.');
  expect((await volunteer.get('/me')).text).not.toContain('class="count"');
  expect((await coordinator.get(read.location ?? '')).status).toBe(404);
});

test('every kind of letter can be looked at, in both languages', async () => {
  const all = await coordinator.get('/admin/letters');
  for (const kind of [...Object.keys(letterKinds), 'sign-in']) {
    expect(all.text).toContain(`value="${kind}"`);
    const { status, text } = await coordinator.get(`/admin/letters?kind=${kind}`);
    expect([kind, status, text.includes('lang="zh-CN"'), text.includes('undefined')]).toEqual([kind, 200, true, false]);
    expect(text).toContain('&lt;!doctype html&gt;');
  }
  expect((await volunteer.get('/admin/letters')).status).toBe(403);
});
