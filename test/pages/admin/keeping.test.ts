import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf, makePerson, makeVolunteer } from '../../support/people.ts';
import { siteUrl } from '../../support/site.ts';
import { Visitor } from '../../support/visitor.ts';

/** Texts, background jobs, retention and settings. */

const database = testDatabase();
let admin: Visitor;

beforeAll(async () => {
  admin = await signedIn((await makePerson(database, 'admin', 'Admin An')).id);
});

async function signedIn(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

const wording = (mark: string) => ({
  zh: `${mark}：志愿者须遵守以下守则，保护未成年人，按时到岗。`,
  en: `${mark}: volunteers keep to these rules.`,
});
const versionsOf = async (kind: string) =>
  (await database.sql`select version from texts where kind = ${kind} order by 1`).map(({ version }) => Number(version));

async function published(kind: string, mark: string, version: number): Promise<void> {
  const done = await admin.send(`/admin/texts/${kind}`, { ...wording(mark), step: 'publish', version: String(version) });
  expect([done.status, done.location]).toEqual([303, `/admin/texts/${kind}?done=published`]);
}

test('a text is published only after a page has said how many people must agree again', async () => {
  await published('agreement', 'First', 1);
  const volunteer = await makeVolunteer(database, '林晓');
  expect((await volunteer.at(new Date().toISOString())('POST', '/me/consents', { kind: 'agreement', version: 1 })).status).toBe(201);
  const list = await admin.get('/admin/texts');
  expect(list.text).toMatch(/Volunteer agreement<\/a>[\s\S]*?Version 1[\s\S]*?<td class="num"[^>]*>1</);
  expect(list.text).toContain('Not published yet');

  const asked = await admin.send('/admin/texts/agreement', wording('Second <b>'));
  expect([asked.status, await versionsOf('agreement')]).toEqual([200, [1]]);
  expect(asked.text).toContain('must agree again: 1');
  expect(asked.text).toContain('Publish and ask 1 again');
  expect(asked.text).toContain('no placement of theirs starts');
  expect(asked.text).toContain('Second &lt;b&gt;');
  // Back to the form nothing is lost, and nothing is published.
  const back = await admin.send('/admin/texts/agreement', { ...wording('Second'), step: 'edit', version: '2' });
  expect([back.text.includes('Second: volunteers keep to these rules.</textarea>'), await versionsOf('agreement')]).toEqual([true, [1]]);

  await published('agreement', 'Second', 2);
  const page = await admin.get('/admin/texts/agreement?done=published');
  for (const words of ['The new version is published', 'Version 2', 'Version 1', 'First: volunteers', 'Published by Admin An'])
    expect(page.text).toContain(words);
  const [check] = await database.sql`select state from clearances where account_id = ${volunteer.id} and kind = 'agreement'`;
  expect(check?.['state']).toBe('expired');
});

test('what was confirmed while somebody else published is asked again; a text in one language alone is refused', async () => {
  await published('transfer_abroad', 'First', 1);
  const overtaken = await admin.send('/admin/texts/transfer_abroad', { ...wording('Mine'), step: 'publish', version: '1' });
  expect([overtaken.status, await versionsOf('transfer_abroad')]).toEqual([200, [1]]);
  expect(overtaken.text).toContain('Somebody has just published another version');
  expect(overtaken.text).toContain('Nobody needs to agree again');
  const refused = await admin.send('/admin/texts/transfer_abroad', { zh: '太短', en: '', step: 'publish', version: '2' });
  expect(refused.status).toBe(422);
  for (const field of ['zh', 'en']) expect(refused.text).toContain(`href="#${field}"`);
  expect(refused.text).toContain('太短</textarea>');
  expect((await admin.get('/admin/texts/poem')).status).toBe(404);
  expect((await admin.send('/admin/texts/poem', {})).status).toBe(404);
});

async function letter(template: string, attempts: number, isGivenUp = false): Promise<string> {
  const { id: accountId } = await makeVolunteer(database, `Reader of ${template} ${attempts}`);
  return database.sql.begin(async (tx) => {
    const [event] =
      await tx`insert into events (at, actor_name, thing, thing_id, event) values (now(), 'test', 'clearance', 'x', 'clearance.reminded') returning id`;
    const failed = isGivenUp ? new Date().toISOString() : null;
    const [row] = await tx`insert into messages (event_id, account_id, template, sealed_letter, attempts, failed_at, next_attempt_at)
      values (${String(event?.['id'])}, ${accountId}, ${template}, ${Buffer.from('sealed')}, ${attempts}, ${failed}, now() + interval '5 hours') returning id`;
    return String(row?.['id']);
  });
}

test('a letter that failed is retried from its row; one that was given up is not offered, and refused', async () => {
  expect((await admin.get('/admin/jobs')).text).toContain('No letter waits to be sent.');
  const [retrying, givenUp, secret] = [await letter('expiry', 3), await letter('expiry', 8, true), await letter('incident', 2)];
  const page = await admin.get('/admin/jobs');
  expect(page.text).toContain('Reader of expiry 3');
  expect(page.text).not.toContain('Reader of incident');
  expect([page.text.includes(`${retrying}/retry`), page.text.includes(`${secret}/retry`), page.text.includes(`${givenUp}/retry`)]).toEqual([
    true,
    true,
    false,
  ]);
  const [address] = await database.sql`select email from accounts where name = 'Reader of expiry 3'`;
  expect(page.text).not.toContain(String(address?.['email']));
  const retried = await admin.send(`/admin/jobs/letters/${retrying}/retry`);
  expect([retried.status, retried.location]).toEqual([303, '/admin/jobs?done=retried']);
  const [row] = await database.sql`select next_attempt_at <= now() as due from messages where id = ${retrying}`;
  expect([row?.['due'], await eventsOf(database.sql, 'message', retrying)]).toEqual([true, ['message.retried']]);
  const refused = await admin.send(`/admin/jobs/letters/${givenUp}/retry`);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('The letter no longer waits');
  expect((await admin.get('/admin/jobs?state=given_up')).text).not.toContain('Reader of expiry 3');
  expect((await admin.get('/admin/jobs?state=x&after=x')).status).toBe(200);
  expect((await admin.send('/admin/jobs/letters/x/retry')).status).toBe(404);
});

test('the table of periods is shown with how much of each kind is due now', async () => {
  const none = await admin.get('/admin/retention');
  expect(none.text).toContain('Nothing is due at present.');
  const { id } = await makePerson(database, 'coordinator', 'Old tokens');
  await database.sql`insert into tokens (account_id, sha256, label, expires_at) select ${id}, sha256(convert_to(i::text, 'UTF8')), 'old', '2020-01-01' from generate_series(1, 3) i`;
  const some = await admin.get('/admin/retention');
  expect(some.text).toContain('3 due in all');
  expect(some.text).toMatch(/Tokens of programs<\/td>[\s\S]*?6 months[\s\S]*?<td class="num"[^>]*>3</);
  expect((await admin.get('/admin/retention', { language: 'zh-CN' })).text).toContain('5 年');
  // Looking lets nothing go.
  expect((await database.sql`select 1 from tokens where account_id = ${id}`).length).toBe(4);
});

test('the settings say what is in force and hold no secret', async () => {
  await database.sql`insert into accounts (email, name, made_up) values ('madeup@example.org', 'Made up', true)`;
  const page = await admin.get('/admin/settings');
  expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  for (const words of [siteUrl, 'Version 1 seals', 'PostgreSQL 1', 'Present: 1 accounts are made up', 'SIGN_IN_SECRET', 'Not set'])
    expect(page.text).toContain(words);
  for (const secret of ['a secret of the tests', Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 9).toString('base64')])
    expect(page.text).not.toContain(secret);
});

test('nobody but admins opens any of it', async () => {
  const coordinator = await signedIn((await makePerson(database, 'coordinator', 'C')).id);
  for (const path of ['texts', 'texts/agreement', 'jobs', 'retention', 'settings'])
    expect((await coordinator.get(`/admin/${path}`)).status).toBe(403);
  expect((await new Visitor(database).get('/admin/settings')).location).toBe('/sign-in');
});
