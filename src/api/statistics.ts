import { z } from '@hono/zod-openapi';
import type { DateTime } from 'luxon';

import { instantOf } from '../actions/context.ts';
import type { Connection } from '../db/client.ts';
import { countExact, listCompletions } from '../db/queries/exact-statistics.ts';
import {
  countCounties,
  countTold,
  isTold,
  listReportedTotals,
  listToldLengths,
  reportedVolunteers,
  type Counted,
  type TooFew,
} from '../db/queries/statistics.ts';
import {
  askedFaults,
  bandsOf,
  dimensionsAsked,
  filterSchemas,
  measures,
  statisticsDimensions,
  type StatisticsAsked,
  type StatisticsFilter,
} from '../domain/statistics.ts';
import { dimensionDefinitions, keptBack, measureDefinitions } from '../domain/statistics-definitions.ts';
import { Problem } from '../http/failure/problem.ts';
import { instantSchema, operation, pageAnswer, pageQuery, pageWanted, router } from './operation.ts';

const open = { tag: 'statistics', permission: 'open-data.read', method: 'get', status: 200 } as const;
const full = { ...open, permission: 'record.count' } as const;

const whenUntold = 'null where it is kept back: of fewer than five people, or where such could be worked out from it';
const figure = z.number().nullable().openapi({ description: whenUntold });
const textSchema = z.object({ zh: z.string(), en: z.string() });

const rowSchema = z
  .object({
    key: z.string().nullable().openapi({ description: 'Of `by`; empty where it was not known, null where nothing is asked' }),
    andKey: z.string().nullable().openapi({ description: 'Of `and`, likewise' }),
    completions: figure,
    volunteers: figure,
    daysServed: figure,
    lessonsHeld: figure,
    minutesTaught: figure,
    learners: figure,
    counties: figure.openapi({ description: `Told where one dimension at most is asked, and not by institution; ${whenUntold}` }),
    madeUp: figure,
  })
  .openapi('StatisticsRow');

const askedShape = {
  by: z.enum(statisticsDimensions).nullable(),
  and: z.enum(statisticsDimensions).nullable(),
  filter: z.partialRecord(z.enum(statisticsDimensions), z.string()),
};
const recordedSchema = z.object({ ...askedShape, rows: z.array(rowSchema) });
const definitionSchema = z.object({ code: z.string(), name: textSchema, means: textSchema });

const statisticsSchema = z
  .object({
    asOf: instantSchema,
    /** From sources, for years before the records begin; never mixed with what is counted. */
    reported: z.object({
      volunteers: z.number(),
      totals: z.array(
        z.object({
          code: z.string(),
          topic: z.string(),
          labelZh: z.string(),
          labelEn: z.string(),
          figure: z.number(),
          atLeast: z.boolean(),
          fromYear: z.number().nullable(),
          toYear: z.number().nullable(),
          sourceZh: z.string(),
          sourceEn: z.string(),
        }),
      ),
    }),
    recorded: recordedSchema,
    definitions: z.object({ measures: z.array(definitionSchema), dimensions: z.array(definitionSchema), keptBack: textSchema }),
  })
  .openapi('Statistics');

const bandShape = (name: string) => ({
  [`${name}From`]: z.number().nullable(),
  [`${name}To`]: z.number().nullable().openapi({ description: 'null of the longest band' }),
});
const lengthRowSchema = z
  .object({ completions: figure, ...bandShape('days'), ...bandShape('hours') })
  .openapi('StatisticsLengthRow', { description: 'Services that cannot be told apart; without bands where they are kept back' });
const lengthPageSchema = z.object({
  asOf: instantSchema,
  filter: askedShape.filter,
  items: z.array(lengthRowSchema),
  nextCursor: z.string().nullable(),
});

const completionSchema = z
  .object({
    placementId: z.uuid(),
    seasonId: z.uuid(),
    countyCode: z.string(),
    subjectCode: z.string(),
    delivery: z.string(),
    daysServed: z.number(),
    lessonsHeld: z.number(),
    minutesTaught: z.number(),
    learners: z.number(),
  })
  .openapi('CountedCompletion');

const filters = z.strictObject(filterSchemas).partial().shape;
const askedQuery = z.strictObject({
  by: z.enum(statisticsDimensions).optional(),
  and: z.enum(statisticsDimensions).optional(),
  ...filters,
});
const { limit, cursor } = pageQuery;

function askedIn(query: z.infer<typeof askedQuery>, { isPublic }: { isPublic: boolean }): StatisticsAsked {
  const { by, and, ...narrowed } = query;
  const filter: StatisticsFilter = Object.fromEntries(Object.entries(narrowed).filter(([, key]) => key !== undefined));
  const faults = askedFaults({ by, and, filter }, { isPublic });
  if (faults.length > 0) throw new Problem({ kind: 'invalid', faults });
  return { by, and, filter };
}

type View = z.infer<typeof recordedSchema>;

function recordedOf(
  { by, and, filter }: StatisticsAsked,
  rows: readonly (Counted | TooFew)[],
  counties: ReadonlyMap<string, number>,
): View {
  return {
    by: by ?? null,
    and: and ?? null,
    filter,
    rows: rows.map((row) => ({ ...row, counties: isTold(row) ? (counties.get(row.key ?? '') ?? null) : null })),
  };
}

async function toldView(db: Connection, asked: StatisticsAsked): Promise<View> {
  const isOne = dimensionsAsked(asked).length < 2 && Object.keys(asked.filter).length === 0;
  const counties = isOne && asked.by !== 'tier' ? await countCounties(db, asked.by) : new Map<string, number>();
  return recordedOf(asked, await countTold(db, asked), counties);
}

const definitions = {
  measures: measures.map((code) => ({ code, ...measureDefinitions[code] })),
  dimensions: statisticsDimensions.map((code) => ({ code, ...dimensionDefinitions[code] })),
  keptBack,
};

async function reportedView(db: Connection) {
  const totals = await listReportedTotals(db);
  return { volunteers: reportedVolunteers(totals), totals: totals.map(({ position, recordedDay, ...total }) => total) };
}

/** A page out of what cannot be told apart: by its place, for there is nothing else to name it. */
function lengthPage(rows: Awaited<ReturnType<typeof listToldLengths>>, query: { limit: number; cursor?: string | undefined }) {
  const { after } = pageWanted(query, 'sequence');
  const from = after === undefined ? 0 : Number(after) + 1;
  const items = rows.slice(from, from + query.limit).map(({ key, completions }) => {
    const bands = key === null ? undefined : bandsOf(key);
    return {
      completions,
      daysFrom: bands?.days.from ?? null,
      daysTo: bands?.days.to ?? null,
      hoursFrom: bands?.hours.from ?? null,
      hoursTo: bands?.hours.to ?? null,
    };
  });
  const nextAfter = from + query.limit < rows.length ? String(from + query.limit - 1) : null;
  return pageAnswer({ items, nextAfter }, (item) => item);
}

export const statisticsApi = router()
  .openapi(
    operation({
      ...open,
      path: '/statistics',
      summary: 'Reported totals, and recorded completions beside them, counted by one or two dimensions and narrowed by any',
      answer: statisticsSchema,
      query: askedQuery,
    }),
    async (c) => {
      const asked = askedIn(c.req.valid('query'), { isPublic: true });
      const { db, now } = c.var;
      return c.json({ asOf: asOf(now), reported: await reportedView(db), recorded: await toldView(db, asked), definitions }, 200);
    },
  )
  .openapi(
    operation({
      ...open,
      path: '/statistics/rows',
      summary: 'The services that a figure counts, without names: those of about the same length together',
      answer: lengthPageSchema,
      query: z.strictObject({ limit, cursor, ...filters }),
    }),
    async (c) => {
      const { limit: most, cursor: from, ...narrowed } = c.req.valid('query');
      const { filter } = askedIn(narrowed, { isPublic: true });
      const rows = await listToldLengths(c.var.db, { filter });
      return c.json({ asOf: asOf(c.var.now), filter, ...lengthPage(rows, { limit: most, cursor: from }) }, 200);
    },
  )
  .openapi(
    operation({
      ...full,
      path: '/statistics/exact',
      summary: 'Recorded completions with nothing kept back, counted and narrowed by any dimensions',
      answer: z.object({ asOf: instantSchema, recorded: recordedSchema }),
      query: askedQuery,
    }),
    async (c) => {
      const asked = askedIn(c.req.valid('query'), { isPublic: false });
      return c.json({ asOf: asOf(c.var.now), recorded: recordedOf(asked, await countExact(c.var.db, asked), new Map()) }, 200);
    },
  )
  .openapi(
    operation({
      ...full,
      path: '/statistics/completions',
      summary: 'The completions that a figure counts, each with its placement',
      answer: z.object({ items: z.array(completionSchema), nextCursor: z.string().nullable() }),
      query: z.strictObject({ limit, cursor, ...filters }),
    }),
    async (c) => {
      const { limit: most, cursor: from, ...narrowed } = c.req.valid('query');
      const { filter } = askedIn(narrowed, { isPublic: false });
      const { after } = pageWanted({ limit: most, cursor: from });
      const rows = await listCompletions(c.var.db, { filter }, { limit: most + 1, after });
      const items = rows.slice(0, most);
      const nextAfter = rows.length > most ? (items.at(-1)?.placementId ?? null) : null;
      return c.json(
        pageAnswer({ items, nextAfter }, (item) => item),
        200,
      );
    },
  );

const asOf = (now: DateTime) => instantOf(now);
