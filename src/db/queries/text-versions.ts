import { desc, eq, sql } from 'drizzle-orm';

import type { TextKind } from '../../domain/consent.ts';
import type { Connection } from '../client.ts';
import { accounts } from '../tables/accounts.ts';
import { texts } from '../tables/texts.ts';
import type { AgreedText } from './texts.ts';

export type TextVersion = AgreedText & { readonly publishedByName: string | null };

/** Every version of a text, the newest first. */
export async function listVersions(db: Connection, kind: TextKind): Promise<TextVersion[]> {
  const rows = await db
    .select({ text: texts, publishedByName: accounts.name })
    .from(texts)
    .leftJoin(accounts, eq(accounts.id, texts.publishedBy))
    .where(eq(texts.kind, kind))
    .orderBy(desc(texts.version));
  return rows.map(({ text, publishedByName }) => ({ ...text, publishedByName }));
}

export type AgreedCount = { readonly kind: TextKind; readonly version: number; readonly agreed: number };

/** How many people stand by each version of each text. */
export async function countAgreed(db: Connection): Promise<AgreedCount[]> {
  return [...(await db.execute<AgreedCount>(sql`select kind, version, agreed from count_agreed()`))];
}

/** How many people would be asked again if the text changed. */
export async function countAskedAgain(db: Connection, kind: TextKind): Promise<number> {
  const [row] = await db.execute<{ people: number }>(sql`select count_asked_again(${kind}) as people`);
  return row?.people ?? 0;
}
