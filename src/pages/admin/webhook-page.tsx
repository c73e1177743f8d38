import type { Context } from 'hono';
import { z } from 'zod';

import { moveWebhook } from '../../actions/webhooks/move-webhook.ts';
import { replayWebhook } from '../../actions/webhooks/replay-webhook.ts';
import { testWebhook } from '../../actions/webhooks/test-webhook.ts';
import { countDeliveries, listDeliveries, type DeliveryCounts, type LoggedDelivery } from '../../db/queries/webhook-deliveries.ts';
import type { Page } from '../../db/queries/page.ts';
import { findWebhook, lastSequence, type Webhook } from '../../db/queries/webhooks.ts';
import { publicEvents } from '../../domain/public-event.ts';
import { deliveryStates, replaySchema, type DeliveryState } from '../../domain/webhook.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { valueOf } from '../../http/failure/problem.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { afterAsked, asked, idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary, NumberField } from '../parts/form.tsx';
import { Figures, Summary } from '../parts/lists.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { Instant } from '../parts/time.tsx';
import { toldOf } from '../public/failure-page.tsx';
import { typedIn } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { faultsFor, untried, type Tried } from './webhook-form.tsx';
import { WebhookLog } from './webhook-log.tsx';
import { webhookWords } from './webhook-words.ts';
import { nameOf, WebhookPill } from './webhooks-page.tsx';

const root = '/admin/webhooks';
const doneSchema = z.enum(['saved', 'paused', 'resumed', 'tested', 'replayed']);

type Shown = {
  readonly viewer: Viewer;
  readonly webhook: Webhook;
  readonly deliveries: Page<LoggedDelivery>;
  readonly counts: DeliveryCounts;
  readonly last: number;
  readonly state: DeliveryState | undefined;
  readonly done: z.infer<typeof doneSchema> | undefined;
  readonly tried: Tried;
  readonly refused: string | undefined;
};

function webhookPage(shown: Shown) {
  const { viewer, webhook, deliveries, state, done, tried, refused } = shown;
  const words = webhookWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={nameOf(webhook)}>
      {done === undefined ? null : <Done>{words[done]}</Done>}
      <FaultSummary faults={tried.faults} viewer={viewer} />
      {refused === undefined ? null : (
        <Note tone="refused">
          <p>{refused}</p>
        </Note>
      )}
      <Title
        title={nameOf(webhook)}
        above={{ href: root, name: words.title }}
        beside={<WebhookPill state={webhook.state} viewer={viewer} />}
      />
      <Standing viewer={viewer} webhook={webhook} />
      <Facts viewer={viewer} webhook={webhook} />
      <Steps viewer={viewer} webhook={webhook} />
      <WebhookLog viewer={viewer} address={`${root}/${webhook.id}`} deliveries={deliveries} state={state} />
      <ReplayPart {...shown} />
    </Frame>
  );
}

/** What stands in its way, where something does. */
function Standing({ viewer, webhook: { state, failingSince } }: Pick<Shown, 'viewer' | 'webhook'>) {
  const words = webhookWords[viewer.locale];
  if (state === 'active' && failingSince === null) return null;
  const said = { active: words.failingNote, paused: words.pausedNote, disabled: words.disabledNote }[state];
  return (
    <Note tone={state === 'disabled' ? 'refused' : 'waiting'}>
      <p>{said}</p>
    </Note>
  );
}

function Facts({ viewer, webhook }: Pick<Shown, 'viewer' | 'webhook'>) {
  const words = webhookWords[viewer.locale];
  const { events, lastDeliveredAt, failingSince, retryAt, previousSecretUntil, createdAt } = webhook;
  const at = (label: string, instant: string | null) =>
    instant === null ? [] : [{ label, value: <Instant at={instant} viewer={viewer} /> }];
  const change = `${root}/${webhook.id}/change`;
  const told =
    events === null ? words.all : events.map((name) => publicEvents[name][viewer.locale]).join(viewer.locale === 'zh' ? '、' : ', ');
  return (
    <Summary
      viewer={viewer}
      areSentences
      rows={[
        { label: words.fields.address, value: <code class="address">{webhook.address}</code>, change },
        { label: words.fields.events, value: told, change },
        { label: words.last, value: lastDeliveredAt === null ? words.never : <Instant at={lastDeliveredAt} viewer={viewer} /> },
        ...at(words.failingSince, failingSince),
        ...at(words.retryAt, retryAt),
        ...at(words.previousUntil, previousSecretUntil),
        ...at(words.since, createdAt),
      ]}
    />
  );
}

function Steps({ viewer, webhook: { id, state } }: Pick<Shown, 'viewer' | 'webhook'>) {
  const words = webhookWords[viewer.locale];
  const isActive = state === 'active';
  return (
    <div class="actions">
      <form method="post" action={`${root}/${id}/test`}>
        <button class="button second">{words.test}</button>
      </form>
      <form method="post" action={`${root}/${id}/${isActive ? 'pause' : 'resume'}`}>
        <button class={isActive ? 'button second' : 'button'}>{isActive ? words.pause : words.resume}</button>
      </form>
      <a href={`${root}/${id}/secret`}>{words.rotate}</a>
      <a href={`${root}/${id}/remove`}>{words.remove}</a>
    </div>
  );
}

function ReplayPart({ viewer, webhook, counts, last, tried }: Shown) {
  const words = webhookWords[viewer.locale];
  const action = `${root}/${webhook.id}/replay`;
  const figures = deliveryStates.map((name) => ({
    name: words.deliveryStates[name],
    figure: counts[name],
    href: `${root}/${webhook.id}?state=${name}`,
  }));
  return (
    <section class="part" aria-labelledby="replay">
      <h2 id="replay">{words.replay}</h2>
      <p class="measure">{words.replayLead}</p>
      <Figures figures={figures} />
      {counts.failed === 0 ? null : (
        <form method="post" action={action}>
          <input type="hidden" name="failedSince" value="1970-01-01T00:00:00Z" />
          <p class="actions">
            <button class="button second">{words.replayFailed(counts.failed)}</button>
          </p>
        </form>
      )}
      <form method="post" action={action} novalidate>
        <NumberField
          name="fromSequence"
          label={words.fromSequence}
          hint={words.fromHint(last)}
          typed={tried.typed}
          faults={tried.faults}
          maxlength={15}
        />
        <p class="actions">
          <button class="button second">{words.replayFrom}</button>
        </p>
      </form>
    </section>
  );
}

const shownAtOnce = 25;

type Told = { readonly tried?: Tried; readonly refused?: string; readonly status?: 200 | 409 | 422 };

async function send(c: Context<AppEnv>, { tried = untried, refused, status = 200 }: Told = {}) {
  const { db } = c.var;
  const id = idAsked(c);
  const webhook = id === undefined ? undefined : await findWebhook(db, id);
  if (webhook === undefined) return c.notFound();
  const state = asked(c, 'state', z.enum(deliveryStates));
  const viewer = viewerOf(c);
  const page = webhookPage({
    // Where something was refused stands no page.
    viewer: c.req.method === 'GET' ? viewer : { ...viewer, path: `${root}/${webhook.id}` },
    webhook,
    deliveries: await listDeliveries(db, { webhookId: webhook.id, state }, { limit: shownAtOnce, after: afterAsked(c) }),
    counts: await countDeliveries(db, webhook.id),
    last: await lastSequence(db),
    state,
    done: asked(c, 'done', doneSchema),
    tried,
    refused,
  });
  return sendPrivate(c, page, status);
}

/** One step of a webhook, and back to its page. */
async function step(c: Context<AppEnv>, done: 'paused' | 'resumed' | 'tested') {
  const id = idAsked(c);
  if (id === undefined) return c.notFound();
  const context = actionContext(c);
  if (done === 'tested') valueOf(await testWebhook(context, id));
  else valueOf(await moveWebhook(context, id, done === 'paused' ? 'pause' : 'resume'));
  return seeOther(c, `${root}/${id}?done=${done}`);
}

async function replay(c: Context<AppEnv>) {
  const id = idAsked(c);
  if (id === undefined || (await findWebhook(c.var.db, id)) === undefined) return c.notFound();
  const viewer = viewerOf(c);
  const typed = await typedIn(c);
  const [deliveryId, failedSince] = [typed.optional('deliveryId'), typed.optional('failedSince')];
  const wanted =
    deliveryId !== undefined
      ? { deliveryId }
      : failedSince !== undefined
        ? { failedSince }
        : { fromSequence: typed.number('fromSequence') };
  const parsed = replaySchema.safeParse(wanted);
  if (!parsed.success) {
    const faults =
      'fromSequence' in wanted
        ? faultsFor(viewer, [{ pointer: '/fromSequence', code: codeOf(wanted.fromSequence) }])
        : faultsFor(viewer, faultsOf(parsed.error));
    return send(c, { tried: { typed, faults }, status: 422 });
  }
  const replayed = await replayWebhook(actionContext(c), id, parsed.data);
  if (replayed.ok) return seeOther(c, `${root}/${id}?done=replayed`);
  if (replayed.error.kind === 'not-found') return c.notFound();
  return send(c, { tried: { typed, faults: [] }, refused: toldOf(replayed.error, viewer).title, status: 409 });
}

function codeOf(given: number | string | undefined): string {
  return given === undefined ? 'missing' : 'wrong-form';
}

export const webhookPages = new PageRouter()
  .get(`${root}/:id`, 'webhook.read', async (c) => send(c))
  .post(`${root}/:id/pause`, 'webhook.change', async (c) => step(c, 'paused'))
  .post(`${root}/:id/resume`, 'webhook.change', async (c) => step(c, 'resumed'))
  .post(`${root}/:id/test`, 'webhook.change', async (c) => step(c, 'tested'))
  .post(`${root}/:id/replay`, 'webhook.change', replay);
