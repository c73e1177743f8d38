import { extendOffer } from '../actions/placements/extend-offer.ts';
import { actionContext } from '../http/context.ts';
import { valueOf } from '../http/failure/problem.ts';
import { idParam, operation, router } from './operation.ts';
import { placementSchema, view as placementView } from './placements.ts';

export const offersApi = router().openapi(
  operation({
    method: 'post',
    path: '/placements/{id}/extend',
    summary: 'Take 48 hours more to answer, once',
    tag: 'placements',
    permission: 'placement.answer',
    status: 200,
    answer: placementSchema,
    params: idParam,
  }),
  async (c) => c.json(placementView(valueOf(await extendOffer(actionContext(c), c.req.valid('param').id))), 200),
);
