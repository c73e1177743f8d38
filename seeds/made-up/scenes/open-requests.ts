import { copyRows } from '../copy.ts';
import { signConditions } from '../host-conditions.ts';
import { loader, moveThrough, recordBegun, type Mover } from '../moves.ts';
import { writeStations } from '../stations.ts';
import type { Scene } from './scene.ts';

type Open = {
  readonly county: number;
  readonly place: string;
  readonly state: 'draft' | 'submitted' | 'returned' | 'rejected' | 'cancelled';
  readonly reason?: string;
};

const open: readonly Open[] = [
  { county: 0, place: '示范县民族中学', state: 'draft' },
  { county: 0, place: '示范县职业高级中学', state: 'submitted' },
  { county: 0, place: '示范乡中心小学', state: 'returned', reason: '请写明最近的医院和到达时间，并补充雨季风险' },
  { county: 0, place: '示范村教学点', state: 'rejected', reason: '住宿条件暂不满足安全要求，建议改为远程授课' },
  { county: 0, place: '示范县第三中学', state: 'cancelled', reason: '校舍维修' },
  { county: 1, place: '示范镇初级中学', state: 'submitted' },
  { county: 2, place: '示范县实验学校', state: 'submitted' },
  { county: 3, place: '示范县特殊教育学校', state: 'submitted' },
  { county: 4, place: '示范乡九年一贯制学校', state: 'returned', reason: '名额下限高于理想人数，请核对' },
];

const isSigned = ({ state }: Open) => state !== 'draft';

/** Requests for the coming season that are not approved, or not yet. */
export async function makeOpenRequests(scene: Scene): Promise<void> {
  const { sql, random, days, year, codes, coming, actors } = scene;
  const idAt = `${year}-02-01T01:00:00Z`;
  const at = days.at(-6);
  const rows = open.map((one) => ({ ...one, id: random.id(idAt) }));
  const common = { season_id: coming.id, kind: 'camp', delivery: 'on_site', weekly_hours: 16, created_at: at };
  const term = { start_day: `${year}-07-10`, end_day: `${year}-07-31`, squad_maximum: 6 };
  const requests = rows.map((one) => ({
    id: one.id,
    ...common,
    ...term,
    county_code: codes[one.county] ?? '',
    place: one.place,
    submitted_at: isSigned(one) ? at : null,
  }));
  await copyRows(sql, 'requests', requests);
  const line = { season_id: coming.id, position: 0, subject_code: 'english', role: 'teacher' };
  await copyRows(
    sql,
    'lines',
    rows.map(({ id }) => ({ id: random.id(idAt), request_id: id, ...line, level: random.between(1, 2), minimum: 2, ideal: 3, maximum: 4 })),
  );
  await signConditions(
    sql,
    random,
    rows.filter((one) => isSigned(one)).map(({ id }) => id),
    at,
  );
  for (const { id, county, state, reason } of rows) {
    const by: Mover = county === 0 ? actors.county : loader;
    await recordBegun(sql, { thing: 'request', ids: [id], at, by }, 'draft');
    if (state === 'draft') continue;
    await moveThrough(sql, { thing: 'request', ids: [id], at, by }, ['draft', 'submitted']);
    if (state === 'submitted') continue;
    const decided = { thing: 'request', ids: [id], at: days.at(-3), by: state === 'cancelled' ? by : actors.coordinator, reason } as const;
    await moveThrough(sql, decided, ['submitted', state], { decision_reason: reason ?? null });
  }
}

/** Nanjian's stations beside the one that every county has: one by satellite, one closed. */
export async function makeStations({ sql, random, codes }: Scene): Promise<void> {
  const idAt = '2019-09-02T01:00:00Z';
  const common = { county_code: codes[0] ?? '', made_up: true };
  await writeStations(sql, [
    {
      id: random.id(idAt),
      ...common,
      name_zh: '演示卫星教学站',
      name_en: 'Demonstration station by satellite',
      rooms: 2,
      seats: 60,
      link: 'satellite',
      opened_day: '2013-05-10',
      closed_day: null,
    },
    {
      id: random.id(idAt),
      ...common,
      name_zh: '演示乡镇教学点（已关闭）',
      name_en: 'Demonstration village point (closed)',
      rooms: 1,
      seats: 24,
      link: 'internet',
      opened_day: '2015-03-01',
      closed_day: '2022-06-30',
    },
  ]);
}
