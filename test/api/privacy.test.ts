import { beforeAll, expect, test } from 'vitest';

import { erasureLines } from '../../src/domain/erasure.ts';
import { retentionRules } from '../../src/domain/retention.ts';
import { foldTallies } from '../../src/jobs/fold-tallies.ts';
import { runMatching } from '../../src/jobs/run-matching.ts';
import { testDatabase } from '../support/database.ts';
import { delivered, formKeyIn } from '../support/letters.ts';
import {
  clearedCheck,
  eventsOf,
  itemsOf,
  makeOfficer,
  makePerson,
  makeVolunteer,
  personOf,
  refusalOf,
  refused,
  type Person,
} from '../support/people.ts';
import { residentNumber } from '../support/resident-number.ts';
import { advance, makeRoad, propose, type Road } from '../support/rows.ts';
import { appFor, jobFor, siteFor, siteUrl, tokenOf } from '../support/site.ts';

const database = testDatabase();
let road: Road;
let officer: Person;
let coordinator: Person;
let admin: Person;

beforeAll(async () => {
  road = await makeRoad(database.sql, { volunteers: 4, maximum: 4, stage: 'matching' });
  await database.sql`insert into counties (code, province_code, name_zh, name_en, tier, partner_since_day) values ('530623', '530000', '盐津县', 'Yanjin', 1, '2019-01-01')`;
  officer = await makeOfficer(database, '532926');
  coordinator = await personOf(database, road.coordinatorId);
  admin = await makePerson(database, 'admin', '管理');
});

/** Words that only ever stand in what is held of one person. */
const mark = 'Ermentrude';
const after = '2027-09-01T08:00:00Z';
const erase = async (person: Person) => person.at(after)('POST', '/me/erase', { confirm: 'erase' });
const volunteerAt = async (index: number) => personOf(database, road.volunteers[index]!.accountId);

/** Every table in which the word stands somewhere. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = await database.sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] =
      await database.sql`select exists (select from ${database.sql(String(name))} t where t::text like ${`%${word}%`}) as found`;
    if (row?.['found'] === true) found.push(String(name));
  }
  return found;
}

/** A placement that was served to its end, with all that is held of its volunteer. */
async function serve(person: Person): Promise<string> {
  const { sql } = database;
  await sql`update accounts set name = ${`${mark} Li`}, email = ${`${mark}@example.org`} where id = ${person.id}`;
  await sql`update volunteers set home_institution = ${`${mark}’s college`} where account_id = ${person.id}`;
  await sql`update applications set statement = ${`${mark} wants to teach`}, decision_reason = ${`${mark}, welcome`} where account_id = ${person.id}`;
  await sql`insert into barred_pairs (account_id, county_code, barred_by, reason) values (${person.id}, '530623', 'volunteer', ${mark})`;
  await sql`insert into sessions (account_id, token, user_agent, expires_at) values (${person.id}, 'hash', ${mark}, '2030-01-01')`;
  await sql`insert into passkeys (account_id, name, public_key, credential_id, counter, device_type, backed_up)
    values (${person.id}, ${mark}, 'x', ${mark}, 0, 'multiDevice', true)`;
  await person.site('POST', '/me/tokens', { label: mark, days: 300 });
  await person.site('PUT', '/me/identity', { documentType: 'resident_id', number: residentNumber('53292620030203002') });
  await person.site('PUT', '/me/health-note', { text: mark });
  await askAndAnswer(person);
  await clearedCheck(sql, { accountId: person.id, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy: coordinator.id });
  const placementId = await propose(sql, road, 0);
  await advance(sql, placementId, 'offered', 'accepted');
  const path = `/placements/${placementId}`;
  await officer.at('2027-07-12T01:00:00Z')('POST', `${path}/start`, { reason: `${mark} came by bus` });
  const [mine, theirs, ours] = [person, officer, coordinator].map(({ at }) => at('2027-07-26T12:00:00Z')) as [
    Person['site'],
    Person['site'],
    Person['site'],
  ];
  const lesson = { startsAt: '2027-07-12T09:00:00+08:00', minutes: 45, subject: 'english', learners: 32, note: `${mark} sang` };
  await mine('POST', `${path}/sessions`, lesson);
  await mine('PUT', `${path}/report`, { daysServed: 15, text: `${mark} taught English.` });
  await theirs('POST', `${path}/confirm`, { daysServed: 15, signedBy: '教育局', comment: `${mark} was a joy` });
  expect((await ours('POST', `${path}/complete`)).body['state']).toBe('completed');
  return placementId;
}

async function askAndAnswer(person: Person): Promise<void> {
  const begun = await person.site('POST', '/clearances', { kind: 'first_reference' });
  const input = { name: `${mark}’s teacher`, relation: `knows ${mark}`, email: 'teacher@example.org' };
  await person.site('POST', `/clearances/${String(begun.body['id'])}/referee`, input);
  const key = formKeyIn((await delivered(database))[0]!);
  const body = new URLSearchParams({ knownSince: 'long', wouldTrustWithChildren: 'yes', text: `${mark} is very patient with all.` });
  await appFor(database).request(`/reference/${key}`, { method: 'POST', body, headers: { Origin: siteUrl } });
}

const payloads = async (subjectId: string) => {
  const [row] = await database.sql`select count(*) filter (where reason is not null or details <> '{}')::int as told,
    count(*) filter (where payload_cleared_at is not null)::int as cleared from events where subject_id = ${subjectId}`;
  return row;
};

test('erasing takes whatever names the person, and leaves the counts and the chain of events as they were', async () => {
  const person = await volunteerAt(0);
  await serve(person);
  const other = await volunteerAt(1);
  await other.site('POST', '/me/tokens', { label: 'stays', days: 300 });
  expect(await tablesWith(mark)).toEqual([
    'accounts',
    'applications',
    'barred_pairs',
    'completions',
    'confirmations',
    'events',
    'lessons',
    'passkeys',
    'referees',
    'reports',
    'sessions',
    'tokens',
    'volunteers',
  ]);
  const counting = siteFor(database, { token: await tokenOf(database.sql, road.coordinatorId) });
  const statistics = async () => (await counting('GET', '/statistics/exact?by=volunteerKind')).body['recorded'];
  const counted = await statistics();
  expect(JSON.stringify(counted)).toContain('"minutesTaught":45');
  const chain = [...(await database.sql`select sequence, sha256 from events where sequence is not null order by sequence`)];

  const plan = await person.at(after)('GET', '/me/erasure');
  const lines = plan.body['lines'] as { kind: string; becomes: string; why: string; held: number }[];
  expect(lines.map(({ kind, becomes, why }) => ({ kind, becomes, why }))).toEqual(
    erasureLines.map(({ kind, becomes, why }) => ({ kind, becomes, why: why.en })),
  );
  expect([plan.status, plan.body['standingPlacements']]).toEqual([200, []]);
  expect(Object.fromEntries(lines.map((line) => [line.kind, line.held]))).toMatchObject({
    account: 1,
    profile: 1,
    signIns: 2,
    tokens: 2,
    identityDocument: 1,
    healthNote: 1,
    referees: 1,
    applications: 1,
    reports: 1,
    lessonNotes: 1,
    placements: 1,
    completions: 1,
    clearances: 2,
    consents: 0,
  });
  const erased = await erase(person);
  expect([erased.status, erased.body]).toEqual([200, plan.body]);

  // What the counts note of a change waits for the clock.
  await foldTallies(jobFor(database, after));
  expect(await tablesWith(mark)).toEqual([]);
  expect(refusalOf(await person.at(after)('GET', '/me'))).toEqual(refused(401, 'not-signed-in'));
  const [account] = await database.sql`select name, email, erased_at from accounts where id = ${person.id}`;
  expect(account).toEqual({ name: '—', email: `${person.id}@erased.invalid`, erased_at: new Date(after) });
  const gone = ['identity_documents', 'health_notes', 'sessions', 'passkeys', 'tokens', 'account_roles'];
  for (const table of gone) {
    expect([...(await database.sql`select * from ${database.sql(table)} where account_id = ${person.id}`)]).toEqual([]);
  }
  expect([...(await database.sql`select * from reference_answers`)]).toEqual([]);
  expect(await statistics()).toEqual(counted);

  expect(await payloads(person.id)).toMatchObject({ told: 0 });
  expect(await payloads(other.id)).toEqual({ told: 1, cleared: 0 });
  const [broken] = await database.sql`select first_broken_event() as sequence`;
  expect(broken).toEqual({ sequence: null });
  const kept = [...(await database.sql`select sequence, sha256 from events where sequence is not null order by sequence`)];
  expect(kept.slice(0, chain.length)).toEqual(chain);
  expect((await eventsOf(database.sql, 'account', person.id)).at(-1)).toBe('account.erased');
});

test('who is counted on is not erased before that placement has ended; then the application is withdrawn with it', async () => {
  const person = await volunteerAt(1);
  const placementId = await propose(database.sql, road, 1);
  await advance(database.sql, placementId, 'offered', 'accepted');
  const early = await person.site('POST', '/me/erase', { confirm: 'erase' });
  expect([refusalOf(early), early.body['placementIds']]).toEqual([refused(409, 'placements-stand'), [placementId]]);
  expect((await person.site('GET', '/me/erasure')).body['standingPlacements']).toEqual([placementId]);
  expect([(await person.site('GET', '/me')).status, (await payloads(person.id))?.['cleared']]).toEqual([200, 0]);

  const ended = await person.site('POST', `/placements/${placementId}/withdraw`, { reason: 'I move abroad' });
  expect([ended.status, ended.body['state']]).toEqual([200, 'withdrawn']);
  expect((await person.site('POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
  const [row] = await database.sql`select state from applications where account_id = ${person.id}`;
  expect(row).toEqual({ state: 'withdrawn' });
  expect(await eventsOf(database.sql, 'application', road.volunteers[1]!.applicationId)).toContain('application.withdrawn');
});

test('a proposal that its volunteer has not heard of does not hold them, and goes with them', async () => {
  const person = await volunteerAt(2);
  const placementId = await propose(database.sql, road, 2);
  expect((await erase(person)).body['standingPlacements']).toEqual([]);
  const [row] = await database.sql`select state from placements where id = ${placementId}`;
  expect(row).toEqual({ state: 'dropped' });
});

test('nothing is erased unless it is confirmed in so many words, by the person', async () => {
  const person = await makeVolunteer(database, '不删');
  expect(refusalOf(await person.site('POST', '/me/erase', { confirm: 'yes' }))).toEqual(refused(422, 'invalid', ['/confirm not-one-of']));
  expect(refusalOf(await person.site('POST', '/me/erase', {}))).toEqual(refused(422, 'invalid', ['/confirm not-one-of']));
  expect(refusalOf(await siteFor(database)('POST', '/me/erase', { confirm: 'erase' }))).toEqual(refused(401, 'not-signed-in'));
  const narrow = await person.site('POST', '/me/tokens', { label: 'narrow', scopes: ['me.read'], days: 9 });
  const program = siteFor(database, { token: String(narrow.body['token']) });
  expect(refusalOf(await program('POST', '/me/erase', { confirm: 'erase' }))).toEqual(refused(403, 'forbidden'));
  expect((await person.site('GET', '/me')).body['name']).toBe('不删');
});

test('the last admin who can still sign in is not erased', async () => {
  expect(refusalOf(await erase(admin))).toEqual(refused(409, 'last-admin'));
  const second = await makePerson(database, 'admin', '第二');
  await admin.site('POST', `/accounts/${second.id}/freeze`, { reason: 'On leave' });
  expect(refusalOf(await erase(admin))).toEqual(refused(409, 'last-admin'));
  await admin.site('POST', `/accounts/${second.id}/thaw`, { reason: 'Back' });
  expect((await erase(second)).status).toBe(200);
  expect((await admin.site('GET', '/me')).body['name']).toBe('管理');
});

test('a frozen account opens nothing and is in no match until it is thawed; its data stays', async () => {
  const person = await volunteerAt(3);
  await database.sql`insert into sessions (account_id, token, expires_at) values (${person.id}, 'another hash', '2030-01-01')`;
  const frozen = await admin.site('POST', `/accounts/${person.id}/freeze`, { reason: 'The court asks for it' });
  expect([frozen.status, frozen.body]).toEqual([200, { id: person.id, frozenAt: '2026-12-01T08:00:00.000Z' }]);
  expect(refusalOf(await person.site('GET', '/me'))).toEqual(refused(401, 'not-signed-in'));
  expect(await inMatch()).toEqual([]);
  const thawed = await admin.site('POST', `/accounts/${person.id}/thaw`, { reason: 'The court is done' });
  expect([thawed.status, thawed.body]).toEqual([200, { id: person.id, frozenAt: null }]);
  expect((await person.site('GET', '/me')).body['id']).toBe(person.id);
  expect(await inMatch()).toEqual([road.volunteers[3]!.applicationId]);
  const told =
    await database.sql`select event, reason, subject_id from events where thing = 'account' and thing_id = ${person.id} order by sequence`;
  expect([...told]).toEqual([
    { event: 'account.frozen', reason: 'The court asks for it', subject_id: person.id },
    { event: 'account.thawed', reason: 'The court is done', subject_id: person.id },
  ]);
});

/** Whose applications a run that is started now is about. */
async function inMatch(): Promise<unknown[]> {
  const started = await coordinator.site('POST', `/seasons/${road.seasonId}/runs`, { policy: 'need-first' });
  expect(started.status).toBe(202);
  await runMatching(jobFor(database, '2026-12-01T08:00:00Z'));
  const snapshot = await coordinator.site('GET', `/runs/${String(started.body['id'])}/snapshot`);
  return (snapshot.body['applications'] as { id: string }[]).map(({ id }) => id);
}

test('an admin freezes and thaws others with a reason, never themself; nobody else does', async () => {
  const person = await makeVolunteer(database, '冻');
  for (const { site } of [coordinator, officer, person, await makePerson(database, 'safeguarding', '保护')]) {
    expect(refusalOf(await site('POST', `/accounts/${person.id}/freeze`, { reason: 'x' }))).toEqual(refused(403, 'forbidden'));
    expect(refusalOf(await site('POST', `/accounts/${person.id}/thaw`, { reason: 'x' }))).toEqual(refused(403, 'forbidden'));
  }
  expect(refusalOf(await admin.site('POST', `/accounts/${admin.id}/freeze`, { reason: 'x' }))).toEqual(refused(409, 'own-account'));
  expect(refusalOf(await admin.site('POST', `/accounts/${person.id}/freeze`, {}))).toEqual(refused(422, 'invalid', ['/reason missing']));
  const nowhere = '00000000-0000-7000-8000-000000000000';
  expect(refusalOf(await admin.site('POST', `/accounts/${nowhere}/freeze`, { reason: 'x' }))).toEqual(refused(404, 'not-found'));
});

test('an admin sees how long each kind of data is kept and how much of it goes next; looking lets nothing go', async () => {
  await database.sql`insert into tokens (account_id, sha256, label, expires_at)
    values (${admin.id}, 'long over', 'old', '2026-06-01T07:59:59Z'), (${admin.id}, 'just over', 'new', '2026-06-01T08:00:00Z')`;
  const retention = await admin.site('GET', '/retention');
  const items = itemsOf(retention);
  expect(items.map(({ kind, keptFor, becomes }) => [kind, keptFor, becomes])).toEqual(
    retentionRules.map(({ kind, keptFor, becomes }) => [kind, 'days' in keptFor ? `P${keptFor.days}D` : `P${keptFor.months}M`, becomes]),
  );
  expect(items.find(({ kind }) => kind === 'tokens')).toEqual({
    kind: 'tokens',
    keptFor: 'P6M',
    from: 'their end',
    becomes: 'deleted',
    before: '2026-06-01T08:00:00.000Z',
    due: 1,
  });
  expect((await admin.site('GET', '/retention')).body).toEqual(retention.body);
  for (const { site } of [coordinator, officer, await makePerson(database, 'safeguarding', '保护')]) {
    expect(refusalOf(await site('GET', '/retention'))).toEqual(refused(403, 'forbidden'));
  }
});
