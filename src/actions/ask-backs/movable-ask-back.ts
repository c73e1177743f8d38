import { reaches, type Permission } from '../../domain/actor.ts';
import { askBackLifecycle, isBeforeMatch, type AskBackLapsed, type AskBackMove, type AskBackState } from '../../domain/ask-back.ts';
import { move } from '../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { lockAskBack, type AskBack } from '../../db/queries/ask-backs.ts';
import { findSeason, type Season } from '../../db/queries/seasons.ts';
import { notFound, todayIn, type ActionContext, type CommonFailure } from '../context.ts';

export type MoveAskBackError = CommonFailure | AskBackLapsed;

type Movable = {
  readonly askBack: AskBack;
  /** Where the move leads. */
  readonly to: AskBackState;
  readonly season: Season;
};

/** The ask-back, held until the transaction ends, where it is the actor's to move and the match is still to come. */
export async function movableAskBack(
  { db, actor, now }: ActionContext,
  id: string,
  wanted: { readonly move: AskBackMove; readonly permission: Permission },
): Promise<Result<Movable, MoveAskBackError>> {
  const askBack = await lockAskBack(db, id);
  if (askBack === undefined || !reaches(actor, wanted.permission, askBack)) return fail(notFound('ask_back'));
  const moved = move(askBackLifecycle, askBack.state, wanted.move);
  if (!moved.ok) return moved;
  const season = await findSeason(db, askBack.seasonId);
  if (season === undefined) throw new Error('an ask-back without its season');
  const inTime = isBeforeMatch(season, todayIn(season, now));
  return inTime.ok ? ok({ askBack, to: moved.value, season }) : inTime;
}
