import { liaisonPlace } from '../../../src/db/queries/liaisons.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordEvents } from '../moves.ts';
import { SeededRandom } from '../random.ts';
import { courseAt, planMade, reportMade, sendMade, type MadeTraining } from '../trainings.ts';
import type { Scene } from './scene.ts';
import { bytes } from './waiting-checks.ts';

/** What is drawn here leaves all other made-up data as it is. */
const drawnApart = ({ year }: Scene) => new SeededRandom(year * 31 + 8);

/** A training in every state: planned, open before, during and after its days, counted with a correction, cancelled. */
export async function makeTrainings(scene: Scene): Promise<void> {
  const random = drawnApart(scene);
  const { sql, days, actors } = scene;
  const plan = async (course: number, offset: number, length: number, sessions: number, planned: number) =>
    planMade(
      sql,
      random,
      { course: courseAt(course), startDay: days.day(offset), days: length, sessions, at: days.at(planned) },
      actors.coordinator,
    );
  await sendMade(sql, await plan(0, 60, 3, 3, -3));
  await enrolling(scene, await plan(1, 20, 10, 2, -12));
  await running(scene, random, await plan(4, -2, 6, 4, -25));
  await ended(scene, random, await plan(2, -20, 3, 2, -45));
  await corrected(scene, random, await plan(1, -70, 8, 2, -95));
  await cancelled(scene, await plan(3, 30, 60, 1, -20));
  await move(scene, await plan(3, -160, 90, 1, -190), -185, 'open').then(async (training) => {
    await reportMade(sql, random, training, await sendMade(sql, training, '530000'), { at: days.at(-66) });
    return move(scene, training, -60, 'counted');
  });
}

async function move(
  { sql, days, actors }: Scene,
  training: MadeTraining,
  offset: number,
  to: 'open' | 'counted' | 'cancelled',
  reason?: string,
): Promise<MadeTraining> {
  const moved = { thing: 'training' as const, ids: [training.id], at: days.at(offset), by: actors.coordinator, reason };
  await moveThrough(sql, moved, [to === 'counted' ? 'open' : to === 'open' ? 'planned' : 'open', to], { reason: reason ?? null });
  return training;
}

async function enrolling(scene: Scene, training: MadeTraining): Promise<void> {
  await sendMade(scene.sql, training);
  await move(scene, training, -10, 'open');
  const expected = { cadres: 0, officials: 4, primaryTeachers: 18, secondaryTeachers: 12, students: 0 };
  // Nanjian has enrolled for one of its stations; the other waits.
  await scene.sql`update training_receptions set expected = ${JSON.stringify(expected)}::text::jsonb where id = (select id from training_receptions
    where training_id = ${training.id} and county_code = ${scene.codes[0] ?? ''} order by id limit 1)`;
}

async function running(scene: Scene, random: SeededRandom, training: MadeTraining): Promise<void> {
  const receptions = await sendMade(scene.sql, training);
  await move(scene, training, -22, 'open');
  const early = { ...training, sessionDays: training.sessionDays.slice(0, 2) };
  await reportMade(scene.sql, random, early, receptions.slice(3, 9), { at: scene.days.at(-1, '17:00') });
}

async function ended(scene: Scene, random: SeededRandom, training: MadeTraining): Promise<void> {
  const receptions = await sendMade(scene.sql, training);
  await move(scene, training, -40, 'open');
  const others = receptions.filter(({ county_code }) => county_code !== scene.codes[0]);
  await reportMade(scene.sql, random, training, others.slice(0, 14), { at: scene.days.at(-16) });
}

async function corrected(scene: Scene, random: SeededRandom, training: MadeTraining): Promise<void> {
  const { sql, days, actors, codes } = scene;
  const receptions = await sendMade(sql, training);
  await move(scene, training, -90, 'open');
  await reportMade(sql, random, training, receptions, { at: days.at(-60), by: actors.county.id });
  const own = receptions.filter(({ county_code }) => county_code === codes[0]).slice(0, 1);
  const reason = '第二天有一所学校的教师漏计。（演示文字）';
  await reportMade(sql, random, training, own, { at: days.at(-58), by: actors.county.id, number: 2, reason });
  await move(scene, training, -50, 'counted');
}

async function cancelled(scene: Scene, training: MadeTraining): Promise<void> {
  await sendMade(scene.sql, training, '530000');
  await move(scene, training, -18, 'open');
  await move(scene, training, -5, 'cancelled', '授课教师另有任务。（演示文字）');
}

/** Tests of the link, getting better; liaisons that stand, are due soon, overdue or not named; so some stations are asleep. */
export async function keepStations(scene: Scene): Promise<void> {
  const random = drawnApart(scene);
  const { sql, days, keys, codes, actors } = scene;
  const stations = await sql<{ id: string; county_code: string; link: string }[]>`
    select id, county_code, link from stations where closed_day is null and county_code = any(${sql.array([...codes])}::text[]) order by id`;
  await copyRows(
    sql,
    'bandwidth_tests',
    stations.slice(0, 12).flatMap(({ id }) => {
      const base = random.between(8, 60);
      return [-700, -520, -330, -150, -20].map((offset, i) => ({
        station_id: id,
        tested_day: days.day(offset),
        down_mbps: base + i * random.between(2, 14),
        up_mbps: Math.round(base / 3) + i,
        latency_ms: random.between(20, 90),
        recorded_by: null,
        created_at: days.at(offset),
      }));
    }),
  );
  const liaisons = [];
  for (const [i, { id, county_code }] of stations.entries()) {
    const isOwn = county_code === codes[0];
    if (!isOwn && i % 5 === 4) continue;
    const confirmed = isOwn ? -350 : i % 3 === 0 ? -420 : -120;
    const liaison = { name: `演示联络人 ${i + 1}`, phone: '0870 000 0000', email: '' };
    liaisons.push({
      station_id: id,
      county_code,
      sealed_liaison: bytes(await keys.seal(JSON.stringify(liaison), liaisonPlace(id))),
      confirmed_day: days.day(confirmed),
      confirmed_by: isOwn ? actors.county.id : null,
      reminded_at: confirmed < -330 ? days.at(-12) : null,
    });
  }
  for (const row of liaisons) await sql`insert into station_liaisons ${sql(row)}`;
  const ids = liaisons.map(({ station_id }) => station_id);
  await recordEvents(sql, { thing: 'station', ids, at: days.at(-120) }, { event: 'station.liaison-named' });
}
