import { authorise } from '../../domain/actor.ts';
import { homeZone } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SafetyCallInput } from '../../domain/safety.ts';
import { asConsequence } from '../../db/acting.ts';
import { insertMessage } from '../../db/queries/messages.ts';
import {
  closeSafetyCall,
  findSafetyCall,
  insertReply,
  insertSafetyCall,
  listSafetyTargets,
  listUnderWay,
  type Asked,
  type SafetyCall,
  type SafetyScope,
  type SafetyTarget,
} from '../../db/queries/safety.ts';
import { safetyLetter } from '../../mail/safety-letter.ts';
import { accountIdOf, instantOf, notFound, type ActionContext, type CommonFailure } from '../context.ts';
import { randomKey } from '../random-key.ts';
import { record } from '../record.ts';

export type AskSafeError = CommonFailure | { readonly kind: 'nobody-under-way' };

const todayOf = ({ now }: ActionContext) => now.setZone(homeZone).toISODate() ?? '';

/** Whom one can ask now: the seasons, counties and squads with somebody under way, with how many. */
export async function safetyTargets(context: ActionContext): Promise<Result<readonly SafetyTarget[], CommonFailure>> {
  const may = authorise(context.actor, 'safety.ask');
  if (!may.ok) return may;
  // Safeguarding sees no placements otherwise.
  return ok(await asConsequence(context.db, context.actor, async () => listSafetyTargets(context.db, todayOf(context))));
}

/** Asks everybody of a squad, a county or a season who is under way whether they are safe and well: a letter each, with a link of its own. */
export async function askSafe(context: ActionContext, input: SafetyCallInput): Promise<Result<SafetyCall, AskSafeError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'safety.ask');
  if (!may.ok) return may;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const scope = scopeOf(input);
    const asked = await asConsequence(db, actor, async () => listUnderWay(db, scope, todayOf(context)));
    if (asked.length === 0) return fail({ kind: 'nobody-under-way' });
    const id = await insertSafetyCall(db, { scope, text: input.text, by: accountIdOf(actor) ?? '', at: instantOf(now) });
    const about = { thing: 'safety_call', thingId: id, event: 'safety_call.asked', details: { scope: input.scope, people: asked.length } };
    const eventId = await record(inside, about);
    await asConsequence(db, actor, async () => {
      for (const person of asked) await askOne(inside, { callId: id, eventId, text: input.text }, person);
    });
    const call = await findSafetyCall(db, id);
    return call === undefined ? fail(notFound('safety-call')) : ok(call);
  });
}

function scopeOf(input: SafetyCallInput): SafetyScope {
  if (input.scope === 'squad') return { requestId: input.requestId };
  return input.scope === 'county' ? { countyCode: input.countyCode } : { seasonId: input.seasonId };
}

type Call = { readonly callId: string; readonly eventId: string; readonly text: string };

async function askOne({ db, keys, now, siteUrl }: ActionContext, { callId, eventId, text }: Call, person: Asked): Promise<void> {
  const { id: accountId, placementId, requestId, email: to, name, locale } = person;
  const { key, sha256: keySha256 } = await randomKey();
  await insertReply(db, { callId, placementId, accountId, requestId, keySha256 }, instantOf(now));
  const letter = safetyLetter({ to, name, locale, link: new URL(`/safe/${key}`, siteUrl).href }, { text });
  // The notice of it leads to their own page: the letter's address opens without signing in, and stays in the letter.
  const own = { ...letter, link: new URL(`/placements/${placementId}`, siteUrl).href };
  await insertMessage(db, keys, { eventId, accountId, template: 'safety-call', letter: own });
}

/** Ends a call: its people are accounted for, or looked for by other ways. */
export async function closeSafetyCallBy(context: ActionContext, id: string): Promise<Result<SafetyCall, CommonFailure>> {
  const may = authorise(context.actor, 'safety.ask');
  if (!may.ok) return may;
  if (!(await closeSafetyCall(context.db, id, instantOf(context.now)))) return fail(notFound('safety-call'));
  await record(context, { thing: 'safety_call', thingId: id, event: 'safety_call.closed' });
  const call = await findSafetyCall(context.db, id);
  return call === undefined ? fail(notFound('safety-call')) : ok(call);
}
