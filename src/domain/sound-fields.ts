import { z } from 'zod';

/**
 * The fields of a raw value that are sound by themselves, each by its own schema; the others are left out. With them the
 * rules between fields can still be asked of an input that has a fault elsewhere, so that every fault is told at once.
 */
export function soundFields<S extends z.ZodRawShape>(shape: S, raw: unknown): Partial<z.infer<z.ZodObject<S>>> {
  if (typeof raw !== 'object' || raw === null) return {};
  const given = new Map<string, unknown>(Object.entries(raw));
  const sound = Object.entries(shape).flatMap(([name, schema]) => {
    const parsed = z.safeParse(schema, given.get(name));
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(sound) as Partial<z.infer<z.ZodObject<S>>>;
}
