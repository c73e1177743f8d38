import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { healthPlace, numberPlace } from '../../src/db/queries/identity.ts';
import { cleanUpNow } from '../../src/jobs/clean-up.ts';
import { testDatabase } from '../support/database.ts';
import { dump, history, live, makeSeasons, type History } from '../support/histories.ts';
import { makeAccount, recordMove, type Road } from '../support/rows.ts';
import { acting, siteFor, testKeys, tokenOf } from '../support/site.ts';
import { DateTime } from 'luxon';

const database = testDatabase();
let sql: (typeof database)['sql'];
const now = '2028-09-01T08:00:00Z';
const reason = 'one person, seen with both passports';
let roads: readonly Road[];
let adminId: string;
let admin: ReturnType<typeof siteFor>;
let later: ReturnType<typeof siteFor>;

const everything: History = {
  seasons: ['taught', 'applied'],
  holds: ['profile', 'document', 'health', 'token', 'passkey', 'consent', 'barred', 'calendar', 'training', 'check', 'letter'],
};
const little: History = { seasons: ['nothing', 'nothing'], holds: [] };
const made = async (of: History) => live(sql, roads, of);
const merge = async (mergedId: string, keptId: string) => admin('POST', `/accounts/${mergedId}/merge`, { into: keptId, reason });
const rowsOf = async (table: string, accountId: string) =>
  Number((await sql`select count(*) from ${sql(table)} where account_id = ${accountId}`)[0]?.['count']);

beforeAll(async () => {
  ({ sql } = database);
  roads = await makeSeasons(sql);
  adminId = await makeAccount(sql, 'admin', '管理');
  const token = await tokenOf(sql, adminId);
  admin = siteFor(database, { token, now });
  later = siteFor(database, { token, now: '2028-10-02T08:00:00Z' });
});

test('whatever two accounts hold: a merge moves what the plan says, and undone gives back exactly the rows that were; a plan with obstacles changes nothing', async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(history, history, async (ofMerged, ofKept) => {
      const [mergedId, keptId] = [await made(ofMerged), await made(ofKept)];
      const before = await dump(sql);
      const { body: plan } = await admin('GET', `/accounts/${mergedId}/merge?into=${keptId}`);
      const answer = await merge(mergedId, keptId);
      if ((plan['obstacles'] as string[]).length > 0) {
        expect(answer.body).toMatchObject({ status: 409, type: '/problems/merge-stops', obstacles: plan['obstacles'] });
        expect(await dump(sql)).toEqual(before);
        return;
      }
      expect(answer.status).toBe(201);
      merges += 1;
      const moving = (plan['rows'] as { table: string; fate: string }[]).filter(({ fate }) => fate === 'moves');
      for (const { table } of moving) expect(await rowsOf(table, keptId)).toBeGreaterThan(0);
      for (const table of ['applications', 'placements', 'lessons', 'completions', 'certificates', 'consents'])
        expect(await rowsOf(table, mergedId)).toBe(0);
      expect((await admin('POST', `/merges/${String(answer.body['id'])}/undo`, { reason })).status).toBe(200);
      expect(await dump(sql)).toEqual(before);
    }),
    { numRuns: 8, examples: [[everything, little]] },
  );
  expect(merges).toBeGreaterThan(0);
});

test('the kept account has the service, the certificate and what was sealed; the record says every value; both addresses are told', async () => {
  const [mergedId, keptId] = [await made(everything), await made(little)];
  const [{ serial } = {}] = await sql`select serial from certificates where account_id = ${mergedId}`;
  const { body } = await merge(mergedId, keptId);
  expect(body).toMatchObject({ merged: { id: mergedId }, kept: { id: keptId }, undoneAt: null, undoUntil: '2028-10-01T08:00:00.000Z' });
  const kept = siteFor(database, { token: await tokenOf(sql, keptId), now });
  expect((await kept('GET', '/me/record')).body).toMatchObject({ total: { services: 1 }, services: [{ certificate: { serial } }] });
  const exported = (await kept('GET', '/me/export')).body;
  expect(exported).toMatchObject({ identity: { number: 'P1' }, healthNote: 'nuts', mergedAccounts: [{ id: mergedId }] });
  expect((exported['events'] as { event: string }[]).filter(({ event }) => event === 'account.merged')).toHaveLength(2);
  const { rows } = (await admin('GET', `/merges/${String(body['id'])}`)).body as { rows: { table: string; from: string; to: string }[] };
  expect(rows.filter(({ table }) => table === 'placements')).toMatchObject([{ from: mergedId, to: keptId }]);
  const told = await sql`select account_id from messages where template = 'accounts-merged' and account_id in (${mergedId}, ${keptId})`;
  expect(told).toHaveLength(2);
  const events = await sql`select subject_id, reason from events where event = 'account.merged' and subject_id in (${mergedId}, ${keptId})`;
  expect(events.map((event) => event['reason'])).toEqual([reason, reason]);
  expect((await sql`select first_broken_event() as broken`)[0]?.['broken']).toBeNull();
});

test('tokens and sessions of the merged account end, and whoever signs in there signs in to the kept one', async () => {
  const [mergedId, keptId] = [await made(little), await made(little)];
  const old = siteFor(database, { token: await tokenOf(sql, mergedId), now });
  await sql`insert into sessions (account_id, token, expires_at) values (${mergedId}, 'of a browser', '2030-01-01')`;
  expect((await old('GET', '/me')).status).toBe(200);
  const { body } = await merge(mergedId, keptId);
  expect((await old('GET', '/me')).status).toBe(401);
  expect(await rowsOf('sessions', mergedId)).toBe(0);
  const [session] =
    await sql`insert into sessions (account_id, token, expires_at) values (${mergedId}, 'of the old address', '2030-01-01') returning account_id`;
  expect(session?.['account_id']).toBe(keptId);
  expect((await admin('POST', `/merges/${String(body['id'])}/undo`, { reason })).status).toBe(200);
  expect((await old('GET', '/me')).status).toBe(200);
});

test.each<[string, string, (ids: { mergedId: string; keptId: string }) => Promise<unknown>]>([
  ['somebody frozen', 'frozen', async ({ keptId }) => sql`update accounts set frozen_at = now() where id = ${keptId}`],
  [
    'a role that the kept account has not',
    'roles-differ',
    async ({ mergedId }) => sql`insert into account_roles values (${mergedId}, 'coordinator')`,
  ],
  [
    'two documents with two numbers',
    'two-documents',
    async (ids) => {
      for (const id of Object.values(ids)) {
        await sql`insert into identity_documents (account_id, document_type, sealed_number, number_hash, updated_at)
          values (${id}, 'passport', ${await testKeys.seal(id, numberPlace(id))}, ${id}, now())`;
      }
    },
  ],
  [
    'a check that one verified of the other',
    'own-check',
    async ({ mergedId, keptId }) =>
      sql.begin(async (tx) => {
        const [row] = await tx`insert into clearances (account_id, kind) values (${mergedId}, 'health') returning id`;
        await recordMove(tx as never, 'clearance', String(row?.['id']), null, 'requested');
        await tx`update clearances set verified_by = ${keptId} where id = ${String(row?.['id'])}`;
      }),
  ],
  [
    'a review of both, of which nothing is told',
    'ask-safeguarding',
    async ({ mergedId, keptId }) => {
      const [barred] = await sql`insert into barred_people (name, sealed_reason, added_by) values ('x', 'x', ${adminId}) returning id`;
      for (const id of [mergedId, keptId]) {
        await sql`insert into barred_reviews (account_id, barred_person_id, matched_by, similarity) values (${id}, ${String(barred?.['id'])}, 'name', 1)`;
      }
    },
  ],
])('%s stops a merge', async (_, obstacle, bring) => {
  const ids = { mergedId: await made(little), keptId: await made(little) };
  await bring(ids);
  const { body } = await merge(ids.mergedId, ids.keptId);
  expect(body).toMatchObject({ status: 409, type: '/problems/merge-stops', obstacles: [obstacle] });
  expect(JSON.stringify((await admin('GET', `/accounts/${ids.mergedId}/merge?into=${ids.keptId}`)).body)).not.toContain('barred_review');
});

test('what changed since, and what was added to what moved, is named and keeps the merge from being undone', async () => {
  const [mergedId, keptId] = [await made({ seasons: ['accepted', 'nothing'], holds: ['check', 'calendar'] }), await made(little)];
  const undo = `/merges/${String((await merge(mergedId, keptId)).body['id'])}`;
  await sql`update calendar_addresses set last_read_at = now() where account_id = ${keptId}`;
  expect((await admin('GET', undo)).body['changes']).toEqual([]);
  const [application] = await sql`update applications set statement = 'another' where account_id = ${keptId} returning id`;
  const [referee] = await sql`insert into referees (clearance_id, account_id, name, relation, key_sha256, asked_at, expires_at)
    select id, ${keptId}, 'R', 'teacher', sha256(convert_to(${keptId}, 'UTF8')), now(), '2030-01-01' from clearances where account_id = ${keptId} returning id`;
  const changes = [
    { table: 'applications', key: `{"id": "${String(application?.['id'])}"}`, because: 'changed' },
    { table: 'referees', key: `{"id": "${String(referee?.['id'])}"}`, because: 'added' },
  ];
  const before = await dump(sql);
  expect((await admin('POST', `${undo}/undo`, { reason })).body).toMatchObject({ type: '/problems/merge-changed', changes });
  expect(await dump(sql)).toEqual(before);
});

test('for thirty days; then the record goes, with what was left behind sealed, and the accounts stay one', async () => {
  const [mergedId, keptId] = [await made(everything), await made(little)];
  for (const table of ['identity_documents', 'health_notes'])
    await sql`update ${sql(table)} set updated_at = '2028-09-15' where account_id = ${mergedId}`;
  const at = `/merges/${String((await merge(mergedId, keptId)).body['id'])}`;
  expect((await later('POST', `${at}/undo`, { reason })).body).toMatchObject({ status: 409, type: '/problems/undo-too-late' });
  await acting(database, { kind: 'system', job: 'clean-up' }, DateTime.fromISO('2028-10-02T08:00:00Z'), async ({ db, now: today }) =>
    cleanUpNow(db, today),
  );
  expect((await later('GET', at)).status).toBe(404);
  expect(await rowsOf('identity_documents', mergedId)).toBe(0);
  const [document] = await sql`select sealed_number from identity_documents where account_id = ${keptId}`;
  expect(await testKeys.open(document?.['sealed_number'] as Uint8Array, numberPlace(keptId))).toBe('P1');
  const [note] = await sql`select sealed_text from health_notes where account_id = ${keptId}`;
  expect(await testKeys.open(note?.['sealed_text'] as Uint8Array, healthPlace(keptId))).toBe('nuts');
  expect((await sql`select merged_into from accounts where id = ${mergedId}`)[0]?.['merged_into']).toBe(keptId);
});

test('who asks that everything goes takes the account that was merged along', async () => {
  const [mergedId, keptId] = [await made({ seasons: ['nothing', 'nothing'], holds: ['profile', 'passkey'] }), await made(little)];
  await merge(mergedId, keptId);
  const kept = siteFor(database, { token: await tokenOf(sql, keptId), now });
  expect((await kept('POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
  const gone = await sql`select name from accounts where id in (${mergedId}, ${keptId}) and erased_at is not null`;
  expect(gone.map(({ name }) => String(name))).toEqual(['—', '—']);
});

test('accounts with one number or one birthday and one name are suggested; only admins merge, and nobody their own account away', async () => {
  const [first, second] = [await made(everything), await made(everything)];
  const { items } = (await admin('GET', '/likely-twins')).body as {
    items: { first: { id: string }; second: { id: string }; sameNumber: boolean }[];
  };
  const pair = items.find((twins) => [first, second].every((id) => [twins.first.id, twins.second.id].includes(id)));
  expect(pair).toMatchObject({ sameNumber: true, sameBirthday: true, likeness: 1 });
  // Names that only a number tells apart are of two people. Pairs with one identity number come first, so they make room.
  await sql`delete from identity_documents`;
  const numbered = [await made({ ...little, holds: ['profile'] }), await made({ ...little, holds: ['profile'] })];
  for (const [index, id] of numbered.entries()) {
    await sql`update accounts set name = ${`Volunteer 0000${index}`} where id = ${id}`;
  }
  expect(JSON.stringify((await admin('GET', '/likely-twins')).body)).not.toContain(numbered[0]);
  for (const id of numbered) await sql`update accounts set name = 'Volunteer 00001' where id = ${id}`;
  expect(JSON.stringify((await admin('GET', '/likely-twins')).body)).toContain(numbered[0]);
  const coordinator = siteFor(database, { token: await tokenOf(sql, roads[0]?.coordinatorId ?? ''), now });
  expect((await coordinator('POST', `/accounts/${first}/merge`, { into: second, reason })).status).toBe(403);
  expect((await merge(adminId, second)).body).toMatchObject({
    obstacles: expect.arrayContaining(['own-account', 'roles-differ']) as unknown,
  });
  expect((await merge(first, first)).body).toMatchObject({ obstacles: ['same-account'] });
});
