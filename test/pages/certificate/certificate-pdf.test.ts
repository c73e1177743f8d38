import { readFileSync } from 'node:fs';

import fontkit from '@pdf-lib/fontkit';
import { beforeAll, expect, test } from 'vitest';

import { fontFile } from '../../../scripts/installation/copy-assets.ts';
import { linesOnPaper, pixelsOf, type Line } from '../../support/paper.ts';
import { testDatabase } from '../../support/database.ts';
import { makeAccount, makeRoad, makeSignatory, makeTaught, type Road } from '../../support/rows.ts';
import { appFor, siteFor, tokenOf } from '../../support/site.ts';

const database = testDatabase();
const now = '2027-08-01T08:00:00Z';
let road: Road;
let serial: string;
let ownToken: string;
let coordinatorToken: string;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  await makeSignatory(database.sql);
  const { accountId } = road.volunteers[0]!;
  await database.sql`update accounts set name = '欧阳示范' where id = ${accountId}`;
  coordinatorToken = await tokenOf(database.sql, road.coordinatorId);
  ownToken = await tokenOf(database.sql, accountId);
  const placementId = await makeTaught(database.sql, road, 0);
  const coordinator = siteFor(database, { token: coordinatorToken, now });
  await coordinator('POST', `/placements/${placementId}/complete`);
  serial = String((await coordinator('POST', `/placements/${placementId}/certificate`)).body['serial']);
});

async function download(path: string, token: string) {
  return appFor(database, { now }).request(path, { headers: { Authorization: `Bearer ${token}` } });
}

async function paper(): Promise<Line[]> {
  const answer = await download(`/me/certificates/${serial}/certificate.pdf`, ownToken);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
  return linesOnPaper(new Uint8Array(await answer.arrayBuffer()));
}

test('its holder and coordinators download it, and nobody else', async () => {
  const strangerToken = await tokenOf(database.sql, await makeAccount(database.sql, 'volunteer', '路人'));
  const statuses = await Promise.all(
    [
      download(`/desk/certificates/${serial}/certificate.pdf`, coordinatorToken),
      download(`/me/certificates/${serial}/certificate.pdf`, strangerToken),
      download(`/desk/certificates/${serial}/certificate.pdf`, strangerToken),
    ].map(async (answer) => (await answer).status),
  );
  expect(statuses).toEqual([200, 404, 403]);
});

test('what must stand on it stands on it, in both languages', async () => {
  const lines = await paper();
  const text = lines.map((line) => line.text).join('\n');
  const title = lines.filter(({ y }) => y === lines[0]?.y).map((line) => line.text);
  expect(title.join('')).toBe('志愿服务证明');
  for (const said of [
    `No. ${serial}`,
    '欧阳示范',
    '15 天',
    '15 days',
    '英语：4.5 小时（3 课次）；合计 4.5 小时',
    'English: 4.5 h (3 lessons); 4.5 h in all',
    '2027年7月12日至26日',
    '云南省南涧彝族自治县 · 南涧一中',
    '示范支教项目办公室',
    'office@example.org',
    '签发人甲 · 主任',
    '2027年8月1日',
    `http://localhost:8787/certificates/${serial}`,
  ]) {
    expect(text).toContain(said);
  }
  expect(text.replaceAll('\n', '')).toContain('兹证明欧阳示范于');
  expect(text).not.toContain('\u{fffd}');
});

test('every sign has ink, pixel for pixel that of the whole font: the subset lost no glyph', async () => {
  const whole = { plain: fontkit.create(readFileSync(fontFile('plain'))), strong: fontkit.create(readFileSync(fontFile('strong'))) };
  const lines = await paper();
  const seen = new Map<string, boolean>();
  for (const { text, drawn } of lines) {
    for (const [i, sign] of Array.from(text).entries()) {
      const { font, glyph } = drawn[i]!;
      const weight = font.postscriptName?.includes('SemiBold') === true ? 'strong' : 'plain';
      const key = `${weight} ${sign}`;
      if (sign === ' ' || seen.has(key)) continue;
      const pixels = pixelsOf(font, glyph);
      const wanted = pixelsOf(whole[weight], whole[weight].glyphForCodePoint(sign.codePointAt(0)!).id);
      seen.set(key, pixels.includes(true) && pixels.every((isDark, at) => isDark === wanted[at]));
    }
  }
  const wrong = [...seen].filter(([, isRight]) => !isRight).map(([key]) => key);
  expect(wrong).toEqual([]);
  expect([...seen.keys()].filter((key) => /\p{Script=Han}/u.test(key)).length).toBeGreaterThan(60);
});

test('a number that was edited on the paper differs from what the page that checks it says', async () => {
  const anyone = appFor(database, { now });
  const page = await (
    await anyone.request(`/certificates/${serial}`, { headers: { Accept: 'text/html', 'Accept-Language': 'zh-CN' } })
  ).text();
  const shown = page.replaceAll(/<[^>]+>/g, '\n');
  // Every fact but the name, as it stands on the paper at the right of the table.
  const [, , , ...facts] = (await paper()).filter(({ x, drawn }) => x > 180 && x < 190 && drawn[0]?.size === 10).map((line) => line.text);
  expect(facts.length).toBeGreaterThan(6);
  const differing = (said: readonly string[]) => said.filter((fact) => !shown.includes(fact));
  expect(differing(facts)).toEqual([]);
  const edited = facts.map((fact) => fact.replace('4.5 小时（3 课次）', '94.5 小时（3 课次）').replace('15 天', '75 天'));
  expect(differing(edited)).toEqual(['75 天', '英语：94.5 小时（3 课次）；合计 4.5 小时']);
  expect(page).not.toContain('欧阳示范');
});

test('one that was put right says on paper that it does not hold, and names the one that does', async () => {
  const coordinator = siteFor(database, { token: coordinatorToken, now });
  const { body } = await coordinator('POST', `/certificates/${serial}/reissue`, { reason: '更正' });
  const text = (await paper()).map((line) => line.text).join('\n');
  expect(text).toContain(`本证明已被替换，不再有效；现行证明编号 ${String(body['serial'])}`);
  expect(text).toContain(`This certificate was superseded and is no longer valid; the one in force is ${String(body['serial'])}`);
});
