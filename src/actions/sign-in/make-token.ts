import { authorise, forbidden, type Refusal } from '../../domain/actor.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TokenInput } from '../../domain/token.ts';
import { insertToken, type Token } from '../../db/queries/tokens.ts';
import { accountIdOf, instantOf, type ActionContext } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';

export type MakeTokenError = Refusal;

/**
 * Makes a token for a program that acts as the actor. Its text is given once; only its hash is kept. A program whose own
 * token was made for less makes none that may do more.
 */
export async function makeToken(
  context: ActionContext,
  { label, scopes, days }: TokenInput,
): Promise<Result<{ readonly token: Token; readonly text: string }, MakeTokenError>> {
  const may = authorise(context.actor, 'sign-in.keep');
  if (!may.ok) return may;
  const own = context.actor.kind === 'account' ? context.actor.scopes : undefined;
  if (own !== undefined && scopes?.every((scope) => own.includes(scope)) !== true) return fail(forbidden('sign-in.keep'));
  const accountId = accountIdOf(context.actor) ?? '';
  const { key: text, sha256 } = await randomKey();
  const expiresAt = instantOf(context.now.plus({ days }));
  const token = await insertToken(context.db, { accountId, sha256, label, scopes: scopes ?? null, expiresAt });
  await record(context, { thing: 'token', thingId: token.id, event: 'token.made', subjectId: accountId, details: { label, scopes, days } });
  return ok({ token, text });
}
