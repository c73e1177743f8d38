import type { DateTime } from 'luxon';

import { actingAs } from '../db/acting.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { FieldKeys } from '../db/field-keys.ts';
import type { SendLetter } from '../mail/letter.ts';

/** What every job is given. */
export type JobContext = { readonly db: Database; readonly now: () => DateTime };

/** What a job is given that writes or sends letters. */
export type PostContext = JobContext & {
  readonly keys: FieldKeys;
  readonly send: SendLetter;
  readonly siteUrl: string;
  /** Where letters come back to that cannot be delivered; without it nobody hears of those that a server took first. */
  readonly returnDomain?: string | undefined;
};

type Isolation = Parameters<typeof actingAs>[3];

/** One transaction in which the job acts as the system. */
export async function asSystem<T>(
  { db }: Pick<JobContext, 'db'>,
  job: string,
  work: (tx: Transaction) => Promise<T>,
  isolation?: Isolation,
): Promise<T> {
  return actingAs(db, { kind: 'system', job }, work, isolation);
}
