import { seasonForbids } from '../../domain/season.ts';
import type { z } from 'zod';

import { authorise, type Refusal } from '../../domain/actor.ts';
import { applicationFaults, type applicationInputSchema } from '../../domain/application.ts';
import { always } from '../../domain/calendar.ts';
import type { SeasonForbids } from '../../domain/season.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findStandingApplication, findApplication, insertApplication, type Application } from '../../db/queries/applications.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import { unknownAt, type ActionContext, type Invalid } from '../context.ts';
import { record } from '../record.ts';
import { checkApplicationFields } from './check-application-fields.ts';

export type BeginApplicationError =
  | Refusal
  | Invalid
  | SeasonForbids
  | { readonly kind: 'not-found'; readonly thing: string }
  | { readonly kind: 'profile-missing' }
  | { readonly kind: 'one-a-season'; readonly applicationId: string };

/** Begins a draft for the acting volunteer in one season; a volunteer has one that stands in each. */
export async function beginApplication(
  context: ActionContext,
  input: z.infer<typeof applicationInputSchema>,
): Promise<Result<Application, BeginApplicationError>> {
  const { actor } = context;
  const may = authorise(actor, 'application.write');
  if (!may.ok) return may;
  if (actor.kind !== 'account') throw new Error('only accounts write applications');

  return context.db.transaction(async (db) => {
    const { seasonId, ...fields } = input;
    const season = await findSeason(db, seasonId);
    if (season === undefined) return fail({ kind: 'invalid', faults: [unknownAt('/seasonId'), ...applicationFaults(fields, always)] });
    if (season.state !== 'open') return fail(seasonForbids(season, 'open'));
    if ((await findVolunteer(db, actor.accountId)) === undefined) return fail({ kind: 'profile-missing' });
    const standing = await findStandingApplication(db, actor.accountId, seasonId);
    if (standing !== undefined) return fail({ kind: 'one-a-season', applicationId: standing.id });
    const checked = await checkApplicationFields(db, season, fields);
    if (!checked.ok) return checked;

    const id = await insertApplication(db, { accountId: actor.accountId, seasonId }, fields);
    await record(
      { ...context, db },
      { thing: 'application', thingId: id, event: 'application.begun', to: 'draft', subjectId: actor.accountId },
    );
    const application = await findApplication(db, id);
    if (application === undefined) throw new Error('the application was written and is not there');
    return ok(application);
  });
}
