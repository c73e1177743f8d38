import { authorise, reaches } from '../../domain/actor.ts';
import { changedParts } from '../../domain/host-conditions.ts';
import { requestLifecycle, type HostConditions } from '../../domain/request.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { listSignedConditions } from '../../db/queries/condition-questions.ts';
import { findRequestFacts, listOfficersOf } from '../../db/queries/readers.ts';
import { findRequest, insertHostConditions, lockRequest, touchRequest, type TeachingRequest } from '../../db/queries/requests.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { conditionsSignedLetter } from '../../mail/conditions-letter.ts';
import { accountIdOf, notEditable, notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';
import { askAgain } from './ask-again.ts';

export type RequestOver = { readonly kind: 'request-over'; readonly endDay: string };
export type ConditionsUnchanged = { readonly kind: 'conditions-unchanged' };
export type ChangeConditionsError = CommonFailure | RequestOver | ConditionsUnchanged;

/**
 * Adds a signed version of an approved request's host conditions, until its last day. Everybody who counted on the earlier one is
 * asked again in the same transaction.
 */
export async function changeConditions(
  context: ActionContext,
  id: string,
  conditions: HostConditions,
  version: number,
): Promise<Result<TeachingRequest, ChangeConditionsError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'conditions.change');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const request = await lockRequest(db, id);
    if (request === undefined || !reaches(actor, 'conditions.change', request)) return fail(notFound('request'));
    if (request.version !== version) return fail({ kind: 'stale', version: request.version });
    if (request.state !== 'approved') return fail(notEditable(requestLifecycle, request.state));
    const season = await findSeason(db, request.seasonId);
    if (season === undefined) throw new Error('a request without its season');
    const today = todayIn(season, now);
    if (today > request.endDay) return fail({ kind: 'request-over', endDay: request.endDay });
    if (conditions.signedDay > today) return fail({ kind: 'invalid', faults: [{ pointer: '/signedDay', code: 'in-the-future' }] });
    const changed = changedParts(request.hostConditions, conditions);
    if (changed.length === 0) return fail({ kind: 'conditions-unchanged' });

    const [old] = await listSignedConditions(db, id);
    const newId = await insertHostConditions(db, id, conditions, accountIdOf(actor));
    await touchRequest(db, id);
    const details = { parts: changed.map(({ part }) => part), signedDay: conditions.signedDay };
    const eventId = await record(inside, { thing: 'request', thingId: id, event: 'request.conditions-changed', details });
    await asConsequence(db, actor, async () => {
      const asked = await askAgain(inside, request, season, { newId, oldId: old?.id });
      const facts = await findRequestFacts(db, id);
      if (facts === undefined) throw new Error('a request without its county');
      await tell(inside, {
        eventId,
        template: 'conditions-signed',
        readers: await listOfficersOf(db, request.countyCode),
        path: `/county/requests/${id}`,
        letter: (addressed) => conditionsSignedLetter(addressed, { ...facts, changed, signedBy: conditions.signedBy, asked }),
      });
    });
    const written = await findRequest(db, id);
    return written === undefined ? fail(notFound('request')) : ok(written);
  });
}
