import type { z } from 'zod';

import type { Typed } from '../typed.ts';

/** A filter in the address by its schema; what is unknown there counts as not asked. */
export function asked<Schema extends z.ZodType>(typed: Typed, name: string, schema: Schema): z.output<Schema> | undefined {
  const parsed = schema.safeParse(typed.optional(name));
  return parsed.success ? parsed.data : undefined;
}
