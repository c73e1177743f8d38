import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { unknownAt } from '../actions/context.ts';
import { solvedOrFiles, solvedRun, type Files } from '../actions/runs/solved-run.ts';
import { listCountyNames, listSubjectNames } from '../db/queries/names.ts';
import { ruleCodes } from '../domain/eligibility/rule.ts';
import type { AppEnv } from '../http/context.ts';
import { changeSchema, mostChanges } from '../matching/explain/change.ts';
import { factsOf } from '../matching/explain/facts.ts';
import { ReasonSearch } from '../matching/explain/reason.ts';
import { openingsOf } from '../matching/openings.ts';
import { relaxations } from '../matching/explain/relaxed-line.ts';
import { whatIf } from '../matching/explain/what-if.ts';
import { whyShort } from '../matching/explain/why-short.ts';
import { idParam, operation, pageQuery, router } from './operation.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { sentencesOf, type NamesOf } from '../http/reason-words.ts';

const moveSchema = z.object({ applicationId: z.uuid(), fromLineId: z.uuid().nullable(), toLineId: z.uuid().nullable() });
/** Goal by goal in the policy's order, without those that stay the same; a smaller value is better. */
const costsSchema = z.array(z.object({ goal: z.string(), by: z.number() }));

const lineWhySchema = z.object({
  lineId: z.uuid(),
  kind: z.enum(['ineligible', 'impossible', 'matched', 'unmatched', 'eligible']),
  failedRules: z.array(z.enum(ruleCodes)),
  rank: z.number().nullable(),
  /** What the best match with the pair costs more, or, where it is matched, the best without it. */
  costs: costsSchema,
  moves: z.array(moveSchema),
});

const whySchema = z
  .object({
    applicationId: z.uuid(),
    requestId: z.uuid(),
    /** Whether costs and moves are given: only of a match that is a flow. Of any other, rules and facts alone. */
    hasCosts: z.boolean(),
    lines: z.array(lineWhySchema),
    /** What the volunteer may be told of the place they got, and of the choices before it; in the reader's language. */
    sentences: z.array(z.string()),
  })
  .openapi('Why');

const whyShortSchema = z
  .object({
    lineId: z.uuid(),
    minimum: z.number(),
    ideal: z.number(),
    placed: z.number(),
    full: z.array(z.enum(['squad', 'beds', 'quota'])),
    competition: z.object({
      lineIds: z.array(z.uuid()),
      requestIds: z.array(z.uuid()),
      seatsAsked: z.number(),
      placed: z.number(),
      eligible: z.number(),
      placedElsewhere: z.number(),
    }),
    remedies: z.array(
      z.object({ kind: z.enum([...relaxations, 'volunteer', 'squad', 'beds', 'quota']), volunteers: z.number(), gains: z.number() }),
    ),
  })
  .openapi('WhyShort');

/** Somebody or something that a change adds is called as what it is like, with +1 behind. */
const nameSchema = z.string();
const whatIfSchema = z
  .object({
    costs: costsSchema,
    moves: z.array(z.object({ applicationId: nameSchema, fromLineId: nameSchema.nullable(), toLineId: nameSchema.nullable() })),
  })
  .openapi('WhatIf');

async function lineNames(c: Context<AppEnv>, { snapshot }: Files): Promise<NamesOf> {
  const { db, locale } = c.var;
  const openings = openingsOf(snapshot);
  const counties = await listCountyNames(
    db,
    openings.map(({ countyCode }) => countyCode),
  );
  const subjects = await listSubjectNames(db);
  return (lineId) => {
    const opening = openings.find((own) => own.lineId === lineId);
    if (opening === undefined) return undefined;
    const { countyCode, subject, level, startDay, endDay } = opening;
    return {
      county: counties.get(countyCode)?.[locale] ?? countyCode,
      subject: subjects.get(subject)?.[locale] ?? subject,
      level,
      startDay,
      endDay,
    };
  };
}

const about = { tag: 'runs', permission: 'run.read', status: 200, params: idParam } as const;

export const runReasonsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/runs/{id}/why',
      summary: 'Why an application is, or is not, in a request: rules, exact cost, who would move',
      answer: whySchema,
      query: z.strictObject({ application: z.uuid(), request: z.uuid(), lang: pageQuery.lang }),
    }),
    async (c) => {
      const { application: applicationId, request: requestId } = c.req.valid('query');
      const run = valueOf(await solvedOrFiles(c.var.db, c.req.valid('param').id));
      const reason = new ReasonSearch(run.snapshot, run.result, 'search' in run ? run.search : undefined).reasonFor(applicationId);
      if (reason === undefined) throw new Problem({ kind: 'invalid', faults: [unknownAt('/application')] });
      const sentences = sentencesOf(reason, await lineNames(c, run), c.var.locale);
      if (!('network' in run)) {
        const facts = factsOf(run.snapshot, run.result, applicationId, requestId) ?? [];
        if (facts.length === 0) throw new Problem({ kind: 'invalid', faults: [unknownAt('/request')] });
        const lines = facts.map((own) => plainLine({ ...nothingSaid, ...own, failedRules: [...own.failedRules] }));
        return c.json({ applicationId, requestId, hasCosts: false, lines, sentences }, 200);
      }
      const { network, search } = run;
      const own = network.openings.filter((opening) => opening.requestId === requestId);
      if (own.length === 0) throw new Problem({ kind: 'invalid', faults: [unknownAt('/request')] });
      const lines = own.flatMap(({ lineId }) => {
        const why = search.ask(applicationId, lineId);
        return why === undefined ? [] : [{ ...nothingSaid, ...why, failedRules: 'failedRules' in why ? [...why.failedRules] : [], lineId }];
      });
      return c.json({ applicationId, requestId, hasCosts: true, lines: lines.map(plainLine), sentences }, 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/runs/{id}/why-short',
      summary: 'Why a line is below its ideal: who competes, and which single change would help most',
      answer: whyShortSchema,
      query: z.strictObject({ line: z.uuid() }),
    }),
    async (c) => {
      const { line: lineId } = c.req.valid('query');
      const { network } = valueOf(await solvedRun(c.var.db, c.req.valid('param').id));
      const why = whyShort(network, lineId);
      if (why === undefined) throw new Problem({ kind: 'invalid', faults: [unknownAt('/line')] });
      const { competition, full, remedies, ...counts } = why;
      return c.json(
        {
          lineId,
          ...counts,
          full: [...full],
          competition: { ...competition, lineIds: [...competition.lineIds], requestIds: [...competition.requestIds] },
          remedies: [...remedies],
        },
        200,
      );
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/runs/{id}/what-if',
      summary: 'What the match would become under some changes; the run stays as it is',
      answer: whatIfSchema,
      body: z.strictObject({ changes: z.array(changeSchema).min(1).max(mostChanges) }),
    }),
    async (c) => {
      const { network } = valueOf(await solvedRun(c.var.db, c.req.valid('param').id));
      const outcome = whatIf(network, c.req.valid('json').changes);
      if ('what' in outcome) {
        throw new Problem({ kind: 'invalid', faults: [{ pointer: `/changes/${outcome.change}`, code: 'unknown' }] });
      }
      return c.json({ costs: [...outcome.costs], moves: [...outcome.moves] }, 200);
    },
  );

const nothingSaid = { rank: null, costs: [], moves: [] } as const;

type Line = z.infer<typeof lineWhySchema>;
function plainLine({
  lineId,
  kind,
  failedRules,
  rank,
  costs,
  moves,
}: Omit<Line, 'costs' | 'moves'> & { costs: readonly Line['costs'][number][]; moves: readonly Line['moves'][number][] }): Line {
  return { lineId, kind, failedRules, rank, costs: [...costs], moves: [...moves] };
}
