import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { clearedCheck, makePerson, makeVolunteer } from '../../support/people.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();

async function volunteer(name: string) {
  const { id } = await makeVolunteer(database, name);
  const [row] = await database.sql`select email from accounts where id = ${id}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return { id, visitor, email: String(row?.['email']) };
}

const idIn = (location: string | null) => /\/clearances\/([0-9a-f-]{36})/.exec(location ?? '')?.[1] ?? '';

test('a check is begun once and handed in; begun again it leads to the one under way', async () => {
  const { visitor } = await volunteer('林晓');
  const begun = await visitor.send('/clearances', { kind: 'health' });
  const id = idIn(begun.location);
  expect([begun.status, begun.location]).toEqual([303, `/clearances/${id}?done=begun`]);
  expect((await visitor.send('/clearances', { kind: 'health' })).location).toBe(`/clearances/${id}`);
  expect((await visitor.send('/clearances', { kind: 'mood' })).status).toBe(422);
  expect((await visitor.send(`/clearances/${id}/submit`)).location).toBe(`/clearances/${id}?done=submitted`);
  expect((await visitor.get('/clearances')).text).toContain('Waiting to be verified');
  expect((await visitor.send(`/clearances/${id}/submit`)).status).toBe(422);
});

test('a referee is asked by name and address; what was typed stays where something is wrong', async () => {
  const { visitor, email } = await volunteer('王磊');
  const id = idIn((await visitor.send('/clearances', { kind: 'first_reference' })).location);
  const asked = { name: '赵老师', relation: '班主任', email: 'zhao@example.edu', locale: 'zh' };
  const own = await visitor.send(`/clearances/${id}/referee`, { ...asked, email });
  expect([own.status, own.text.includes('This is your own address'), own.text.includes('赵老师')]).toEqual([422, true, true]);
  expect((await visitor.send(`/clearances/${id}/referee`, { name: '赵老师' })).status).toBe(422);
  expect((await visitor.send(`/clearances/${id}/referee`, asked)).location).toBe(`/clearances/${id}?done=asked`);
  const page = await visitor.get(`/clearances/${id}`);
  expect([page.text.includes('赵老师'), page.text.includes('Ask this person instead')]).toEqual([true, true]);
  expect(page.text).not.toContain('zhao@example.edu');
});

test('a refused check says why and how to begin again; one that is cleared says until when', async () => {
  const { id: accountId, visitor } = await volunteer('孙悦');
  const staff = await makePerson(database, 'coordinator', '协调');
  await clearedCheck(database.sql, { accountId, kind: 'training', validThroughDay: '2030-06-30', verifiedBy: staff.id });
  const id = idIn((await visitor.send('/clearances', { kind: 'accident_insurance' })).location);
  await visitor.send(`/clearances/${id}/submit`);
  await staff.site('POST', `/clearances/${id}/refuse`, { reason: '保险期不足' });
  const page = await visitor.get('/clearances');
  expect([page.text.includes('保险期不足'), page.text.includes('Valid through 30 June 2030')]).toEqual([true, true]);
  expect((await visitor.get(`/clearances/${id}`)).text).toContain('Begin again');
  expect((await visitor.send('/clearances', { kind: 'accident_insurance' })).location).not.toContain(id);
});

test('another’s check is not there', async () => {
  const [own, other] = [await volunteer('吴迪'), await volunteer('郑好')];
  const id = idIn((await other.visitor.send('/clearances', { kind: 'first_reference' })).location);
  expect((await own.visitor.get(`/clearances/${id}`)).status).toBe(404);
  for (const deed of ['submit', 'referee']) expect((await own.visitor.send(`/clearances/${id}/${deed}`)).status).toBe(404);
});

test('an incident is raised in one step, told to nobody else, and what was typed stays where something is missing', async () => {
  const { visitor } = await volunteer('冯晚');
  const page = await visitor.get('/incidents/new');
  expect([page.text.includes('110'), page.text.includes('120')]).toEqual([true, true]);
  const missing = await visitor.send('/incidents/new', { account: 'a fall on the stairs' });
  expect([missing.status, missing.text.includes('a fall on the stairs'), missing.text.includes('Choose what it is')]).toEqual([
    422,
    true,
    true,
  ]);
  const said = { kind: 'accident', day: '2026-11-01', time: '10:00', account: 'a fall on the stairs' };
  expect((await visitor.send('/incidents/new', { ...said, placementId: '01900000-0000-7000-8000-000000000000' })).status).toBe(422);
  const raised = await visitor.send('/incidents/new', said);
  expect([raised.status, raised.location?.startsWith('/incidents/new/thanks?by=')]).toEqual([303, true]);
  const thanks = await visitor.get(raised.location ?? '');
  expect([thanks.status, thanks.text.includes('Somebody acts by'), thanks.text.includes('stairs')]).toEqual([200, true, false]);
  expect((await visitor.get('/incidents/new/thanks?by=nonsense')).status).toBe(200);
});
