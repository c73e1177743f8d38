import { completionGaps, type CompletionGap } from '../../domain/completion.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { findVolunteer } from '../../db/queries/accounts.ts';
import { findCounty } from '../../db/queries/counties.ts';
import { insertCompletion, sumLessons } from '../../db/queries/lessons.ts';
import { findConfirmation, findPlacement, findReport, type Placement, type PlacementInFull } from '../../db/queries/placements.ts';
import { findDisputeStanding } from '../../db/queries/disputes.ts';
import { findSeason } from '../../db/queries/seasons.ts';
import type { Connection } from '../../db/client.ts';
import { instantOf, type ActionContext, type CommonFailure } from '../context.ts';
import { issueCertificate } from '../certificates/issue-certificate.ts';
import { stepPlacement } from './step-placement.ts';

export type NotReady = { readonly kind: 'not-ready'; readonly gaps: readonly CompletionGap['kind'][] };

/**
 * Completes a started placement, once the volunteer's report and the county's countersignature say the same or a coordinator settled the days, and issues its
 * certificate; where nobody was in office to sign it, the certificate waits on the desk.
 */
export async function completePlacement(context: ActionContext, id: string): Promise<Result<PlacementInFull, CommonFailure | NotReady>> {
  return context.db.transaction(async (db) => {
    const completed = await complete({ ...context, db }, id);
    if (completed.ok) await issueCertificate({ ...context, db }, id);
    return completed;
  });
}

async function complete(context: ActionContext, id: string): Promise<Result<PlacementInFull, CommonFailure | NotReady>> {
  return stepPlacement<NotReady>(context, id, {
    permission: 'placement.decide',
    move: 'complete',
    rule: async (db, placement) => {
      const report = await findReport(db, placement.id);
      const confirmation = await findConfirmation(db, placement.id);
      const { open: openDisputes, settledDays } = await findDisputeStanding(db, placement.id);
      const [reportedDays, confirmedDays] = [report?.daysServed ?? null, confirmation?.daysServed ?? null];
      const gaps = completionGaps({ reportedDays, confirmedDays, settledDays, openDisputes });
      if (gaps.length > 0) return fail({ kind: 'not-ready', gaps: gaps.map((gap) => gap.kind) });
      await writeCompletion(db, placement, settledDays ?? confirmedDays ?? 0, instantOf(context.now));
      return ok(undefined);
    },
  });
}

/** Writes down what the completion counts under, as it is today. */
async function writeCompletion(db: Connection, placement: Placement, daysServed: number, completedAt: string): Promise<void> {
  const full = await findPlacement(db, placement.id);
  const volunteer = await findVolunteer(db, placement.accountId);
  const county = await findCounty(db, placement.countyCode);
  const season = await findSeason(db, placement.seasonId);
  if (full === undefined || volunteer === undefined || county === undefined || season === undefined) {
    throw new Error('a placement without its sources');
  }
  const taught = await sumLessons(db, placement.id);
  await insertCompletion(db, {
    placementId: placement.id,
    accountId: placement.accountId,
    seasonId: placement.seasonId,
    provinceCode: county.provinceCode,
    countyCode: county.code,
    subjectCode: full.subjectCode,
    delivery: full.delivery,
    volunteerKind: volunteer.kind,
    homeRegion: volunteer.homeRegion,
    daysServed,
    lessonsHeld: taught.held,
    minutesTaught: taught.minutes,
    learners: taught.learners,
    completedAt,
    madeUp: season.madeUp,
  });
}
