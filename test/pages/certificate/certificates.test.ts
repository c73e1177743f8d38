import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { PageReader } from '../../support/page-reader.ts';
import { makeAccount, makeRoad, makeTaught, type Road } from '../../support/rows.ts';
import { appFor, siteFor, siteUrl, tokenOf } from '../../support/site.ts';

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
let road: Road;
let coordinator: PageReader;
let admin: PageReader;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 3, maximum: 3, stage: 'matching' });
  coordinator = await PageReader.of(database, road.coordinatorId, now);
  admin = await PageReader.of(database, await makeAccount(database.sql, 'admin', '管理'), now);
});

async function asAnybody(path: string, fields?: Record<string, string>) {
  const headers = { Accept: 'text/html', 'Accept-Language': 'en', Origin: siteUrl };
  const asked = fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) };
  const answer = await appFor(database, { now }).request(path, { headers, ...asked });
  return { status: answer.status, location: answer.headers.get('Location'), text: await answer.text() };
}

async function complete(index: number): Promise<PageReader> {
  const id = await makeTaught(database.sql, road, index);
  const api = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId), now });
  expect((await api('POST', `/placements/${id}/complete`)).status).toBe(200);
  return PageReader.of(database, road.volunteers[index]!.accountId, now);
}

const serialIn = (text: string) => /\/certificates\/(ZJ-[\w-]+)/.exec(text)?.[1] ?? '';

test('from nobody who signs to a certificate that was checked, put right and revoked, all on pages', async () => {
  const volunteer = await complete(0);
  expect((await volunteer.get('/me/certificates')).text).toContain('There is no certificate yet.');

  const office = { nameZh: '甲', nameEn: 'Jia', titleZh: '主任', titleEn: 'Director', issuerZh: '示范项目', issuerEn: 'Programme' };
  const wrong = await admin.send('/admin/signatories', { ...office, contact: '', fromDay: '2027-01-01' });
  expect([wrong.status, wrong.text.includes('Contact of the issuer: This is needed'), wrong.text.includes('value="Jia"')]).toEqual([
    422,
    true,
    true,
  ]);
  const entered = { ...office, contact: 'office@example.org', fromDay: '2027-01-01' };
  expect((await admin.send('/admin/signatories', entered)).location).toBe('/admin/signatories?done=saved');
  expect((await admin.send('/admin/signatories', entered)).status).toBe(422);

  const list = await coordinator.get('/desk/certificates');
  const at = `/desk/seasons/${road.seasonId}/certificates`;
  expect(list.text).toContain(`<a href="${at}">Issue 1 certificate</a>`);
  expect((await coordinator.send(at)).location).toBe('/desk/certificates?done=begun');
  expect((await coordinator.get('/desk/certificates')).text).toContain('0 of 1 issued');
});

test('a volunteer asks for a correction; the coordinator issues anew, and the old page points on', async () => {
  const volunteer = await complete(1);
  const serial = serialIn((await volunteer.get('/me/certificates')).text);
  const own = `/me/certificates/${serial}`;
  expect((await volunteer.send(own, { text: '' })).status).toBe(422);
  expect((await volunteer.send(own, { text: 'The name is spelled wrongly' })).location).toBe(`${own}?done=asked`);
  expect((await volunteer.get(own)).text).toContain('Waiting for a coordinator');
  expect((await coordinator.get('/desk/certificates?asked=yes')).text).toContain(serial);

  const desk = `/desk/certificates/${serial}`;
  expect((await coordinator.get(desk)).text).toContain('The name is spelled wrongly');
  expect((await coordinator.send(`${desk}/reissue`)).status).toBe(422);
  const { location } = await coordinator.send(`${desk}/reissue`, { reason: 'The name' });
  const newer = serialIn(String(location));
  expect((await volunteer.get(own)).text).toContain(`/me/certificates/${newer}`);
  const [row] = await database.sql`select placement_id from certificates where serial = ${newer}`;
  const placement = `/placements/${String(row?.['placement_id'])}`;
  expect((await volunteer.get(placement)).text).toContain(`<a href="/me/certificates/${newer}">`);
  expect((await coordinator.get(`/desk${placement}`)).text).toContain(`<a href="/desk/certificates/${newer}">`);
  const checked = await asAnybody(`/certificates/${serial}`);
  expect([checked.text.includes('superseded by a newer one'), checked.text.includes(`href="/certificates/${newer}"`)]).toEqual([
    true,
    true,
  ]);
  expect((await coordinator.get(`${desk}/revoke`)).location).toBe(desk);
});

test('a revoked certificate says so to anybody, and why to its holder alone', async () => {
  const volunteer = await complete(2);
  const serial = serialIn((await volunteer.get('/me/certificates')).text);
  await coordinator.send(`/desk/certificates/${serial}/revoke`, { reason: 'Hours were wrong' });
  expect((await volunteer.get(`/me/certificates/${serial}`)).text).toContain('Hours were wrong');
  const checked = (await asAnybody(`/certificates/${serial}`)).text;
  expect([checked.includes('was revoked'), checked.includes('Hours were wrong')]).toEqual([true, false]);
  const other = await PageReader.of(database, road.volunteers[0]!.accountId, now);
  expect((await other.get(`/me/certificates/${serial}`)).status).toBe(404);
});

test('anybody types a number, then a name: yes or no', async () => {
  const [row] = await database.sql`select serial from certificates where state = 'revoked'`;
  const serial = String(row?.['serial']);
  expect((await asAnybody(`/certificates?serial=${serial.toLowerCase()}`)).location).toBe(`/certificates/${serial}`);
  expect((await asAnybody('/certificates?serial=ZJ-1')).status).toBe(422);
  expect((await asAnybody('/certificates/ZJ-2027-0000000-0000000')).text).toContain('There is no such certificate');
  const page = `/certificates/${serial}`;
  expect((await asAnybody(page)).text).not.toContain('志愿者');
  expect((await asAnybody(page, { name: '志愿者 2' })).text).toContain('The name fits');
  expect((await asAnybody(page, { name: '志愿者 3' })).text).toContain('The name does not fit');
  expect((await asAnybody(page, { name: ' ' })).status).toBe(422);
});
