import type { Context } from 'hono';
import type { z } from 'zod';

import { publicEventNames, publicEvents } from '../../domain/public-event.ts';
import type { AppEnv } from '../../http/context.ts';
import { faultsOf } from '../../http/failure/fault-words.ts';
import { Frame } from '../frame.tsx';
import { ChecksField, TextField, type FieldFault } from '../parts/form.tsx';
import { Done, Note, Title } from '../parts/page.tsx';
import { fieldFaults, Typed, typedIn } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { webhookWords } from './webhook-words.ts';

export type Tried = { readonly typed: Typed; readonly faults: readonly FieldFault[] };
export const untried: Tried = { typed: new Typed(), faults: [] };

type FormProps = { readonly viewer: Viewer; readonly action: string; readonly button: string; readonly tried: Tried };

/** Where a webhook leads, what it is called and what it is told of. */
export function WebhookForm({ viewer, action, button, tried: { typed, faults } }: FormProps) {
  const words = webhookWords[viewer.locale];
  const shared = { typed, faults };
  const options = publicEventNames.map((name) => ({ value: name, label: publicEvents[name][viewer.locale] }));
  return (
    <form method="post" action={action} novalidate>
      <TextField name="address" label={words.fields.address} hint={words.addressHint} {...shared} maxlength={2000} autocomplete="off" />
      <TextField name="description" label={words.fields.description} hint={words.descriptionHint} {...shared} maxlength={200} />
      <ChecksField name="events" label={words.fields.events} hint={words.eventsHint} {...shared} options={options} areShort />
      <p class="actions">
        <button class="button">{button}</button>
      </p>
    </form>
  );
}

type Taken<T> = { readonly tried: Tried } | { readonly given: T };

/** What was typed, where the schema takes it; else what is wrong with it. */
export async function takenFrom<S extends z.ZodType>(
  c: Context<AppEnv>,
  schema: S,
  viewer: Viewer,
): Promise<Taken<z.infer<S>> & { typed: Typed }> {
  const typed = await typedIn(c);
  const events = typed.list('events');
  const given = { address: typed.optional('address'), description: typed.text('description'), events: events.length === 0 ? null : events };
  const parsed = schema.safeParse(given);
  if (parsed.success) return { given: parsed.data, typed };
  return { tried: { typed, faults: faultsFor(viewer, faultsOf(parsed.error)) }, typed };
}

export function faultsFor(viewer: Viewer, faults: Parameters<typeof fieldFaults>[0]): FieldFault[] {
  const labels: Readonly<Record<string, string>> = webhookWords[viewer.locale].fields;
  return fieldFaults(faults, viewer.locale, (field) => labels[field]);
}

/** The secret: this page alone shows it. */
export function secretPage(
  viewer: Viewer,
  { id, secret, isNew }: { readonly id: string; readonly secret: string; readonly isNew: boolean },
) {
  const words = webhookWords[viewer.locale];
  return (
    <Frame viewer={viewer} title={words.secretTitle} width="reading">
      {isNew ? <Done>{words.made}</Done> : null}
      <Title title={words.secretTitle} above={{ href: '/admin/webhooks', name: words.title }} />
      <Note tone="waiting">
        <p>{words.secretLead}</p>
      </Note>
      <p class="strong">{words.secret}</p>
      <p>
        <code class="token">{secret}</code>
      </p>
      <p>
        <a href={`/admin/webhooks/${id}`}>{words.toWebhook}</a>
      </p>
    </Frame>
  );
}
