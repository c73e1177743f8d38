import { fail, ok, type Result } from '../../domain/result.ts';
import { asConsequence } from '../../db/acting.ts';
import { findPlacement } from '../../db/queries/placements.ts';
import { findReader } from '../../db/queries/readers.ts';
import { saveCaptain, type Member } from '../../db/queries/squads.ts';
import { captainLetter } from '../../mail/captain-letter.ts';
import { accountIdOf, instantOf, unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { tell } from '../outbox/tell.ts';
import { record } from '../record.ts';
import { squadFor } from './squad-for.ts';

export type NameCaptainError = CommonFailure | { readonly kind: 'captain-by-line'; readonly name: string };

/** Names one of the members captain, where no line asks for one; they hear of it by letter. */
export async function nameCaptain(context: ActionContext, squadId: string, placementId: string): Promise<Result<Member, NameCaptainError>> {
  const { actor, now } = context;
  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const squad = await squadFor(inside, 'squad.name-captain', squadId);
    if (!squad.ok) return squad;
    const { members, place, startDay, endDay } = squad.value;
    const byLine = members.find(({ role }) => role === 'captain');
    if (byLine !== undefined) return fail({ kind: 'captain-by-line', name: byLine.name });
    const captain = members.find((member) => member.placementId === placementId);
    if (captain === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/placementId')] });
    const placement = await findPlacement(db, placementId);
    await saveCaptain(db, { requestId: squadId, placementId, by: accountIdOf(actor) ?? '', at: instantOf(now) });
    const about = { thing: 'squad', thingId: squadId, event: 'squad.captain-named', subjectId: placement?.accountId };
    const eventId = await record(inside, { ...about, details: { placementId } });
    await asConsequence(db, actor, async () =>
      tell(inside, {
        eventId,
        template: 'captain',
        readers: placement === undefined ? [] : [await findReader(db, placement.accountId)],
        path: `/squads/${squadId}`,
        letter: (addressed) => captainLetter(addressed, { place, startDay, endDay }),
      }),
    );
    return ok({ ...captain, isCaptain: true });
  });
}
