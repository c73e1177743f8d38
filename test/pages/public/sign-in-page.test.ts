import { expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { makePerson } from '../../support/people.ts';
import { codeIn, linkIn, Visitor } from '../../support/visitor.ts';

const database = testDatabase();

async function known(role: string, email: string): Promise<string> {
  const { id } = await makePerson(database, role, `Known ${role}`);
  await database.sql`update accounts set email = ${email} where id = ${id}`;
  return id;
}

const accountOf = async (email: string) => {
  const [row] = await database.sql`select a.id, a.email_verified, array(select role from account_roles r where r.account_id = a.id) as roles
    from accounts a where lower(a.email) = lower(${email})`;
  return row;
};

/** What an answer looks like to whoever watches: everything but the values that are made anew each time. */
const looks = ({ status, location, headers, text }: Awaited<ReturnType<Visitor['get']>>) => ({
  status,
  location,
  text,
  cookies: headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '')),
  names: [...headers.keys()].toSorted(),
});

const shape = ({ subject, text }: { subject: string; text: string }) =>
  [subject, text].map((part) => part.replaceAll(/\d{6}|token=[^&]*/g, '…'));

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

test('whether there is an account for an address cannot be told from the answer, and none is made by asking', async () => {
  await known('coordinator', 'known@example.org');
  const [one, other] = [new Visitor(database), new Visitor(database)];
  const asked = await one.send('/sign-in', { email: 'Known@Example.org' });
  expect(looks(await other.send('/sign-in', { email: 'unknown@example.org' }))).toEqual(looks(asked));
  expect([asked.status, asked.location]).toEqual([303, '/sign-in/code']);
  const pages = [await one.get('/sign-in/code'), await other.get('/sign-in/code')];
  expect(pages.map(({ status, text }) => [status, text.replaceAll(/(un)?known@example/g, '…')])).toEqual([
    [200, pages[0]!.text.replaceAll('known@example', '…')],
    [200, pages[0]!.text.replaceAll('known@example', '…')],
  ]);
  expect(shape(other.posted[0]!)).toEqual(shape(one.posted[0]!));
  expect([one.posted.map(({ to }) => to), other.posted.map(({ to }) => to)]).toEqual([['known@example.org'], ['unknown@example.org']]);
  expect(await accountOf('unknown@example.org')).toBe(undefined);

  // A wrong code is answered alike too.
  const tries = [
    await one.send('/sign-in/code', { code: wrong(codeIn(one.posted[0])) }),
    await other.send('/sign-in/code', { code: wrong(codeIn(other.posted[0])) }),
  ];
  expect(tries.map(({ status, location }) => [status, location])).toEqual([
    [422, null],
    [422, null],
  ]);
});

test('the code in the letter signs in once; whoever comes for the first time gets a volunteer’s account', async () => {
  const visitor = new Visitor(database);
  const code = await visitor.askForCode('new@example.org');
  expect(code).toMatch(/^\d{6}$/);
  expect((await visitor.get('/me')).location).toBe('/sign-in');
  const address = visitor.cookies.get('zhijiao.address')!;
  const signedIn = await visitor.send('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` });
  expect([signedIn.status, signedIn.location]).toEqual([303, '/start']);
  expect((await visitor.get('/me')).status).toBe(200);
  expect((await visitor.get('/sign-in')).location).toBe('/me');
  const account = await accountOf('new@example.org');
  expect(account).toMatchObject({ email_verified: true, roles: ['volunteer'] });
  const events = await database.sql`select event from events where subject_id = ${String(account?.['id'])} order by sequence`;
  expect(events.map(({ event }) => String(event))).toEqual(['account.created', 'session.begun']);

  const second = new Visitor(database);
  second.cookies.set('zhijiao.address', address);
  expect((await second.send('/sign-in/code', { code })).status).toBe(422);
  expect((await second.get('/me')).location).toBe('/sign-in');
});

test('a wrong code is refused and said, and the right one still works after it', async () => {
  const id = await known('volunteer', 'wrong@example.org');
  const visitor = new Visitor(database);
  const code = await visitor.askForCode('wrong@example.org');
  for (const typed of [wrong(code), '12345', '']) {
    const refused = await visitor.send('/sign-in/code', { code: typed });
    expect([refused.status, refused.text.includes('href="#code"'), refused.headers.get('Cache-Control')]).toEqual([422, true, 'no-store']);
  }
  expect((await visitor.send('/sign-in/code', { code })).location).toBe('/start');
  const sessions = await database.sql`select account_id from sessions where account_id = ${id}`;
  expect(sessions.length).toBe(1);
});

test('three wrong tries kill a code; the next letter’s works', async () => {
  await known('volunteer', 'guessed@example.org');
  const visitor = new Visitor(database);
  const code = await visitor.askForCode('guessed@example.org');
  for (let tries = 0; tries < 3; tries += 1) expect((await visitor.send('/sign-in/code', { code: wrong(code) })).status).toBe(422);
  expect((await visitor.send('/sign-in/code', { code })).status).toBe(422);
  expect((await visitor.get('/me')).location).toBe('/sign-in');
  const next = await visitor.askForCode('guessed@example.org');
  expect((await visitor.send('/sign-in/code', { code: next })).location).toBe('/start');
});

test('a code is of no use with another address, nor once it is too old', async () => {
  await known('admin', 'victim@example.org');
  const [attacker, victim] = [new Visitor(database), new Visitor(database)];
  await victim.askForCode('victim@example.org');
  const code = await attacker.askForCode('attacker@example.org');
  attacker.cookies.set('zhijiao.address', victim.cookies.get('zhijiao.address')!);
  expect((await attacker.send('/sign-in/code', { code })).status).toBe(422);
  // An address that nobody was asked about by us is not believed.
  attacker.cookies.set('zhijiao.address', 'victim%40example.org.c2lnbmF0dXJl');
  expect((await attacker.send('/sign-in/code', { code })).location).toBe('/sign-in');

  const late = new Visitor(database);
  const old = await late.askForCode('late@example.org');
  const [good] = await database.sql`select max(round(extract(epoch from expires_at - now()) / 60))::int as minutes from verifications`;
  expect(good).toEqual({ minutes: 10 });
  await database.sql`update verifications set expires_at = now() - interval '1 second'`;
  expect((await late.send('/sign-in/code', { code: old })).status).toBe(422);
  expect(await accountOf('late@example.org')).toBe(undefined);
});

test('the letter’s link is used up by confirming on its page, not by looking at it', async () => {
  await known('volunteer', 'link@example.org');
  const visitor = new Visitor(database);
  await visitor.askForCode('link@example.org');
  const link = linkIn(visitor.posted[0]);
  const token = link.searchParams.get('token') ?? '';
  const elsewhere = new Visitor(database);
  for (let looked = 0; looked < 2; looked += 1) {
    const page = await elsewhere.get(link.pathname + link.search);
    expect([page.status, page.text.includes(token), [...elsewhere.cookies.keys()]]).toEqual([200, true, ['zhijiao.language']]);
  }
  expect((await elsewhere.send('/sign-in/link', { token })).location).toBe('/start');
  expect((await elsewhere.get('/me')).status).toBe(200);
  const again = await new Visitor(database).send('/sign-in/link', { token });
  expect([again.status, again.text.includes('This link was used already')]).toEqual([422, true]);
});

test('what lies in the tables opens nothing: codes, links and sessions are hashed', async () => {
  await known('volunteer', 'hashed@example.org');
  const visitor = new Visitor(database);
  const code = await visitor.askForCode('hashed@example.org');
  const token = linkIn(visitor.posted[0]).searchParams.get('token') ?? '';
  const [kept] = await database.sql`select string_agg(v::text, ' ') as text, count(*)::int as rows from verifications v`;
  expect((kept?.['rows'] as number) > 0).toBe(true);
  expect([code, token].filter((secret) => String(kept?.['text']).includes(secret))).toEqual([]);
  await visitor.send('/sign-in/code', { code });
  const cookie = decodeURIComponent(visitor.cookies.get('zhijiao.session_token') ?? '').split('.')[0] ?? '';
  const [sessions] = await database.sql`select string_agg(s::text, ' ') as text from sessions s`;
  expect([cookie.length > 20, String(sessions?.['text']).includes(cookie)]).toEqual([true, false]);
});

test('after ten letters for one address in a quarter of an hour there is a page that says when to come again', async () => {
  await known('volunteer', 'often@example.org');
  const now = '2027-01-01T08:00:00Z';
  for (const email of ['often@example.org', 'nobody@example.org']) {
    const visitor = new Visitor(database);
    for (let letters = 0; letters < 10; letters += 1) expect((await visitor.send('/sign-in', { email }, { now })).status).toBe(303);
    const refused = await visitor.send('/sign-in', { email: email.toUpperCase() }, { now: '2027-01-01T08:05:00Z' });
    expect([refused.status, refused.headers.get('Retry-After'), refused.headers.get('Content-Type')]).toEqual([
      429,
      '600',
      'text/html; charset=UTF-8',
    ]);
    expect(refused.text).toContain('Try again later');
    // From another network it is the same, for another address it is not.
    expect((await new Visitor(database).send('/sign-in', { email }, { now })).status).toBe(429);
    expect((await visitor.send('/sign-in', { email: `not-${email}` }, { now })).status).toBe(303);
    expect(visitor.posted.length).toBe(11);
    expect((await visitor.send('/sign-in', { email }, { now: '2027-01-01T08:15:00Z' })).status).toBe(303);
  }
});

test('a form from another origin is refused, and sends no letter', async () => {
  const visitor = new Visitor(database);
  for (const origin of ['https://elsewhere.example', 'null', 'http://localhost:8788']) {
    const refused = await visitor.send('/sign-in', { email: 'cross@example.org' }, { origin });
    expect([refused.status, refused.text.includes('Do this from a page of this site')]).toEqual([403, true]);
  }
  expect(visitor.posted).toEqual([]);
  const code = await visitor.askForCode('cross@example.org');
  expect((await visitor.send('/sign-in/code', { code }, { origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await visitor.send('/sign-in/code', { code })).location).toBe('/start');
});

test('what is no address is said beside the field, and stays in it', async () => {
  const visitor = new Visitor(database);
  const refused = await visitor.send('/sign-in', { email: 'nobody "at" <home>' });
  expect([
    refused.status,
    refused.text.includes('href="#email"'),
    refused.text.includes('value="nobody &quot;at&quot; &lt;home&gt;"'),
  ]).toEqual([422, true, true]);
  expect([
    visitor.posted,
    (await visitor.send('/sign-in', { email: '也不是' }, { language: 'zh-CN' })).text.includes('lang="zh-CN"'),
  ]).toEqual([[], true]);
});

test.each([
  ['http://localhost:8787', 'zhijiao.session_token', false],
  ['https://zhijiao.example', '__Host-zhijiao.session_token', true],
])('the session’s cookie at %s is for our pages alone', async (url, name, isSecure) => {
  const visitor = new Visitor(database, url);
  const code = await visitor.askForCode(`cookie-${isSecure}@example.org`);
  const { headers } = await visitor.send('/sign-in/code', { code });
  const line = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`)) ?? '';
  const flags = line.split('; ').slice(1).toSorted();
  expect(flags).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', ...(isSecure ? ['Secure'] : [])]);
  expect((await visitor.get('/me')).status).toBe(200);
});

test('whoever is frozen gets the same answers and is not signed in', async () => {
  const id = await known('coordinator', 'frozen@example.org');
  await database.sql`update accounts set frozen_at = now() where id = ${id}`;
  const visitor = new Visitor(database);
  await visitor.send('/sign-in/code', { code: await visitor.askForCode('frozen@example.org') });
  expect((await visitor.get('/me')).location).toBe('/sign-in');
});
