import { beforeAll, expect, test } from 'vitest';

import { testDatabase } from '../../support/database.ts';
import { eventsOf, makePerson, makeVolunteer } from '../../support/people.ts';
import { Visitor } from '../../support/visitor.ts';

const database = testDatabase();
let lead: Visitor;

beforeAll(async () => {
  const { id } = await makePerson(database, 'safeguarding', 'Lead Lin');
  const [row] = await database.sql`select email from accounts where id = ${id}`;
  lead = new Visitor(database);
  await lead.signIn(String(row?.['email']));
});

const people = '/safeguarding/barred-people';
const reviewsOf = async (accountId: string) =>
  [...(await database.sql`select id, state from barred_reviews where account_id = ${accountId}`)].map(({ id, state }) => ({
    id: String(id),
    state: String(state),
  }));

async function barred(name: string, reason = 'Sent away in 2023'): Promise<string> {
  expect((await lead.send(`${people}/new`, { name, reason })).location).toBe(`${people}?done=added`);
  const [row] = await database.sql`select id from barred_people where name = ${name} order by id desc`;
  return String(row?.['id']);
}

test('somebody is barred with a reason; a form that lacks it keeps what was typed and bars nobody', async () => {
  expect((await lead.get(people)).text).toContain('Nobody is on the list yet.');
  const refused = await lead.send(`${people}/new`, { name: 'Quinn <i>', number: '123' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('value="Quinn &lt;i&gt;"');
  for (const field of ['number', 'reason']) expect(refused.text).toContain(`href="#${field}"`);
  expect((await database.sql`select 1 from barred_people`).length).toBe(0);

  const done = await lead.send(`${people}/new`, { name: 'Quinn Doe', number: 'P1234567', reason: 'Sent away in 2023' });
  expect([done.status, done.location]).toEqual([303, `${people}?done=added`]);
  const list = await lead.get(`${people}?done=added`);
  expect(list.text).toContain('The person is barred');
  expect(list.text).toContain('Name and number');
  // Neither the number nor the reason stands in a list.
  expect([list.text.includes('P1234567'), list.text.includes('Sent away')]).toEqual([false, false]);
});

test('the list is found through by part of a name, with its signs taken as they are, and by state', async () => {
  await barred('Percent 100%');
  const found = await lead.get(`${people}?name=${encodeURIComponent('0%')}`);
  expect([found.text.includes('Percent 100%'), found.text.includes('Quinn Doe')]).toEqual([true, false]);
  expect((await lead.get(`${people}?name=nobody`)).text).toContain('Nobody is like this.');
  expect((await lead.get(`${people}?state=lifted`)).text).toContain('Nobody is like this.');
  expect((await lead.get(`${people}?state=x&after=x`)).status).toBe(200);
});

test('a bar is lifted only after a page has said what it does, and with a reason', async () => {
  const id = await barred('Rosa Poe');
  const asked = await lead.get(`${people}/${id}/lift`);
  expect(asked.text).toContain('Applicants are then compared with Rosa Poe no more');
  expect(asked.text).toContain('Lift the bar on Rosa Poe</button>');
  expect((await lead.send(`${people}/${id}/lift`)).status).toBe(422);
  const lifted = await lead.send(`${people}/${id}/lift`, { reason: 'Taken back on appeal' });
  expect([lifted.status, lifted.location]).toEqual([303, `${people}?done=lifted`]);
  expect(await eventsOf(database.sql, 'barred_person', id)).toEqual(['barred_person.added', 'barred_person.lifted']);
  // Asked again, there is nothing to lift.
  expect((await lead.get(`${people}/${id}/lift`)).status).toBe(303);
  for (const unknown of ['00000000-0000-7000-8000-000000000000', 'x']) {
    expect((await lead.get(`${people}/${unknown}/lift`)).status).toBe(404);
    expect((await lead.send(`${people}/${unknown}/lift`)).status).toBe(404);
  }
});

test('a review shows both people and why one is barred, says to tell nobody, and that it was read is recorded', async () => {
  const { id: accountId } = await makeVolunteer(database, 'Severin Moe');
  await barred('Severin Moe', 'Broke the code of conduct');
  const [{ id } = { id: '' }] = await reviewsOf(accountId);
  expect((await lead.get('/safeguarding')).text).toContain(`/safeguarding/reviews/${id}`);
  expect((await lead.get('/safeguarding/reviews?state=open')).text).toContain('Severin Moe');
  const page = await lead.get(`/safeguarding/reviews/${id}`);
  for (const words of ['Broke the code of conduct', '示范大学', '1 January 2005', 'The applicant must not learn of this review', '100%'])
    expect(page.text).toContain(words);
  expect(await eventsOf(database.sql, 'barred_review', id)).toEqual(['barred_review.opened', 'barred_review.read']);
});

test('a review is decided once, with what the decision rests on', async () => {
  const { id: accountId } = await makeVolunteer(database, 'Tamsin Roe');
  await barred('Tamsin Roe');
  const [{ id } = { id: '' }] = await reviewsOf(accountId);
  const at = `/safeguarding/reviews/${id}`;
  const refused = await lead.send(at, { reason: 'Other birthday' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('href="#outcome"');
  expect(refused.text).toContain('Other birthday</textarea>');
  const decided = await lead.send(at, { outcome: 'dismissed', reason: 'Other birthday' });
  expect([decided.status, decided.location]).toEqual([303, `${at}?done=dismissed`]);
  const after = await lead.get(`${at}?done=dismissed`);
  expect(after.text).toContain('Recorded: another person.');
  expect(after.text).toContain('Other birthday');
  expect(after.text).not.toContain('<textarea');
  const again = await lead.send(at, { outcome: 'confirmed', reason: 'Changed my mind' });
  expect([again.status, await reviewsOf(accountId)]).toEqual([409, [{ id, state: 'dismissed' }]]);
  expect((await lead.send('/safeguarding/reviews/x', {})).status).toBe(404);
});

test('nobody reviews themself: their own review is not there for them', async () => {
  const { id: accountId } = await makeVolunteer(database, 'Ulla Loe');
  await database.sql`insert into account_roles (account_id, role) values (${accountId}, 'safeguarding')`;
  await barred('Ulla Loe');
  const [{ id } = { id: '' }] = await reviewsOf(accountId);
  const [row] = await database.sql`select email from accounts where id = ${accountId}`;
  const self = new Visitor(database);
  await self.signIn(String(row?.['email']));
  expect((await self.get(`/safeguarding/reviews/${id}`)).status).toBe(404);
  expect((await self.send(`/safeguarding/reviews/${id}`, { outcome: 'dismissed', reason: 'It is not me' })).status).toBe(404);
  expect((await self.get('/safeguarding/reviews')).text).not.toContain(id);
  expect(await reviewsOf(accountId)).toEqual([{ id, state: 'open' }]);
});
