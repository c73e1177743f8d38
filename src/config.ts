import { z } from 'zod';

/** What the platform gives the Worker. */
const bindingsSchema = z.object({ HYPERDRIVE: z.object({ connectionString: z.string().min(1) }) });
export type Config = { readonly databaseUrl: string };

/** The configuration from the bindings; throws with a readable list of everything that is wrong. */
export function readConfig(bindings: unknown): Config {
  const parsed = bindingsSchema.safeParse(bindings);
  if (parsed.success) return { databaseUrl: parsed.data.HYPERDRIVE.connectionString };
  const faults = parsed.error.issues.map((issue) => `- ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The Worker is not configured:\n${faults.join('\n')}`);
}
