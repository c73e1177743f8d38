import { fail, ok, type Result } from '../../domain/result.ts';
import { failedRules } from '../../domain/eligibility/eligibility.ts';
import type { Candidate, RuleCode } from '../../domain/eligibility/rule.ts';
import { listOpenings, type NamedOpening } from '../../db/queries/openings.ts';
import { findCandidate } from '../../db/queries/snapshot.ts';
import type { ActionContext } from '../context.ts';

export type Fit = { readonly opening: NamedOpening; readonly failed: readonly RuleCode[] };
export type Weighed = { readonly candidate: Candidate; readonly fits: readonly Fit[] };

/** Every open need of the application's season with the rules that stand in its way, by id of the line. */
export async function weighNeeds(
  { db }: Pick<ActionContext, 'db'>,
  application: { readonly id: string; readonly seasonId: string },
): Promise<Result<Weighed, { readonly kind: 'profile-missing' }>> {
  const candidate = await findCandidate(db, application.id);
  if (candidate === undefined) return fail({ kind: 'profile-missing' });
  const openings = await listOpenings(db, application.seasonId);
  return ok({ candidate, fits: openings.map((opening) => ({ opening, failed: failedRules(candidate, opening, false) })) });
}
