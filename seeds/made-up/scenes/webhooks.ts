import { newWebhookSecret } from '../../../src/actions/webhooks/webhook-secret.ts';
import { webhookSecretPlace } from '../../../src/db/queries/webhooks.ts';
import type { PublicEvent } from '../../../src/domain/public-event.ts';
import type { AttemptOutcome, DeliveryState, WebhookState } from '../../../src/domain/webhook.ts';
import { moveThrough, recordBegun } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

type Try = { readonly outcome: AttemptOutcome; readonly status: number | null; readonly answer: string | null };
type Made = {
  readonly name: string;
  readonly events: readonly PublicEvent[] | null;
  readonly state: WebhookState;
  readonly failures: number;
  /** What became of the latest events, each with its last tries. */
  readonly deliveries: readonly (readonly [state: DeliveryState, tries: readonly Try[]])[];
};

const taken: Try = { outcome: 'delivered', status: 200, answer: '{"ok":true}' };
const refused: Try = { outcome: 'refused', status: 503, answer: 'Service Unavailable' };
const silent: Try = { outcome: 'timeout', status: null, answer: null };

const made: readonly Made[] = [
  {
    name: '校务系统（演示）',
    events: ['season.open', 'season.closed'],
    state: 'active',
    failures: 0,
    deliveries: [
      ['delivered', [taken]],
      ['delivered', [silent, taken]],
      ['failed', [silent, refused]],
      ['delivered', [taken]],
    ],
  },
  {
    name: '省级平台（演示）',
    events: null,
    state: 'paused',
    failures: 41,
    deliveries: [
      ['delivered', [taken]],
      ['waiting', [refused, silent]],
      ['waiting', []],
    ],
  },
  {
    name: '旧报表程序（演示）',
    events: ['placement.completed', 'certificate.issued'],
    state: 'disabled',
    failures: 1,
    deliveries: [['waiting', [{ outcome: 'refused', status: 410, answer: 'Gone' }]]],
  },
];

/** Other programs that are told what happens: one takes it, one has not answered for days, one is gone. Their names lead nowhere (RFC 6761). */
export async function makeWebhooks(scene: Scene): Promise<void> {
  const { sql } = scene;
  const latest = await sql<{ sequence: number; thing: string; thing_id: string; event: string; at: string }[]>`
    select sequence::int as sequence, thing, thing_id, event, at::text as at from events
    where sequence is not null and event in ('application.submitted', 'request.approved', 'season.open') order by sequence desc limit 4`;
  // What the scenes wrote has no place in the chain yet; nothing of it is sent.
  const [chain] = await sql<{ last: number }[]>`
    select (c.sequence + (select count(*) from events where sequence is null))::int as last from event_chain c`;
  for (const [i, webhook] of made.entries()) {
    const id = await makeWebhook(scene, webhook, `https://hooks-${i + 1}.invalid/zhijiao`, chain?.last ?? 0);
    for (const [j, [state, tries]] of webhook.deliveries.toReversed().entries()) {
      const event = latest[j];
      if (event !== undefined) await makeDelivery(scene, { webhookId: id, event, state, tries });
    }
  }
}

async function makeWebhook(scene: Scene, { name, events, state, failures }: Made, address: string, cursor: number): Promise<string> {
  const { sql, random, days, keys, actors } = scene;
  const id = random.id(runningIdAt(scene));
  const secret = bytes(await keys.seal(newWebhookSecret(), webhookSecretPlace(id)));
  await sql`insert into webhooks (id, address, events, description, sealed_secret, cursor, failures, failing_since, last_delivered_at, created_at)
    values (${id}, ${address}, ${events === null ? null : sql.array([...events])}, ${name}, ${secret}, ${cursor}, ${failures},
      ${failures === 0 ? null : days.at(-4)}, ${days.at(failures === 0 ? -1 : -5)}, ${days.at(-30)})`;
  await recordBegun(sql, { thing: 'webhook', ids: [id], at: days.at(-30), by: actors.admin }, 'active');
  const by = { id: null, name: 'send-webhooks' };
  if (state !== 'active') await moveThrough(sql, { thing: 'webhook', ids: [id], at: days.at(-1), by }, ['active', state]);
  return id;
}

type Sent = {
  readonly webhookId: string;
  readonly event: {
    readonly sequence: number;
    readonly thing: string;
    readonly thing_id: string;
    readonly event: string;
    readonly at: string;
  };
  readonly state: DeliveryState;
  readonly tries: readonly Try[];
};

async function makeDelivery(scene: Scene, { webhookId, event, state, tries }: Sent): Promise<void> {
  const { sql, random, days } = scene;
  const id = random.id(runningIdAt(scene));
  await sql`insert into webhook_deliveries (id, webhook_id, sequence, event, thing, thing_id, at, tries, next_attempt_at)
    values (${id}, ${webhookId}, ${event.sequence}, ${event.event}, ${event.thing}, ${event.thing_id}, ${event.at}, ${tries.length}, ${days.at(1)})`;
  if (state !== 'waiting') await sql`update webhook_deliveries set state = ${state}, ended_at = ${days.at(-1)} where id = ${id}`;
  for (const [i, { outcome, status, answer }] of tries.entries()) {
    await sql`insert into webhook_attempts (id, delivery_id, at, outcome, status, duration_milliseconds, answer)
      values (${random.id(runningIdAt(scene))}, ${id}, ${days.hoursAgo(30 - i)}, ${outcome}, ${status}, ${outcome === 'timeout' ? 15_000 : 84}, ${answer})`;
  }
}
