import type { Context } from 'hono';

import { isTold } from '../../db/queries/statistics.ts';
import { measureDefinitions } from '../../domain/statistics-definitions.ts';
import type { StatisticsAsked } from '../../domain/statistics.ts';
import type { AppEnv } from '../../http/context.ts';
import { csvOf } from '../../http/exports/spreadsheet.ts';
import { hoursOf } from './counts-view.tsx';
import { inOrder, labelOf, namesFor, type Row } from './labels.ts';
import { dimensionName } from './record-asked.ts';
import { recordWords } from './record-words.ts';

/** The rows of a count as a table to take along, each with the moment as of which it holds. */
export async function sendRecordCsv(c: Context<AppEnv>, asked: StatisticsAsked, rows: readonly Row[]): Promise<Response> {
  const { locale } = c.var;
  const { csv } = recordWords[locale];
  const names = await namesFor(c.var.db, [asked], [rows]);
  const { by, and } = asked;
  const ways = [by, and].filter((dimension) => dimension !== undefined);
  const measure = (code: keyof typeof measureDefinitions) => measureDefinitions[code].name[locale];
  const head = [
    ...ways.flatMap((dimension) => [`${dimensionName(dimension, locale)} ${csv.key}`, dimensionName(dimension, locale)]),
    ...(['completions', 'volunteers', 'daysServed', 'lessonsHeld'] as const).map(measure),
    csv.hours,
    measure('learners'),
    measure('madeUp'),
    csv.asOf,
  ];
  const asOf = c.var.now.toUTC().toISO() ?? '';
  const lines = (by === undefined ? rows : inOrder(names, by, rows)).map((row) => [
    ...[row.key, row.andKey].flatMap((key, i) => {
      const dimension = ways[i];
      return dimension === undefined ? [] : [key ?? '', labelOf(names, dimension, key ?? '', locale)];
    }),
    ...(isTold(row)
      ? [row.completions, row.volunteers ?? '', row.daysServed, row.lessonsHeld, hoursOf(row), row.learners, row.madeUp]
      : [csv.few, '', '', '', '', '', '']),
    asOf,
  ]);
  return c.body(csvOf([head, ...lines]), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="zhijiao-${[...ways, 'record'].join('-')}.csv"`,
    'Cache-Control': 'private, max-age=60',
  });
}
