type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
};

/** A value that the schema takes, with whatever must be named taken from the names given; optional fields are left out. */
export function sampleOf(schema: Schema, named: Readonly<Record<string, unknown>>, name = ''): unknown {
  if (name in named) return named[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [option] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (option !== undefined) return sampleOf(option, named, name);
  return ofType(schema, named, name);
}

function ofType(schema: Schema, named: Readonly<Record<string, unknown>>, name: string): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object') {
    const fields = (schema.required ?? []).map((field) => [field, sampleOf(schema.properties?.[field] ?? {}, named, field)] as const);
    return Object.fromEntries(fields);
  }
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, named, name));
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  return type === 'boolean' ? false : textOf(schema, name);
}

function textOf({ format, pattern, minLength = 1 }: Schema, name: string): string {
  if (format === 'uuid') return '01900000-0000-7000-8000-000000000000';
  if (format === 'email') return 'somebody@example.org';
  if (name === 'phone') return '138 0000 0000';
  if (format === 'date-time') return '2027-07-13T01:00:00Z';
  if (name.endsWith('Day') || pattern?.includes('19|20|21') === true) return '2027-07-13';
  return 'some text, long enough to be taken'.repeat(Math.ceil(minLength / 30));
}
