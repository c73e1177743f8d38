import type { DateTime } from 'luxon';

import { instantOf } from '../actions/context.ts';
import { isReturnOf, readReturnAddress } from '../actions/outbox/return-address.ts';
import type { Transaction } from '../db/client.ts';
import type { FieldKeys } from '../db/field-keys.ts';
import { findLetterReader, insertReturnedLetter } from '../db/queries/messages.ts';
import { readDeliveryReport, type DeliveryReport } from '../mail/delivery-report.ts';
import { asSystem, type PostContext } from './job.ts';
import { countRefusal } from './mail/count-refusal.ts';

const name = 'take-returned-letter';

/** What became of a mail: counted against an address; a report that was counted before, or of a letter still on its way; or none of ours. */
export type Taken = 'counted' | 'known' | 'delayed' | 'dropped';

type Incoming = { readonly to: string; readonly raw: Uint8Array };

/**
 * Takes a mail that came to a letter's return address. A report that the letter could not be delivered for good counts against the
 * address as a refusal at once would. Anybody may write there: whatever is not such a report, under a key of ours, has no effect, and
 * is not answered, since an answer would go to whoever was forged.
 */
export async function takeReturnedLetter(job: Pick<PostContext, 'db' | 'now' | 'keys'>, mail: Incoming): Promise<Taken> {
  const read = await readReturned(mail);
  return read === undefined ? 'dropped' : asSystem(job, name, async (db) => count(db, job.keys, job.now(), read));
}

/** The same in a transaction that is there: for the operator's command. */
export async function takeReturnedNow(db: Transaction, keys: FieldKeys, now: DateTime, mail: Incoming): Promise<Taken> {
  const read = await readReturned(mail);
  return read === undefined ? 'dropped' : count(db, keys, now, read);
}

type Returned = { readonly messageId: string; readonly mark: string; readonly report: DeliveryReport };

/** The database is asked nothing for what is none of ours on sight. */
async function readReturned({ to, raw }: Incoming): Promise<Returned | undefined> {
  const address = readReturnAddress(to);
  if (address === undefined) return undefined;
  const report = await readDeliveryReport(raw);
  return report === undefined ? undefined : { ...address, report };
}

async function count(db: Transaction, keys: FieldKeys, now: DateTime, { messageId, mark, report }: Returned): Promise<Taken> {
  const reader = await findLetterReader(db, messageId);
  if (reader === undefined || !(await isReturnOf(keys, { messageId, email: reader.email }, mark))) return 'dropped';
  if (!report.isForGood) return 'delayed';
  if (!(await insertReturnedLetter(db, { messageId, returnedAt: instantOf(now), answer: report.answer }))) return 'known';
  await countRefusal(db, { accountId: reader.accountId, answer: report.answer, now, job: name });
  return 'counted';
}
