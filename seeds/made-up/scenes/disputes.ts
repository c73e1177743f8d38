import { copyRows } from '../copy.ts';
import { moveThrough, recordBegun, type Moved } from '../moves.ts';
import { runningIdAt, type Scene } from './scene.ts';

type Taught = {
  readonly lesson_id: string;
  readonly placement_id: string;
  readonly account_id: string;
  readonly starts_at: string;
  readonly minutes: number;
};
type End = 'opened' | 'answered' | 'settled' | 'dropped';

/** What Nanjian disputes of the running season: of the demonstration volunteer one in each state, of somebody else one to settle. */
export async function makeDisputes(scene: Scene, seasonId: string): Promise<void> {
  const { actors } = scene;
  const taught = await taughtIn(scene, seasonId);
  const own = taught.filter(({ account_id }) => account_id === actors.volunteer.id);
  const other = taught.find(({ account_id }) => account_id !== actors.volunteer.id);
  const ends: readonly End[] = ['opened', 'answered', 'settled', 'dropped'];
  for (const [i, end] of ends.entries()) {
    const lesson = own[i];
    if (lesson !== undefined) await dispute(scene, lesson, end);
  }
  if (other !== undefined) await dispute(scene, other, 'answered');
}

/** Lessons of Nanjian's guests, the last first. */
async function taughtIn({ sql, codes }: Scene, seasonId: string): Promise<Taught[]> {
  return sql<Taught[]>`select l.id as lesson_id, p.id as placement_id, p.account_id, lower(l.during)::text as starts_at,
      (extract(epoch from upper(l.during) - lower(l.during)) / 60)::int as minutes
    from lessons l join placements p on p.id = l.placement_id
    where p.season_id = ${seasonId} and p.state = 'started' and p.county_code = ${codes[0] ?? ''} order by lower(l.during) desc, l.id`;
}

async function dispute(scene: Scene, lesson: Taught, end: End): Promise<void> {
  const { sql, random, days, actors, codes, year } = scene;
  const id = random.id(runningIdAt({ year }));
  const claimed = Math.floor(lesson.minutes / 2);
  const openedAt = days.at(end === 'opened' ? -1 : -6);
  const reason = '当天下午停电，后半节没有上。（演示文字）';
  const whose = new Map([[id, lesson.account_id]]);
  const at = (moment: string, by: Moved['by'], why?: string): Moved => ({
    thing: 'dispute',
    ids: [id],
    at: moment,
    ...(by === undefined ? {} : { by }),
    whose,
    reason: why,
  });
  await copyRows(sql, 'disputes', [
    {
      id,
      placement_id: lesson.placement_id,
      account_id: lesson.account_id,
      county_code: codes[0] ?? '',
      lesson_id: lesson.lesson_id,
      lesson_starts_at: lesson.starts_at,
      recorded: lesson.minutes,
      claimed,
      reason,
      opened_at: openedAt,
      answer_by_at: days.at(end === 'opened' ? 6 : 1),
      created_at: openedAt,
    },
  ]);
  await recordBegun(sql, at(openedAt, actors.county, reason), 'opened');
  if (end === 'opened') return;
  if (end === 'dropped') {
    const dropped = { closing_reason: '已向学校核实，记录无误。（演示文字）', closed_at: days.at(-5) };
    await moveThrough(sql, at(days.at(-5), actors.county, dropped.closing_reason), ['opened', 'dropped'], dropped);
    return;
  }
  const note = '停电后改在操场上完了后半节，有照片。（演示文字）';
  const answer = { answer: 'stands', note, answered_at: days.at(-4) };
  await moveThrough(sql, at(days.at(-4), 'own', note), ['opened', 'answered'], answer);
  if (end === 'answered') return;
  const settled = { decided: lesson.minutes, closing_reason: '有照片为证，按原记录计。（演示文字）', closed_at: days.at(-2) };
  await moveThrough(sql, at(days.at(-2), actors.coordinator, settled.closing_reason), ['answered', 'settled'], settled);
}
