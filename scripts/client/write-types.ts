import type { Components, Schema } from '../../src/api/example.ts';

type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Described = {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
};
type Document = {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Components };
};

/** The document's schemas and operations as TypeScript: what the client is typed by. */
export function typesOf({ paths = {}, components = {} }: Document): string {
  const schemas = Object.entries(components.schemas ?? {}).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => operationOf(`${method.toUpperCase()} ${path}`, described)),
  );
  const head = '// Written by `npm run client` from the document of the API; not by hand.\n\n';
  return `${head}${schemas.join('\n')}\n\nexport interface Operations {\n${operations.join('\n')}\n}\n`;
}

function operationOf(name: string, described: Described): string {
  const { summary = '', description = '', deprecated = false, parameters = [] } = described;
  const said = `${summary}. ${description}`.replaceAll('*/', '* /');
  return `  /** ${said}${deprecated ? ' @deprecated' : ''} */
  '${name}': {
    params: ${partOf(parameters.filter((one) => one.in === 'path'))};
    query: ${partOf(parameters.filter((one) => one.in === 'query'))};
    body: ${bodyOf(described)};
    answer: ${answerOf(described)};
  };`;
}

function bodyOf({ requestBody }: Described): string {
  const schema = requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) return 'undefined';
  return requestBody?.required === true ? typeOf(schema) : `${typeOf(schema)} | undefined`;
}

function answerOf({ responses = {} }: Described): string {
  const done = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const schema = done?.content?.['application/json']?.schema;
  return schema === undefined ? 'unknown' : typeOf(schema);
}

function partOf(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return 'undefined';
  const fields = parameters.map(({ name, required = false, schema = {} }) => fieldOf(name, typeOf(schema), required));
  return `{ ${fields.join(' ')} }`;
}

function fieldOf(name: string, type: string, isNeeded: boolean): string {
  const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
  return isNeeded ? `${key}: ${type};` : `${key}?: ${type} | undefined;`;
}

const plain: Readonly<Record<string, string>> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

function typeOf(schema: Schema): string {
  const { $ref, enum: values, anyOf, oneOf, allOf, type } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  const options = anyOf ?? oneOf;
  if (options !== undefined) return options.map((option) => `(${typeOf(option)})`).join(' | ');
  if (allOf !== undefined) return allOf.map((part) => `(${typeOf(part)})`).join(' & ');
  const types = typeof type === 'string' ? [type] : (type ?? []);
  return types.length === 0 ? 'unknown' : types.map((one) => plain[one] ?? structureOf(one, schema)).join(' | ');
}

function structureOf(type: string, { items = {}, properties = {}, required = [], additionalProperties }: Schema): string {
  if (type === 'array') return `(${typeOf(items)})[]`;
  const fields = Object.entries(properties).map(([name, of]) => fieldOf(name, typeOf(of), required.includes(name)));
  if (fields.length > 0) return `{ ${fields.join(' ')} }`;
  return typeof additionalProperties === 'object' ? `Record<string, ${typeOf(additionalProperties)}>` : 'Record<string, unknown>';
}
