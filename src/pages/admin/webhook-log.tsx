import type { LoggedDelivery } from '../../db/queries/webhook-deliveries.ts';
import type { Page } from '../../db/queries/page.ts';
import { pingEvent, publicEventNames, publicEvents } from '../../domain/public-event.ts';
import { deliveryStates, type DeliveryState } from '../../domain/webhook.ts';
import { SelectField } from '../parts/form.tsx';
import { Empty } from '../parts/page.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { Filters, Paging, Table } from '../parts/table.tsx';
import { Instant } from '../parts/time.tsx';
import { Typed } from '../typed.ts';
import type { Viewer } from '../viewer.ts';
import { webhookWords } from './webhook-words.ts';

const tones: Readonly<Record<DeliveryState, Tone>> = { waiting: 'waiting', delivered: 'done', failed: 'refused' };

type LogProps = {
  readonly viewer: Viewer;
  readonly address: string;
  readonly deliveries: Page<LoggedDelivery>;
  readonly state: DeliveryState | undefined;
};

/** What was sent to a webhook, and what became of it. */
export function WebhookLog({ viewer, address, deliveries, state }: LogProps) {
  const words = webhookWords[viewer.locale];
  const options = deliveryStates.map((value) => ({ value, label: words.deliveryStates[value] }));
  return (
    <section class="part" aria-labelledby="log">
      <h2 id="log">{words.log}</h2>
      <p class="measure">{words.logLead}</p>
      <Filters viewer={viewer} action={address}>
        <SelectField name="state" label={words.state} typed={Typed.of({ state })} none={words.anyState} options={options} />
      </Filters>
      {deliveries.items.length === 0 ? (
        <Empty>
          <p>{state === undefined ? words.noneYet : words.noneSuch}</p>
        </Empty>
      ) : (
        <Deliveries viewer={viewer} address={address} deliveries={deliveries.items} />
      )}
      <Paging nextAfter={deliveries.nextAfter} viewer={viewer} />
    </section>
  );
}

function eventText(event: string, viewer: Viewer): string {
  const name = publicEventNames.find((one) => one === event);
  if (name !== undefined) return publicEvents[name][viewer.locale];
  return event === pingEvent ? webhookWords[viewer.locale].ping : event;
}

type DeliveriesProps = { readonly viewer: Viewer; readonly address: string; readonly deliveries: readonly LoggedDelivery[] };

function Deliveries({ viewer, address, deliveries }: DeliveriesProps) {
  const words = webhookWords[viewer.locale];
  return (
    <Table
      caption={words.log}
      viewer={viewer}
      rows={deliveries}
      columns={[
        {
          title: words.event,
          cell: ({ event, thingId, sequence }) => (
            <>
              {eventText(event, viewer)}
              <span class="quiet small under">{sequence === null ? null : words.number(sequence)}</span>
              <span class="quiet small under address">{thingId}</span>
            </>
          ),
        },
        {
          title: words.state,
          cell: ({ state, nextAttemptAt }) => (
            <>
              <Pill tone={tones[state]}>{words.deliveryStates[state]}</Pill>
              {state === 'waiting' ? (
                <span class="quiet small under">
                  {words.next} <Instant at={nextAttemptAt} viewer={viewer} />
                </span>
              ) : null}
            </>
          ),
        },
        { title: words.happened, cell: ({ at }) => <Instant at={at} viewer={viewer} /> },
        { title: words.tries, cell: ({ attempts }) => <Attempts viewer={viewer} attempts={attempts} /> },
        {
          title: words.again,
          isUnseen: true,
          cell: ({ id, state, event, thingId }) =>
            state === 'waiting' ? null : (
              <form method="post" action={`${address}/replay`}>
                <input type="hidden" name="deliveryId" value={id} />
                <button class="quiet-button" aria-label={words.againOf(eventText(event, viewer), thingId)}>
                  {words.again}
                </button>
              </form>
            ),
        },
      ]}
    />
  );
}

/** How often it was tried, and on asking when, with what outcome, and what was answered. */
function Attempts({ viewer, attempts }: { readonly viewer: Viewer; readonly attempts: LoggedDelivery['attempts'] }) {
  const words = webhookWords[viewer.locale];
  if (attempts.length === 0) return <>0</>;
  return (
    <details>
      <summary>{attempts.length}</summary>
      <ol class="plain small">
        {attempts.map(({ at, outcome, status, durationMilliseconds, answer }) => (
          <li>
            <Instant at={at} viewer={viewer} /> · {words.outcomes[outcome]}
            {status === null ? null : ` · ${status}`} · {words.milliseconds(durationMilliseconds)}
            {answer === null || answer === '' ? null : <code class="under address">{answer}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}
