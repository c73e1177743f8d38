import type { z } from 'zod';

import type { skipSchema } from '../../domain/placement.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { insertSkip, isSkipped } from '../../db/queries/alternates.ts';
import { findApplication } from '../../db/queries/applications.ts';
import { unknownAt, type ActionContext, type CommonFailure } from '../context.ts';
import { record } from '../record.ts';
import { decideOnLine } from './decide-on-line.ts';

/** Passes one alternate over in one line, with a reason that they may read; for other lines they stay where they are. */
export async function skipAlternate(
  context: ActionContext,
  lineId: string,
  { applicationId, reason }: z.infer<typeof skipSchema>,
): Promise<Result<undefined, CommonFailure>> {
  return decideOnLine<undefined, CommonFailure>(context, lineId, async (inside, { seasonId }) => {
    const application = await findApplication(inside.db, applicationId);
    if (application?.seasonId !== seasonId) return fail({ kind: 'invalid', faults: [unknownAt('/applicationId')] });
    if (await isSkipped(inside.db, lineId, applicationId)) return ok(undefined);
    const about = { thing: 'line', thingId: lineId, subjectId: application.accountId, details: { applicationId } };
    const eventId = await record(inside, { ...about, event: 'alternate.skipped', reason });
    await insertSkip(inside.db, { lineId, applicationId, eventId });
    return ok(undefined);
  });
}
