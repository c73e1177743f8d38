import { document, type Caller, type Case, type Door } from '../../scripts/matrix/cases.ts';
import type { TestDatabase } from '../support/database.ts';
import { appFor } from '../support/site.ts';
import { digestOf, isWritten } from './digest.ts';
import { teamCodes, type Fixture } from './fixture.ts';
import { sampleOf } from './sample.ts';

export type Asked = {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly location: string | null;
  readonly changed: boolean;
};

class RollBack extends Error {}

/** The transaction that the site works in just now: cases are asked one after the other. */
const inside = {} as Pick<TestDatabase, 'db'>;
/** One site for all cases: its router learns its routes once. */
const app = appFor(inside, { now: '2027-04-01T08:00:00Z' });

/** Asks one case of the real site, in a transaction that is then undone, and tells whether any row was changed by it. */
export async function ask({ db }: TestDatabase, fixture: Fixture, asked: Case): Promise<Asked> {
  let answer: Asked | undefined;
  await db
    .transaction(async (tx) => {
      inside.db = tx as unknown as TestDatabase['db'];
      const response = await app.request(addressOf(fixture, asked), requestOf(fixture, asked));
      const text = await response.text();
      const changed = asked.outcome !== 'allowed' && (await isWritten(tx)) && (await digestOf(tx)) !== fixture.digest;
      const { status, headers } = response;
      answer = { status, type: headers.get('Content-Type'), text, location: headers.get('Location'), changed };
      throw new RollBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error;
    });
  if (answer === undefined) throw new Error('nothing was answered');
  return answer;
}

const missing = {
  id: '01900000-0000-7000-8000-000000000000',
  code: '999999',
  name: 'no-such-problem',
  kind: 'no_such_text',
  key: 'y'.repeat(43),
  serial: 'ZJ-2027-0000000-0000000',
  list: '9999',
  year: '9999',
};

function addressOf(fixture: Fixture, { door, thing }: Case): string {
  const path = door.path.replaceAll(/\{(\w+)\}|:(\w+)/g, (_, braced: string | undefined, colon: string | undefined) => {
    const name = (braced ?? colon ?? '') as keyof typeof missing;
    return thing === 'missing' ? missing[name] : thingOf(fixture, door);
  });
  return door.kind === 'page' ? path : `/api/v1${path}${queryOf(fixture, door)}`;
}

/** The fixture's thing that the address is about; a new kind of thing needs one there. */
function thingOf({ things }: Fixture, { path }: Door): string {
  const noun = /^\/(?:(?:county|desk|safeguarding|admin)\/)?((?:(?:me|jobs|record)\/)?[\w-]+)\/[{:]/.exec(path)?.[1] ?? '';
  const id = things[path] ?? things[noun];
  if (id === undefined) throw new Error(`test/access/fixture.ts has no thing for ${path}`);
  return id;
}

type Described = {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { required?: boolean; content?: Record<string, { schema?: object }> };
};

function described({ path, method }: Door): Described {
  return ((document.paths ?? {}) as Record<string, Record<string, Described>>)[path]?.[method] ?? {};
}

function queryOf({ names }: Fixture, door: Door): string {
  const wanted = (described(door).parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required === true);
  const query = new URLSearchParams(wanted.map(({ name }) => [name, names[name] ?? 'x']));
  return wanted.length === 0 ? '' : `?${query.toString()}`;
}

function takesFile({ content = {} }: NonNullable<Described['requestBody']>): boolean {
  return content['application/json'] === undefined;
}

function requestOf(fixture: Fixture, { door, caller }: Case): RequestInit {
  const token = fixture.tokens[caller];
  const headers = new Headers({ 'If-Match': '"1"', 'Accept-Language': 'en' });
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  const method = door.method.toUpperCase();
  if (door.kind === 'page') {
    headers.set('Accept', 'text/html');
    if (method === 'GET') return { method, headers };
    headers.set('Origin', 'http://localhost:8787');
    return { method, headers, body: new URLSearchParams({ email: 'someone@example.org' }) };
  }
  const { requestBody } = described(door);
  if (requestBody?.required !== true) return { method, headers };
  headers.set('Content-Type', takesFile(requestBody) ? 'text/csv' : 'application/json');
  return { method, headers, body: takesFile(requestBody) ? 'a,b\n1,2\n' : jsonFor(fixture, caller, requestBody) };
}

function jsonFor(fixture: Fixture, caller: Caller, { content = {} }: NonNullable<Described['requestBody']>): string {
  // Whoever has an application joins and leaves teams with their own.
  const applicationId = fixture.applicationIds[caller] ?? fixture.applicationIds.volunteer;
  const code = caller === 'volunteer' ? teamCodes[0] : 'aaaaaaaaaaaa';
  return JSON.stringify(sampleOf(resolved(content['application/json']?.schema ?? {}), { ...fixture.names, applicationId, code }));
}

/** The document refers to schemas that it names. */
function resolved(schema: object): object {
  const text = JSON.stringify(schema, (_, value: unknown) => {
    const ref = typeof value === 'object' && value !== null && '$ref' in value ? String(value.$ref) : undefined;
    return ref === undefined ? value : (document.components?.schemas?.[ref.slice('#/components/schemas/'.length)] ?? {});
  });
  return JSON.parse(text) as object;
}
