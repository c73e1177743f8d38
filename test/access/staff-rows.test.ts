import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

import { actingAs } from '../../src/db/acting.ts';
import type { Role } from '../../src/domain/account.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { testDatabase } from '../support/database.ts';
import { clearedCheck, makeOfficer } from '../support/people.ts';
import { advance, makeAccount, makeRoad, propose } from '../support/rows.ts';

const database = testDatabase();

const nobody = '00000000-0000-4000-8000-000000000000';
const officerOf = (...countyCodes: string[]): Actor => ({
  kind: 'account',
  accountId: nobody,
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

test('it shows safeguarding what happened to checks, and nothing else of what is not theirs alone', async () => {
  const [verifiedBy, accountId] = [
    await makeAccount(database.sql, 'coordinator', '审核'),
    await makeAccount(database.sql, 'volunteer', '志愿者'),
  ];
  await clearedCheck(database.sql, { accountId, kind: 'identity', validThroughDay: '2027-12-31', verifiedBy });
  const lead: Actor = { kind: 'account', accountId: nobody, roles: ['safeguarding'], countyCodes: [] };
  expect(await seenBy(lead)).toEqual(['clearance.requested', 'clearance.submitted', 'clearance.cleared']);
});

test('it shows coordinators and admins who answers for which county, and everybody else their own counties alone', async () => {
  const officer = await makeOfficer(database, '532926');
  await makeOfficer(database, '532926');
  const seen = async (accountId: string, role: Role) =>
    actingAs(database.db, { kind: 'account', accountId, roles: [role], countyCodes: [] }, async (tx) => {
      const rows = await tx.execute<{ id: string }>(sql`select account_id as id from account_counties`);
      return rows.length;
    });
  expect([await seen(nobody, 'coordinator'), await seen(nobody, 'admin')]).toEqual([2, 2]);
  expect(await seen(officer.id, 'county')).toBe(1);
  for (const role of ['volunteer', 'county', 'safeguarding'] as const) expect(await seen(nobody, role)).toBe(0);
});
