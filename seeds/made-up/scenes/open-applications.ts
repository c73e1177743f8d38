import { choicesOf } from '../applications.ts';
import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, type Moved } from '../moves.ts';
import { agreeTo } from './checks.ts';
import type { Scene } from './scene.ts';

const returned = '可授课时间只写了一天，请补充后再提交';
const rejected = '本招募季已有同一年级的志愿者较多，您的时间与各县需求都不一致';
/** How many applications of the coming season stand how; further ones are approved already. */
const counts = { draft: 3, submitted: 12, returned: 3, rejected: 2, withdrawn: 2 } as const;

/** Applications to the coming season that still wait, went back, or are over. Gives the accounts of those that wait. */
export async function makeOpenApplications(scene: Scene): Promise<string[]> {
  const { sql, people, days, year, actors } = scene;
  const states = Object.entries(counts).flatMap(([state, count]) => Array.from({ length: count }, () => state));
  const added = await people.add(sql, states.length, year);
  const accountIds = added.map(({ id }) => id);
  await agreeTo(scene, accountIds, ['pass_to_county', 'transfer_abroad', 'sensitive_data'], days.at(-9));
  const rows = await writeDrafts(scene, accountIds);
  const of = (...wanted: string[]) => rows.filter((_, i) => wanted.includes(states[i] ?? ''));
  for (const [i, row] of of('submitted', 'returned', 'rejected', 'withdrawn').entries()) {
    const at = days.hoursAgo(30 + i * 9);
    await moveThrough(sql, moved([row], at, 'own'), ['draft', 'submitted'], { submitted_at: at });
  }
  const decided = { at: days.hoursAgo(20), by: actors.coordinator };
  const back = { ...moved(of('returned'), decided.at, decided.by), reason: returned };
  await moveThrough(sql, back, ['submitted', 'returned'], { decision_reason: returned });
  const refused = { ...moved(of('rejected'), decided.at, decided.by), reason: rejected };
  await moveThrough(sql, refused, ['submitted', 'rejected'], { decision_reason: rejected });
  await moveThrough(sql, moved(of('withdrawn'), days.hoursAgo(18), 'own'), ['submitted', 'withdrawn']);
  return of('submitted').map(({ account_id }) => account_id);
}

type Row = { readonly id: string; readonly account_id: string };

async function writeDrafts(scene: Scene, accountIds: readonly string[]): Promise<Row[]> {
  const { sql, random, days, year, coming } = scene;
  const idAt = `${year}-03-15T01:00:00Z`;
  const at = days.at(-8);
  const rows = accountIds.map((account_id) => ({
    id: random.id(idAt),
    season_id: coming.id,
    account_id,
    deliveries: ['on_site', 'blended'],
    scope: 'anywhere_after',
    statement: '我在大学社团教过两年英语角，愿意到县里和学生一起练习。（演示文字）',
    created_at: at,
  }));
  await copyRows(sql, 'applications', rows);
  const subject = () => random.pick(['english', 'computing', 'learning_experience']);
  const taught = rows.map(({ id }) => ({ application_id: id, subject_code: subject(), level: random.between(1, 3) }));
  await copyRows(sql, 'application_subjects', taught);
  const window = `[${year}-07-05,${year}-08-12]`;
  const windows = rows.map(({ id }) => ({ application_id: id, position: 0, days: window, weekly_hours: random.between(10, 30) }));
  await copyRows(sql, 'application_windows', windows);
  await copyRows(
    sql,
    'application_choices',
    rows.flatMap(({ id }) => choicesOf(random, coming, id, coming.requests)),
  );
  await recordBegun(sql, moved(rows, at, 'own'), 'draft');
  return rows;
}

function moved(rows: readonly Row[], at: string, by: Moved['by'] & {}): Moved {
  return { thing: 'application', ids: rows.map(({ id }) => id), at, by, whose: new Map(rows.map((row) => [row.id, row.account_id])) };
}
