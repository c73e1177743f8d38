import type { LetterKind } from '../../domain/letter-kind.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import type { Reader } from '../../db/queries/readers.ts';
import type { Addressed, Letter } from '../../mail/letter.ts';
import { accountIdOf, type ActionContext } from '../context.ts';

type Telling = {
  /** What they are told of, written in this transaction. */
  readonly eventId: string;
  readonly template: LetterKind;
  readonly readers: readonly (Reader | undefined)[];
  /** Where on the site it is. */
  readonly path: string;
  readonly letter: (to: Addressed) => Letter;
};

/** Lays a letter to each of them into the outbox, in their language; whoever did it knows it already. */
export async function tell(context: ActionContext, { eventId, template, readers, path, letter }: Telling): Promise<void> {
  const { db, keys, siteUrl, actor } = context;
  const link = new URL(path, siteUrl).href;
  for (const reader of readers) {
    if (reader === undefined || reader.id === accountIdOf(actor)) continue;
    const { id: accountId, email: to, name, locale } = reader;
    await insertMessage(db, keys, { eventId, accountId, template, letter: letter({ to, name, locale, link }) });
  }
}
