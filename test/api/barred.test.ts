import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../support/database.ts';
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
import { advance, makeRoad, propose } from '../support/rows.ts';

const database = testDatabase();
let lead: Person;
let coordinator: Person;
let admin: Person;

beforeAll(async () => {
  lead = await makePerson(database, 'safeguarding', '保护');
  coordinator = await makePerson(database, 'coordinator', '协调');
  admin = await makePerson(database, 'admin', '管理');
});

const reason = 'Found guilty of an offence against a pupil';
const bar = async (person: { name: string; number?: string }) => lead.site('POST', '/barred-people', { ...person, reason });
const decide = async (by: Person, review: string, outcome: string) =>
  by.site('POST', `/barred-reviews/${review}/decide`, { outcome, reason });
const giveNumber = async (person: Person, number: string) => person.site('PUT', '/me/identity', { documentType: 'resident_id', number });

const eventsAt = async (person: Person) => itemsOf(await person.site('GET', '/me/events')).map(({ event }) => event);
const exportOf = async (person: Person) => (await person.site('GET', '/me/export')).body;
const clear = async (path: string, by = coordinator) => by.site('POST', `${path}/clear`, { validThroughDay: '2027-12-31' });

/** The reviews about somebody, as the safeguarding lead sees them. */
async function reviewsOf(person: Person) {
  return itemsOf(await lead.site('GET', '/barred-reviews?limit=200&sort=created')).filter(({ accountId }) => accountId === person.id);
}

async function reviewIdOf(person: Person): Promise<string> {
  return String((await reviewsOf(person))[0]?.['id']);
}

async function handedIn(person: Person, kind: string): Promise<string> {
  const begun = await person.site('POST', '/clearances', { kind });
  await person.site('POST', `/clearances/${String(begun.body['id'])}/submit`);
  return `/clearances/${String(begun.body['id'])}`;
}

test('somebody who is barred is found by the number of their document, before it is given or after', async () => {
  const [early, late] = [residentNumber('53292619900101001'), residentNumber('53292619900101002')];
  const [known, unknown] = [await makeVolunteer(database, '甲乙'), await makeVolunteer(database, '丙丁')];
  await giveNumber(known, early);
  const barred = await bar({ name: 'Quite Another', number: `${early.slice(0, 6)} ${early.slice(6)}` });
  const view = { id: expect.any(String), name: 'Quite Another', hasNumber: true, createdAt: expect.any(String), liftedAt: null };
  expect([barred.status, barred.body]).toEqual([201, view]);
  const review = {
    id: expect.any(String),
    accountId: known.id,
    applicantName: '甲乙',
    barredName: 'Quite Another',
    matchedBy: 'number',
    similarity: 1,
    state: 'open',
    decidedAt: null,
    createdAt: expect.any(String),
  };
  expect(await reviewsOf(known)).toEqual([review]);
  await bar({ name: 'Second', number: late });
  expect(await reviewsOf(unknown)).toEqual([]);
  const hears = await giveNumber(unknown, late);
  expect([hears.status, Object.keys(hears.body)]).toEqual([200, ['documentType', 'maskedNumber', 'updatedAt']]);
  expect(await reviewsOf(unknown)).toEqual([{ ...review, accountId: unknown.id, applicantName: '丙丁', barredName: 'Second' }]);
  // Given once more, there is still one review.
  await giveNumber(unknown, late);
  expect((await reviewsOf(unknown)).length).toBe(1);

  expect(await eventsOf(database.sql, 'barred_person', String(barred.body['id']))).toEqual(['barred_person.added']);
  expect(await eventsOf(database.sql, 'barred_review', await reviewIdOf(known))).toEqual(['barred_review.opened']);
});

test('somebody who is barred is found by name, however it is written; others are left alone', async () => {
  const named = [
    await makeVolunteer(database, '张伟'),
    await makeVolunteer(database, 'Zhang Wei'),
    await makeVolunteer(database, 'WEI Zhang'),
  ];
  const stranger = await makeVolunteer(database, 'Li Na');
  const barred = await bar({ name: '张伟' });
  expect(barred.body['hasNumber']).toBe(false);
  for (const person of named) {
    expect((await reviewsOf(person)).map(({ matchedBy, similarity }) => [matchedBy, similarity])).toEqual([['name', 1]]);
  }
  expect(await reviewsOf(stranger)).toEqual([]);

  // Whoever signed up before and says only now that they want to teach is compared as well.
  const late = await makePerson(database, 'volunteer', '张 伟');
  await bar({ name: 'Zhang Wei' });
  expect(await reviewsOf(late)).toEqual([]);
  const languages = ['zh-CN'];
  const profile = {
    kind: 'student',
    homeInstitution: '示范大学',
    homeRegion: 'mainland',
    timeZone: 'Asia/Shanghai',
    bornDay: '2005-01-01',
    languages,
  };
  const { headers: own } = await late.site('GET', '/me');
  expect((await late.site('PATCH', '/me', { profile }, { 'If-Match': own.get('ETag') ?? '' })).status).toBe(200);
  expect((await reviewsOf(late)).map(({ state }) => state)).toEqual(['open', 'open']);
});

test('whoever takes a barred name later, or is given it, is compared as well', async () => {
  const stranger = await makeVolunteer(database, 'Li Na');
  await bar({ name: '王芳' });
  const { headers } = await stranger.site('GET', '/me');
  await stranger.site('PATCH', '/me', { name: 'Wang Fang' }, { 'If-Match': headers.get('ETag') ?? '' });
  expect((await reviewsOf(stranger)).map(({ state }) => state)).toEqual(['open']);
  const made = await admin.site('POST', '/accounts', { email: 'fang@example.org', name: 'Fang WANG', roles: ['volunteer'] });
  expect((await reviewsOf({ ...stranger, id: String(made.body['id']) })).map(({ state }) => state)).toEqual(['open']);
  const renamed = await makeVolunteer(database, 'Liu Yang');
  const before = await admin.site('GET', `/accounts/${renamed.id}`);
  await admin.site('PATCH', `/accounts/${renamed.id}`, { name: '王 芳' }, { 'If-Match': before.headers.get('ETag') ?? '' });
  expect((await reviewsOf(renamed)).map(({ state }) => state)).toEqual(['open']);
});

test('an applicant under review sees nothing of it anywhere, nor do coordinators and admins', async () => {
  const [applicant, unsuspected] = [await makeVolunteer(database, '欧阳修文'), await makeVolunteer(database, '司马光远')];
  await handedIn(applicant, 'identity');
  const own = ['/me', '/me/export', '/clearances', '/me/consents'];
  const looks = async (person: Person) => Promise.all(own.map(async (path) => (await person.site('GET', path)).body));
  await looks(applicant);
  const [clearances, events] = [await applicant.site('GET', '/clearances'), await eventsAt(applicant)];
  const barred = await bar({ name: 'Ouyang Xiuwen' });
  const id = await reviewIdOf(applicant);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);

  expect((await applicant.site('GET', '/clearances')).body).toEqual(clearances.body);
  expect(await eventsAt(applicant)).toEqual(events);
  const seen = JSON.stringify(await looks(applicant));
  expect([id, String(barred.body['id']), 'Ouyang', 'barred_'].filter((secret) => seen.includes(secret))).toEqual([]);
  expect((await exportOf(applicant))['withheld']).toEqual((await exportOf(unsuspected))['withheld']);

  const recorded = await database.sql`select count(*)::int as events from events where thing_id = ${id}`;
  expect([...recorded]).toEqual([{ events: 1 }]);
  for (const person of [coordinator, admin]) {
    expect(itemsOf(await person.site('GET', `/events?thing=barred_review`))).toEqual([]);
    expect(itemsOf(await person.site('GET', `/events?thing=barred_person`))).toEqual([]);
    expect(itemsOf(await person.site('GET', `/events?limit=200`)).length > 0).toBe(true);
  }
});

test('while it is open whether somebody is barred their identity cannot be cleared; once dismissed it can', async () => {
  const applicant = await makeVolunteer(database, '诸葛孔明');
  await bar({ name: '诸葛孔明' });
  const [identity, health] = [await handedIn(applicant, 'identity'), await handedIn(applicant, 'health')];
  expect(refusalOf(await clear(identity))).toEqual(refused(409, 'under-review'));
  expect(refusalOf(await clear(identity, lead))).toEqual(refused(409, 'under-review'));
  expect((await applicant.site('GET', identity)).body['state']).toBe('submitted');
  expect((await clear(health)).body['state']).toBe('cleared');

  const id = await reviewIdOf(applicant);
  const dismissed = await decide(lead, id, 'dismissed');
  expect([dismissed.status, dismissed.body['state'], dismissed.body['decidedAt']]).toEqual([200, 'dismissed', '2026-12-01T08:00:00.000Z']);
  expect((await clear(identity)).body['state']).toBe('cleared');
  const again = await decide(lead, id, 'confirmed');
  expect([refusalOf(again), again.body['state']]).toEqual([refused(409, 'review-decided'), 'dismissed']);
  expect(await eventsOf(database.sql, 'barred_review', id)).toEqual(['barred_review.opened', 'barred_review.dismissed']);
  // The same pair is not looked at again.
  expect((await giveNumber(applicant, residentNumber('53292619900101003'))).status).toBe(200);
  expect((await reviewsOf(applicant)).map(({ state }) => state)).toEqual(['dismissed']);
});

test('once it is sure that somebody is barred, their identity is revoked and no placement of theirs starts', async () => {
  const { sql } = database;
  const road = await makeRoad(sql, { volunteers: 2, maximum: 2, stage: 'matching' });
  const officer = await makeOfficer(database, '532926');
  const people = await Promise.all(road.volunteers.map(async ({ accountId }) => personOf(database, accountId)));
  const checks: string[] = [];
  const placements: string[] = [];
  for (const [i, { accountId }] of road.volunteers.entries()) {
    const cleared = { accountId, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy: coordinator.id };
    checks.push(await clearedCheck(sql, cleared));
    placements.push(await propose(sql, road, i));
    await advance(sql, placements[i]!, 'offered', 'accepted');
  }
  const number = residentNumber('53292619900101004');
  await giveNumber(people[0]!, number);
  await bar({ name: 'Somebody Else', number });
  const start = async (i: number) => officer.at('2027-07-12T02:00:00Z')('POST', `/placements/${placements[i]}/start`);
  const stateOf = async (i: number) => (await lead.site('GET', `/clearances/${checks[i]}`)).body['state'];
  const held = await start(0);
  expect([refusalOf(held), held.body['missing']]).toEqual([refused(409, 'checks-missing'), ['identity']]);
  expect(await stateOf(0)).toBe('cleared');

  const id = await reviewIdOf(people[0]!);
  expect((await decide(lead, id, 'confirmed')).body['state']).toBe('confirmed');
  expect([await stateOf(0), await stateOf(1)]).toEqual(['revoked', 'cleared']);
  expect([(await start(0)).body['missing'], (await start(1)).body['state']]).toEqual([['identity'], 'started']);
  const anew = await handedIn(people[0]!, 'identity');
  expect(refusalOf(await coordinator.site('POST', `${anew}/clear`, { validThroughDay: '2027-12-31' }))).toEqual(
    refused(409, 'under-review'),
  );
  expect(await eventsOf(sql, 'barred_review', id)).toEqual(['barred_review.opened', 'barred_review.confirmed']);
  // What the person sees is that a check was revoked, and not why.
  const told = itemsOf(await people[0]!.site('GET', '/me/events')).find(({ event }) => event === 'clearance.revoked');
  expect(told).toMatchObject({ thingId: checks[0], fromState: 'cleared', toState: 'revoked', reason: null });
});

test('why somebody is barred, and why a review was decided so, is kept encrypted', async () => {
  const applicant = await makeVolunteer(database, '上官婉儿');
  const number = residentNumber('53292619900101005');
  const barred = await bar({ name: '上官婉儿', number });
  const id = await reviewIdOf(applicant);
  await decide(lead, id, 'confirmed');
  const [row] = await database.sql`select p.sealed_reason as why, r.sealed_reason as verdict, p::text as person, r::text as review
    from barred_people p join barred_reviews r on r.barred_person_id = p.id where r.id = ${id}`;
  for (const sealed of [row?.['why'], row?.['verdict']] as Buffer[]) {
    expect([sealed.length > reason.length, sealed.includes('offence')]).toEqual([true, false]);
  }
  expect(`${row?.['person']} ${row?.['review']}`).not.toContain(number);
  const told = JSON.stringify([...(await database.sql`select * from events`)]);
  expect([told.includes(String(barred.body['id'])), told.includes('offence'), told.includes(number)]).toEqual([true, false, false]);
});

test('nobody sees or decides a review about themself', async () => {
  const both = await makeVolunteer(database, '慕容复');
  await database.sql`insert into account_roles (account_id, role) values (${both.id}, 'safeguarding')`;
  await bar({ name: '慕容复' });
  const id = await reviewIdOf(both);
  const theirs = itemsOf(await both.site('GET', '/barred-reviews?limit=200'));
  expect([theirs.length > 0, theirs.filter(({ accountId }) => accountId === both.id)]).toEqual([true, []]);
  expect(refusalOf(await decide(both, id, 'dismissed'))).toEqual(refused(404, 'not-found'));
  expect((await reviewsOf(both)).map(({ state }) => state)).toEqual(['open']);
  expect((await decide(lead, id, 'dismissed')).status).toBe(200);
});

test('whoever is let off is compared with nobody any more', async () => {
  const barred = await bar({ name: '东方不败' });
  const id = String(barred.body['id']);
  const early = await makeVolunteer(database, '某某');
  await giveNumber(early, residentNumber('53292619900101006'));
  const lifted = await lead.site('POST', `/barred-people/${id}/lift`, { reason: 'The sentence was set aside' });
  expect([lifted.status, lifted.body]).toEqual([200, { ...barred.body, liftedAt: '2026-12-01T08:00:00.000Z' }]);
  expect((await lead.at('2026-12-02T08:00:00Z')('POST', `/barred-people/${id}/lift`, { reason: 'Again' })).body).toEqual(lifted.body);
  expect(await eventsOf(database.sql, 'barred_person', id)).toEqual(['barred_person.added', 'barred_person.lifted']);
  const { headers } = await early.site('GET', '/me');
  await early.site('PATCH', '/me', { name: '东方不败' }, { 'If-Match': headers.get('ETag') ?? '' });
  expect(await reviewsOf(early)).toEqual([]);
  expect(itemsOf(await lead.site('GET', '/barred-people?limit=200')).find((person) => person['id'] === id)).toEqual(lifted.body);
});

test('the list and the reviews are for safeguarding alone', async () => {
  const known = String((await bar({ name: '令狐冲' })).body['id']);
  const review = String(itemsOf(await lead.site('GET', '/barred-reviews?state=open'))[0]?.['id']);
  const people = [await makeVolunteer(database, '普通'), await makePerson(database, 'county', '县'), coordinator, admin];
  for (const { site } of people) {
    const answers = [
      await site('GET', '/barred-people'),
      await site('POST', '/barred-people', { name: 'x', reason: 'x' }),
      await site('POST', `/barred-people/${known}/lift`, { reason: 'x' }),
      await site('GET', '/barred-reviews'),
      await site('POST', `/barred-reviews/${review}/decide`, { outcome: 'dismissed', reason: 'x' }),
    ];
    expect(answers.map(refusalOf)).toEqual(answers.map(() => refused(403, 'forbidden')));
  }
  const nowhere = '00000000-0000-7000-8000-000000000000';
  expect(refusalOf(await decide(lead, nowhere, 'dismissed'))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await lead.site('POST', `/barred-people/${nowhere}/lift`, { reason: 'x' }))).toEqual(refused(404, 'not-found'));
  expect(refusalOf(await lead.site('POST', '/barred-people', { name: '', number: '12' }))).toEqual(
    refused(422, 'invalid', ['/name too-small', '/number too-small', '/reason missing']),
  );
  expect(refusalOf(await decide(lead, review, 'perhaps'))).toEqual(refused(422, 'invalid', ['/outcome not-one-of']));
});
