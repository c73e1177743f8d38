import { and, asc, eq, sql, type SQL } from 'drizzle-orm';

import type { Heads, SessionHeads, TrainingKind, TrainingState } from '../../domain/training.ts';
import type { Connection } from '../client.ts';
import { receptions, trainingReports } from '../tables/trainings.ts';
import { inCodes } from './codes.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

type Named = { readonly nameZh: string; readonly nameEn: string };
export type ReceptionTraining = {
  readonly state: TrainingState;
  readonly kind: TrainingKind;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly sessionDays: readonly string[];
  readonly reason: string | null;
};

/** A training at a station, as its county and coordinators see it. */
export type Reception = {
  readonly id: string;
  readonly trainingId: string;
  readonly stationId: string;
  readonly countyCode: string;
  readonly expected: Heads | null;
  /** People by group, by the newest report; null until there is one. */
  readonly people: Heads | null;
  readonly attendances: number;
  readonly certificates: number | null;
  readonly reports: number;
  readonly reportedAt: string | null;
  readonly station: Named;
  readonly county: Named;
  readonly training: ReceptionTraining;
};

const reception = sql`select r.id, r.training_id as "trainingId", r.station_id as "stationId", r.county_code as "countyCode", r.expected,
  case when r.reports > 0 then json_build_object('cadres', r.cadres, 'officials', r.officials, 'primaryTeachers', r.primary_teachers,
    'secondaryTeachers', r.secondary_teachers, 'students', r.students) end as people, r.attendances, r.certificates, r.reports,
  r.reported_at::text as "reportedAt", json_build_object('nameZh', s.name_zh, 'nameEn', s.name_en) as station,
  json_build_object('nameZh', c.name_zh, 'nameEn', c.name_en) as county,
  json_build_object('state', t.state, 'kind', t.kind, 'titleZh', t.title_zh, 'titleEn', t.title_en, 'startDay', t.start_day, 'endDay', t.end_day,
    'sessionDays', t.session_days, 'reason', t.reason) as training
  from training_receptions r join trainings t on t.id = r.training_id join stations s on s.id = r.station_id join counties c on c.code = r.county_code`;

export type ReceptionFilter = {
  readonly trainingId?: string | undefined;
  readonly stationId?: string | undefined;
  /** All counties where it is left out. */
  readonly countyCodes?: readonly string[] | undefined;
  readonly isReported?: boolean | undefined;
  /** Those of trainings that counties hear of. */
  readonly isOpened?: boolean | undefined;
};

/** Trainings at stations by id. */
export async function listReceptions(db: Connection, filter: ReceptionFilter, page: PageWanted): Promise<Page<Reception>> {
  const { after, limit, newestFirst = false } = page;
  const where: SQL[] = [
    sql`true`,
    ...(filter.trainingId === undefined ? [] : [sql`r.training_id = ${filter.trainingId}`]),
    ...(filter.stationId === undefined ? [] : [sql`r.station_id = ${filter.stationId}`]),
    ...(filter.countyCodes === undefined ? [] : [sql`r.county_code in ${inCodes(filter.countyCodes)}`]),
    ...(filter.isReported === undefined ? [] : [filter.isReported ? sql`r.reports > 0` : sql`r.reports = 0`]),
    ...(filter.isOpened === true ? [sql`t.state <> 'planned'`] : []),
    ...(after === undefined ? [] : [newestFirst ? sql`r.id < ${after}` : sql`r.id > ${after}`]),
  ];
  const order = newestFirst ? sql`desc` : sql`asc`;
  const rows = await db.execute<Reception>(
    sql`${reception} where ${sql.join(where, sql` and `)} order by r.id ${order} limit ${limit + 1}`,
  );
  return pageOf([...rows], page, (row) => row.id);
}

export async function findReception(db: Connection, id: string): Promise<Reception | undefined> {
  const [row] = await db.execute<Reception>(sql`${reception} where r.id = ${id}`);
  return row;
}

/** A training at one station, its row held until the transaction ends. */
export async function lockReception(db: Connection, trainingId: string, stationId: string): Promise<Reception | undefined> {
  const [row] = await db
    .select({ id: receptions.id })
    .from(receptions)
    .where(and(eq(receptions.trainingId, trainingId), eq(receptions.stationId, stationId)))
    .for('update');
  return row === undefined ? undefined : findReception(db, row.id);
}

export async function saveExpected(db: Connection, id: string, expected: Heads): Promise<void> {
  await db.update(receptions).set({ expected }).where(eq(receptions.id, id));
}

export type TrainingReport = typeof trainingReports.$inferSelect;

/** A further report; what the reception counts follows from it in the database. */
export async function insertReport(
  db: Connection,
  report: {
    readonly receptionId: string;
    readonly number: number;
    readonly sessions: SessionHeads[];
    readonly certificates: number | null;
    readonly reason: string | null;
    readonly reportedBy: string | null;
    readonly reportedAt: string;
  },
): Promise<void> {
  await db.insert(trainingReports).values(report);
}

/** Every report of a training at a station, the first first. */
export async function listReports(db: Connection, receptionIds: readonly string[]): Promise<TrainingReport[]> {
  if (receptionIds.length === 0) return [];
  return db
    .select()
    .from(trainingReports)
    .where(
      sql`${trainingReports.receptionId} in (${sql.join(
        receptionIds.map((id) => sql`${id}::uuid`),
        sql`, `,
      )})`,
    )
    .orderBy(asc(trainingReports.receptionId), asc(trainingReports.number));
}

export type CountyToTell = { readonly countyCode: string; readonly receptionId: string };

/** The counties whose stations receive a training, each with its first reception, by code. */
export async function listReceivingCounties(db: Connection, trainingId: string): Promise<CountyToTell[]> {
  return [
    ...(await db.execute<CountyToTell>(sql`
      select distinct on (county_code) county_code as "countyCode", id as "receptionId" from training_receptions
      where training_id = ${trainingId} order by county_code, id`)),
  ];
}
