import { sql, type SQL } from 'drizzle-orm';

import type { ClearanceKind, ClearanceState } from '../../domain/clearance.ts';
import type { Connection } from '../client.ts';
import { happenedTo, type Happened } from './happened.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';
import { afterRow, allOf, containing, findLeft, inOrder, type Left, type Ordered } from './queue.ts';

export const clearanceOrders = ['waiting', 'name', 'kind', 'ends'] as const;

export type ClearanceFilter = {
  readonly kind?: ClearanceKind | undefined;
  /** Any state where it is left out. */
  readonly state?: ClearanceState | undefined;
  /** Begun at least so many days ago. */
  readonly olderThanDays?: number | undefined;
  /** In the name. */
  readonly text?: string | undefined;
  readonly order: (typeof clearanceOrders)[number];
  readonly isDescending: boolean;
};

const source = sql`clearances c join accounts p on p.id = c.account_id`;
const keys: Readonly<Record<ClearanceFilter['order'], SQL>> = {
  waiting: sql`c.created_at`,
  name: sql`p.name`,
  kind: sql`c.kind`,
  ends: sql`coalesce(c.valid_through_day, 'infinity'::date)`,
};

const ordered = ({ order, isDescending }: ClearanceFilter): Ordered => ({ source, id: sql`c.id`, key: keys[order], isDescending });

function conditionsOf({ kind, state, olderThanDays, text }: ClearanceFilter, now: string): SQL {
  return allOf([
    kind === undefined ? undefined : sql`c.kind = ${kind}`,
    state === undefined ? undefined : sql`c.state = ${state}`,
    olderThanDays === undefined ? undefined : sql`c.created_at <= ${now}::timestamptz - make_interval(days => ${olderThanDays}::int)`,
    text === undefined ? undefined : sql`p.name ilike ${containing(text)}`,
  ]);
}

export type QueuedClearance = {
  readonly id: string;
  readonly name: string;
  readonly kind: ClearanceKind;
  readonly state: ClearanceState;
  readonly validThroughDay: string | null;
  readonly createdAt: string;
  /** The list for the authority that it stands on, where one is out. */
  readonly batchId: string | null;
};

const openBatch = sql`(select b.id from query_batch_entries e join query_batches b on b.id = e.batch_id
  where e.clearance_id = c.id and b.answered_day is null limit 1)`;

/** Checks in the order asked for. */
export async function listQueuedClearances(
  db: Connection,
  filter: ClearanceFilter,
  now: string,
  page: PageWanted,
): Promise<Page<QueuedClearance>> {
  const order = ordered(filter);
  const rows = await db.execute<QueuedClearance>(sql`
    select c.id, p.name, c.kind, c.state, c.valid_through_day::text as "validThroughDay", c.created_at::text as "createdAt", ${openBatch} as "batchId"
    from ${source} where ${conditionsOf(filter, now)} and ${afterRow(order, page.after)}
    order by ${inOrder(order)} limit ${page.limit + 1}`);
  return pageOf([...rows], page, ({ id }) => id);
}

/** How many there are under the filters, and how many of each kind wait. */
export async function countClearances(db: Connection, filter: ClearanceFilter, now: string) {
  const rows = await db.execute<{ kind: ClearanceKind; count: number; waiting: number }>(sql`
    select c.kind, count(*) filter (where ${conditionsOf(filter, now)})::int as count, count(*) filter (where c.state = 'submitted')::int as waiting
    from ${source} where c.state = 'submitted' or ${conditionsOf(filter, now)} group by c.kind`);
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    waiting: rows.filter(({ waiting }) => waiting > 0).map(({ kind, waiting }) => ({ kind, waiting })),
  };
}

export async function findLeftClearances(db: Connection, filter: ClearanceFilter, now: string, id: string): Promise<Left> {
  return findLeft(db, ordered(filter), conditionsOf({ ...filter, state: 'submitted' }, now), id);
}

export type ClearanceInWhole = Omit<QueuedClearance, 'batchId'> & {
  readonly accountId: string;
  readonly batchId: string | null;
  readonly verifiedBy: string | null;
  readonly verifiedAt: string | null;
  readonly decisionReason: string | null;
  readonly textVersion: number | null;
  readonly hasDocument: boolean;
  readonly referee: {
    readonly name: string;
    readonly relation: string;
    readonly askedAt: string;
    readonly expiresAt: string;
    readonly answeredAt: string | null;
  } | null;
  /** The last day of the last season that the person applied for. */
  readonly neededThrough: string | null;
  readonly others: readonly {
    readonly id: string;
    readonly kind: ClearanceKind;
    readonly state: ClearanceState;
    readonly validThroughDay: string | null;
  }[];
  readonly happened: readonly Happened[];
};

/** One check with everything around it but what is encrypted, in one query. */
export async function findClearanceInWhole(db: Connection, id: string): Promise<ClearanceInWhole | undefined> {
  const [row] = await db.execute<{ json: ClearanceInWhole }>(sql`
    select json_build_object('id', c.id, 'accountId', c.account_id, 'name', p.name, 'kind', c.kind, 'state', c.state, 'batchId', ${openBatch},
      'validThroughDay', c.valid_through_day, 'createdAt', c.created_at, 'verifiedBy', (select name from accounts where id = c.verified_by),
      'verifiedAt', c.verified_at, 'decisionReason', c.decision_reason, 'textVersion', c.text_version,
      'hasDocument', exists (select from identity_documents d where d.account_id = c.account_id),
      'referee', (select json_build_object('name', r.name, 'relation', r.relation, 'askedAt', r.asked_at, 'expiresAt', r.expires_at, 'answeredAt', r.answered_at)
        from referees r where r.clearance_id = c.id and r.replaced_at is null),
      'neededThrough', (select max(s.teaching_end_day) from applications a join seasons s on s.id = a.season_id
        where a.account_id = c.account_id and a.state in ('submitted', 'approved')),
      'others', (select coalesce(json_agg(json_build_object('id', o.id, 'kind', o.kind, 'state', o.state, 'validThroughDay', o.valid_through_day) order by o.id), '[]')
        from clearances o where o.account_id = c.account_id and o.id <> c.id),
      'happened', ${happenedTo('clearance', sql`c.id`)}) as json
    from ${source} where c.id = ${id}`);
  return row?.json;
}
