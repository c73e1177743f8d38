import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf, makePerson, makeVolunteer } from '../../support/people.ts';
import { makeRoad } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let admin: Visitor;
let adminId: string;

beforeAll(async () => {
  await makeRoad(database.sql);
  await database.sql`insert into provinces (code, name_zh, name_en) values ('320000', '江苏省', 'Jiangsu'), ('410000', '河南省', 'Henan')`;
  await database.sql`insert into counties (code, province_code, name_zh, name_en) values
    ('320106', '320000', '鼓楼区', 'Gulou'), ('410204', '410000', '鼓楼区', 'Gulou')`;
  ({ id: adminId } = await makePerson(database, 'admin', 'Admin An'));
  admin = await signedIn(adminId);
});

async function signedIn(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

const accounts = '/admin/accounts';

async function accountOf(email: string) {
  const [row] =
    await database.sql`select a.id, a.name, a.locale, array(select role from account_roles r where r.account_id = a.id order by 1) as roles,
    array(select county_code from account_counties c where c.account_id = a.id order by 1) as counties from accounts a where a.email = ${email}`;
  return row;
}

test('accounts are found by part of a name or an address, by role and by state', async () => {
  const { id } = await makeVolunteer(database, '林_晓');
  await database.sql`update accounts set email = 'Lin.Xiao@example.org', frozen_at = now() where id = ${id}`;
  await makeVolunteer(database, '林晓');
  const found = async (query: string) => (await admin.get(`${accounts}?${query}`)).text.includes(`${accounts}/${id}"`);
  expect(await found('q=lin.xiao')).toBe(true);
  expect(await found(`q=${encodeURIComponent('林_')}`)).toBe(true);
  expect(await found('q=nobody')).toBe(false);
  expect([await found('role=volunteer&state=frozen'), await found('role=admin'), await found('state=active')]).toEqual([
    true,
    false,
    false,
  ]);
  // A sign that patterns have is a sign like others.
  expect((await admin.get(`${accounts}?q=${encodeURIComponent('林_')}`)).text).not.toContain('>林晓<');
  expect((await admin.get(`${accounts}?q=nobody`)).text).toContain('No account is like this.');
  for (const query of ['role=king', 'state=gone', 'after=x', 'q=']) expect((await admin.get(`${accounts}?${query}`)).status).toBe(200);
});

test('a long list goes on by key, each account once', async () => {
  await database.sql`insert into accounts (email, name) select 'many' || i || '@example.org', 'Many ' || i from generate_series(1, 60) i`;
  const seen: string[] = [];
  let next: string | undefined = `${accounts}?q=many`;
  while (next !== undefined) {
    const { text } = await admin.get(next);
    seen.push(...[...text.matchAll(/>(Many \d+)</g)].map(([, name]) => name ?? ''));
    next = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
});

test('an account is made with roles and counties, by code or by name', async () => {
  const fields = { email: 'Officer@Example.org', name: 'Officer Ou', roles: 'county', countyCodes: 'Nanjian\n410204 Gulou', locale: 'en' };
  const made = await admin.send(`${accounts}/new`, fields);
  const row = await accountOf('officer@example.org');
  expect([made.status, made.location]).toEqual([303, `${accounts}/${String(row?.['id'])}?done=created`]);
  expect(row).toMatchObject({ name: 'Officer Ou', locale: 'en', roles: ['county'], counties: ['410204', '532926'] });
  const page = await admin.get(`${made.location}`);
  expect(page.text).toContain('County officer (Gulou, Nanjian)');
  expect(page.text).toContain('Account made');
});

test.each([
  ['no address', { email: '' }, 'email', 'This is needed'],
  ['an address that is none', { email: 'nowhere' }, 'email', 'wrong form'],
  ['an address that is taken', { email: 'taken@example.org' }, 'email', 'The address has an account already'],
  ['an officer without a county', { countyCodes: '' }, 'countyCodes', 'An officer needs a county'],
  ['a county that is not there', { countyCodes: 'Atlantis' }, 'countyCodes', 'No county is called “Atlantis”'],
  ['a name that several counties have', { countyCodes: '鼓楼区' }, 'countyCodes', '320106, 410204'],
  ['a code that no county has', { countyCodes: '999999' }, 'countyCodes', 'Nothing has this code'],
  ['a role that is none', { roles: 'king' }, 'roles', 'not one of the possible values'],
])('%s is told at its field, and what was typed stays', async (_, wrong, field, said) => {
  await database.sql`insert into accounts (email, name) values ('taken@example.org', 'Taken') on conflict do nothing`;
  const fields = { email: 'fresh@example.org', name: 'Typed <once>', roles: 'county', countyCodes: 'Nanjian', locale: 'en', ...wrong };
  const refused = await admin.send(`${accounts}/new`, fields);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`href="#${field}"`);
  expect(refused.text).toContain(said);
  expect(refused.text).toContain('value="Typed &lt;once&gt;"');
  expect(await accountOf('fresh@example.org')).toBe(undefined);
});

test('roles are changed and the change is told; a change over another’s is refused with what was typed', async () => {
  const { id } = await makePerson(database, 'volunteer', 'Changing');
  const at = `${accounts}/${id}`;
  const form = (await admin.get(at)).text;
  const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
  const changed = await admin.send(at, { version, name: 'Changed', roles: 'coordinator', countyCodes: '' });
  expect([changed.status, changed.location]).toEqual([303, `${at}?done=changed`]);
  const page = await admin.get(`${at}?done=changed`);
  expect(page.text).toContain('Roles: Volunteer → Coordinator');
  const stale = await admin.send(at, { version, name: 'Too late', roles: 'admin', countyCodes: '' });
  expect(stale.status).toBe(409);
  expect(stale.text).toContain('value="Too late"');
  const [row] = await database.sql`select name from accounts where id = ${id}`;
  expect(row?.['name']).toBe('Changed');
  expect((await admin.send(at, { version, name: '', roles: 'volunteer' })).status).toBe(422);
});

test('the last admin stays one, and is told so at the roles', async () => {
  const at = `${accounts}/${adminId}`;
  const version = /name="version" value="(\d+)"/.exec((await admin.get(at)).text)?.[1] ?? '';
  const refused = await admin.send(at, { version, name: 'Admin An', roles: 'coordinator', countyCodes: '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Somebody must be an admin');
  expect((await admin.get(at)).status).toBe(200);
});

test('an account is frozen after a page has said what it does; its sessions end, and a thaw lets it in again', async () => {
  const { id } = await makePerson(database, 'coordinator', 'Freezing');
  const person = await signedIn(id);
  const asked = await admin.get(`${accounts}/${id}/freeze`);
  expect(asked.text).toContain('Freezing can no longer sign in');
  expect(asked.text).toContain('Freeze the account of Freezing</button>');
  expect((await admin.send(`${accounts}/${id}/freeze`)).status).toBe(422);
  expect((await person.get('/me')).status).toBe(200);
  const frozen = await admin.send(`${accounts}/${id}/freeze`, { reason: 'Asked by the court' });
  expect(frozen.location).toBe(`${accounts}/${id}?done=frozen`);
  expect((await person.get('/me')).location).toBe('/sign-in');
  const page = await admin.get(`${accounts}/${id}`);
  expect(page.text).toContain('Asked by the court');
  expect(page.text).toContain(`${accounts}/${id}/thaw`);
  expect((await admin.send(`${accounts}/${id}/thaw`, { reason: 'The court is done' })).location).toBe(`${accounts}/${id}?done=thawed`);
  await person.signIn(String((await database.sql`select email from accounts where id = ${id}`)[0]?.['email']));
  expect((await person.get('/me')).status).toBe(200);
  expect(await eventsOf(database.sql, 'account', id)).toEqual(['account.frozen', 'account.thawed']);
});

test('nobody freezes their own account, and is not offered to', async () => {
  expect((await admin.get(`${accounts}/${adminId}`)).text).not.toContain(`${adminId}/freeze`);
  const refused = await admin.send(`${accounts}/${adminId}/freeze`, { reason: 'Holiday' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('This is your own account');
});

test('what is not there is not there, and nobody but admins sees any of it', async () => {
  for (const unknown of ['00000000-0000-7000-8000-000000000000', 'x']) {
    for (const path of ['', '/freeze', '/thaw']) {
      expect((await admin.get(`${accounts}/${unknown}${path}`)).status).toBe(404);
      expect((await admin.send(`${accounts}/${unknown}${path}`)).status).toBe(404);
    }
  }
  const coordinator = await signedIn((await makePerson(database, 'coordinator', 'C')).id);
  for (const path of ['', '/new', `/${adminId}`]) expect((await coordinator.get(`${accounts}${path}`)).status).toBe(403);
});
