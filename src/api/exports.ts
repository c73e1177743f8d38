import { createRoute, z } from '@hono/zod-openapi';

import { exportColumns } from '../domain/exports/columns.ts';
import { exportFormatSchema, exportKinds, exportPermissions, isSeasonal, type ExportKind } from '../domain/exports/export.ts';
import { sendList, type Telling } from '../http/exports/send-list.ts';
import { spreadsheetTypes } from '../http/exports/spreadsheet.ts';
import { operation, router } from './operation.ts';

/** Programs read columns by name, and codes as they stand. */
const plain = (kind: ExportKind): Telling => ({ title: kind, head: ({ name }) => name, cell: (_column, value) => value });

const query = z.strictObject({ format: exportFormatSchema.default('csv'), lang: z.enum(['zh', 'en', 'zh-CN']).optional() });
const seasonQuery = query.extend({ season: z.uuid().optional() });

const file = z.string().openapi({ format: 'binary' });
const files = { 'text/csv': { schema: file }, [spreadsheetTypes.xlsx]: { schema: file } } as const;

/** An operation of its own for each list, since each has its readers. */
function exportOperation(kind: ExportKind) {
  const columns = exportColumns[kind].map(({ name }) => name).join(', ');
  const summary = `The list of ${kind} as a file`;
  const route = operation({
    tag: 'exports',
    method: 'get',
    path: `/exports/${kind}`,
    summary,
    permission: exportPermissions[kind],
    status: 200,
    answer: file,
    query: isSeasonal(kind) ? seasonQuery : query,
  });
  const described = { description: `${summary}, sent while it is read. Columns: ${columns}`, content: files };
  return createRoute({ ...route, responses: { ...route.responses, 200: described } });
}

export const exportsApi = router();
for (const kind of exportKinds) {
  exportsApi.openapi(exportOperation(kind), async (c) => {
    const { format, season: seasonId } = seasonQuery.parse(c.req.valid('query'));
    return sendList(c, { kind, format, seasonId }, plain(kind));
  });
}
