import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { delivered, formKeyIn } from '../../support/letters.ts';
import { eventsOf, makeVolunteer, type Person } from '../../support/people.ts';
import { appFor, siteUrl } from '../../support/site.ts';

const database = testDatabase();
let volunteer: Person;

beforeAll(async () => {
  volunteer = await makeVolunteer(database, '林晓 <volunteer>');
});

/** Asks a referee for a reference; gives the key in their letter and the check. */
async function asked(email: string) {
  const asker = email === 'first@example.org' ? volunteer : await makeVolunteer(database, '王磊');
  const begun = await asker.site('POST', '/clearances', { kind: 'first_reference' });
  const check = `/clearances/${String(begun.body['id'])}`;
  const referee = await asker.site('POST', `${check}/referee`, { name: 'Ms Chen', relation: 'head teacher', email, locale: 'en' });
  const key = formKeyIn((await delivered(database)).find(({ to }) => to === email)!);
  return {
    path: `/reference/${key}`,
    refereeId: String(referee.body['id']),
    stateOf: async () => (await asker.site('GET', check)).body['state'],
  };
}

type Sent = {
  readonly fields?: Record<string, string>;
  readonly origin?: string | undefined;
  readonly now?: string;
  readonly language?: string;
};

async function read(path: string, { now, language = 'en' }: Sent = {}) {
  const answer = await appFor(database, { now }).request(path, { headers: { 'Accept-Language': language, Accept: 'text/html' } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function send(path: string, { fields = {}, origin = siteUrl, now }: Sent) {
  const headers = { 'Accept-Language': 'en', Accept: 'text/html', Origin: origin };
  const answer = await appFor(database, { now }).request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: answer.status, text: await answer.text() };
}

const whole = { knownSince: 'Three years', wouldTrustWithChildren: 'no', text: 'Writes <b>lesson plans</b> with much care.' };

test('the form needs no account, names who asks, and is kept nowhere', async () => {
  const { path } = await asked('first@example.org');
  const form = await read(path);
  expect([form.status, form.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  expect(form.text).toContain('A reference for 林晓 &lt;volunteer&gt;');
  expect(form.text).toContain('Dear Ms Chen');
  expect(form.text).not.toContain('first@example.org');
  expect((await read(path, { language: 'zh-CN' })).text).toContain('lang="zh-CN"');
  const wrong = await read(`/reference/${'k'.repeat(43)}`);
  expect([wrong.status, wrong.text.includes('This form is closed'), wrong.text.includes('林晓')]).toEqual([404, true, false]);
  expect((await read('/reference/short')).status).toBe(404);
});

test('what is missing is said, and what was written stays on the page and is not sent', async () => {
  const { path, refereeId, stateOf } = await asked('second@example.org');
  const refused = await send(path, { fields: { ...whole, wouldTrustWithChildren: 'perhaps', text: 'Too <short>' } });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('href="#wouldTrustWithChildren"');
  expect(refused.text).toContain('href="#text"');
  expect(refused.text).not.toContain('href="#knownSince"');
  expect(refused.text).toContain('Too &lt;short&gt;');
  expect(await stateOf()).toBe('requested');
  expect(await eventsOf(database.sql, 'reference', refereeId)).toEqual(['reference.asked']);
});

test('the form is answered once, from our own page alone, and the answer is encrypted', async () => {
  const { path, refereeId, stateOf } = await asked('third@example.org');
  expect((await send(path, { fields: whole, origin: 'https://elsewhere.example' })).status).toBe(403);
  expect(await stateOf()).toBe('requested');
  const thanks = await send(path, { fields: whole });
  expect([thanks.status, thanks.text.includes('Your reference for 王磊 has arrived')]).toEqual([200, true]);
  expect(await stateOf()).toBe('submitted');
  expect(await eventsOf(database.sql, 'reference', refereeId)).toEqual(['reference.asked', 'reference.answered']);

  expect((await send(path, { fields: { ...whole, text: 'On second thoughts, I would rather say this.' } })).status).toBe(404);
  expect((await read(path)).status).toBe(404);
  const answers = await database.sql`select sealed_text from reference_answers where referee_id = ${refereeId}`;
  expect(answers.map((row) => (row['sealed_text'] as Buffer).includes('lesson plans'))).toEqual([false]);
  const [who] = await database.sql`select actor_id, actor_name, subject_id is not null as has_subject from events
    where thing = 'reference' and event = 'reference.answered' and thing_id = ${refereeId}`;
  expect(who).toEqual({ actor_id: null, actor_name: 'public', has_subject: true });
});

test('the form closes after thirty days', async () => {
  const { path, stateOf } = await asked('fourth@example.org');
  expect((await read(path, { now: '2026-12-31T07:59:59Z' })).status).toBe(200);
  expect((await read(path, { now: '2026-12-31T08:00:00Z' })).status).toBe(404);
  expect((await send(path, { fields: whole, now: '2026-12-31T08:00:00Z' })).status).toBe(404);
  expect(await stateOf()).toBe('requested');
  expect((await send(path, { fields: whole, now: '2026-12-31T07:59:59Z' })).status).toBe(200);
});
