import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makePerson, makeVolunteer } from '../../support/people.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();

async function signedIn(id: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${id}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

async function volunteer(name: string) {
  const { id } = await makeVolunteer(database, name);
  return { id, visitor: await signedIn(id) };
}

async function publish(kind: string, version: number): Promise<void> {
  await database.sql`insert into texts (kind, version, zh, en, published_at)
    values (${kind}, ${version}, ${`第 ${version} 版的全文，逐字逐句。`}, ${`The whole wording of version ${version}.`}, now()) on conflict do nothing`;
}

const profile = {
  name: '林晓',
  locale: 'en',
  'profile.kind': 'teacher',
  'profile.homeInstitution': 'A <school>',
  'profile.homeRegion': 'united_kingdom',
  'profile.timeZone': 'Europe/London',
  'profile.bornDay': '1998-04-01',
  'profile.languages': 'en',
};

test('a profile is changed; what is wrong is told by its field, and what changed meanwhile is not overwritten', async () => {
  const { id, visitor } = await volunteer('林晓');
  const [, version = ''] = /name="version" value="(\d+)"/.exec((await visitor.get('/me/profile')).text) ?? [];
  const faulty = await visitor.send('/me/profile', {
    ...profile,
    version,
    'profile.bornDay': '2099-01-01',
    'profile.timeZone': 'Moon/Base',
  });
  expect([faulty.status, faulty.text.includes('A &lt;school&gt;')]).toEqual([422, true]);
  expect((await visitor.send('/me/profile', { ...profile, version })).location).toBe('/me/profile?done=saved');
  const stale = await visitor.send('/me/profile', { ...profile, name: '林晓晓', version });
  expect([stale.status, stale.text.includes('You changed your profile elsewhere'), stale.text.includes('林晓晓')]).toEqual([
    422,
    true,
    true,
  ]);
  expect([...(await database.sql`select kind, time_zone from volunteers where account_id = ${id}`)]).toEqual([
    { kind: 'teacher', time_zone: 'Europe/London' },
  ]);
});

test('an identity document asks the consent first, is shown masked, and every look at it stands under one’s data with its reason', async () => {
  await publish('sensitive_data', 1);
  const { id, visitor } = await volunteer('王磊');
  const document = { documentType: 'passport', number: 'E12345678' };
  const first = await visitor.send('/me/identity', document);
  expect([first.status, first.text.includes('kind=sensitive_data&amp;back=identity')]).toEqual([422, true]);
  const wording = await visitor.get('/me/consents?kind=sensitive_data&back=identity');
  expect(wording.text).toContain('The whole wording of version 1.');
  const agreed = await visitor.send('/me/consents', { kind: 'sensitive_data', version: '1', back: 'identity' });
  expect(agreed.location).toBe('/me/identity');
  const bad = await visitor.send('/me/identity', { documentType: 'resident_id', number: '1101' });
  expect([bad.status, bad.text.includes('value="1101"')]).toEqual([422, true]);
  await visitor.send('/me/identity', document);
  const page = await visitor.get('/me/identity');
  expect([page.text.includes('•••••5678'), page.text.includes('E12345678')]).toEqual([true, false]);

  const verifier = await makePerson(database, 'safeguarding', '保护人');
  await verifier.site('POST', `/accounts/${id}/identity/see`, { reason: 'to check the list' });
  const data = await visitor.get('/me/data');
  for (const said of ['Safeguarding lead', 'to check the list', 'Identity number looked at']) expect(data.text).toContain(said);
  const copy = await visitor.send('/me/data/download');
  expect([copy.status, copy.headers.get('Content-Disposition')]).toEqual([200, 'attachment; filename="zhijiao-my-data.json"']);
  expect(JSON.parse(copy.text)).toMatchObject({ identity: { number: 'E12345678' } });
});

test('a text is agreed to in the version that was read, and taken back on a page that says what follows', async () => {
  await publish('pass_to_county', 1);
  const { visitor } = await volunteer('孙悦');
  await publish('pass_to_county', 2);
  const changed = await visitor.send('/me/consents', { kind: 'pass_to_county', version: '1' });
  expect([changed.status, changed.text.includes('The whole wording of version 2.'), changed.text.includes('has just changed')]).toEqual([
    422,
    true,
    true,
  ]);
  await visitor.send('/me/consents', { kind: 'pass_to_county', version: '2' });
  const [, id] = /\/me\/consents\/([0-9a-f-]{36})\/withdraw/.exec((await visitor.get('/me/consents')).text) ?? [];
  expect((await visitor.get(`/me/consents/${id}/withdraw`)).text).toContain('What they have been told stays told.');
  expect((await visitor.send(`/me/consents/${id}/withdraw`)).location).toBe('/me/consents?done=taken-back');
  const other = await volunteer('周舟');
  expect((await other.visitor.send(`/me/consents/${id}/withdraw`)).status).toBe(404);
});

test('a health note is written and taken back; nothing typed does not take it back', async () => {
  await publish('sensitive_data', 1);
  const { visitor } = await volunteer('吴迪');
  await visitor.send('/me/consents', { kind: 'sensitive_data', version: '1' });
  expect((await visitor.send('/me/health', { text: 'asthma' })).location).toBe('/me/health?done=health');
  expect((await visitor.send('/me/health', { text: ' ' })).status).toBe(422);
  expect((await visitor.get('/me/health')).text).toContain('asthma');
  expect((await visitor.send('/me/health/take-back')).location).toBe('/me/health?done=taken-back');
  expect((await visitor.get('/me/health')).text).not.toContain('asthma');
});

test('a token is shown once, opens what it was made for, and is revoked', async () => {
  const { visitor } = await volunteer('郑好');
  expect((await visitor.send('/me/tokens', { label: 'roster', days: '90' })).status).toBe(422);
  const made = await visitor.send('/me/tokens', { label: 'roster', days: '90', scopes: 'me.read' });
  const [, text] = /class="token">([^<]+)</.exec(made.text) ?? [];
  const list = await visitor.get('/me/tokens');
  expect([made.status, list.text.includes('roster'), list.text.includes(String(text))]).toEqual([200, true, false]);
  const ids = [...list.text.matchAll(/\/me\/tokens\/([0-9a-f-]{36})\/revoke/g)].map(([, id]) => id);
  const id = ids.at(-1);
  expect((await visitor.get(`/me/tokens/${id}/revoke`)).text).toContain('refused at once');
  expect((await visitor.send(`/me/tokens/${id}/revoke`)).location).toBe('/me/tokens?done=revoked');
  expect((await visitor.send(`/me/tokens/${id}/revoke`)).status).toBe(404);
});

test('an account is erased once its owner has seen what goes and said so; then nobody is signed in', async () => {
  const { id, visitor } = await volunteer('冯晚');
  expect((await visitor.get('/me/erase')).text).toContain('This cannot be undone.');
  expect((await visitor.send('/me/erase')).status).toBe(422);
  expect((await visitor.send('/me/erase', { confirm: 'yes' })).location).toBe('/erased');
  expect([(await visitor.get('/erased')).status, (await visitor.get('/me')).location]).toEqual([200, '/sign-in']);
  expect((await database.sql`select name from accounts where id = ${id}`)[0]?.['name']).toBe('—');
  expect((await visitor.get('/erased', { language: 'zh-CN' })).text).toContain('账户已删除');
});
