import { and, eq, sql, type SQL } from 'drizzle-orm';

import type { Receivers, TrainingInput, TrainingKind, TrainingDelivery, TrainingState } from '../../domain/training.ts';
import type { Connection } from '../client.ts';
import { trainings } from '../tables/trainings.ts';
import { pageOf, type Page, type PageWanted } from './page.ts';

type TrainingRow = typeof trainings.$inferSelect;

/** A training with how far it goes: to how many stations, and how many of them have reported. */
export type Training = TrainingRow & {
  readonly stations: number;
  readonly provinces: number;
  readonly reported: number;
  /** Null where none were given, or so few that they are not told. */
  readonly certificates: number | null;
};
/** The same with how many people it reached; null where that is not told. */
export type ReachedTraining = Training & { readonly people: number | null };

const columns = sql`t.id, t.state, t.kind, t.delivery, t.title_zh as "titleZh", t.title_en as "titleEn", t.origin_zh as "originZh",
  t.origin_en as "originEn", t.hours, t.start_day::text as "startDay", t.end_day::text as "endDay", to_json(t.session_days) as "sessionDays", t.reason,
  t.made_up as "madeUp", t.version, t.created_at::text as "createdAt", coalesce(n.stations, 0) as stations, coalesce(n.provinces, 0) as provinces,
  coalesce(n.reported, 0) as reported, n.certificates`;

export type TrainingFilter = {
  readonly state?: TrainingState | undefined;
  readonly kind?: TrainingKind | undefined;
  readonly delivery?: TrainingDelivery | undefined;
  readonly year?: number | undefined;
};

/** Trainings by id, each with the people it reached. */
export async function listTrainings(db: Connection, filter: TrainingFilter, page: PageWanted): Promise<Page<ReachedTraining>> {
  const { after, limit, newestFirst = false } = page;
  const where: SQL[] = [
    sql`true`,
    ...(filter.state === undefined ? [] : [sql`t.state = ${filter.state}`]),
    ...(filter.kind === undefined ? [] : [sql`t.kind = ${filter.kind}`]),
    ...(filter.delivery === undefined ? [] : [sql`t.delivery = ${filter.delivery}`]),
    ...(filter.year === undefined
      ? []
      : [sql`t.end_day >= make_date(${filter.year}, 1, 1) and t.end_day < make_date(${filter.year + 1}, 1, 1)`]),
    ...(after === undefined ? [] : [newestFirst ? sql`t.id < ${after}` : sql`t.id > ${after}`]),
  ];
  const order = newestFirst ? sql`desc` : sql`asc`;
  const rows = await db.execute<ReachedTraining>(sql`
    with page as (select t.* from trainings t where ${sql.join(where, sql` and `)} order by t.id ${order} limit ${limit + 1}),
    ids as (select coalesce(array_agg(id), '{}') as ids from page)
    select ${columns}, c.people::int as people from page t
      left join (select n.* from ids, reception_counts(ids.ids) n) n on n.training_id = t.id
      left join (select c.* from ids, count_reach('training', ids.ids) c) c on c.key = t.id::text order by t.id ${order}`);
  return pageOf([...rows], page, (row) => row.id);
}

export async function findTraining(db: Connection, id: string): Promise<Training | undefined> {
  const [row] = await db.execute<Training>(sql`
    select ${columns} from trainings t left join reception_counts(array[${id}::uuid]) n on n.training_id = t.id where t.id = ${id}`);
  return row;
}

/** The training's row, held until the transaction ends. */
export async function lockTraining(db: Connection, id: string): Promise<Training | undefined> {
  const [row] = await db.select({ id: trainings.id }).from(trainings).where(eq(trainings.id, id)).for('update');
  return row === undefined ? undefined : findTraining(db, id);
}

export type TrainingFields = Omit<TrainingInput, 'receivers' | 'sessionDays'> & { readonly sessionDays: string[] };

export async function insertTraining(db: Connection, fields: TrainingFields): Promise<string> {
  const [row] = await db.insert(trainings).values(fields).returning({ id: trainings.id });
  if (row === undefined) throw new Error('an insert returned no row');
  return row.id;
}

export async function saveTraining(db: Connection, id: string, fields: Partial<typeof trainings.$inferInsert>): Promise<void> {
  await db
    .update(trainings)
    .set({ id, ...fields })
    .where(and(eq(trainings.id, id)));
}

const list = (values: readonly SQL[]) => sql.join([...values], sql`, `);

function receiving(receivers: Receivers): SQL {
  if (receivers.kind === 'all') return sql`true`;
  return receivers.kind === 'provinces'
    ? sql`c.province_code in (${list(receivers.provinceCodes.map((code) => sql`${code}`))})`
    : sql`s.id in (${list(receivers.stationIds.map((id) => sql`${id}::uuid`))})`;
}

/** Sends the training to the stations meant that are open throughout, in one go; gives how many were not among its receivers before. */
export async function insertReceptions(
  db: Connection,
  training: { id: string; startDay: string; endDay: string },
  receivers: Receivers,
): Promise<number> {
  const rows = await db.execute(sql`
    insert into training_receptions (training_id, station_id, county_code, province_code)
    select ${training.id}, s.id, c.code, c.province_code from stations s join counties c on c.code = s.county_code
    where ${receiving(receivers)} and s.opened_day <= ${training.startDay}::date and (s.closed_day is null or s.closed_day >= ${training.endDay}::date)
    order by s.id on conflict (training_id, station_id) do nothing returning 1 as one`);
  return rows.length;
}

export type ReachPart = {
  readonly key: string;
  readonly people: number | null;
  readonly nameZh: string | null;
  readonly nameEn: string | null;
};

/** How many people one training reached, by group and by province, each with its name where that is data. */
export async function countTrainingReach(
  db: Connection,
  id: string,
): Promise<{ group: ReachPart[]; province: ReachPart[]; all: number | null }> {
  const rows = await db.execute<ReachPart & { by: string }>(sql`
    select d.by, n.key, n.people::int as people, p.name_zh as "nameZh", p.name_en as "nameEn"
    from (values ('group'), ('province'), ('training')) as d(by) cross join lateral count_reach(d.by, array[${id}::uuid]) n
    left join provinces p on d.by = 'province' and p.code = n.key order by n.people desc nulls last, n.key`);
  const of = (by: string) => rows.filter((row) => row.by === by);
  return { group: of('group'), province: of('province'), all: of('training')[0]?.people ?? null };
}

/** The years in which trainings ended, the latest first. */
export async function listTrainingYears(db: Connection): Promise<number[]> {
  const rows = await db.execute<{ year: number }>(
    sql`select distinct extract(year from end_day)::int as year from trainings order by year desc limit 60`,
  );
  return rows.map(({ year }) => year);
}
