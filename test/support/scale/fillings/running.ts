import { accountId, hashOf, lately, made, oneOf, otherId, round, type Filling } from './numbered.ts';

const thing = oneOf('n', 'placement', 'application', 'request', 'clearance');
const thingId = `(case n % 4 when 0 then ${made('placement', round(20_000))} when 1 then ${made('application', round(20_000))}
  when 2 then ${made('request', round(8000))} else ${made('clearance', round(20_000))} end)::text`;

/** What was written down of all that happened, and what was told to whom. */
export const running: readonly Filling[] = [
  {
    table: 'events',
    rows: 60_000,
    set: {
      id: made('event'),
      sequence: '(select sequence from event_chain) + n',
      at: `'2013-01-01'::timestamptz + n * interval '2 hours'`,
      actor_id: otherId,
      subject_id: accountId,
      thing,
      thing_id: thingId,
      event: `${thing} || '.approved'`,
      reason: 'null',
      details: `'{}'`,
      payload_sha256: hashOf('payload'),
      previous_sha256: hashOf('before'),
      sha256: hashOf('event'),
    },
  },
  {
    table: 'messages',
    rows: 40_000,
    set: {
      id: made('message'),
      event_id: made('event'),
      account_id: accountId,
      template: `'expiry'`,
      created_at: lately,
      sent_at: lately,
      sealed_letter: 'null',
      notice_subject: `case when n % 2 = 0 then 'x' end`,
      notice_path: `case when n % 2 = 0 then '/clearances' end`,
      read_at: lately,
    },
  },
  { table: 'returned_letters', rows: 2000, set: { message_id: made('message'), returned_at: lately, answer: `'x'` } },
  {
    table: 'imports',
    rows: 300,
    set: { id: made('import'), state: `'done'`, requested_by: otherId, checked_at: lately, finished_at: lately },
  },
  {
    table: 'import_rows',
    rows: 5000,
    set: {
      import_id: made('import', round(300)),
      line: '1 + n',
      key: `'key ' || n`,
      verdict: `'same'`,
      thing_id: `${made('placement')}::text`,
    },
  },
  {
    table: 'import_origins',
    rows: 5000,
    set: {
      import_id: made('import', round(300)),
      line: '1 + n',
      thing: `'placement'`,
      thing_id: `${made('placement')}::text`,
      key: `'key ' || n`,
      confidence: `'certain'`,
    },
  },
  {
    table: 'webhook_deliveries',
    rows: 5000,
    set: {
      id: made('delivery'),
      sequence: 'n',
      event: `'placement.approved'`,
      thing,
      thing_id: thingId,
      state: `'delivered'`,
      ended_at: lately,
    },
  },
  {
    table: 'webhook_attempts',
    rows: 5000,
    set: { delivery_id: made('delivery'), at: lately, outcome: `'delivered'`, status: '200', duration_milliseconds: '10' },
  },
];
