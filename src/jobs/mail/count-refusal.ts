import type { DateTime } from 'luxon';

import { instantOf } from '../../actions/context.ts';
import { record } from '../../actions/record.ts';
import type { Transaction } from '../../db/client.ts';
import { countBounce } from '../../db/queries/messages.ts';
import { mostBounces, returnDays } from '../../domain/outbox.ts';

type Refused = { readonly accountId: string; readonly answer: string; readonly now: DateTime; readonly job: string };

/** Counts a letter that somebody's address refused for good, at once or later; the third in a row stops the address. */
export async function countRefusal(db: Transaction, { accountId, answer, now, job }: Refused): Promise<void> {
  const settledBefore = instantOf(now.minus({ days: returnDays }));
  const { isStopped } = await countBounce(db, { accountId, at: instantOf(now), answer, most: mostBounces, settledBefore });
  if (!isStopped) return;
  const about = { thing: 'account', thingId: accountId, event: 'account.mail-stopped', subjectId: accountId };
  await record({ actor: { kind: 'system', job }, now, db }, { ...about, details: { answer } });
}
