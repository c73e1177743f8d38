import { z } from 'zod';

import type { Reference } from '../db/queries/references.ts';
import { countyCodeSchema, provinceCodeSchema } from '../domain/teaching.ts';

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('county'), code: countyCodeSchema }),
  z.object({ kind: z.literal('province'), code: provinceCodeSchema }),
]);
const subject = z.string().min(1).max(40);
const mostNamed = 200;

/**
 * Codes that a raw body names under the API's words for them, each with its pointer: subjects, counties, provinces. Made for
 * bodies whose form is wrong somewhere, so anything that is not such a code is passed over.
 */
export function codesIn(raw: unknown): Reference[] {
  const found: Reference[] = [];
  const open: (readonly [value: unknown, pointer: string])[] = [[raw, '']];
  for (let next = open.pop(); next !== undefined && found.length < mostNamed; next = open.pop()) {
    const [value, pointer] = next;
    // Nothing that the API takes is nested deeper than this.
    if (typeof value !== 'object' || value === null || pointer.length > 100) continue;
    const asTarget = target.safeParse(value);
    if (asTarget.success) found.push({ ...asTarget.data, pointer });
    for (const [key, inner] of Object.entries(value)) {
      found.push(...codeUnder(key, inner, `${pointer}/${key}`));
      open.push([inner, `${pointer}/${key}`]);
    }
  }
  return found;
}

function codeUnder(key: string, value: unknown, pointer: string): Reference[] {
  if (key === 'subject' && subject.safeParse(value).success) return [{ kind: 'subject', code: String(value), pointer }];
  if (key === 'countyCode' && countyCodeSchema.safeParse(value).success) return [{ kind: 'county', code: String(value), pointer }];
  if (key !== 'countyCodes' || !Array.isArray(value)) return [];
  return value.flatMap((code: unknown, i) =>
    countyCodeSchema.safeParse(code).success ? [{ kind: 'county' as const, code: String(code), pointer: `${pointer}/${i}` }] : [],
  );
}
