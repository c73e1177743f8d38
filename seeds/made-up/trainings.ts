import type postgres from 'postgres';

import { trainingGroups, type TrainingKind } from '../../src/domain/training.ts';
import { copyRows } from './copy.ts';
import { dayAfter } from './days.ts';
import { loader, moveThrough, recordBegun, type Mover } from './moves.ts';
import type { SeededRandom } from './random.ts';

type Sql = postgres.Sql;

export type MadeTraining = {
  readonly id: string;
  readonly kind: TrainingKind;
  readonly startDay: string;
  readonly endDay: string;
  readonly sessionDays: readonly string[];
  readonly at: string;
};

const courses = [
  { kind: 'short_course', delivery: 'internet', zh: '乡村小学英语教师短训班', en: 'Short course for rural teachers of English', hours: 16 },
  {
    kind: 'certificate_programme',
    delivery: 'both',
    zh: '县域信息技术教师证书项目',
    en: 'Certificate programme for county teachers of computing',
    hours: 80,
  },
  { kind: 'short_course', delivery: 'classroom', zh: '县乡干部专题研修班', en: 'Course for county and township cadres', hours: 24 },
  {
    kind: 'visiting_scholar',
    delivery: 'classroom',
    zh: '中学骨干教师访问学者',
    en: 'Visiting scholars from secondary schools',
    hours: 240,
  },
  { kind: 'short_course', delivery: 'internet', zh: '中学生学习方法公开课', en: 'Open lessons on ways of learning', hours: 4 },
] as const;
export type Course = (typeof courses)[number];
export const courseAt = (i: number): Course => courses[i % courses.length] ?? courses[0];

type Held = { readonly course: Course; readonly startDay: string; readonly days: number; readonly sessions: number; readonly at: string };

/** Plans a made-up training. */
export async function planMade(
  sql: Sql,
  random: SeededRandom,
  { course, startDay, days, sessions, at }: Held,
  by: Mover = loader,
): Promise<MadeTraining> {
  const id = random.id(at);
  const endDay = dayAfter(startDay, days - 1);
  const sessionDays = Array.from({ length: sessions }, (_, i) => dayAfter(startDay, i));
  await copyRows(sql, 'trainings', [
    {
      id,
      kind: course.kind,
      delivery: course.delivery,
      title_zh: `${course.zh}（演示）`,
      title_en: `${course.en} (demonstration)`,
      origin_zh: '演示主会场',
      origin_en: 'Demonstration hall',
      hours: course.hours,
      start_day: startDay,
      end_day: endDay,
      session_days: sessionDays,
      made_up: true,
      created_at: at,
    },
  ]);
  await recordBegun(sql, { thing: 'training', ids: [id], at, by }, 'planned');
  return { id, kind: course.kind, startDay, endDay, sessionDays, at };
}

export type MadeReception = { readonly id: string; readonly station_id: string; readonly county_code: string };

/** Sends it to every open station, of one province where one is named, in one go. */
export async function sendMade(sql: Sql, training: MadeTraining, provinceCode?: string): Promise<MadeReception[]> {
  return [
    ...(await sql<MadeReception[]>`
      insert into training_receptions (training_id, station_id, county_code, province_code)
      select ${training.id}, s.id, c.code, c.province_code from stations s join counties c on c.code = s.county_code
      where s.made_up and s.opened_day <= ${training.startDay} and (s.closed_day is null or s.closed_day >= ${training.endDay})
        and (${provinceCode ?? null}::text is null or c.province_code = ${provinceCode ?? null}) order by s.id
      returning id, station_id, county_code`),
  ];
}

function headsOf(random: SeededRandom, kind: TrainingKind): Record<string, number> {
  const nobody = Object.fromEntries(trainingGroups.map((group) => [group, 0]));
  if (kind === 'visiting_scholar') return { ...nobody, secondaryTeachers: random.between(1, 3) };
  const drawn = trainingGroups.map((group) => [group, random.chance(0.6) ? random.between(3, group === 'students' ? 60 : 25) : 0] as const);
  return Object.fromEntries(drawn);
}

type Reporting = { readonly at: string; readonly by?: string | null; readonly number?: number; readonly reason?: string };

/** Lets stations report who came, the database counting it. */
export async function reportMade(
  sql: Sql,
  random: SeededRandom,
  training: MadeTraining,
  receptions: readonly MadeReception[],
  { at, by = null, number = 1, reason }: Reporting,
): Promise<void> {
  await copyRows(
    sql,
    'training_reports',
    receptions.map(({ id }) => {
      const heads = headsOf(random, training.kind);
      const people = Object.values(heads).reduce((sum, one) => sum + one, 0);
      return {
        reception_id: id,
        number,
        sessions: JSON.stringify(training.sessionDays.map((day) => ({ day, heads }))),
        certificates: training.kind === 'certificate_programme' ? Math.floor(people * 0.7) : null,
        reason: reason ?? null,
        reported_by: by,
        reported_at: at,
      };
    }),
  );
}

/** The trainings of a year that is over: the first a broadcast to every station, the others for one province each. */
export async function makePastTrainings(sql: Sql, random: SeededRandom, year: number, count: number): Promise<void> {
  const provinces = await sql<
    { code: string }[]
  >`select distinct c.province_code as code from stations s join counties c on c.code = s.county_code
    where s.made_up order by 1`;
  for (let i = 0; i < count; i += 1) {
    const month = String(3 + ((i * 2) % 8)).padStart(2, '0');
    const held = { course: courseAt(i + year), startDay: `${year}-${month}-10`, days: 3, sessions: 2, at: `${year}-${month}-01T01:00:00Z` };
    const training = await planMade(sql, random, held);
    const receptions = await sendMade(sql, training, i === 0 ? undefined : provinces[(i + year) % provinces.length]?.code);
    await moveThrough(sql, { thing: 'training', ids: [training.id], at: training.at }, ['planned', 'open']);
    const reporting = receptions.filter(() => random.chance(0.92));
    await reportMade(sql, random, training, reporting, { at: `${training.endDay}T08:00:00Z` });
    await moveThrough(sql, { thing: 'training', ids: [training.id], at: `${training.endDay}T09:00:00Z` }, ['open', 'counted']);
  }
}
