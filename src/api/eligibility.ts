import { z } from '@hono/zod-openapi';

import { weighNeeds, type Fit } from '../actions/applications/weigh-needs.ts';
import { notFound } from '../actions/context.ts';
import { findApplication } from '../db/queries/applications.ts';
import { reaches } from '../domain/actor.ts';
import { ruleCodes } from '../domain/eligibility/rule.ts';
import { idParam, operation, pageAnswer, pageByKey, pageQuery, pageSchema, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

const fitSchema = z
  .object({
    lineId: z.uuid(),
    requestId: z.uuid(),
    countyCode: z.string(),
    provinceCode: z.string(),
    subject: z.string(),
    delivery: z.string(),
    startDay: z.string(),
    endDay: z.string(),
    eligible: z.boolean(),
    /** Every rule that stands in the way; empty when none does. */
    failedRules: z.array(z.enum(ruleCodes)),
  })
  .openapi('Fit');

export const eligibilityApi = router().openapi(
  operation({
    method: 'get',
    path: '/applications/{id}/eligibility',
    summary: 'Which needs fit it, and which rules stand in the way of the others',
    tag: 'applications',
    permission: 'application.read',
    status: 200,
    params: idParam,
    answer: pageSchema(fitSchema),
    query: z.strictObject({
      limit: pageQuery.limit,
      cursor: pageQuery.cursor,
      lang: pageQuery.lang,
      eligible: z.enum(['true', 'false']).optional(),
    }),
  }),
  async (c) => {
    const { actor, db } = c.var;
    const application = await findApplication(db, c.req.valid('param').id);
    if (application === undefined || !reaches(actor, 'application.read', application)) throw new Problem(notFound('application'));
    const weighed = valueOf(await weighNeeds({ db }, application));
    const { eligible, ...page } = c.req.valid('query');
    const fits = weighed.fits
      .map(view)
      .filter((fit) => eligible === undefined || fit.eligible === (eligible === 'true'));
    return c.json(
      pageAnswer(
        pageByKey(fits, ({ lineId }) => lineId, page),
        (fit) => fit,
      ),
      200,
    );
  },
);

function view({ opening, failed }: Fit): z.infer<typeof fitSchema> {
  const { lineId, requestId, countyCode, provinceCode, subject, delivery, startDay, endDay } = opening;
  return {
    lineId,
    requestId,
    countyCode,
    provinceCode,
    subject,
    delivery,
    startDay,
    endDay,
    eligible: failed.length === 0,
    failedRules: [...failed],
  };
}
