import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import type { Fault } from '../actions/context.ts';
import { listUnknownCodes } from '../db/queries/references.ts';
import { permissions, type Permission } from '../domain/actor.ts';
import type { AppEnv } from '../http/context.ts';
import { codesIn } from './codes-in.ts';
import { aboutDeprecation, saysDeprecated, type Deprecated } from './deprecated.ts';
import { door, remark, remarkBody } from './door.ts';
import { faultsOf } from '../http/failure/fault-words.ts';
import { Problem } from '../http/failure/problem.ts';
import { fileTypes } from '../http/files.ts';
import { problemFacts } from './problem-facts.ts';
import { answerFailure } from './problem.ts';
import { problems } from '../http/failure/problem-words.ts';
import { headersOf, refusalsOf } from './refusals.ts';

export const problemSchema = z
  .object({
    type: z.enum(Object.keys(problems).map((name) => `/problems/${name}`)).openapi({ description: 'Leads to a page that explains it' }),
    title: z.string(),
    detail: z.string(),
    status: z.number(),
    instance: z.string().optional(),
    ...problemFacts,
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

/** A router of one noun: what the schemas refuse becomes a problem that names every fault at once. */
export function router(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: async (result, c) => {
      if (result.success) return undefined;
      if (result.target === 'param') return answerFailure({ kind: 'not-found' }, c);
      const faults = faultsOf(result.error);
      if (result.target === 'json') faults.push(...(await faultsBesides(c)));
      const failure = { kind: 'invalid' as const, faults: distinct(faults) };
      return answerFailure(failure, c);
    },
  });
}

/** What is wrong with a refused body besides its form: fields that contradict each other, codes that do not exist. */
async function faultsBesides(c: Context<AppEnv>): Promise<Fault[]> {
  // No body at all is a fault of its own.
  const raw: unknown = await c.req.json().catch(() => undefined);
  const unknown = await listUnknownCodes(c.var.db, codesIn(raw));
  return [...(c.var.faultsIn?.(raw) ?? []), ...unknown.map(({ pointer }) => ({ pointer, code: 'unknown' }))];
}

function distinct(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.code}`, fault])).values()];
}

const nothing = z.strictObject({});

type Nothing = typeof noPart;
const noPart = Object.freeze({});

type Asked<Params, Query, Body> = (Params extends z.ZodObject ? { params: Params } : Nothing) &
  (Query extends z.ZodObject ? { query: Query } : Nothing) &
  (Body extends z.ZodType ? { body: { required: true; content: { 'application/json': { schema: Body } } } } : Nothing);

type Route<M, P, S extends number, R, Params, Query, Body> = {
  readonly method: M;
  readonly path: P;
  readonly request: Asked<Params, Query, Body>;
  readonly responses: Record<S, { description: string; content: { 'application/json': { schema: R } } }>;
};

type Described<M, P, S, R, Params, Query, Body> = {
  readonly method: M;
  readonly path: P;
  readonly summary: string;
  readonly tag: string;
  readonly permission: Permission;
  readonly status: S;
  readonly answer: R;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is a file, which the route reads as it comes. */
  readonly takesFile?: true;
  /** What can be told of a body that the schema refuses, besides what the schema says. */
  readonly faultsIn?: (raw: unknown) => readonly Fault[];
  /** It goes away on a day; what to call instead. */
  readonly deprecated?: Deprecated;
};

/** Describes one operation: whatever it does not name (a query parameter, a field) is refused. */
export function operation<
  const M extends 'get' | 'post' | 'patch' | 'put' | 'delete',
  const P extends string,
  const S extends 200 | 201 | 202,
  R extends z.ZodType,
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(described: Described<M, P, S, R, Params, Query, Body>) {
  const { method, path, summary, tag, permission, status, answer, params, query, body, takesFile = false, deprecated } = described;
  const isBareMove = method === 'post' && body === undefined && !takesFile;
  const shape = {
    method,
    isPublic: 'public' in permissions[permission],
    hasParams: params !== undefined,
    hasBody: body !== undefined || isBareMove || takesFile,
  };
  const route = createRoute({
    method,
    path,
    summary,
    tags: [tag],
    description: `Roles: ${rolesOf(permission)}${aboutDeprecation(deprecated)}`,
    ...(deprecated === undefined ? {} : { deprecated: true }),
    'x-permission': permission,
    security: shape.isPublic ? [] : [{ bearer: [] }, { session: [] }],
    parameters: headersOf(shape),
    middleware: middlewareOf(described, isBareMove),
    // At run time an undescribed parameter is refused.
    request: { params: params ?? nothing, query: query ?? nothing, ...bodyAsked(body, { isBareMove, takesFile }) },
    responses: {
      [status]: { description: summary, content: { 'application/json': { schema: answer } } },
      ...refusalsOf(shape, problemSchema),
    },
  });
  // The type leaves out what is not described, so that the typed client does not ask for it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return route as unknown as Route<M, P, S, R, Params, Query, Body>;
}

type Passed = { readonly permission: Permission; readonly faultsIn?: Door; readonly deprecated?: Deprecated };
type Door = (raw: unknown) => readonly Fault[];

/** What a call passes before its handler: whether it goes away, then who may. */
function middlewareOf({ permission, faultsIn, deprecated }: Passed, isBareMove: boolean) {
  return [...(deprecated === undefined ? [] : [saysDeprecated(deprecated)]), door(permission, faultsIn), ...(isBareMove ? [remark] : [])];
}

/** Who may, as the document says it: `own` is what is theirs alone. */
function rolesOf(permission: Permission): string {
  return Object.entries(permissions[permission])
    .map(([name, reach]) => (reach === 'own' ? `${name} (own)` : name))
    .join(', ');
}

/** The document's copy of what an operation takes that reads a file. */
const fileBody = {
  required: true,
  content: Object.fromEntries(fileTypes.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }])),
};

type Asking = { readonly isBareMove: boolean; readonly takesFile: boolean };

function bodyAsked(body: z.ZodType | undefined, { isBareMove, takesFile }: Asking) {
  if (takesFile) return { body: fileBody };
  if (body !== undefined) return { body: { required: true, content: { 'application/json': { schema: body } } } };
  return isBareMove ? { body: remarkBody } : {};
}

export const idParam = z.object({ id: z.uuid() });
export const instantSchema = z.string().openapi({ format: 'date-time' });

/** Digits only: a number in another notation is not what a list's length is written in. */
const limitSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .pipe(z.number().int().min(1).max(200))
  .default(50)
  .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50 });

export const pageQuery = {
  limit: limitSchema,
  cursor: z.string().max(200).optional(),
  sort: z.enum(['created', '-created']).default('-created'),
  lang: z.enum(['zh', 'en', 'zh-CN']).optional(),
};

/** What a list is ordered by, and so what its cursor holds: an id, a division's code, a certificate's number, or a place in the chain of events. */
const keyForms = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  code: /^\d{6}$/,
  sequence: /^\d{1,15}$/,
  serial: /^ZJ-\d{4}-[0-9A-Z]{7}-[0-9A-Z]{7}$/,
} as const;
type KeyForm = keyof typeof keyForms;

type PageQuery = { readonly limit: number; readonly cursor?: string | undefined; readonly sort?: string | undefined };

export function pageWanted(query: PageQuery, form: KeyForm = 'id') {
  return {
    limit: query.limit,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, form),
    newestFirst: query.sort === '-created',
  };
}

export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export function pageAnswer<T, V>(page: { items: readonly T[]; nextAfter: string | null }, view: (item: T) => V) {
  return { items: page.items.map(view), nextCursor: page.nextAfter === null ? null : btoa(page.nextAfter) };
}

/** Cuts a page out of a list that is ordered by its key. */
export function pageByKey<T>(items: readonly T[], keyOf: (item: T) => string, query: PageQuery) {
  const { after, limit } = pageWanted(query);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { items: page, nextAfter: rest.length > limit && last !== undefined ? keyOf(last) : null };
}

/** A cursor is opaque to callers; one that is made up, or another list's, is a fault of theirs, not ours. */
function readCursor(cursor: string, form: KeyForm): string {
  try {
    const key = atob(cursor);
    if (keyForms[form].test(key)) return key;
  } catch {
    // Not even base64: the same fault.
  }
  throw new Problem({ kind: 'invalid', faults: [{ pointer: '/cursor', code: 'wrong-form' }] });
}

/** The version that a change was made from, as `If-Match` says it. */
export function versionGiven(c: Context<AppEnv>): number {
  const given = c.req.header('If-Match');
  if (given === undefined) throw new Problem({ kind: 'version-missing' });
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(given)?.[1];
  return version === undefined ? -1 : Number(version);
}

export function etagOf(thing: { readonly version: number }): { ETag: string } {
  return { ETag: `"${thing.version}"` };
}

/** The instants of the store are PostgreSQL's own form; the wire has RFC 3339. */
export function rfc3339(instant: string): string {
  return new Date(instant).toISOString();
}
export function rfc3339OrNull(instant: string | null): string | null {
  return instant === null ? null : rfc3339(instant);
}
