import { expect, test } from 'vitest';

import { remindOfConditions } from '../../src/jobs/remind-of-conditions.ts';
import { change, makeChangeable } from '../support/changed-conditions.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { eventsOf, itemsOf } from '../support/people.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();

test('a day before it is due, whoever has not answered is reminded once; whoever has is left alone, and an offer has its own reminder', async () => {
  const made = await makeChangeable(database);
  expect((await change(made, '2027-05-19T08:00:00Z')).status).toBe(200);
  const questions = await Promise.all(made.people.map(async (person) => itemsOf(await person.site('GET', '/condition-questions'))[0]));
  // The third still wants to go.
  const agreed = await made.people[2]!.at('2027-05-20T08:00:00Z')('POST', `/condition-questions/${String(questions[2]?.['id'])}/agree`);
  expect(agreed.status).toBe(200);
  await delivered(database);

  const work = async (at: string) => remindOfConditions(jobFor(database, at));
  expect(await work('2027-05-23T15:00:00Z')).toBe(0);
  expect(await work('2027-05-23T16:30:00Z')).toBe(2);
  expect(await work('2027-05-23T17:00:00Z')).toBe(0);
  const letters = await delivered(database);
  const emails = await database.sql`select email from accounts where id in (${made.people[0]!.id}, ${made.people[3]!.id})`;
  expect(letters.map(({ to }) => to).toSorted()).toEqual(emails.map((row) => String(row['email'])).toSorted());
  expect(letters[0]?.text).toContain('不答复不等于同意');
  expect(await eventsOf(database.sql, 'condition_question', String(questions[0]?.['id']))).toContain('condition_question.reminded');
});

test('a job that ran too late reminds nobody of a day that is over', async () => {
  const made = await makeChangeable(database);
  expect((await change(made, '2027-05-19T08:00:00Z')).status).toBe(200);
  await delivered(database);
  await remindOfConditions(jobFor(database, '2027-05-30T08:00:00Z'));
  expect(await delivered(database)).toEqual([]);
});
