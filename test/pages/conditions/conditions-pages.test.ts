import { beforeAll, expect, test } from 'vitest';

import { makeChangeable, signedFirst, signedNow, type Changeable } from '../../support/changed-conditions.ts';
import { testDatabase } from '../../support/database.ts';
import { PageReader, valueIn, wordsOf } from '../../support/page-reader.ts';

const database = testDatabase();
const now = '2027-05-19T08:00:00Z';
const overdue = '2027-05-30T08:00:00Z';
let made: Changeable;
let officer: PageReader;
let coordinator: PageReader;
let accepted: PageReader;
let offered: PageReader;
let at: string;

const typed = (conditions: object) =>
  Object.fromEntries(Object.entries(conditions).map(([name, value]) => [`hostConditions.${name}`, String(value)]));

beforeAll(async () => {
  made = await makeChangeable(database);
  officer = await PageReader.of(database, made.officer.id, now);
  coordinator = await PageReader.of(database, made.coordinator.id, now);
  accepted = await PageReader.of(database, made.people[0]!.id, now);
  offered = await PageReader.of(database, made.people[1]!.id, now);
  at = `/county/requests/${made.road.requestId}/conditions`;
});

test('what is stored stands in the form, but who signs and when is said anew; nothing typed is lost', async () => {
  const form = await officer.get(at);
  expect(form.text).toContain(signedFirst.lodging);
  expect(valueIn(form, 'hostConditions.signedBy')).toBe('');
  const missing = await officer.send(at, { ...typed({ ...signedNow, signedBy: '' }), do: 'check' });
  expect([missing.status, missing.text.includes(signedNow.lodging)]).toEqual([422, true]);
  expect(missing.text).toMatch(
    /aria-invalid="true"[^>]*name="hostConditions.signedBy"|name="hostConditions.signedBy"[^>]*aria-invalid="true"/,
  );
  const ahead = await officer.send(at, { ...typed({ ...signedNow, signedDay: '2027-05-25' }), do: 'check' });
  expect([ahead.status, ahead.text.includes('2027-05-25')]).toEqual([422, true]);
  const same = await officer.send(at, { ...typed({ ...signedFirst, signedDay: '2027-05-18' }), do: 'check' });
  expect([same.status, wordsOf(same).includes('Nothing in it has changed')]).toEqual([422, true]);
});

test('old and new stand side by side with whom it touches, before it is signed; one step back keeps what was typed', async () => {
  const compared = await officer.send(at, { ...typed(signedNow), do: 'check' });
  for (const said of [signedFirst.lodging, signedNow.lodging, '志愿者 0', '志愿者 1']) expect(wordsOf(compared)).toContain(said);
  expect(wordsOf(compared)).not.toContain('志愿者 2');
  expect(await database.sql`select from condition_questions`).toHaveLength(0);
  const back = await officer.send(at, { ...typed(signedNow), do: 'edit' });
  expect([back.status, back.text.includes(signedNow.lodging)]).toEqual([200, true]);
  const stale = await officer.send(at, { ...typed(signedNow), do: 'sign', version: '99' });
  expect([stale.status, stale.text.includes(signedNow.lodging)]).toEqual([422, true]);
  const signed = await officer.send(at, { ...typed(signedNow), do: 'sign', version: valueIn(compared, 'version') });
  expect(signed.location).toBe(`/county/requests/${made.road.requestId}?done=conditions`);
  const request = wordsOf(await officer.get(signed.location ?? ''));
  for (const said of [signedNow.lodging, '志愿者 0']) expect(request).toContain(said);
});

test('who is asked reads what it means on the page of the placement, and answers in one step, once', async () => {
  const path = `/placements/${made.acceptedId}`;
  const page = await accepted.get(path);
  for (const said of [signedFirst.lodging, signedNow.lodging]) expect(wordsOf(page)).toContain(said);
  const [agree = ''] = /\/conditions\/[0-9a-f-]{36}\/agree/.exec(page.text) ?? [];
  expect((await offered.send(agree)).status).toBe(404);
  expect((await accepted.send(agree)).location).toBe(`${path}?done=conditions-agreed`);
  expect((await accepted.get(path)).text).not.toContain('/agree"');
  expect((await accepted.send(agree)).location).toBe(`${path}?done=conditions-late`);
  expect((await accepted.send(agree.replace('agree', 'refuse'))).location).toBe(`${path}?done=conditions-late`);
});

test('the desk lists who was asked and is silent, and asks again with longer to answer', async () => {
  const late = coordinator.at(overdue);
  const list = wordsOf(await late.get('/desk/conditions?kind=overdue'));
  expect(list).toContain('志愿者 2');
  expect(list).not.toContain('志愿者 0');
  const page = await late.get('/desk/conditions');
  const [ask = ''] = /\/desk\/conditions\/[0-9a-f-]{36}\/ask/.exec(page.text) ?? [];
  expect((await accepted.send(ask)).status).toBe(403);
  expect((await late.send(ask)).location).toBe('/desk/conditions?done=asked');
  const [, id = ''] = /conditions\/([0-9a-f-]{36})/.exec(ask) ?? [];
  const [question] = await database.sql`select answer_by_at > ${overdue} as "isAhead" from condition_questions where id = ${id}`;
  expect(question).toEqual({ isAhead: true });
  expect((await late.send(`/desk/conditions/${crypto.randomUUID()}/ask`)).status).toBe(404);
});
