import fc from 'fast-check';

import { exampleOf, type Components, type Schema } from '../../src/api/example.ts';
import type { Memory } from './memory.ts';

/** What values are made of: the document's named schemas, and what is known by name. */
export type Making = { readonly components: Components; readonly known: Memory };
type Bounded = Schema & { readonly maximum?: number };

const deepest = 8;
/** Texts and lists longer than these tell nothing new; as long as they may be, they come now and then. */
const usualLength = 40;
const usualItems = 3;

/** Values that the schema takes, with names that are known where there are any. */
export function fitting(schema: Schema, making: Making, name = '', depth = 0): fc.Arbitrary<unknown> {
  const { $ref } = schema;
  if (depth > deepest) return fc.constant(null);
  if ($ref !== undefined) return fitting(making.components[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}, making, name, depth + 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  return composed(schema, making, name, depth) ?? plain(schema, making, name, depth);
}

/** Of a schema made of others; undefined where it is plain. */
function composed(schema: Schema, making: Making, name: string, depth: number): fc.Arbitrary<unknown> | undefined {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((option) => fitting(option, making, name, depth + 1)));
  return schema.allOf === undefined ? undefined : joined(schema.allOf, making, depth);
}

function plain(schema: Schema, making: Making, name: string, depth: number): fc.Arbitrary<unknown> {
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['string']);
  return fc.oneof(...types.map((type) => ofType(type, schema, making, name, depth)));
}

function joined(parts: readonly Schema[], making: Making, depth: number): fc.Arbitrary<unknown> {
  return fc.tuple(...parts.map((part) => fitting(part, making, '', depth + 1))).map((made) => Object.assign({}, ...made) as unknown);
}

function ofType(type: string, schema: Bounded, making: Making, name: string, depth: number): fc.Arbitrary<unknown> {
  if (type === 'object') return objectOf(schema, making, depth);
  if (type === 'array') return listOf(schema, making, name, depth);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'integer' || type === 'number') return numberOf(type, schema, making, name);
  // What the document shows of the field is what somebody would send.
  const shown = fc.constant(String(exampleOf({ ...schema, type: 'string' }, making.components, name)));
  return fc.oneof(making.known.of(name, textOf(schema, name)), shown, textOf(schema, name));
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, making: Making, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties);
  if (fields.length === 0 && typeof additionalProperties === 'object') {
    return fc.dictionary(fc.string({ maxLength: 20 }), fitting(additionalProperties, making, '', depth + 1), { maxKeys: usualItems });
  }
  const model = Object.fromEntries(fields.map(([field, of]) => [field, fitting(of, making, field, depth + 1)]));
  return fc.record(model, { requiredKeys: required.filter((field) => field in model), noNullPrototype: true });
}

function listOf({ items = {}, minItems = 0, maxItems }: Schema, making: Making, name: string, depth: number): fc.Arbitrary<unknown> {
  const most = Math.min(maxItems ?? usualItems, minItems + usualItems);
  const item = fitting(items, making, name.replace(/s$/, ''), depth + 1);
  const usual = fc.array(item, { minLength: minItems, maxLength: Math.max(minItems, most) });
  return maxItems === undefined || maxItems > 200
    ? usual
    : fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: fc.array(item, { minLength: maxItems, maxLength: maxItems }) });
}

function numberOf(type: string, { minimum, maximum }: Bounded, { known }: Making, name: string): fc.Arbitrary<unknown> {
  const bounds = { min: minimum ?? (maximum === undefined ? 0 : Math.min(0, maximum)), max: maximum ?? Math.max(1000, minimum ?? 0) };
  const made = type === 'integer' ? fc.integer(bounds) : fc.double({ ...bounds, noNaN: true });
  return name === 'version' ? known.of(name, made) : made;
}

const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2029-01-01'), noInvalidDate: true }).map((at) => at.toISOString());
const days = instants.map((at) => at.slice(0, 10));
const forms: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 7 }),
  email: fc.emailAddress(),
  'date-time': instants,
  date: days,
};

function textOf(schema: Schema, name: string): fc.Arbitrary<string> {
  const { format, pattern } = schema;
  const formed = format === undefined ? undefined : forms[format];
  if (formed !== undefined) return formed;
  if (name.endsWith('Day') || pattern?.includes('(19|20|21)') === true) return days;
  return pattern === undefined ? ofLength(schema) : fc.stringMatching(new RegExp(pattern, 'u'));
}

function ofLength({ minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  const most = Math.min(maxLength ?? usualLength, minLength + usualLength);
  const usual = fc.string({ unit: 'grapheme', minLength, maxLength: most });
  if (maxLength === undefined || maxLength > 20_000) return usual;
  return fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: fc.constant('字'.repeat(maxLength)) });
}
