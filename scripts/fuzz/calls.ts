import fc from 'fast-check';

import type { Operation } from '../document/documented.ts';
import type { Caller } from '../matrix/cases.ts';
import { fitting, type Making } from './fitting.ts';
import { importFiles, type ImportFile } from './import-files.ts';
import { hostileText, spoilt } from './hostile.ts';
import { nounOf } from './known.ts';

/** One call as it goes out. */
export type Call = {
  readonly caller: Caller;
  readonly method: string;
  /** Below /api/v1, with its query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
};

/** Beside what values are made of, the spreadsheets that are sent. */
export type Drawn = Making & { readonly spreadsheets: fc.Arbitrary<ImportFile> };
type Parameter = NonNullable<Operation['parameters']>[number];

/** Calls of one operation by somebody: most are valid or nearly so, since what is refused at the door comes no further. */
export function callsOf(operation: Operation, caller: Caller, making: Drawn): fc.Arbitrary<Call> {
  const { path, method, parameters = [] } = operation;
  const inQuery = parameters.filter((one) => one.in === 'query');
  return fc
    .record({
      method: mostly(fc.constant(method), fc.constantFrom('get', 'post', 'put', 'patch', 'delete', 'options'), 60),
      path: pathOf(path, making),
      query: queryOf(inQuery, making),
      headers: headersOf(making),
      body: bodyOf(operation, making),
    })
    .map(({ query, path: at, headers, body: { type, content }, ...rest }) => {
      const hasBody = content !== undefined && rest.method !== 'get';
      return {
        caller,
        method: rest.method.toUpperCase(),
        address: `${at}${query === '' ? '' : `?${query}`}`,
        headers: { ...headers, ...(hasBody && type !== undefined ? { 'Content-Type': type } : {}) },
        body: hasBody ? content : undefined,
      };
    });
}

function mostly<T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other });
}

function pathOf(template: string, { known }: Making): fc.Arbitrary<string> {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const noun = nounOf(template.slice(0, Math.max(0, template.indexOf('{'))));
  const parts = names.map((name) => {
    const unknown = name === 'id' ? fc.uuid({ version: 7 }) : fc.stringMatching(/^[\w-]{1,12}$/);
    const fit = known.of(`${noun}.${name}`, known.of(name, unknown)).map(String);
    const odd = fc.oneof(unknown, hostileText.map(safelyEncoded), fc.constantFrom('%00', '%zz', '..', '%2e%2e', '%ff', '*', '0'));
    return mostly(fit.map(safelyEncoded), odd, 12);
  });
  return fc.tuple(...parts).map((values) => {
    let at = 0;
    return template.replaceAll(/\{\w+\}/g, () => values[at++] ?? '');
  });
}

/** Half of a surrogate pair cannot stand in an address. */
function safelyEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 2000);
}

function queryOf(parameters: readonly Parameter[], making: Making): fc.Arbitrary<string> {
  if (parameters.length === 0)
    return mostly(
      fc.constant(''),
      hostileText.map((text) => `x=${safelyEncoded(text)}`),
      30,
    );
  const one = fc.constantFrom(...parameters).chain((parameter) => pairOf(parameter, making));
  const required = parameters.filter((parameter) => parameter.required === true).map((parameter) => pairOf(parameter, making));
  return fc
    .tuple(fc.tuple(...required), fc.array(one, { maxLength: 3 }), mostly(fc.constant(''), hostileText.map(safelyEncoded), 40))
    .map(([must, more, odd]) => [...must, ...more, ...(odd === '' ? [] : [odd])].join('&'));
}

function pairOf({ name, schema = {} }: Parameter, making: Making): fc.Arbitrary<string> {
  const fit = fitting(schema, making, name === 'cursor' ? 'nextCursor' : name);
  // A filter names what elsewhere is named in full.
  const full = { season: 'seasonId', county: 'countyCode', province: 'provinceCode', subject: 'subjectCode' }[name];
  const named = full === undefined ? fit : fc.oneof(making.known.of(full, fit), fit);
  return mostly(named.map(String), hostileText, 8).map((value) => `${name}=${safelyEncoded(value)}`);
}

/** Headers that the API reads, as they should be and otherwise. */
function headersOf({ known }: Making): fc.Arbitrary<Record<string, string>> {
  const odd = fc.constantFrom('', '*', '"', 'W/"', '"999999999999999999999"', ';;;', 'x'.repeat(5000), '\u00ff\u00fe');
  const language = mostly(fc.constantFrom('zh', 'en', 'zh-CN,en;q=0.5'), odd, 15);
  const version = mostly(
    known.of('version', fc.integer({ min: 0, max: 9 })).map((number) => `"${number}"`),
    odd,
    8,
  );
  const key = mostly(fc.uuid({ version: 4 }), fc.oneof(odd, fc.constantFrom('again', 'once more')), 2);
  return fc.record(
    { 'Accept-Language': language, 'If-Match': version, 'Idempotency-Key': key, Accept: mostly(fc.constant('application/json'), odd, 9) },
    { requiredKeys: ['Accept-Language'], noNullPrototype: true },
  );
}

type Body = { readonly type: string | undefined; readonly content: string | Uint8Array | undefined };

function bodyOf({ requestBody }: Operation, making: Drawn): fc.Arbitrary<Body> {
  if (requestBody?.content?.['text/csv'] !== undefined) {
    return fc.oneof({ weight: 4, arbitrary: importFiles(making.known) }, { weight: 1, arbitrary: making.spreadsheets });
  }
  const schema = requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) return mostly(fc.constant({ type: undefined, content: undefined }), rawBody(fc.constant('{}')), 20);
  const fit = fitting(schema, making);
  const json = 'application/json';
  return fc.oneof(
    { weight: 5, arbitrary: written(fit).map((content) => ({ type: json, content })) },
    { weight: 4, arbitrary: written(spoilt(fit)).map((content) => ({ type: json, content })) },
    { weight: 1, arbitrary: rawBody(written(fit)) },
  );
}

const types = ['application/json', 'application/json; charset=utf-8', 'application/json; charset=utf-16', 'text/plain', undefined] as const;
const forms = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/xml',
  ';',
] as const;

function written(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return value.map((made) => JSON.stringify(made) ?? '');
}

/** What is no body of this operation, whatever it says it is: cut off, twice, in other bytes, nested, far too large. */
function rawBody(fit: fc.Arbitrary<string>): fc.Arbitrary<Body> {
  const content = fc.oneof(
    fc.tuple(fit, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    fit.map((text) => `${text}${text}`),
    fit.map((text) => `\ufeff${text}`),
    fit.map((text) => new Uint8Array(Buffer.from(text, 'utf16le'))),
    fit.map((text) => text.replace('{', '{"__proto__":{"admin":true},')),
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom('', '[]', 'null', '0', '"text"', '{', '{"a":1,"a":2}', '{"a":1e999}', '[1,]', '\u0000', '--x\r\n\r\n--x--'),
    fc.constantFrom('['.repeat(100_000), '{"a":'.repeat(50_000), `"${'x'.repeat(1_100_000)}"`, `[${'1,'.repeat(400_000)}1]`),
  );
  return fc.record({ type: mostly<string | undefined>(fc.constantFrom(...types), fc.constantFrom(...forms), 3), content });
}
