import { z } from '@hono/zod-openapi';

import { notFound } from '../actions/context.ts';
import { findApplication } from '../db/queries/applications.ts';
import { findToldReason, type ToldReason } from '../db/queries/run-reasons.ts';
import { reaches } from '../domain/actor.ts';
import { choiceTargetSchema } from '../domain/application.ts';
import { ruleCodes } from '../domain/eligibility/rule.ts';
import { Problem } from '../http/failure/problem.ts';
import { namesIn, reasonSentences, type Locale } from '../http/reason-words.ts';
import { idParam, operation, pageQuery, router } from './operation.ts';

const toldReasonSchema = z
  .object({
    applicationId: z.uuid(),
    /** The match it is about; null, and nothing else told, before its results are released. */
    runId: z.uuid().nullable(),
    placed: z.array(z.object({ lineId: z.uuid(), rank: z.number().nullable(), askedBack: z.boolean() })),
    /** Every choice before the place that was got, or every choice where none was. */
    missed: z.array(
      z.object({
        rank: z.number(),
        target: choiceTargetSchema,
        /** The line of the choice that was nearest to be had. */
        lineId: z.uuid().nullable(),
        /** Its county had asked them back by name. */
        askedBack: z.boolean(),
        kind: z.enum(['rules', 'goal', 'full', 'absent', 'closed', 'taken', 'weighed']),
        failedRules: z.array(z.enum(ruleCodes)),
        /** The first goal of the policy that would lose by it. */
        goal: z.string().nullable(),
        /** In the reader's language. */
        sentence: z.string(),
      }),
    ),
    /** What came of it, in the reader's language. */
    sentences: z.array(z.string()),
  })
  .openapi('ToldReason');

export const toldReasonsApi = router().openapi(
  operation({
    method: 'get',
    path: '/applications/{id}/why',
    summary: 'What the volunteer is told of the match: why not each choice before the place they got',
    tag: 'applications',
    permission: 'application.read',
    status: 200,
    params: idParam,
    answer: toldReasonSchema,
    query: z.strictObject({ lang: pageQuery.lang }),
  }),
  async (c) => {
    const { actor, db, locale } = c.var;
    const application = await findApplication(db, c.req.valid('param').id);
    if (application === undefined || !reaches(actor, 'application.read', application)) throw new Problem(notFound('application'));
    const reason = await findToldReason(db, application.id);
    return c.json({ applicationId: application.id, ...(reason === null ? nothingTold : view(reason, locale)) }, 200);
  },
);

const nothingTold = { runId: null, placed: [], missed: [], sentences: [] };

function view(reason: ToldReason, locale: Locale): Omit<z.infer<typeof toldReasonSchema>, 'applicationId'> {
  const { place, choices } = reasonSentences(reason, namesIn(reason.lines, locale), locale);
  return {
    runId: reason.runId,
    placed: reason.placed.map(({ lineId, rank, askedBack = false }) => ({ lineId, rank, askedBack })),
    missed: reason.missed.map(({ rank, target, lineId, because, askedBack = false }, i) => ({
      rank,
      target,
      lineId,
      askedBack,
      kind: because.kind,
      failedRules: because.kind === 'rules' ? [...because.failedRules] : [],
      goal: because.kind === 'goal' ? because.goal : null,
      sentence: choices[i] ?? '',
    })),
    sentences: [...place],
  };
}
