import type { Context } from 'hono';

import { changeWebhook } from '../../actions/webhooks/change-webhook.ts';
import { removeWebhook } from '../../actions/webhooks/remove-webhook.ts';
import { rotateSecret } from '../../actions/webhooks/rotate-secret.ts';
import { findWebhook, type Webhook } from '../../db/queries/webhooks.ts';
import { webhookPatchSchema } from '../../domain/webhook.ts';
import { actionContext, type AppEnv } from '../../http/context.ts';
import { Problem, valueOf } from '../../http/failure/problem.ts';
import { seeOther, sendPrivate } from '../answer.tsx';
import { idAsked } from '../asked.ts';
import { Frame } from '../frame.tsx';
import { PageRouter } from '../page-router.ts';
import { FaultSummary } from '../parts/form.tsx';
import { Summary } from '../parts/lists.tsx';
import { Confirm, Title } from '../parts/page.tsx';
import { Typed } from '../typed.ts';
import { viewerOf, type Viewer } from '../viewer.ts';
import { faultsFor, secretPage, takenFrom, WebhookForm, type Tried } from './webhook-form.tsx';
import { webhookWords } from './webhook-words.ts';
import { nameOf } from './webhooks-page.tsx';

const root = '/admin/webhooks';

async function found(c: Context<AppEnv>): Promise<Webhook | undefined> {
  const id = idAsked(c);
  return id === undefined ? undefined : findWebhook(c.var.db, id);
}

function changePage(viewer: Viewer, webhook: Webhook, tried: Tried) {
  const words = webhookWords[viewer.locale];
  const above = { href: `${root}/${webhook.id}`, name: nameOf(webhook) };
  return (
    <Frame viewer={viewer} title={words.changeTitle} width="reading">
      <FaultSummary faults={tried.faults} viewer={viewer} />
      <Title title={words.changeTitle} above={above} />
      <WebhookForm viewer={viewer} action={`${root}/${webhook.id}/change`} button={words.save} tried={tried} />
    </Frame>
  );
}

type Asking = { readonly viewer: Viewer; readonly webhook: Webhook; readonly what: 'secret' | 'remove' };

/** Asks before the secret is changed, or all of it goes. */
function askPage({ viewer, webhook, what }: Asking) {
  const words = webhookWords[viewer.locale];
  const isRemoval = what === 'remove';
  const title = isRemoval ? words.removeTitle : words.rotateTitle;
  const back = `${root}/${webhook.id}`;
  return (
    <Frame viewer={viewer} title={title} width="reading">
      <Confirm viewer={viewer} action={`${back}/${what}`} button={isRemoval ? words.remove : words.rotate} back={back} isGrave={isRemoval}>
        <Title title={title} above={{ href: back, name: nameOf(webhook) }} lead={isRemoval ? words.removeLead : words.rotateLead} />
        <Summary viewer={viewer} rows={[{ label: words.where, value: <code class="address">{webhook.address}</code> }]} />
      </Confirm>
    </Frame>
  );
}

async function ask(c: Context<AppEnv>, what: Asking['what']) {
  const webhook = await found(c);
  return webhook === undefined ? c.notFound() : sendPrivate(c, askPage({ viewer: viewerOf(c), webhook, what }));
}

export const webhookStepPages = new PageRouter()
  .get(`${root}/:id/change`, 'webhook.change', async (c) => {
    const webhook = await found(c);
    if (webhook === undefined) return c.notFound();
    const { address, description, events } = webhook;
    return sendPrivate(c, changePage(viewerOf(c), webhook, { typed: Typed.of({ address, description, events }), faults: [] }));
  })
  .post(`${root}/:id/change`, 'webhook.change', async (c) => {
    const webhook = await found(c);
    if (webhook === undefined) return c.notFound();
    const viewer = viewerOf(c);
    const taken = await takenFrom(c, webhookPatchSchema.required(), viewer);
    if ('tried' in taken) return sendPrivate(c, changePage(viewer, webhook, taken.tried), 422);
    const changed = await changeWebhook(actionContext(c), webhook.id, taken.given, webhook.version);
    if (changed.ok) return seeOther(c, `${root}/${webhook.id}?done=saved`);
    if (changed.error.kind !== 'invalid') throw new Problem(changed.error);
    return sendPrivate(c, changePage(viewer, webhook, { typed: taken.typed, faults: faultsFor(viewer, changed.error.faults) }), 422);
  })
  .get(`${root}/:id/secret`, 'webhook.change', async (c) => ask(c, 'secret'))
  .post(`${root}/:id/secret`, 'webhook.change', async (c) => {
    const id = idAsked(c);
    if (id === undefined) return c.notFound();
    const { secret } = valueOf(await rotateSecret(actionContext(c), id));
    return sendPrivate(c, secretPage(viewerOf(c), { id, secret, isNew: false }));
  })
  .get(`${root}/:id/remove`, 'webhook.change', async (c) => ask(c, 'remove'))
  .post(`${root}/:id/remove`, 'webhook.change', async (c) => {
    const id = idAsked(c);
    if (id === undefined) return c.notFound();
    valueOf(await removeWebhook(actionContext(c), id));
    return seeOther(c, `${root}?done=removed`);
  });
