import type { LetterKind } from '../../domain/letter-kind.ts';
import { insertMessages } from '../../db/queries/messages.ts';
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
export async function tell(context: ActionContext, telling: Telling): Promise<void> {
  await tellAll(context, [telling]);
}

/** The same of many things at once, in one statement. */
export async function tellAll({ db, keys, siteUrl, actor }: ActionContext, tellings: readonly Telling[]): Promise<void> {
  const posts = tellings.flatMap(({ eventId, template, readers, path, letter }) => {
    const link = new URL(path, siteUrl).href;
    return readers.flatMap((reader) => {
      if (reader === undefined || reader.id === accountIdOf(actor)) return [];
      const { id: accountId, email: to, name, locale } = reader;
      return [{ eventId, accountId, template, letter: letter({ to, name, locale, link }) }];
    });
  });
  await insertMessages(db, keys, posts);
}
