import { beforeAll, beforeEach, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makeOfficer, makePerson, personOf, type Person } from '../support/people.ts';
import { advance, makeRoad, moveRow, propose, recordMove, type Road } from '../support/rows.ts';

const database = testDatabase();
const day = '2027-05-12T08:00:00Z';
let road: Road;
let coordinator: Person;
let officer: Person;
let colleague: Person;
let next = 0;
let volunteer: Person;

beforeAll(async () => {
  const { sql } = database;
  road = await makeRoad(sql, { volunteers: 12, maximum: 9, stage: 'matching' });
  coordinator = await personOf(database, road.coordinatorId);
  officer = await makeOfficer(database, '532926');
  colleague = await makeOfficer(database, '532926');
  await sql`update accounts set locale = 'en' where id = ${colleague.id}`;
  await sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day)
    values ('530111', '530000', '官渡区', 'Guandu', 2, '2013-01-01')`;
  // Whom none of it concerns.
  await makeOfficer(database, '530111');
  await makePerson(database, 'admin', '管理');
  await sql`delete from season_checks`;
});

beforeEach(async () => {
  volunteer = await personOf(database, road.volunteers[next]!.accountId);
  next += 1;
});

const addressOf = async ({ id }: Person) => String((await database.sql`select email from accounts where id = ${id}`)[0]?.['email']);

/** The subjects that were sent since the last time, by whom they went to. */
async function subjects(): Promise<Record<string, string[]>> {
  const names = new Map<string, string>();
  for (const [name, person] of Object.entries({ officer, colleague, volunteer, coordinator })) names.set(await addressOf(person), name);
  const sent = Object.groupBy(await delivered(database), ({ to }) => names.get(to) ?? 'somebody else');
  return Object.fromEntries(Object.entries(sent).map(([name, letters]) => [name, (letters ?? []).map(({ subject }) => subject)]));
}

/** A placement of this test's volunteer, in a state. */
async function placed(...states: readonly string[]): Promise<string> {
  const id = await propose(database.sql, road, next - 1);
  await advance(database.sql, id, ...states);
  return `/placements/${id}`;
}

/** An application of this test's volunteer in a season of its own, or a request of the county, that waits for a decision. */
async function submitted(thing: 'application' | 'request'): Promise<string> {
  const { sql } = database;
  return sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof sql;
    const id = thing === 'application' ? await apply(tx) : await ask(tx);
    await recordMove(tx, thing, id, null, 'draft');
    await moveRow(tx, thing, id, 'draft', 'submitted');
    return `/${thing}s/${id}`;
  });
}

async function apply(tx: typeof database.sql): Promise<string> {
  const days = tx`applications_open_day, applications_close_day, requests_open_day, requests_close_day, match_day, reply_hours,
    teaching_start_day, teaching_end_day, lottery_seed, lottery_seed_sha256`;
  const [season] = await tx`insert into seasons (name_zh, name_en, ${days})
    select name_zh, name_en, ${days} from seasons where id = ${road.seasonId} returning id`;
  const seasonId = String(season?.['id']);
  await recordMove(tx, 'season', seasonId, null, 'planned');
  const [row] =
    await tx`insert into applications (season_id, account_id, deliveries) values (${seasonId}, ${volunteer.id}, ${['on_site']}) returning id`;
  return String(row?.['id']);
}

async function ask(tx: typeof database.sql): Promise<string> {
  const [row] = await tx`insert into requests (season_id, county_code, kind, delivery, place, start_day, end_day, weekly_hours)
    values (${road.seasonId}, '532926', 'camp', 'on_site', '示范小学', '2027-07-12', '2027-07-26', 20) returning id`;
  return String(row?.['id']);
}

test('a volunteer is told what became of their application, and why', async () => {
  for (const [move, body, subject] of [
    ['approve', undefined, '您的申请已通过：2027 年暑期'],
    ['return', { reason: '请写明可以来的日期' }, '请补充您的申请：2027 年暑期'],
    ['reject', { reason: '不满十八岁' }, '您的申请未通过：2027 年暑期'],
  ] as const) {
    const path = await submitted('application');
    expect((await coordinator.at(day)('POST', `${path}/${move}`, body)).status).toBe(200);
    const letters = await delivered(database);
    expect(letters.map(({ to, subject: said }) => [to, said])).toEqual([[await addressOf(volunteer), subject]]);
    expect([
      letters[0]?.text.includes(`http://localhost:8787${path}\n`),
      letters[0]?.html.includes(`href="http://localhost:8787${path}"`),
    ]).toEqual([true, true]);
    if (body !== undefined) expect([letters[0]?.text, letters[0]?.html].map((text) => text?.includes(body.reason))).toEqual([true, true]);
  }
});

test('a county’s officers are told what became of their request, each in their language', async () => {
  for (const [move, body, zh, en] of [
    ['approve', undefined, '需求已通过', 'Request approved'],
    ['return', { reason: '请写明班级人数' }, '请修改需求', 'Please change the request'],
    ['reject', { reason: '没有住处' }, '需求未通过', 'Request not accepted'],
  ] as const) {
    const path = await submitted('request');
    expect((await coordinator.at(day)('POST', `${path}/${move}`, body)).status).toBe(200);
    expect(await subjects()).toEqual({ officer: [`${zh}：示范小学`], colleague: [`${en}: 示范小学`] });
  }
});

test('the county is told what its volunteer answers, and nobody is told of what was only proposed', async () => {
  const path = await placed('offered');
  await volunteer.at(day)('POST', `${path}/accept`);
  expect(await subjects()).toEqual({
    volunteer: ['派遣已确认：南涧一中，2027-07-12 至 2027-07-26'],
    officer: ['志愿者已接受派遣：南涧一中'],
    colleague: ['A volunteer accepted: 南涧一中'],
  });
  await volunteer.at(day)('POST', `${path}/withdraw`, { reason: '生病' });
  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual(
    ['A volunteer stepped back: 南涧一中', '志愿者退出了派遣：南涧一中', '派遣已取消：南涧一中，2027-07-12 至 2027-07-26'].toSorted(),
  );
  // Why they step back is theirs and the coordinators'.
  expect(letters.some(({ text }) => text.includes('生病'))).toBe(false);
  await volunteer.at(day)('POST', `${await placed('offered')}/decline`, { reason: 'dates' });
  expect(await subjects()).toEqual({ officer: ['志愿者谢绝了派遣：南涧一中'], colleague: ['A volunteer declined: 南涧一中'] });
});

test('a proposal that is dropped is told to nobody', async () => {
  expect((await coordinator.at(day)('POST', `${await placed()}/cancel`, { reason: '另有安排' })).body['state']).toBe('dropped');
  expect(await subjects()).toEqual({});
});

test('who withdraws an application with a placement on it lets the county know', async () => {
  await placed('offered', 'accepted');
  const { applicationId } = road.volunteers[next - 1]!;
  expect((await volunteer.at(day)('POST', `/applications/${applicationId}/withdraw`, { reason: '出国' })).status).toBe(200);
  expect(await subjects()).toEqual({
    volunteer: ['派遣已取消：南涧一中，2027-07-12 至 2027-07-26'],
    officer: ['志愿者退出了派遣：南涧一中'],
    colleague: ['A volunteer stepped back: 南涧一中'],
  });
});

test('a placement that a coordinator cancels is told to its volunteer, with the reason, and to the county', async () => {
  await coordinator.at(day)('POST', `${await placed('offered', 'accepted')}/cancel`, { reason: '学校停课' });
  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual(
    ['您的派遣已取消：南涧一中', '一项派遣已取消：南涧一中', 'A placement is cancelled: 南涧一中'].toSorted(),
  );
  expect(letters.find(({ subject }) => subject.startsWith('您的'))?.text).toContain('理由：学校停课');
});

test('a report is told to the county, and its countersignature to the volunteer', async () => {
  const path = await placed('offered', 'accepted', 'started');
  expect((await volunteer.at('2027-07-27T08:00:00Z')('PUT', `${path}/report`, { daysServed: 14, text: '教了两周' })).status).toBe(200);
  expect(await subjects()).toEqual({ officer: ['请会签志愿者的报告：南涧一中'], colleague: ['A report to countersign: 南涧一中'] });
  await officer.at('2027-07-28T08:00:00Z')('POST', `${path}/confirm`, { daysServed: 14, signedBy: '李老师' });
  expect(await subjects()).toEqual({ volunteer: ['您的服务已会签：南涧一中'] });
});

test('when a county cancels its request its volunteers hear why, and of the county only who did not do it', async () => {
  const { sql } = database;
  const other = await makeRoad(sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  for (const index of [0, 1]) await advance(sql, await propose(sql, other, index), 'offered');
  const cancelled = await officer.at(day)('POST', `/requests/${other.requestId}/cancel`, { reason: '山洪' });
  expect(cancelled.status).toBe(200);
  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject).toSorted()).toEqual(
    ['Request cancelled: 南涧一中', '您的派遣已取消：南涧一中', '您的派遣已取消：南涧一中'].toSorted(),
  );
  expect(letters.every(({ text }) => text.includes('山洪'))).toBe(true);
});
