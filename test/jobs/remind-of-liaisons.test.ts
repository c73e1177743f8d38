import { expect, test } from 'vitest';

import { remindOfLiaisons } from '../../src/jobs/remind-of-liaisons.ts';
import { testDatabase } from '../support/database.ts';
import { delivered } from '../support/letters.ts';
import { makeOfficer } from '../support/people.ts';
import { makeRoad, makeStation } from '../support/rows.ts';
import { jobFor } from '../support/site.ts';

const database = testDatabase();

test('a county is reminded once, a month before its liaisons are due, in one letter for all its open stations; a confirmation starts the year anew', async () => {
  const { sql } = database;
  await makeRoad(sql);
  const officer = await makeOfficer(database, '532926');
  const stations = [
    await makeStation(sql, { name: '甲' }),
    await makeStation(sql, { name: '乙' }),
    await makeStation(sql, { closedDay: '2020-01-01' }),
  ];
  const at = (now: string) => officer.at(`${now}T02:00:00Z`);
  for (const id of stations) await at('2026-03-01')('PUT', `/stations/${id}/liaison`, { name: '罗老师', phone: '1' });
  const work = async (day: string) => remindOfLiaisons(jobFor(database, `${day}T02:00:00Z`));

  expect([await work('2027-01-30'), await work('2027-02-01'), await work('2027-03-15')]).toEqual([0, 1, 0]);
  const letters = await delivered(database);
  expect(letters.map(({ subject }) => subject)).toEqual(['请确认教学站联络人']);
  expect([letters[0]?.text.includes('甲，请于 2027-03-01 前确认'), letters[0]?.text.includes('罗老师')]).toEqual([true, false]);

  await at('2027-03-20')('POST', `/stations/${stations[0] ?? ''}/liaison/confirm`);
  expect([await work('2028-02-01'), await work('2028-02-21'), await work('2028-03-21')]).toEqual([0, 1, 0]);
});
