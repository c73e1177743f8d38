import type { z } from '@hono/zod-openapi';

import type { ActionContext } from '../actions/context.ts';
import type { Permission } from '../domain/actor.ts';
import type { Decision } from '../domain/decision.ts';
import { reasonSchema } from '../domain/placement.ts';
import type { Result } from '../domain/result.ts';
import { actionContext } from '../http/context.ts';
import { etagOf, idParam, operation, router } from './operation.ts';
import type { KnownFailure } from '../http/failure/known-failure.ts';
import { valueOf } from '../http/failure/problem.ts';

type Decided<Tag extends string, T, V extends z.ZodType> = {
  readonly tag: Tag;
  readonly permission: Permission;
  readonly answer: V;
  readonly decide: (context: ActionContext, id: string, decision: Decision) => Promise<Result<T, KnownFailure>>;
  readonly view: (thing: T) => z.infer<V>;
};

/** What a coordinator says of a thing handed in: approve it, return it to be mended, reject it. */
export function decisions<const Tag extends string, T extends { readonly version: number }, V extends z.ZodType>({
  tag,
  permission,
  answer,
  decide,
  view,
}: Decided<Tag, T, V>) {
  const move = { tag, permission, answer, method: 'post', status: 200, params: idParam } as const;
  return router()
    .openapi(operation({ ...move, path: `/${tag}/{id}/approve` as const, summary: 'Approve it' }), async (c) => {
      const decided = valueOf(await decide(actionContext(c), c.req.valid('param').id, { move: 'approve' }));
      return c.json(view(decided), 200, etagOf(decided));
    })
    .openapi(
      operation({ ...move, path: `/${tag}/{id}/return` as const, summary: 'Return it to be mended', body: reasonSchema }),
      async (c) => {
        const decided = valueOf(await decide(actionContext(c), c.req.valid('param').id, { move: 'return', ...c.req.valid('json') }));
        return c.json(view(decided), 200, etagOf(decided));
      },
    )
    .openapi(operation({ ...move, path: `/${tag}/{id}/reject` as const, summary: 'Reject it', body: reasonSchema }), async (c) => {
      const decided = valueOf(await decide(actionContext(c), c.req.valid('param').id, { move: 'reject', ...c.req.valid('json') }));
      return c.json(view(decided), 200, etagOf(decided));
    });
}
