import { Webhook } from 'standardwebhooks';

import type { ClaimedDelivery } from '../../db/queries/webhook-deliveries.ts';
import { webhookSecretPlace } from '../../db/queries/webhooks.ts';
import type { FieldKeys } from '../../db/field-keys.ts';
import { payloadOf } from '../../domain/public-event.ts';
import { isThisMachine } from '../../domain/this-machine.ts';
import type { AttemptOutcome } from '../../domain/webhook.ts';
import { addressFault } from '../../domain/webhook-address.ts';
import type { PostContext } from '../job.ts';

/** What came of one try. */
export type Tried = {
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly durationMilliseconds: number;
  readonly answer: string | null;
  readonly retryAfterSeconds?: number | undefined;
};

const patienceMilliseconds = 15_000;
const answerBytesKept = 1024;

/** Sends a delivery once; whatever comes of it is an outcome. Nothing of it is logged: the address may open something. */
export async function sendOnce(job: Pick<PostContext, 'keys' | 'now' | 'siteUrl'>, delivery: ClaimedDelivery): Promise<Tried> {
  const siteIsHere = isThisMachine(new URL(job.siteUrl).hostname);
  // It was asked when it was typed; the rules, or where the site runs, may have changed since.
  if (addressFault(delivery.address, siteIsHere) !== undefined) {
    return { outcome: 'not-allowed', status: null, durationMilliseconds: 0, answer: null };
  }
  const body = JSON.stringify(payloadOf({ ...delivery, type: delivery.event, at: new Date(delivery.at).toISOString() }));
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Zhijiao-Webhooks/1', ...(await signed(job, delivery, body)) };
  const begun = performance.now();
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const response = await fetch(delivery.address, { method: 'POST', headers, body, redirect: 'manual', signal });
    const answer = await firstOf(response);
    const said = { status: response.status, durationMilliseconds: since(begun), answer };
    return { ...said, outcome: outcomeOf(response.status), retryAfterSeconds: retryAfterOf(response, job.now().toMillis()) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { outcome: isLate ? 'timeout' : 'unreached', status: null, durationMilliseconds: since(begun), answer: null };
  }
}

/** The headers of Standard Webhooks: the same id for every try of an event, so that the receiver can tell a second copy. */
async function signed(
  { keys, now }: { readonly keys: FieldKeys; readonly now: PostContext['now'] },
  delivery: ClaimedDelivery,
  body: string,
) {
  const { id, webhookId, sequence, sealedSecret, sealedPreviousSecret } = delivery;
  const messageId = sequence === null ? `ping_${id}` : `evt_${sequence}`;
  const at = now().toJSDate();
  const secrets = [sealedSecret, sealedPreviousSecret].filter((sealed) => sealed !== null);
  const signatures = await Promise.all(
    secrets.map(async (sealed) => new Webhook(await keys.open(sealed, webhookSecretPlace(webhookId))).sign(messageId, at, body)),
  );
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return 'delivered';
  // Where it should lead is the admins' to type, not the receiver's to say.
  return status >= 300 && status < 400 ? 'redirected' : 'refused';
}

/** The first of the answer, as text that can be stored; the rest is not waited for. */
async function firstOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const kept = new Uint8Array(answerBytesKept);
  let length = 0;
  while (length < answerBytesKept) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, answerBytesKept - length);
    kept.set(part, length);
    length += part.length;
  }
  // Whether the rest can be called off is nobody's concern.
  await reader.cancel().catch(() => undefined);
  return new TextDecoder().decode(kept.subarray(0, length)).replaceAll('\0', '\u{fffd}');
}

/** How long the receiver asks us to wait: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterOf({ headers }: Response, now: number): number | undefined {
  const said = headers.get('Retry-After');
  if (said === null) return undefined;
  if (/^\d{1,9}$/.test(said.trim())) return Number(said);
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

function since(begun: number): number {
  return Math.round(performance.now() - begun);
}
