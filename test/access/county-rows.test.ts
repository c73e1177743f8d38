import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import type { Role } from '../../src/domain/account.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testDatabase } from '../support/database.ts';
import { makeOfficer } from '../support/people.ts';
import { advance, makeRoad, propose } from '../support/rows.ts';

const database = testDatabase();

const officerOf = (...countyCodes: string[]): Actor => ({
  kind: 'account',
  accountId: '00000000-0000-4000-8000-000000000000',
  roles: ['county'],
  countyCodes,
});
const seenBy = async (actor: Actor) =>
  actingAs(database.db, actor, async (tx) =>
    [...(await tx.execute<{ event: string }>(sql`select event from events order by sequence`))].map(({ event }) => event),
  );

test('the database shows a county’s officers what happened to its own requests, and no other event', async () => {
  const road = await makeRoad(database.sql, { stage: 'matching' });
  await advance(database.sql, await propose(database.sql, road), 'offered');
  expect(await seenBy(officerOf('530111', '532926'))).toEqual(['request.draft', 'request.submitted', 'request.approved']);
  expect(await seenBy(officerOf('530111'))).toEqual([]);
  expect(await seenBy(officerOf())).toEqual([]);
});

test('it shows coordinators and admins who answers for which county, and everybody else their own counties alone', async () => {
  const officer = await makeOfficer(database, '532926');
  await makeOfficer(database, '532926');
  const seen = async (accountId: string, role: Role) =>
    actingAs(database.db, { kind: 'account', accountId, roles: [role], countyCodes: [] }, async (tx) => {
      const rows = await tx.execute<{ id: string }>(sql`select account_id as id from account_counties`);
      return rows.length;
    });
  const nobody = '00000000-0000-4000-8000-000000000000';
  expect([await seen(nobody, 'coordinator'), await seen(nobody, 'admin')]).toEqual([2, 2]);
  expect(await seen(officer.id, 'county')).toBe(1);
  for (const role of ['volunteer', 'county', 'safeguarding'] as const) expect(await seen(nobody, role)).toBe(0);
});
