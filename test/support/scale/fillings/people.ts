import { accountId, hashOf, lately, later, made, ofApplication, oneOf, otherId, round, type Filling } from './numbered.ts';

const merged = made('account', 'n + 20000');

/** Accounts with what opens them, and what was checked of whom. The last five hundred became part of others. */
export const people: readonly Filling[] = [
  {
    table: 'accounts',
    rows: 20_500,
    set: {
      id: made('account'),
      email: `'person' || n || '@example.org'`,
      name: `'Person ' || n`,
      merged_into: `case when n > 20000 then ${made('account', 'n - 20000')} end`,
    },
  },
  { table: 'account_roles', rows: 20_000, set: { account_id: accountId, role: `case when n <= 1000 then 'county' else 'volunteer' end` } },
  { table: 'account_counties', rows: 1000, set: { account_id: accountId, county_code: 'pg_temp.county(n)' } },
  {
    table: 'volunteers',
    rows: 20_000,
    set: { account_id: accountId, home_institution: `'University ' || n % 300`, born_day: `'1980-01-01'::date + (n % 9000)::int` },
  },
  { table: 'tokens', rows: 20_000, set: { id: made('token'), account_id: accountId, sha256: hashOf('token'), expires_at: later } },
  { table: 'sessions', rows: 20_000, set: { id: made('session'), account_id: accountId, token: `'session ' || n`, expires_at: later } },
  { table: 'passkeys', rows: 5000, set: { id: made('passkey'), account_id: accountId, credential_id: `'passkey ' || n` } },
  {
    table: 'identities',
    rows: 10_000,
    set: { account_id: accountId, provider_id: `'university'`, provider_account_id: `'person ' || n` },
  },
  { table: 'verifications', rows: 5000, set: { identifier: `'code ' || n`, value: `'x'`, expires_at: later } },
  { table: 'knocks', rows: 5000, set: { door: `'token'`, knocker: `'knocker ' || n`, window_ends_at: later, count: '1' } },
  {
    table: 'idempotency_keys',
    rows: 20_000,
    set: { account_id: accountId, key: `'key ' || n`, request_sha256: `repeat('0', 64)`, status: '200', created_at: lately },
  },
  {
    table: 'consents',
    rows: 20_000,
    set: { id: made('consent'), account_id: accountId, kind: `'agreement'` },
  },
  { table: 'identity_documents', rows: 20_000, set: { account_id: accountId, number_hash: `'hash ' || n` } },
  { table: 'health_notes', rows: 20_000, set: { account_id: accountId } },
  { table: 'bounces', rows: 1000, set: { account_id: accountId, in_a_row: '1', last_at: lately, last_answer: `'x'` } },
  { table: 'unsubscriptions', rows: 2000, set: { account_id: accountId, topic: `'announcements'`, at: lately } },
  {
    table: 'calendar_addresses',
    rows: 5000,
    set: { id: made('calendar'), account_id: accountId, county_code: 'null', key_sha256: hashOf('calendar') },
  },
  { table: 'account_merges', rows: 500, set: { id: made('merge'), merged_id: merged, kept_id: accountId, merged_at: lately } },
  {
    table: 'merge_moves',
    rows: 5000,
    set: {
      merge_id: made('merge', round(500)),
      table_name: `'tokens'`,
      row_key: 'n::text',
      column_name: `'account_id'`,
      to_value: `'x'`,
      row_sha256: `'x'`,
    },
  },
  {
    table: 'clearances',
    rows: 40_000,
    set: {
      id: made('clearance'),
      account_id: accountId,
      kind: oneOf('(n - 1) / 20000', 'identity', 'first_reference'),
      state: `case when n % 200 = 0 then 'submitted' else 'cleared' end`,
      valid_through_day: `'2028-06-01'`,
      verified_by: otherId,
      verified_at: lately,
    },
  },
  { table: 'clearance_reminders', rows: 10_000, set: { clearance_id: made('clearance'), days_before: '30', reminded_at: lately } },
  {
    table: 'referees',
    rows: 20_000,
    set: {
      id: made('referee'),
      clearance_id: made('clearance', 'n + 20000'),
      account_id: accountId,
      key_sha256: hashOf('referee'),
      sealed_email: 'null',
      answered_at: lately,
    },
  },
  { table: 'reference_answers', rows: 20_000, set: { referee_id: made('referee'), created_at: lately } },
  { table: 'query_batches', rows: 200, set: { id: made('batch') } },
  {
    table: 'query_batch_entries',
    rows: 5000,
    set: { batch_id: made('batch', round(200)), clearance_id: made('clearance'), outcome: `'no_record'` },
  },
  {
    table: 'training_attendances',
    rows: 20_000,
    set: {
      account_id: accountId,
      season_id: ofApplication().seasonId,
      held_day: `'2027-03-01'`,
      attended_whole: 'true',
      recorded_by: otherId,
      recorded_at: lately,
    },
  },
  { table: 'barred_people', rows: 300, set: { id: made('barred'), name: `'Barred ' || n`, number_hash: `'barred ' || n` } },
  {
    table: 'barred_reviews',
    rows: 5000,
    set: {
      id: made('review'),
      account_id: accountId,
      barred_person_id: made('barred', round(300)),
      state: `case when n % 100 = 0 then 'open' else 'dismissed' end`,
      decided_by: `case when n % 100 <> 0 then ${otherId} end`,
    },
  },
  {
    table: 'barred_pairs',
    rows: 5000,
    set: { account_id: accountId, county_code: 'pg_temp.county(n)', barred_by: `'volunteer'`, reason: `'x'` },
  },
];
