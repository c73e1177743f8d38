import type { TextKind } from '../../domain/consent.ts';
import { findConsent, findText } from '../../db/queries/texts.ts';
import type { ActionContext } from '../context.ts';

export type ConsentsMissing = {
  readonly kind: 'consents-missing';
  readonly texts: readonly { readonly kind: TextKind; readonly version: number }[];
};

/** Which of these texts the person has yet to agree to as they stand; nothing where all are. A kind that has no text asks nothing. */
export async function missingConsents(
  { db }: Pick<ActionContext, 'db'>,
  accountId: string,
  kinds: readonly TextKind[],
): Promise<ConsentsMissing | undefined> {
  const missing = [];
  for (const kind of kinds) {
    const text = await findText(db, kind);
    if (text === undefined) continue;
    if ((await findConsent(db, accountId, kind, text.version)) === undefined) missing.push({ kind, version: text.version });
  }
  return missing.length === 0 ? undefined : { kind: 'consents-missing', texts: missing };
}
