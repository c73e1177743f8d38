import type { Context } from 'hono';
import { z } from 'zod';

import type { AppEnv } from '../http/context.ts';

/** What the address asks under a name, where it is something that can be asked; anything else is as if it were not there. */
export function asked<T>(c: Context<AppEnv>, name: string, schema: z.ZodType<T>): T | undefined {
  return schema.safeParse(c.req.query(name)).data;
}

const keySchema = z.uuid();

/** The key after which the next part of a list begins. */
export function afterAsked(c: Context<AppEnv>): string | undefined {
  return asked(c, 'after', keySchema);
}

/** The id in the address; what is no id belongs to nothing. */
export function idAsked(c: Context<AppEnv>): string | undefined {
  return keySchema.safeParse(c.req.param('id')).data;
}
