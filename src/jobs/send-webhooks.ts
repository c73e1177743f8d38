import { instantOf } from '../actions/context.ts';
import { claimDeliveries, layOut, type ClaimedDelivery } from '../db/queries/webhook-deliveries.ts';
import { asSystem, type PostContext } from './job.ts';
import { noteTry } from './webhooks/note-try.ts';
import { sendOnce } from './webhooks/send-once.ts';

const name = 'send-webhooks';
const mostAtOnce = 16;
/** So that one slow receiver leaves room for the others. */
const mostAWebhook = 4;
/** Longer than the longest try: whoever has not said by then what came of it has died. */
const claimSeconds = 60;
/** What is due after this long is left to the next minute: the clock has other work. */
const mostMilliseconds = 40_000;

/**
 * Tells other programs what happened: lays events out for each webhook, then sends what is due, many at once, of each thing in its order.
 * Every event is sent until its receiver says that it has it: at least once, with the same id each time. Nothing is held in the
 * database while somebody is waited for.
 */
export async function sendWebhooks(job: PostContext): Promise<void> {
  while ((await asSystem(job, name, async (db) => layOut(db, instantOf(job.now())))) > 0);
  const begun = performance.now();
  const underWay = new Set<Promise<void>>();
  for (;;) {
    const hasTime = performance.now() - begun < mostMilliseconds;
    for (const delivery of hasTime ? await claim(job, mostAtOnce - underWay.size) : []) {
      const sending = deliver(job, delivery).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (underWay.size === 0) return;
    await Promise.race(underWay);
  }
}

async function claim(job: PostContext, most: number): Promise<ClaimedDelivery[]> {
  if (most === 0) return [];
  const now = job.now();
  const until = instantOf(now.plus({ seconds: claimSeconds }));
  return asSystem(job, name, async (db) => claimDeliveries(db, { now: instantOf(now), until, most, mostAWebhook }));
}

async function deliver(job: PostContext, delivery: ClaimedDelivery): Promise<void> {
  await noteTry(job, delivery, await sendOnce(job, delivery));
}
