import { createMiddleware } from 'hono/factory';
import { z } from 'zod';

import type { Fault } from '../actions/context.ts';
import { authorise, type Permission } from '../domain/actor.ts';
import type { AppEnv } from '../http/context.ts';
import { faultsOf } from '../http/failure/fault-words.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';

/** Asks the table of permissions before anything of the call is read: who may not do it learns nothing else. */
export function door(permission: Permission, faultsIn?: (raw: unknown) => readonly Fault[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    valueOf(authorise(c.var.actor, permission));
    c.set('faultsIn', faultsIn);
    c.set('isForAll', permission === 'open-data.read' && c.var.actor.kind === 'public');
    await next();
  });
}

const remarkSchema = z.strictObject({ reason: z.string().trim().min(1).max(2000).optional() });

/** The document's copy of what a move without fields of its own takes. */
export const remarkBody = {
  required: false,
  content: {
    'application/json': {
      schema: {
        type: 'object' as const,
        properties: { reason: { type: 'string' as const, maxLength: 2000, description: 'Stands in the record' } },
        additionalProperties: false,
      },
    },
  },
};

/** A move that needs no body may come with a reason, which the record keeps; anything else in it is refused. */
export const remark = createMiddleware<AppEnv>(async (c, next) => {
  const text = await c.req.text();
  if (text.trim() !== '') {
    const parsed = remarkSchema.safeParse(parse(text));
    if (!parsed.success) throw new Problem({ kind: 'invalid', faults: faultsOf(parsed.error) });
    c.set('reason', parsed.data.reason);
  }
  await next();
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({ kind: 'malformed' });
  }
}
