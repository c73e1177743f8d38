import { and, desc, eq, sql } from 'drizzle-orm';

import { publicEventNames } from '../../domain/public-event.ts';
import { failuresTillProbing, type AttemptOutcome, type DeliveryState } from '../../domain/webhook.ts';
import type { Connection } from '../client.ts';
import { webhookAttempts, webhookDeliveries, webhooks } from '../tables/webhooks.ts';
import { afterKey, pageOf, type Page, type PageWanted } from './page.ts';
import { utc } from './utc.ts';

export type Delivery = typeof webhookDeliveries.$inferSelect;
export type NewDelivery = typeof webhookDeliveries.$inferInsert;

const eventsAtOnce = 1000;
const allPublic = sql.raw(`array[${publicEventNames.map((name) => `'${name}'`).join(', ')}]`);

/**
 * Lays what happened since a webhook's cursor out for it, a thousand events at most, and moves the cursor; gives how many webhooks there
 * were that had something to look at. An event's place is given under the lock of the chain's one row, which its transaction holds until
 * it is seen by others: whoever sees a place sees all before it, so nothing appears behind the cursor later on. What was laid out
 * before, and ended, waits again: the cursor was set back to send it once more.
 */
export async function layOut(db: Connection, now: string): Promise<number> {
  const [row] = await db.execute<{ laid: number }>(sql`
    with behind as (
      select w.id, w.cursor, w.events, least(c.sequence, w.cursor + ${eventsAtOnce}) as until
      from webhooks w cross join event_chain c where w.state = 'active' and w.cursor < c.sequence
      order by w.id limit 50 for no key update of w skip locked),
    laid as (
      insert into webhook_deliveries as d (webhook_id, sequence, event, thing, thing_id, at, from_state, to_state, next_attempt_at)
      select b.id, e.sequence, e.event, e.thing, e.thing_id, e.at, e.from_state, e.to_state, ${now}::timestamptz
      from behind b join events e on e.sequence > b.cursor and e.sequence <= b.until and e.event = any(coalesce(b.events, ${allPublic}))
      order by e.sequence
      on conflict (webhook_id, sequence) do update
        set state = 'waiting', tries = 0, next_attempt_at = excluded.next_attempt_at, claimed_until = null, ended_at = null
        where d.state <> 'waiting'),
    moved as (update webhooks w set cursor = b.until from behind b where w.id = b.id returning w.id)
    select count(*)::int as laid from moved`);
  return row?.laid ?? 0;
}

/** A delivery that this worker sends now, with what it needs of its webhook. */
export type ClaimedDelivery = Delivery & {
  readonly address: string;
  readonly sealedSecret: Uint8Array;
  /** Null where the new one alone signs. */
  readonly sealedPreviousSecret: Uint8Array | null;
};

type Claim = { readonly now: string; readonly until: string; readonly most: number; readonly mostAWebhook: number };

/**
 * Takes what is due: of each thing the earliest that waits and nothing after it, of each webhook a few at a time, and nothing beyond the webhook's cursor, before which something may still be laid out. While a receiver
 * fails, one delivery at a time asks whether it is back, due or not; a test goes out whatever the webhook's state. One worker chooses at a time, so that two together do not pass the bounds; who died is taken over when their claim
 * runs out.
 */
export async function claimDeliveries(db: Connection, { now, until, most, mostAWebhook }: Claim): Promise<ClaimedDelivery[]> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('webhook_deliveries'))`);
  const isFree = sql`d.state = 'waiting' and (d.claimed_until is null or d.claimed_until <= ${now})`;
  const found = await db.execute<{ id: string }>(sql`
    with room as (
      select w.id, w.cursor, w.state = 'active' and (w.retry_at is null or w.retry_at <= ${now}) as is_open,
        w.failures >= ${failuresTillProbing} as is_failing, (case when w.failures >= ${failuresTillProbing} then 1 else ${mostAWebhook} end
        - (select count(*) from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting' and d.claimed_until > ${now})) as free
      from webhooks w),
    chosen as (
      select due.id, due.next_attempt_at, due.sequence from room r cross join lateral (
        select d.id, d.next_attempt_at, d.sequence from webhook_deliveries d
        where d.webhook_id = r.id and (r.is_open or d.sequence is null) and ${isFree} and (d.next_attempt_at <= ${now} or r.is_failing) and (d.sequence is null or d.sequence <= r.cursor)
          and not exists (select from webhook_deliveries o where o.webhook_id = d.webhook_id and o.state = 'waiting'
            and o.thing = d.thing and o.thing_id = d.thing_id and o.sequence < d.sequence)
        order by d.next_attempt_at, d.sequence limit greatest(r.free, 0)) due
      order by due.next_attempt_at, due.sequence limit ${most})
    update webhook_deliveries d set claimed_until = ${until} where d.id in (
      select d.id from webhook_deliveries d where d.id in (select id from chosen) and ${isFree} for update skip locked) returning d.id`);
  if (found.length === 0) return [];
  const ids = sql`(${sql.join(
    found.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )})`;
  const rows = await db
    .select({
      delivery: webhookDeliveries,
      address: webhooks.address,
      sealedSecret: webhooks.sealedSecret,
      sealedPreviousSecret: sql<Uint8Array | null>`case when ${webhooks.previousSecretUntil} > ${now} then ${webhooks.sealedPreviousSecret} end`,
    })
    .from(webhookDeliveries)
    .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
    .where(sql`${webhookDeliveries.id} in ${ids}`)
    .orderBy(webhookDeliveries.nextAttemptAt, webhookDeliveries.sequence);
  return rows.map(({ delivery, ...rest }) => ({ ...delivery, ...rest }));
}

/** A delivery that still waits, held until the transaction ends. */
export async function lockWaiting(db: Connection, id: string): Promise<Delivery | undefined> {
  const [row] = await db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, 'waiting')))
    .for('update');
  return row;
}

export async function saveDelivery(db: Connection, id: string, change: Partial<NewDelivery>): Promise<void> {
  await db.update(webhookDeliveries).set(change).where(eq(webhookDeliveries.id, id));
}

export async function insertAttempt(db: Connection, attempt: typeof webhookAttempts.$inferInsert): Promise<void> {
  await db.insert(webhookAttempts).values(attempt);
}

export async function insertDelivery(db: Connection, delivery: NewDelivery): Promise<Delivery> {
  const [row] = await db.insert(webhookDeliveries).values(delivery).returning();
  if (row === undefined) throw new Error('an insert returned no row');
  return row;
}

/** What waits for a later time is due now: its receiver is back. Whoever sends one of them goes on. */
export async function hastenDeliveries(db: Connection, webhookId: string, now: string): Promise<void> {
  await db.execute(sql`update webhook_deliveries set next_attempt_at = ${now}
    where webhook_id = ${webhookId} and state = 'waiting' and next_attempt_at > ${now} and (claimed_until is null or claimed_until <= ${now})`);
}

/** Lets one delivery that ended wait again; gives whether there was one that had. */
export async function replayDelivery(db: Connection, webhookId: string, id: string, now: string): Promise<DeliveryState | undefined> {
  const [row] = await db.execute<{ state: DeliveryState }>(sql`
    with found as (select id, state from webhook_deliveries where webhook_id = ${webhookId} and id = ${id} for update),
    replayed as (update webhook_deliveries d set state = 'waiting', tries = 0, next_attempt_at = ${now}, claimed_until = null, ended_at = null
      from found f where d.id = f.id and f.state <> 'waiting')
    select state from found`);
  return row?.state;
}

/** Lets all that failed since an instant wait again; gives how many. */
export async function replayFailed(db: Connection, webhookId: string, since: string, now: string): Promise<number> {
  const rows =
    await db.execute(sql`update webhook_deliveries set state = 'waiting', tries = 0, next_attempt_at = ${now}, claimed_until = null, ended_at = null
    where webhook_id = ${webhookId} and state = 'failed' and ended_at >= ${since} returning id`);
  return rows.length;
}

export type Attempt = {
  readonly at: string;
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly durationMilliseconds: number;
  readonly answer: string | null;
};
export type LoggedDelivery = Delivery & { readonly attempts: readonly Attempt[] };

/** The log of a webhook, the newest first, each delivery with its tries in their order. */
export async function listDeliveries(
  db: Connection,
  filter: { readonly webhookId: string; readonly state?: DeliveryState | undefined },
  page: PageWanted,
): Promise<Page<LoggedDelivery>> {
  const d = webhookDeliveries;
  const attempts = sql<
    Attempt[]
  >`(select coalesce(json_agg(json_build_object('at', ${utc(sql`a.at`)}, 'outcome', a.outcome, 'status', a.status,
    'durationMilliseconds', a.duration_milliseconds, 'answer', a.answer) order by a.id), '[]') from webhook_attempts a where a.delivery_id = webhook_deliveries.id)`;
  const rows = await db
    .select({ delivery: d, attempts })
    .from(d)
    .where(
      and(
        eq(d.webhookId, filter.webhookId),
        filter.state === undefined ? undefined : eq(d.state, filter.state),
        afterKey(d.id, { ...page, newestFirst: true }),
      ),
    )
    .orderBy(desc(d.id))
    .limit(page.limit + 1);
  return pageOf(
    rows.map((row) => ({ ...row.delivery, attempts: row.attempts })),
    page,
    ({ id }) => id,
  );
}

export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** How many of a webhook's deliveries are in each state, of what the log still holds. */
export async function countDeliveries(db: Connection, webhookId: string): Promise<DeliveryCounts> {
  const [row] = await db.execute<DeliveryCounts>(sql`select count(*) filter (where state = 'waiting')::int as waiting,
    count(*) filter (where state = 'delivered')::int as delivered, count(*) filter (where state = 'failed')::int as failed
    from webhook_deliveries where webhook_id = ${webhookId}`);
  return row ?? { waiting: 0, delivered: 0, failed: 0 };
}
