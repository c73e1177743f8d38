import type { Context } from 'hono';
import { z } from 'zod';

import { createWebhook } from '../../actions/webhooks/create-webhook.ts';
import type { Page } from '../../db/queries/page.ts';
import { listWebhooks, type Webhook } from '../../db/queries/webhooks.ts';
import { webhookInputSchema, type WebhookState } from '../../domain/webhook.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem } from '../../http/failure/problem.ts';
import { sendPrivate } from '../answer.tsx';
import { afterAsked, asked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary } from '../parts/form.tsx';
import { Done, Empty, Note, Title } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { viewerOf, type Viewer } from '../viewer.ts';
import { faultsFor, secretPage, takenFrom, untried, WebhookForm, type Tried } from './webhook-form.tsx';
import { webhookWords } from './webhook-words.ts';

const address = '/admin/webhooks';
const tones: Readonly<Record<WebhookState, Tone>> = { active: 'done', paused: 'waiting', disabled: 'refused' };

export function WebhookPill({ state, viewer }: { readonly state: WebhookState; readonly viewer: Viewer }) {
  return <Pill tone={tones[state]}>{webhookWords[viewer.locale].states[state]}</Pill>;
}

/** The name that an admin gave, or where it leads: of the address alone the host, for what follows may open something. */
export function nameOf({ description, address: at }: Pick<Webhook, 'description' | 'address'>): string {
  return description === '' ? new URL(at).host : description;
}

type Shown = {
  readonly viewer: Viewer;
  readonly webhooks: Page<Webhook>;
  readonly tried: Tried;
  readonly refused?: string;
  readonly isDone?: boolean;
};

function webhooksPage({ viewer, webhooks, tried, refused, isDone }: Shown) {
  const words = webhookWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.title}>
      {isDone === true ? <Done>{words.removed}</Done> : null}
      <FaultSummary faults={tried.faults} viewer={viewer} />
      {refused === undefined ? null : (
        <Note tone="refused">
          <p>{refused}</p>
        </Note>
      )}
      <Title title={words.title} lead={words.lead} />
      {webhooks.items.length === 0 ? (
        <Empty>
          <p>{words.none}</p>
        </Empty>
      ) : (
        <List viewer={viewer} webhooks={webhooks.items} />
      )}
      <Paging nextAfter={webhooks.nextAfter} viewer={viewer} />
      <section class="part" aria-labelledby="add">
        <h2 id="add">{words.add}</h2>
        <WebhookForm viewer={viewer} action={address} button={words.create} tried={tried} />
      </section>
    </Frame>
  );
}

function List({ viewer, webhooks }: { readonly viewer: Viewer; readonly webhooks: readonly Webhook[] }) {
  const words = webhookWords[viewer.locale];
  return (
    <Table
      caption={words.title}
      viewer={viewer}
      rows={webhooks}
      columns={[
        {
          title: words.where,
          cell: (webhook) => (
            <>
              <a href={`${address}/${webhook.id}`}>{nameOf(webhook)}</a>
              {webhook.description === '' ? null : <span class="quiet small under address">{new URL(webhook.address).host}</span>}
            </>
          ),
        },
        {
          title: words.state,
          cell: ({ state, failingSince }) => (
            <>
              <WebhookPill state={state} viewer={viewer} />
              {failingSince === null ? null : (
                <span class="quiet small under">
                  {words.failingSince} <Instant at={failingSince} viewer={viewer} />
                </span>
              )}
            </>
          ),
        },
        { title: words.what, cell: ({ events }) => (events === null ? words.all : words.some(events.length)) },
        {
          title: words.last,
          cell: ({ lastDeliveredAt }) =>
            lastDeliveredAt === null ? <span class="quiet">{words.never}</span> : <Instant at={lastDeliveredAt} viewer={viewer} />,
        },
      ]}
    />
  );
}

const shownAtOnce = 50;

async function send(c: Context<AppEnv>, told: Pick<Shown, 'tried' | 'refused'>, status: 200 | 409 | 422 = 200) {
  const webhooks = await listWebhooks(c.var.db, { limit: shownAtOnce, after: afterAsked(c) });
  const isDone = asked(c, 'done', z.literal('removed')) !== undefined;
  return sendPrivate(c, webhooksPage({ viewer: viewerOf(c), webhooks, isDone, ...told }), status);
}

export const webhooksPages = new PageRouter()
  .get(address, 'webhook.read', async (c) => send(c, { tried: untried }))
  .post(address, 'webhook.change', async (c) => {
    const viewer = viewerOf(c);
    const taken = await takenFrom(c, webhookInputSchema, viewer);
    if ('tried' in taken) return send(c, taken, 422);
    const made = await createWebhook(actionContext(c), taken.given);
    if (made.ok) return sendPrivate(c, secretPage(viewer, { id: made.value.webhook.id, secret: made.value.secret, isNew: true }));
    const { error } = made;
    if (error.kind === 'invalid') return send(c, { tried: { typed: taken.typed, faults: faultsFor(viewer, error.faults) } }, 422);
    if (error.kind !== 'too-many-webhooks') throw new Problem(error);
    return send(c, { tried: { typed: taken.typed, faults: [] }, refused: toldOf(error, viewer).title }, 409);
  });
