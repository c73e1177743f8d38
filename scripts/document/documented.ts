import { z } from 'zod';

import { document } from '../matrix/cases.ts';
import { completed } from '../../src/api/document.ts';
import type { Components, Schema } from '../../src/api/example.ts';
import type { Permission } from '../../src/domain/actor.ts';

type Content = Record<string, { schema: Schema; example?: unknown }>;
type Described = {
  responses: Record<string, { content?: Content }>;
  parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema }[];
  requestBody?: { readonly content?: Content };
  tags?: readonly string[];
  readonly 'x-permission'?: Permission;
};
type Answered = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the very document that is served
const described = completed(document) as unknown as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

export type Operation = Described & { readonly method: string; readonly path: string };
/** Every operation of the document. */
export const operations: readonly Operation[] = Object.entries(described.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, one]) => ({ ...one, method, path })),
);
/** The schemas that the document names. */
export const namedSchemas: Components = described.components.schemas;

const nameOf = ($ref: string) => $ref.slice($ref.lastIndexOf('/') + 1);
const referred = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : referred(described.components.schemas[nameOf(schema.$ref)] ?? {});

/** The schema with what it is made of in one, since a part alone would refuse the fields of the others. */
function joined(schema: Schema): Schema {
  const plain = referred(schema);
  if (plain.allOf === undefined) return plain;
  const { allOf, ...rest } = plain;
  const parts = [...allOf.map(joined), rest];
  const properties = Object.assign({}, ...parts.map((part) => part.properties)) as Record<string, Schema>;
  return { ...rest, type: 'object', properties, required: parts.flatMap(({ required = [] }) => required) };
}

/** The schema as a reader takes it: what it does not name is not there. */
function strict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strict);
  if (value === null || typeof value !== 'object') return value;
  const schema = 'allOf' in value ? joined(value as Schema) : (value as Schema);
  const inner = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, strict(part)]));
  return schema.properties === undefined || schema.additionalProperties !== undefined ? inner : { ...inner, additionalProperties: false };
}

const takers = new WeakMap<Schema, z.ZodType>();
/** What takes an answer of the schema; made once. */
function takes(schema: Schema): z.ZodType {
  const taking = takers.get(schema) ?? madeOf(schema);
  takers.set(schema, taking);
  return taking;
}

const made = new Map<string, z.ZodType>();
/** With the definitions that it refers to and no others; many operations answer alike. */
function madeOf(schema: Schema): z.ZodType {
  const text = JSON.stringify(strict(schema));
  const known = made.get(text);
  if (known !== undefined) return known;
  const $defs: Record<string, unknown> = {};
  const gather = (within: string) => {
    for (const [, name = ''] of within.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (name in $defs) continue;
      $defs[name] = strict(described.components.schemas[name] ?? {});
      gather(JSON.stringify($defs[name]));
    }
  };
  gather(text);
  const whole = JSON.stringify({ ...(JSON.parse(text) as object), $defs }).replaceAll('#/components/schemas/', '#/$defs/');
  const taking = z.fromJSONSchema(JSON.parse(whole) as Parameters<typeof z.fromJSONSchema>[0]);
  made.set(text, taking);
  return taking;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where an answer has fields that the example does not show. What is one of several forms, or a map, shows one of them. */
function unshown(schema: Schema, example: unknown, real: unknown, at = ''): string[] {
  const plain = joined(schema);
  const options = (plain.anyOf ?? plain.oneOf ?? []).map(joined).filter(({ type }) => type !== 'null');
  const [only, ...others] = options;
  if (only !== undefined) return others.length > 0 ? [] : unshown(only, example, real, at);
  if (Array.isArray(real)) {
    const [first] = Array.isArray(example) ? (example as unknown[]) : [];
    return real.flatMap((item: unknown) => unshown(plain.items ?? {}, first, item, `${at}/-`));
  }
  if (!isRecord(real) || plain.properties === undefined) return [];
  if (!isRecord(example)) return [`${at} is not shown`];
  return Object.entries(real).flatMap(([key, value]) =>
    key in example ? unshown(plain.properties?.[key] ?? {}, example[key], value, `${at}/${key}`) : [`${at}/${key} is not shown`],
  );
}

/** What the document says otherwise than a real answer: the status, the form, a field; where it is shown, the example has what the answer has. */
export function unlikeDocument({ method, path, status, type, text }: Answered, { isShown = true } = {}): string[] {
  const isDone = status < 300;
  const form = type?.split(';')[0] ?? 'nothing';
  const json = answersTo(method, path, status)?.content?.[form];
  if (json === undefined) return [`${status} as ${form} is not in the document`];
  return form.endsWith('json') ? unlikeSchema(json, JSON.parse(text), isDone && isShown) : [];
}

/** What the document says of answers of the status; of refusals that it does not list it says one thing for all. */
function answersTo(method: string, path: string, status: number): { readonly content?: Content } | undefined {
  const { responses } = described.paths[path]?.[method] ?? { responses: {} };
  return responses[status] ?? (status < 300 ? undefined : responses['default']);
}

function unlikeSchema({ schema, example }: Content[string], body: unknown, hasExample: boolean): string[] {
  const parsed = takes(schema).safeParse(body);
  const faults = parsed.success ? [] : parsed.error.issues.slice(0, 4).map((issue) => JSON.stringify(issue));
  return hasExample ? [...faults, ...unshown(schema, example, body)] : faults;
}

const templates = operations
  .map((operation) => ({ operation, at: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
  .toSorted((a, b) => a.operation.path.split('{').length - b.operation.path.split('{').length);

/** The operation that an address below /api/v1 leads to; undefined where there is none. */
export function operationAt(address: string, asked: string): Operation | undefined {
  const [path = ''] = address.split('?');
  const method = asked.toLowerCase();
  return templates.find((template) => template.operation.method === method && template.at.test(path))?.operation;
}
