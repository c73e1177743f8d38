import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { applyImport } from '../actions/imports/apply-import.ts';
import { changeImport } from '../actions/imports/change-import.ts';
import { checkImport } from '../actions/imports/check-import.ts';
import { receiveFile } from '../actions/imports/receive-file.ts';
import { stopImport } from '../actions/imports/stop-import.ts';
import { notFound } from '../actions/context.ts';
import { findImport, listImports, type Import } from '../db/queries/imports.ts';
import { listFaultyRows, type FaultyRow } from '../db/queries/import-rows.ts';
import { encodings } from '../domain/import/encoding.ts';
import { importFormats, importKindSchema, importModeSchema, importPatchSchema, importStates } from '../domain/import/import.ts';
import { fieldsOf } from '../domain/import/kinds.ts';
import { unmappedFields } from '../domain/import/mapping.ts';
import { actionContext, type AppEnv } from '../http/context.ts';
import { faultMessage } from '../http/failure/fault-words.ts';
import { Problem, valueOf } from '../http/failure/problem.ts';
import { faultsFile } from '../http/faults-file.ts';
import { door } from './door.ts';
import {
  etagOf,
  idParam,
  instantSchema,
  operation,
  pageAnswer,
  pageQuery,
  pageSchema,
  pageWanted,
  rfc3339,
  rfc3339OrNull,
  router,
  versionGiven,
} from './operation.ts';

const importSchema = z
  .object({
    id: z.uuid(),
    kind: importKindSchema,
    state: z.enum(importStates),
    mode: importModeSchema,
    submits: z.boolean().openapi({ description: 'Of requests: whether they are handed in for their counties' }),
    file: z.object({
      name: z.string(),
      format: z.enum(importFormats),
      encoding: z.enum(encodings).nullable(),
      bytes: z.number(),
      sha256: z.string(),
      headerLine: z.number(),
    }),
    columns: z.array(z.object({ index: z.number(), header: z.string(), field: z.string().nullable() })),
    mapping: z.record(z.string(), z.number()).openapi({ description: 'The column of each field, counted from 0' }),
    unmapped: z.array(z.string()).openapi({ description: 'Fields that every row must fill and no column does' }),
    rows: z.number(),
    counts: z.object({ new: z.number(), changed: z.number(), same: z.number(), faulty: z.number() }).nullable(),
    written: z.number(),
    progress: z.number(),
    failure: z.string().nullable(),
    requestedBy: z.uuid(),
    createdAt: instantSchema,
    checkedAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    version: z.number(),
  })
  .openapi('Import');

function view(held: Import): z.infer<typeof importSchema> {
  const { id, kind, state, mode, submits, mapping, rows, written, progress, failure, requestedBy, version } = held;
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  const { newRows, changedRows, sameRows, faultyRows } = held;
  return {
    id,
    kind,
    state,
    mode,
    submits,
    rows,
    written,
    progress,
    failure,
    requestedBy,
    version,
    file: {
      name: held.fileName,
      format: held.fileFormat,
      encoding: held.encoding,
      bytes: held.fileBytes,
      sha256: held.fileSha256,
      headerLine: held.headerLine,
    },
    columns: held.headers.map((header, index) => ({ index, header, field: fieldOf.get(index) ?? null })),
    mapping: { ...mapping },
    unmapped: unmappedFields(fieldsOf(kind), mapping),
    counts: faultyRows === null ? null : { new: newRows ?? 0, changed: changedRows ?? 0, same: sameRows ?? 0, faulty: faultyRows },
    createdAt: rfc3339(held.createdAt),
    checkedAt: rfc3339OrNull(held.checkedAt),
    finishedAt: rfc3339OrNull(held.finishedAt),
  };
}

const faultyRowSchema = z
  .object({
    line: z.number(),
    cells: z.array(z.string()),
    errors: z.array(
      z.object({
        field: z.string(),
        column: z.string().nullable(),
        code: z.string(),
        message: z.string(),
        otherLine: z.number().nullable(),
      }),
    ),
  })
  .openapi('FaultyRow');

function faultyRowView(held: Import, c: Context<AppEnv>) {
  return ({ line, cells, faults }: FaultyRow): z.infer<typeof faultyRowSchema> => ({
    line,
    cells: [...cells],
    errors: faults.map(({ field, code, line: otherLine = null }) => ({
      field,
      column: held.headers[held.mapping[field] ?? -1] ?? null,
      code,
      message: faultMessage(code, c.var.locale),
      otherLine,
    })),
  });
}

const about = { tag: 'imports', permission: 'import.run' } as const;

async function importIn(c: Context<AppEnv>, id: string): Promise<Import> {
  const held = await findImport(c.var.db, id);
  if (held === undefined) throw new Problem(notFound('import'));
  return held;
}

export const importsApi = router()
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/imports/{kind}',
      summary: 'Send a file of earlier records; it is checked, and nothing is written before it is applied',
      status: 202,
      answer: importSchema,
      params: z.object({ kind: importKindSchema }),
      query: z.strictObject({
        name: z.string().trim().min(1).max(200).optional(),
        encoding: z.enum(encodings).optional(),
        mode: importModeSchema.optional(),
        submits: z.enum(['true', 'false']).optional(),
      }),
      takesFile: true,
    }),
    async (c) => {
      const { kind } = c.req.valid('param');
      const { name, encoding, mode = 'all', submits } = c.req.valid('query');
      const stream = c.req.raw.body ?? new Blob([]).stream();
      const sent = { name: name ?? kind, stream, encoding };
      const received = valueOf(await receiveFile(actionContext(c), { kind, mode, submits: submits === 'true' }, sent));
      return c.json(view(received), 202, { ...etagOf(received), Location: `/api/v1/imports/${received.id}` });
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/imports',
      summary: 'Imports',
      status: 200,
      answer: pageSchema(importSchema),
      query: z.strictObject({ ...pageQuery, kind: importKindSchema.optional() }),
    }),
    async (c) => {
      const { kind, ...page } = c.req.valid('query');
      return c.json(pageAnswer(await listImports(c.var.db, { kind }, pageWanted(page)), view), 200);
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/imports/{id}',
      summary: 'One import: how far it is, and what came of it',
      status: 200,
      answer: importSchema,
      params: idParam,
    }),
    async (c) => {
      const held = await importIn(c, c.req.valid('param').id);
      return c.json(view(held), 200, etagOf(held));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'patch',
      path: '/imports/{id}',
      summary: 'Say which column fills which field, or whether all rows count or none',
      status: 200,
      answer: importSchema,
      params: idParam,
      body: importPatchSchema,
    }),
    async (c) => {
      const changed = valueOf(await changeImport(actionContext(c), c.req.valid('param').id, c.req.valid('json'), versionGiven(c)));
      return c.json(view(changed), 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/imports/{id}/check',
      summary: 'Check every row, and change nothing',
      status: 202,
      answer: importSchema,
      params: idParam,
    }),
    async (c) => c.json(view(valueOf(await checkImport(actionContext(c), c.req.valid('param').id))), 202),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/imports/{id}/apply',
      summary: 'Write what was checked: all of it, or the rows without a fault',
      status: 202,
      answer: importSchema,
      params: idParam,
      query: z.strictObject({ mode: importModeSchema.optional() }),
    }),
    async (c) => c.json(view(valueOf(await applyImport(actionContext(c), c.req.valid('param').id, c.req.valid('query').mode))), 202),
  )
  .openapi(
    operation({
      ...about,
      method: 'post',
      path: '/imports/{id}/stop',
      summary: 'Stop an import; what was written row by row stays',
      status: 202,
      answer: importSchema,
      params: idParam,
    }),
    async (c) => c.json(view(valueOf(await stopImport(actionContext(c), c.req.valid('param').id))), 202),
  )
  .openapi(
    operation({
      ...about,
      method: 'get',
      path: '/imports/{id}/faults',
      summary: 'Rows with faults, each at its line with every reason',
      status: 200,
      answer: pageSchema(faultyRowSchema),
      params: idParam,
      query: z.strictObject({ limit: pageQuery.limit, cursor: pageQuery.cursor, lang: pageQuery.lang }),
    }),
    async (c) => {
      const held = await importIn(c, c.req.valid('param').id);
      const { limit, after } = pageWanted(c.req.valid('query'), 'sequence');
      return c.json(
        pageAnswer(await listFaultyRows(c.var.db, held.id, { limit, afterLine: Number(after ?? 0) }), faultyRowView(held, c)),
        200,
      );
    },
  );

/** The faulty rows in the file's own columns, to be mended and sent again. */
importsApi.get('/imports/:id/faults.csv', door('import.run'), async (c) => {
  const id = idParam.shape.id.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem(notFound('import'));
  return faultsFile(c, await importIn(c, id.data), 'csv');
});
