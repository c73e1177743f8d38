import { setOwnDays } from '../actions/placements/set-own-days.ts';
import { ownDaysSchema } from '../domain/own-days.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, operation, router } from './operation.ts';
import { placementSchema, view } from './placements.ts';

export const ownDaysApi = router().openapi(
  operation({
    tag: 'placements',
    answer: placementSchema,
    method: 'put',
    path: '/placements/{id}/days',
    summary: 'Set the volunteer’s own first and last day, within the placement’s, as agreed with them',
    permission: 'placement.set-days',
    status: 200,
    params: idParam,
    body: ownDaysSchema,
  }),
  async (c) => c.json(view(valueOf(await setOwnDays(actionContext(c), c.req.valid('param').id, c.req.valid('json')))), 200),
);
