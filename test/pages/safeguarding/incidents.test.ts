import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { clearedCheck, eventsOf, makePerson, personOf, type Person } from '../../support/people.ts';
import { advance, makeRoad, propose } from '../../support/rows.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let volunteer: Person;
let lead: Visitor;
let leadId: string;
let placementId: string;

beforeAll(async () => {
  const { sql } = database;
  const road = await makeRoad(sql, { stage: 'matching' });
  volunteer = await personOf(database, road.volunteers[0]!.accountId);
  placementId = await propose(sql, road);
  await advance(sql, placementId, 'offered', 'accepted');
  const person = await makePerson(database, 'safeguarding', 'Lead Lin');
  leadId = person.id;
  lead = await signedIn(person.id);
});

async function signedIn(accountId: string): Promise<Visitor> {
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const visitor = new Visitor(database);
  await visitor.signIn(String(row?.['email']));
  return visitor;
}

async function raised(kind: string, more: Record<string, unknown> = {}): Promise<string> {
  const now = new Date().toISOString();
  const told = { kind, happenedAt: now, account: 'A <b>pupil</b> fell\nfrom the wall', ...more };
  return String((await volunteer.at(now)('POST', '/incidents', told)).body['id']);
}

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
/** The incidents of a page, in its order. */
const idsIn = (text: string) => [...text.matchAll(/href="\/safeguarding\/incidents\/([0-9a-f-]{36})"/g)].map(([, id]) => id);

test('what waits stands by when somebody must act, with how many are overdue; where nothing does, that is said', async () => {
  const quiet = await lead.get('/safeguarding');
  expect([quiet.status, quiet.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(quiet.text).toContain('Nothing waits for you now');
  const [other, missing, accident] = [await raised('other'), await raised('missing'), await raised('accident')];
  const busy = await lead.get('/safeguarding');
  expect(idsIn(busy.text)).toEqual([missing, accident, other]);
  expect(busy.text).not.toContain('fell');
  expect(busy.text).not.toContain('overdue');
  const later = await lead.get('/safeguarding', { now: hours(3) });
  expect(later.text).toContain('1 overdue');
  expect((await lead.get('/safeguarding', { language: 'zh-CN' })).text).toContain('待处置的事件');
  // Nothing of the overview is a reading.
  expect(await eventsOf(database.sql, 'incident', missing)).toEqual(['incident.open']);
});

test('a check that ends while its holder teaches is told; one that outlasts the placement is not', async () => {
  const checked = { accountId: volunteer.id, verifiedBy: leadId };
  await clearedCheck(database.sql, { ...checked, kind: 'health', validThroughDay: '2027-07-20' });
  await clearedCheck(database.sql, { ...checked, kind: 'identity', validThroughDay: '2027-08-01' });
  expect((await lead.get('/safeguarding')).text).not.toContain('Health check');
  const [row] = await database.sql`select id from sessions where account_id = ${leadId} order by id desc`;
  await database.sql`update sessions set last_seen_at = '2027-07-01T00:00:00Z', expires_at = '2027-08-01T00:00:00Z' where id = ${String(row?.['id'])}`;
  const july = await lead.get('/safeguarding', { now: '2027-07-01T00:00:00Z' });
  expect(july.text).toContain('Health check');
  expect(july.text).toContain('20 July 2027');
  expect(july.text).not.toContain('>Identity<');
  await database.sql`update sessions set last_seen_at = now() where id = ${String(row?.['id'])}`;
});

test('the list is filtered by state and kind, goes on by key, and takes what it does not know as not asked', async () => {
  await raised('misconduct');
  const all = idsIn((await lead.get('/safeguarding/incidents')).text);
  const harm = await raised('harm_to_learner');
  expect(idsIn((await lead.get('/safeguarding/incidents?kind=harm_to_learner&state=open')).text)).toEqual([harm]);
  expect((await lead.get('/safeguarding/incidents?state=closed')).text).toContain('No incident is like this');
  for (const query of [
    'state=gone',
    'kind=weather',
    'after=x',
    'after=0~2026-99-99T00:00:00.000000Z~x',
    'after=9~~',
    `state=${'x'.repeat(3000)}`,
  ]) {
    const { status, text } = await lead.get(`/safeguarding/incidents?${query}`);
    expect([status, idsIn(text).length]).toEqual([200, all.length + 1]);
  }
  const [row] =
    await database.sql`select to_char(act_by_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from incidents where id = ${harm}`;
  const rest = idsIn((await lead.get(`/safeguarding/incidents?after=0~${String(row?.['at'])}~${harm}`)).text);
  expect(rest.length).toBeLessThan(all.length + 1);
  expect(rest).not.toContain(harm);
});

test('reading an incident is recorded, and shows whose placement it is about; markup in it is text', async () => {
  const id = await raised('accident', { placementId });
  const page = await lead.get(`/safeguarding/incidents/${id}`);
  expect([page.status, page.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(page.text).toContain('A &lt;b&gt;pupil&lt;/b&gt; fell\nfrom the wall');
  expect(page.text).toContain('志愿者 0');
  expect(page.text).toMatch(/12\s–\s26 July 2027/);
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open', 'incident.read']);
  expect(page.text).toMatch(/Read<\/span>[\s\S]*Lead Lin/);
});

test('it is acted on, then closed, each once and with its words; what was typed is not lost', async () => {
  const id = await raised('accident');
  const at = `/safeguarding/incidents/${id}`;
  const empty = await lead.send(`${at}/act`, { action: '  ' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('href="#action"');
  const long = `${'x'.repeat(10_000)}end`;
  const tooLong = await lead.send(`${at}/act`, { action: long });
  expect([tooLong.status, tooLong.text.includes(long)]).toEqual([422, true]);
  const early = await lead.send(`${at}/close`, { outcome: 'All is well' });
  expect(early.status).toBe(409);
  expect(early.text).toContain('present state: Open');
  expect(early.text).toContain('All is well');
  const acted = await lead.send(`${at}/act`, { action: 'Rang the parents' });
  expect([acted.status, acted.location]).toEqual([303, `${at}?done=acted`]);
  const after = await lead.get(`${at}?done=acted`);
  expect(after.text).toContain('The action is written down.');
  expect(after.text).toContain('Rang the parents');
  expect((await lead.send(`${at}/act`, { action: 'Again' })).status).toBe(409);
  expect((await lead.send(`${at}/close`, { outcome: 'Back at school' })).location).toBe(`${at}?done=closed`);
  const closed = await lead.get(`${at}?done=closed`);
  expect(closed.text).toContain('Back at school');
  expect(closed.text).not.toContain('<textarea');
  expect((await eventsOf(database.sql, 'incident', id)).filter((event) => event !== 'incident.read')).toEqual([
    'incident.open',
    'incident.acted',
    'incident.closed',
  ]);
});

test('nobody else sees any of it, and what is not there is not there', async () => {
  const id = await raised('other');
  for (const role of ['coordinator', 'admin', 'volunteer', 'county']) {
    const visitor = await signedIn((await makePerson(database, role, role)).id);
    for (const path of ['/safeguarding', '/safeguarding/incidents', `/safeguarding/incidents/${id}`, '/safeguarding/reviews'])
      expect((await visitor.get(path)).status).toBe(403);
    expect((await visitor.send(`/safeguarding/incidents/${id}/act`, { action: 'x' })).status).toBe(403);
  }
  for (const unknown of ['00000000-0000-7000-8000-000000000000', 'not-an-id', '%00']) {
    expect((await lead.get(`/safeguarding/incidents/${unknown}`)).status).toBe(404);
    expect((await lead.send(`/safeguarding/incidents/${unknown}/act`, {})).status).toBe(404);
  }
  expect(await eventsOf(database.sql, 'incident', id)).toEqual(['incident.open']);
});
