import { authorise } from '../../domain/actor.ts';
import { applicationLifecycle, type ApplicationFields, type ApplicationState } from '../../domain/application.ts';
import { withFirst } from '../../domain/ranking.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { acceptsOn, type WindowClosed } from '../../domain/season.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import {
  findStandingApplication,
  insertApplication,
  lockApplication,
  saveApplication,
  type Application,
} from '../../db/queries/applications.ts';
import { findAskBack, saveAskBackState, type AskBack, type AskBackSheet } from '../../db/queries/ask-backs.ts';
import type { Season } from '../../db/queries/seasons.ts';
import { instantOf, notEditable, notFound, todayIn, type ActionContext } from '../context.ts';
import { record } from '../record.ts';
import { endUnlessFirst } from './end-agreed.ts';
import { movableAskBack, type MoveAskBackError } from './movable-ask-back.ts';
import { tellCounty } from './tell-of-ask-back.ts';

export type AgreeToAskBackError = MoveAskBackError | WindowClosed | { readonly kind: 'profile-missing' };

/** Whose choices a yes may still change: those that have not been turned down. */
const choosing: ReadonlySet<ApplicationState> = new Set(['draft', 'submitted', 'returned', 'approved']);

/**
 * Says yes: the request becomes the first choice of the season's application, and what came first before moves down; where there
 * is no application yet, one is begun with it. What was shown before must still stand: `applicationVersion` says what that was.
 */
export async function agreeToAskBack(
  context: ActionContext,
  id: string,
  applicationVersion: number | null,
): Promise<Result<AskBackSheet, AgreeToAskBackError>> {
  const { actor, now } = context;
  const may = authorise(actor, 'ask-back.answer');
  if (!may.ok) return may;

  return context.db.transaction(async (db) => {
    const inside = { ...context, db };
    const movable = await movableAskBack(inside, id, { move: 'agree', permission: 'ask-back.answer' });
    if (!movable.ok) return movable;
    const { askBack, to, season } = movable.value;
    const choosable = await choosableApplication(inside, askBack, { season, applicationVersion });
    if (!choosable.ok) return choosable;

    await putFirst(inside, askBack, choosable.value);
    await saveAskBackState(db, id, { state: to, answeredAt: instantOf(now) });
    const about = { thing: 'ask_back', thingId: id, event: 'ask_back.agreed', from: askBack.state, to };
    const eventId = await record(inside, { ...about, subjectId: askBack.accountId });
    await tellCounty(inside, id, { eventId, news: 'agreed' });
    const agreed = await findAskBack(db, id);
    return agreed === undefined ? fail(notFound('ask_back')) : ok(agreed);
  });
}

type Chosen = { readonly season: Season; readonly applicationVersion: number | null };

/** The application whose choices a yes changes, held until the transaction ends; undefined where one may be begun. */
async function choosableApplication(
  context: ActionContext,
  askBack: AskBack,
  { season, applicationVersion }: Chosen,
): Promise<Result<Application | undefined, AgreeToAskBackError>> {
  const standing = await findStandingApplication(context.db, askBack.accountId, askBack.seasonId);
  const application = standing === undefined ? undefined : await lockApplication(context.db, standing.id);
  if ((application?.version ?? null) !== applicationVersion) return fail({ kind: 'stale', version: application?.version ?? 0 });
  if (application === undefined) return mayBegin(context, askBack, season);
  return choosing.has(application.state) ? ok(application) : fail(notEditable(applicationLifecycle, application.state));
}

async function mayBegin(
  { db, now }: ActionContext,
  { accountId }: AskBack,
  season: Season,
): Promise<Result<undefined, AgreeToAskBackError>> {
  const accepted = acceptsOn(season, 'applications', todayIn(season, now), false);
  if (!accepted.ok) return accepted;
  return (await findVolunteer(db, accountId)) === undefined ? fail({ kind: 'profile-missing' }) : ok(undefined);
}

async function putFirst(context: ActionContext, { accountId, seasonId, requestId }: AskBack, application: Application | undefined) {
  const choices: ApplicationFields['choices'] = withFirst(application?.choices ?? [], { kind: 'request', id: requestId });
  // Only one request stands first: a yes that was said to another county before ends with it.
  await endUnlessFirst(context, { accountId, seasonId }, choices);
  if (application === undefined) {
    const id = await insertApplication(context.db, { accountId, seasonId }, { choices });
    await record(context, { thing: 'application', thingId: id, event: 'application.begun', to: 'draft', subjectId: accountId });
    return;
  }
  const never = application.never.filter((target) => target.kind !== 'request' || target.id !== requestId);
  await saveApplication(context.db, application, { choices, never });
}
