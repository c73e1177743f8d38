import { z } from '@hono/zod-openapi';

import { readRepairMoves } from '../actions/runs/repair-moves.ts';
import { ruleCodes } from '../domain/eligibility/rule.ts';
import { placementStates } from '../domain/placement.ts';
import { valueOf } from '../http/failure/problem.ts';
import type { MoveReason } from '../matching/repair/moves.ts';
import { idParam, operation, router } from './operation.ts';

const brokenWhys = [...ruleCodes, 'application', 'request', 'seats', 'squad', 'beds', 'quota', 'placements', 'team'] as const;

const endedSchema = z.object({
  placementId: z.uuid(),
  applicationId: z.uuid(),
  lineId: z.uuid(),
  state: z.enum(placementStates),
  /** Its volunteer left it because the host conditions changed. */
  isForConditions: z.boolean(),
  /** Its request was cancelled as a whole. */
  isOfRequest: z.boolean(),
});

const reasonSchema = z.object({
  /** Why they leave: no-longer-fits, excluded, gives-way, line-closes. Why they come: seat-freed, follows, seat-open. What they had lost: place-lost. */
  kind: z.enum(['no-longer-fits', 'excluded', 'gives-way', 'line-closes', 'seat-freed', 'follows', 'seat-open', 'place-lost']),
  /** The rule, or what else is in the way; of no-longer-fits. */
  why: z.enum(brokenWhys).nullable(),
  /** For whom they give way, or whose seat they take. */
  applicationIds: z.array(z.uuid()),
  /** The placement that had ended; of seat-freed and place-lost. */
  place: endedSchema.nullable(),
});

const movesSchema = z
  .object({
    counts: z.object({ moves: z.number(), loses: z.number(), comes: z.number() }),
    /** People who were told first, then whoever comes in; at most 1,000. */
    moves: z.array(
      z.object({
        applicationId: z.uuid(),
        fromLineId: z.uuid().nullable(),
        toLineId: z.uuid().nullable(),
        reasons: z.array(reasonSchema),
      }),
    ),
  })
  .openapi('RepairMoves');

const mostMoves = 1000;

function viewOf(reason: MoveReason): z.infer<typeof reasonSchema> {
  const nothing = { why: null, applicationIds: [], place: null };
  const { kind } = reason;
  if (kind === 'no-longer-fits') return { ...nothing, kind, why: reason.why };
  if (kind === 'gives-way') return { ...nothing, kind, applicationIds: [...reason.toApplicationIds] };
  if (kind === 'follows') return { ...nothing, kind, applicationIds: [reason.applicationId] };
  if (kind === 'seat-freed') return { ...nothing, kind, applicationIds: [reason.by.applicationId], place: reason.by };
  if (kind === 'place-lost') return { ...nothing, kind, place: reason.place };
  return { ...nothing, kind };
}

export const repairMovesApi = router().openapi(
  operation({
    method: 'get',
    path: '/runs/{id}/moves',
    summary: 'Who moves in a repair, from where to where, and why',
    tag: 'runs',
    permission: 'run.read',
    status: 200,
    answer: movesSchema,
    params: idParam,
  }),
  async (c) => {
    const all = valueOf(await readRepairMoves(c.var.db, c.req.valid('param').id));
    const counts = {
      moves: all.filter(({ fromLineId, toLineId }) => fromLineId !== null && toLineId !== null).length,
      loses: all.filter(({ toLineId }) => toLineId === null).length,
      comes: all.filter(({ fromLineId }) => fromLineId === null).length,
    };
    const moves = all.slice(0, mostMoves).map((move) => ({ ...move, reasons: move.reasons.map(viewOf) }));
    return c.json({ counts, moves }, 200);
  },
);
