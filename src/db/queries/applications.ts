import { and, asc, eq, inArray, sql } from 'drizzle-orm';

import type { ApplicationFields, ApplicationPatch, ApplicationState, Target } from '../../domain/application.ts';
import type { Connection } from '../client.ts';
import { applicationChoices, applications, applicationSubjects, applicationWindows } from '../tables/applications.ts';
import { afterKey, byKey, pageOf, type Page, type PageWanted } from './page.ts';

type ApplicationRow = typeof applications.$inferSelect;
export type Application = ApplicationRow & ApplicationFields;

export async function findApplication(db: Connection, id: string): Promise<Application | undefined> {
  const rows = await db.select().from(applications).where(eq(applications.id, id));
  return (await withParts(db, rows))[0];
}

/** The application's row, held until the transaction ends. */
export async function lockApplication(db: Connection, id: string): Promise<Application | undefined> {
  const rows = await db.select().from(applications).where(eq(applications.id, id)).for('update');
  return (await withParts(db, rows))[0];
}

/** Applications by id. */
export async function listApplications(
  db: Connection,
  filter: {
    readonly accountId?: string | undefined;
    readonly seasonId?: string | undefined;
    readonly state?: ApplicationState | undefined;
  },
  page: PageWanted,
): Promise<Page<Application>> {
  const rows = await db
    .select()
    .from(applications)
    .where(
      and(
        filter.accountId === undefined ? undefined : eq(applications.accountId, filter.accountId),
        filter.seasonId === undefined ? undefined : eq(applications.seasonId, filter.seasonId),
        filter.state === undefined ? undefined : eq(applications.state, filter.state),
        afterKey(applications.id, page),
      ),
    )
    .orderBy(byKey(applications.id, page))
    .limit(page.limit + 1);
  return pageOf(await withParts(db, rows), page, (row) => row.id);
}

/** The volunteer's application of this season that was not withdrawn, if there is one. */
export async function findStandingApplication(db: Connection, accountId: string, seasonId: string): Promise<{ id: string } | undefined> {
  const [row] = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.accountId, accountId), eq(applications.seasonId, seasonId), sql`${applications.state} <> 'withdrawn'`));
  return row;
}

export async function insertApplication(
  db: Connection,
  whose: { readonly accountId: string; readonly seasonId: string },
  fields: ApplicationPatch,
): Promise<string> {
  const [row] = await db
    .insert(applications)
    .values({ ...whose, ...ownColumns(fields) })
    .returning({ id: applications.id });
  if (row === undefined) throw new Error('an insert returned no row');
  await saveParts(db, row.id, whose.seasonId, fields);
  return row.id;
}

/** Writes the fields that are given and leaves the others. */
export async function saveApplication(
  db: Connection,
  application: { readonly id: string; readonly seasonId: string },
  fields: ApplicationPatch,
): Promise<void> {
  await db
    .update(applications)
    .set({ id: application.id, ...ownColumns(fields) })
    .where(eq(applications.id, application.id));
  await saveParts(db, application.id, application.seasonId, fields);
}

export async function saveApplicationState(
  db: Connection,
  id: string,
  change: { readonly state: ApplicationState; readonly decisionReason?: string | null; readonly submittedAt?: string },
): Promise<void> {
  await db.update(applications).set(change).where(eq(applications.id, id));
}

function ownColumns(fields: ApplicationPatch): Partial<typeof applications.$inferInsert> {
  const { scope, deliveries, statement, mostPlacements } = fields;
  return {
    ...(scope === undefined ? {} : { scope }),
    ...(deliveries === undefined ? {} : { deliveries }),
    ...(statement === undefined ? {} : { statement }),
    ...(mostPlacements === undefined ? {} : { mostPlacements }),
  };
}

async function saveParts(db: Connection, applicationId: string, seasonId: string, fields: ApplicationPatch): Promise<void> {
  if (fields.subjects !== undefined) {
    await db.delete(applicationSubjects).where(eq(applicationSubjects.applicationId, applicationId));
    const rows = fields.subjects.map(({ subject, level }) => ({ applicationId, subjectCode: subject, level }));
    if (rows.length > 0) await db.insert(applicationSubjects).values(rows);
  }
  if (fields.windows !== undefined) {
    await db.delete(applicationWindows).where(eq(applicationWindows.applicationId, applicationId));
    const rows = fields.windows.map((window, position) => ({
      applicationId,
      position,
      days: `[${window.startDay},${window.endDay}]`,
      weeklyHours: window.weeklyHours,
    }));
    if (rows.length > 0) await db.insert(applicationWindows).values(rows);
  }
  await saveChoices(db, applicationId, seasonId, fields);
}

/** Choices and "never" stand in one table (rank 0 is never), so each is replaced by its own ranks. */
async function saveChoices(db: Connection, applicationId: string, seasonId: string, fields: ApplicationPatch): Promise<void> {
  const own = eq(applicationChoices.applicationId, applicationId);
  if (fields.choices !== undefined) {
    await db.delete(applicationChoices).where(and(own, sql`${applicationChoices.rank} > 0`));
    const rows = fields.choices
      .flatMap(({ rank, targets }) => targets.map((target) => ({ rank, target })))
      .map(({ rank, target }, i) => ({ applicationId, seasonId, position: i + 1, rank, ...targetColumns(target) }));
    if (rows.length > 0) await db.insert(applicationChoices).values(rows);
  }
  if (fields.never !== undefined) {
    await db.delete(applicationChoices).where(and(own, eq(applicationChoices.rank, 0)));
    const rows = fields.never.map((target, i) => ({ applicationId, seasonId, position: -1 - i, rank: 0, ...targetColumns(target) }));
    if (rows.length > 0) await db.insert(applicationChoices).values(rows);
  }
}

function targetColumns(target: Target) {
  return {
    requestId: target.kind === 'request' ? target.id : null,
    countyCode: target.kind === 'county' ? target.code : null,
    provinceCode: target.kind === 'province' ? target.code : null,
  };
}

async function withParts(db: Connection, rows: readonly ApplicationRow[]): Promise<Application[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [subjectRows, windowRows, choiceRows] = [
    await db
      .select()
      .from(applicationSubjects)
      .where(inArray(applicationSubjects.applicationId, ids))
      .orderBy(asc(applicationSubjects.subjectCode)),
    await db
      .select({
        applicationId: applicationWindows.applicationId,
        weeklyHours: applicationWindows.weeklyHours,
        startDay: sql<string>`lower(${applicationWindows.days})::text`,
        endDay: sql<string>`(upper(${applicationWindows.days}) - 1)::text`,
      })
      .from(applicationWindows)
      .where(inArray(applicationWindows.applicationId, ids))
      .orderBy(asc(applicationWindows.position)),
    await db
      .select()
      .from(applicationChoices)
      .where(inArray(applicationChoices.applicationId, ids))
      .orderBy(asc(applicationChoices.position)),
  ];
  const subjectsById = Map.groupBy(subjectRows, (row) => row.applicationId);
  const windowsById = Map.groupBy(windowRows, (row) => row.applicationId);
  const choicesById = Map.groupBy(choiceRows, (row) => row.applicationId);
  return rows.map((row) => ({
    ...row,
    subjects: (subjectsById.get(row.id) ?? []).map(({ subjectCode, level }) => ({ subject: subjectCode, level })),
    windows: (windowsById.get(row.id) ?? []).map(({ startDay, endDay, weeklyHours }) => ({ startDay, endDay, weeklyHours })),
    ...choicesOf(choicesById.get(row.id) ?? []),
  }));
}

type ChoiceRow = typeof applicationChoices.$inferSelect;

function choicesOf(rows: readonly ChoiceRow[]): Pick<ApplicationFields, 'choices' | 'never'> {
  const ranked = Map.groupBy(
    rows.filter((row) => row.rank > 0),
    (row) => row.rank,
  );
  return {
    choices: [...ranked].toSorted(([a], [b]) => a - b).map(([rank, of]) => ({ rank, targets: of.map(targetOf) })),
    never: rows
      .filter((row) => row.rank === 0)
      .map(targetOf)
      .toReversed(),
  };
}

export function targetOf(row: Pick<ChoiceRow, 'requestId' | 'countyCode' | 'provinceCode'>): Target {
  if (row.requestId !== null) return { kind: 'request', id: row.requestId };
  if (row.countyCode !== null) return { kind: 'county', code: row.countyCode };
  if (row.provinceCode !== null) return { kind: 'province', code: row.provinceCode };
  throw new Error('a choice without a target');
}
