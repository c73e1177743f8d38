/** A schema as the document has it, as far as examples need it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

export type Components = Readonly<Record<string, Schema>>;

/** What fields of these names hold in every example: all of it made up, but for the county that everybody knows of. */
const named: Readonly<Record<string, unknown>> = {
  address: 'https://hooks.example.org/zhijiao',
  countyCode: '532926',
  provinceCode: '530000',
  county: '532926',
  code: '532926',
  subject: 'english',
  subjectCode: 'english',
  nameZh: '示范',
  nameEn: 'Example',
  zh: '示范',
  en: 'Example',
  place: '示范中学',
  phone: '138 0000 0000',
  email: 'somebody@example.org',
  timeZone: 'Asia/Shanghai',
  nextCursor: 'MDE5MDAwMDA',
  startDay: '2027-07-12',
  endDay: '2027-07-26',
  fromDay: '2027-07-12',
  throughDay: '2027-07-26',
  startsAt: '2027-07-13T01:00:00Z',
  endsAt: '2027-07-13T02:00:00Z',
};

/** What stands for each form of text that has one. */
const forms: Readonly<Record<string, string>> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  email: 'somebody@example.org',
  'date-time': '2027-07-13T01:00:00Z',
  date: '2027-07-13',
  uri: 'https://example.org/',
};
const candidates = [
  '2027-07-13',
  '532926',
  '530000',
  'ZJ-2027-0000000-0000000',
  'k'.repeat(43),
  '0a'.repeat(32),
  'aaaaaaaaaaaa',
  '08:00',
  'english',
  'zh-CN',
  '1',
  'a',
] as const;
const deepest = 12;

/**
 * An example that fits its schema: made from it, so that it cannot grow old. Fields that may be left out are there, so that a reader sees
 * them all; a list has one item.
 */
export function exampleOf(schema: Schema, components: Components, name = '', depth = 0): unknown {
  if (depth > deepest) return null;
  const { $ref } = schema;
  if ($ref !== undefined) return exampleOf(components[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}, components, name, depth + 1);
  const fixed = fixedOf(schema, name);
  if (fixed !== undefined) return fixed;
  return composed(schema, components, name, depth) ?? ofType(schema, components, name, depth);
}

/** What the schema leaves no choice of, or what stands in every field of this name. */
function fixedOf(schema: Schema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const known = named[name];
  return typesOf(schema).includes('string') && fits(schema, known) ? known : undefined;
}

/** Of a schema made of others, the first way to fit it; undefined where it is plain. */
function composed(schema: Schema, components: Components, name: string, depth: number): unknown {
  const [option] = schema.anyOf ?? schema.oneOf ?? [];
  if (option !== undefined) return exampleOf(option, components, name, depth + 1);
  const parts = (schema.allOf ?? []).map((part) => exampleOf(part, components, name, depth + 1));
  return parts.length > 1 ? Object.assign({}, ...parts) : parts[0];
}

function typesOf({ type }: Schema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}

function ofType(schema: Schema, components: Components, name: string, depth: number): unknown {
  const [type] = typesOf(schema);
  if (type === 'object') return objectOf(schema, components, depth);
  if (type === 'array') {
    const count = Math.min(Math.max(1, schema.minItems ?? 1), schema.maxItems ?? 1);
    return Array.from({ length: Math.max(count, schema.minItems ?? 0) }, () => exampleOf(schema.items ?? {}, components, name, depth + 1));
  }
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  return type === 'string' ? textOf(schema, name) : null;
}

function objectOf({ properties = {}, additionalProperties }: Schema, components: Components, depth: number): Record<string, unknown> {
  const fields = Object.entries(properties).map(([field, of]) => [field, exampleOf(of, components, field, depth + 1)] as const);
  if (fields.length > 0 || typeof additionalProperties !== 'object') return Object.fromEntries(fields);
  return { key: exampleOf(additionalProperties, components, '', depth + 1) };
}

function textOf(schema: Schema, name: string): string {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const form = format === undefined ? undefined : forms[format];
  if (form !== undefined && fits(schema, form)) return form;
  if (name.endsWith('Day') && fits(schema, '2027-07-13')) return '2027-07-13';
  if (name.endsWith('At') && fits(schema, '2027-07-13T01:00:00Z')) return '2027-07-13T01:00:00Z';
  if (pattern !== undefined) return candidates.find((candidate) => fits(schema, candidate)) ?? '';
  return '示范文字'.repeat(Math.max(1, Math.ceil(minLength / 4))).slice(0, maxLength);
}

function fits({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value.length >= minLength && value.length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(value));
}
