import type postgres from 'postgres';
import { beforeAll, expect, test } from 'vitest';

import { askInvariants, invariants } from '../../../scripts/chaos/invariants.ts';
import { seedAccounts } from '../../../seeds/made-up/demonstration-accounts.ts';
import { loadMadeUp } from '../../../seeds/made-up/load.ts';
import { seedReference } from '../../../seeds/reference/seed-reference.ts';
import { testDatabase } from '../../support/database.ts';
import { testKeys } from '../../support/site.ts';

const database = testDatabase();

beforeAll(async () => {
  await seedReference(database.sql);
  await seedAccounts(database.sql);
  await loadMadeUp(database.ownerUrl, 'demo', { today: new Date('2026-11-26T02:00:00Z'), keys: testKeys, progress: () => undefined });
});

const occupying = "('offered', 'accepted', 'started', 'completed')";
const one = (state: string) => `(select min(id::text)::uuid from placements where state = '${state}')`;
const again = (table: string, where: string) => `
  create temp table twin as select * from ${table} where ${where} limit 1; update twin set id = uuidv7(); insert into ${table} select * from twin`;

/** For each invariant what breaks it, done to copies of these tables that no constraint and no trigger guards. */
const breaks: Readonly<Record<string, readonly [tables: readonly string[], change: string]>> = {
  'no person is in two placements whose days overlap': [['placements'], again('placements', `state in ${occupying}`)],
  'a line holds no more than its maximum': [['lines'], 'update lines set maximum = 0 where taken > 0'],
  'the seats of a line that count as taken are taken': [['lines'], 'update lines set taken = taken + 1'],
  'a county has a bed for everybody whom the match, a repair or the order of alternates sends there': [
    ['counties'],
    'update counties set beds = 0',
  ],
  'a placement joins what is of one season': [['placements'], `update placements set season_id = uuidv7() where id = ${one('completed')}`],
  'nobody is placed again where they declined': [
    ['placements'],
    `update placements p set application_id = d.application_id, request_id = d.request_id from placements d
      where d.id = ${one('declined')} and p.id = (select e.thing_id::uuid from events e where e.thing = 'placement' and e.to_state = 'proposed' and e.sequence >
        (select max(f.sequence) from events f where f.thing_id = d.id::text and f.event = 'placement.declined') limit 1)`,
  ],
  'nobody has two live placements for one line': [['placements'], again('placements', "state = 'proposed'")],
  'what started had every check valid through its last day': [['clearances'], 'delete from clearances'],
  'states are where their events lead': [['requests'], "update requests set state = 'cancelled' where state = 'approved'"],
  'the chain of events holds, without a gap': [['event_chain'], 'update event_chain set sequence = sequence + 1'],
  'a completion is of a placement that started and completed, within its days': [['completions'], 'update completions set days_served = 0'],
  'what is completed has its completion, and one certificate in force unless it was taken back': [
    ['completions'],
    'delete from completions',
  ],
  'a completion counts the lessons that were taught': [['lessons'], 'delete from lessons'],
  'no hour counts twice for one person': [['lessons'], again('lessons', 'true')],
  'the tallies are what a recount gives': [['completions'], 'update completions set learners = learners + 1'],
  'a seat that fell free was offered again once': [['placements'], `update placements set replaces_id = ${one('withdrawn')}`],
  'a key of a call has one answer': [
    ['idempotency_keys'],
    "insert into idempotency_keys (account_id, key, request_sha256, created_at) values (uuidv7(), 'k', 's', now())",
  ],
};

/** Copies whose questions count on their key. */
const keys: Readonly<Record<string, string>> = { lines: 'id', completions: 'placement_id' };

class Undo extends Error {}

/** What is found while the copies stand in the place of the tables: the names of the invariants. */
async function foundAfter(tables: readonly string[], change: string): Promise<ReadonlySet<string>> {
  let found: readonly string[] = [];
  await database.sql
    .begin(async (transaction) => {
      const tx = transaction as unknown as postgres.Sql;
      for (const table of tables) {
        const key = keys[table];
        await tx.unsafe(`create temp table ${table} as table public.${table}`);
        if (key !== undefined) await tx.unsafe(`alter table ${table} add primary key (${key})`);
      }
      await tx.unsafe(change);
      const findings = await askInvariants(tx);
      found = findings.flatMap(({ what }) => invariants.filter((name) => what.startsWith(`not so: ${name}: `)));
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return new Set(found);
}

const certified = 'what is completed has its completion, and one certificate in force unless it was taken back';

test('of a sound season no invariant is said to be broken; certificates of the demonstration are issued when somebody asks for them', async () => {
  expect([...(await foundAfter([], ''))]).toEqual([certified]);
  const withCertificate =
    "delete from placements p where state = 'completed' and not exists (select from certificates c where c.placement_id = p.id and c.state = 'issued')";
  const found = await foundAfter(['placements'], withCertificate);
  expect(found).not.toContain(certified);
  expect(await foundAfter(['placements', 'certificates'], `${withCertificate}; delete from certificates`)).toContain(certified);
});

test('there is a way to break each', () => {
  expect(Object.keys(breaks).toSorted()).toEqual(invariants.toSorted());
});

test.each(invariants)('it is found when this does not hold: %s', async (name) => {
  const [tables, change] = breaks[name] ?? [[], ''];
  expect(await foundAfter(tables, change)).toContain(name);
});

test('an event that was changed after it was sealed is found', async () => {
  const found = await foundAfter(
    [],
    "set local session_replication_role = replica; update events set actor_name = 'somebody else' where sequence = 7",
  );
  expect(found).toContain('the chain of events holds, without a gap');
});
