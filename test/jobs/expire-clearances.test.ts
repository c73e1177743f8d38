import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

import { expireClearances } from '../../src/jobs/expire-clearances.ts';
import { testDatabase } from '../support/database.ts';
import { makeAccount, makeRoad, moveRow, recordMove } from '../support/rows.ts';

const database = testDatabase();

test('a check expires at midnight in China after its last valid day, and not before', async () => {
  const road = await makeRoad(database.sql);
  const accountId = await makeAccount(database.sql, 'volunteer', '志愿者');
  const id = await database.sql.begin(async (transaction) => {
    const tx = transaction as unknown as typeof database.sql;
    const [row] = await tx`insert into clearances (account_id, kind) values (${accountId}, 'identity') returning id`;
    const clearanceId = String(row?.['id']);
    await recordMove(tx, 'clearance', clearanceId, null, 'requested');
    await moveRow(tx, 'clearance', clearanceId, 'requested', 'submitted');
    const verified = { valid_through_day: '2027-08-31', verified_at: '2027-01-01T00:00:00Z', verified_by: road.coordinatorId };
    await moveRow(tx, 'clearance', clearanceId, 'submitted', 'cleared', verified);
    return clearanceId;
  });
  const expireAt = (instant: string) => expireClearances({ db: database.db, now: () => DateTime.fromISO(instant, { zone: 'utc' }) });
  expect(await expireAt('2027-08-31T15:59:59Z')).toBe(0);
  expect(await expireAt('2027-08-31T16:00:00Z')).toBe(1);
  const [event] = await database.sql`select event, actor_name, subject_id from events where thing_id = ${id} and to_state = 'expired'`;
  expect(event).toEqual({ event: 'clearance.expired', actor_name: 'expire-clearances', subject_id: accountId });
  expect(await expireAt('2027-09-01T16:00:00Z')).toBe(0);
});
